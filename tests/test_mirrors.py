"""One article at two addresses, and two articles of the same words."""

import pytest

from extractors.mirrors import Address, alias
from extractors.urls import registered_domain

STORY = "http://herald.example/news/controller-company"


def found(one: str, other: str, shares: tuple[float, float] = (1.0, 1.0), **stated: str) -> str | None:
    here, there = (Address(url=url, outlet=registered_domain(url), **stated) for url in (one, other))
    answer = alias(here, there, *shares)
    assert alias(there, here, *shares[::-1]) == answer
    return answer


@pytest.mark.parametrize(
    "other",
    [
        "http://herald.example/print/news/controller-company",
        "http://m.herald.example/news/controller-company",
        "http://herald.example/news/controller-company?view=print",
        "http://herald.example/news/controller-company.amp",
        "http://herald.example.cachefarm.example/news/controller-company",
        "http://herald.openmirror.test/news/controller-company",
        "http://archive.test/web/20240307/http://herald.example/news/controller-company",
    ],
)
def test_print_mobile_and_mirror_pages_are_other_addresses(other: str) -> None:
    assert found(STORY, other) == other


def test_what_a_mirror_adds_makes_it_no_article() -> None:
    mirror = "http://herald.example.cachefarm.example/news/controller-company"
    assert found(mirror, STORY, (0.7, 1.0)) == mirror
    assert found(mirror, STORY, (1.0, 0.7)) is None


def test_a_print_page_that_only_shares_a_number_is_the_same_page() -> None:
    printed = "http://kurier.example/print/8841"
    assert found("http://kurier.example/swiat/osiem-pudel,8841.html", printed, (0.99, 0.97)) == printed


def test_who_names_itself_as_canonical_is_the_article() -> None:
    here = Address(
        url="http://bote.example/orte/die-bruecke-4411",
        outlet="bote.example",
        canonical="http://bote.example/orte/die-bruecke-4411",
    )
    there = Address(url="http://bote.example/v/4411", outlet="bote.example")
    assert alias(here, there, 1.0, 1.0) == alias(there, here, 1.0, 1.0) == there.url


@pytest.mark.parametrize(
    "other",
    [
        "http://courier.example/news/controller-company",  # a paper of the same owner
        "http://herald.example/news/2024/another-controller-company",
        "http://heraldry.test/news/controller-company",
    ],
)
def test_edited_copies_are_articles(other: str) -> None:
    assert found(STORY, other, (0.97, 0.96)) is None


def test_a_day_in_two_addresses_makes_no_page_of_them() -> None:
    assert found("http://a.example/20240307/storm", "http://a.example/20240307/flood", (0.96, 0.96)) is None


def test_half_a_text_is_an_article_wherever_it_lies() -> None:
    assert found("http://m.herald.example/news/controller-company", STORY, (1.0, 0.5)) is None


@pytest.mark.parametrize(
    "other",
    [
        "https://www.msn.com/en-us/news/controller-company/ar-AA1",
        "https://herald-example.cdn.ampproject.org/c/herald.example/news/controller-company",
        "https://a.b/c",
    ],
)
@pytest.mark.parametrize("shares", [(1.0, 1.0), (0.96, 0.97)])
def test_a_page_elsewhere_of_the_same_outlet_is_another_address_of_its_article(
    other: str, shares: tuple[float, float]
) -> None:
    here = Address(url=STORY + "?with=a-longer-address&than=any-other-one-of-these", outlet="herald.example")
    there = Address(url=other, outlet="herald.example", canonical=other)
    assert alias(here, there, *shares) == alias(there, here, *shares) == other


def test_what_a_cache_adds_makes_it_no_article() -> None:
    cache = "https://herald-example.cdn.ampproject.org/c/herald.example/news/controller-company"
    here, there = (Address(url=url, outlet="herald.example") for url in (STORY, cache))
    assert alias(here, there, 1.0, 0.7) == alias(there, here, 0.7, 1.0) == cache
    assert alias(here, there, 0.7, 1.0) is None


def test_blogs_of_one_platform_are_no_mirrors_of_one_another() -> None:
    here, there = (f"https://{name}.substack.com/p/controller-company" for name in ("quay", "norvik"))
    one, other = (Address(url=url, outlet=url.split("/")[2]) for url in (here, there))
    assert alias(one, other, 0.99, 0.99) is None


def test_what_is_no_address_is_compared_by_its_outlet_alone() -> None:
    one, other = (Address(url=url, outlet="herald.example") for url in ("no address", "http://a b/"))
    assert alias(one, other, 1.0, 1.0) == alias(other, one, 1.0, 1.0) is not None


def test_an_edition_is_the_outlets_own_and_an_aggregator_is_not() -> None:
    here, there = "https://www.bbc.co.uk/news/controller-company-of-the-valley", "https://www.msn.com/a"
    one, other = (Address(url=url, outlet="bbc.com") for url in (here, there))
    assert alias(one, other, 1.0, 1.0) == alias(other, one, 1.0, 1.0) == there
