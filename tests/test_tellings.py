"""Trees of retellings."""

import random
from datetime import datetime
from itertools import pairwise

import pytest

from extractors.direction import Outlets
from extractors.tellings import Article, Pair, build, presumed


def articles(names, **known):
    return [Article(url=name, **known) for name in names]


def pair(url, of_url, share=1.0, of_share=1.0, *, known=True, kind="near_copy", cue="date"):
    return Pair(
        url=url,
        of_url=of_url,
        kind=kind,
        score=1.0,
        text_share=share,
        of_text_share=of_share,
        known=known,
        cue=cue if known else "none",
        words=100.0,
    )


def told(rows):
    return {row["url"]: (row["telling"], row["is_original"], row["of_url"]) for row in rows}


def test_an_article_alone_is_its_own_telling():
    assert told(build(articles("a"), [])) == {"a": ("a", True, None)}


def test_a_chain_of_retellings_is_one_telling():
    rows = build(articles("abc"), [pair("b", "a"), pair("c", "b")])
    assert told(rows) == {"a": ("a", True, None), "b": ("a", False, "a"), "c": ("a", False, "b")}


def test_an_excerpt_joins_no_telling():
    rows = build(articles("ab"), [pair("a", "b", 0.4, 0.5, kind="excerpt")])
    assert told(rows) == {"a": ("a", True, None), "b": ("b", True, None)}


def test_the_share_that_counts_is_the_retellers_own():
    assert told(build(articles("ab"), [pair("a", "b", 0.9, 0.1)]))["a"] == ("b", False, "b")
    assert told(build(articles("ab"), [pair("a", "b", 0.1, 0.9)]))["a"] == ("a", True, None)


def test_without_direction_both_shares_must_be_great():
    rows = build(articles("abcd"), [pair("a", "b", known=False), pair("c", "d", 0.9, 0.5, known=False)])
    assert told(rows) == {
        "a": ("a", False, None),
        "b": ("a", False, None),
        "c": ("c", True, None),
        "d": ("d", True, None),
    }


def test_siblings_of_an_unseen_text_have_no_original():
    rows = build(articles("abc"), [pair("a", "b", known=False), pair("b", "c", known=False)])
    assert {row["telling"] for row in rows} == {"a"}
    assert not any(row["is_original"] for row in rows)


def test_shared_quotations_join_nothing():
    rows = build(articles("ab"), [pair("a", "b", kind="shares_quotation")])
    assert all(row["is_original"] for row in rows)


def test_every_article_has_one_parent_at_most():
    rows = build(articles("abc"), [pair("c", "a", 0.7), pair("c", "b", 0.9)])
    assert told(rows)["c"] == ("b", False, "b")
    assert told(rows)["a"] == ("a", True, None)


def test_a_source_that_the_page_names_goes_first():
    rows = build(articles("abc"), [pair("c", "a", 0.7, cue="credit"), pair("c", "b", 0.9)])
    assert told(rows)["c"][2] == "a"


def test_the_same_words_go_before_a_translation():
    pairs = [pair("c", "a", 0.9), pair("c", "b", 1.0, kind="translated_copy")]
    assert told(build(articles("abc"), pairs))["c"][2] == "a"


def test_of_equal_sources_the_earlier_is_the_parent():
    second, first = datetime(2018, 10, 2), datetime(2018, 10, 1)  # noqa: DTZ001 - as the dataset hands them out
    made = [
        Article(url="a", published_from=second, published_until=second),
        Article(url="b", published_from=first, published_until=first),
        Article(url="c"),
    ]
    assert told(build(made, [pair("c", "a"), pair("c", "b")]))["c"][2] == "b"


def test_a_bare_day_is_not_earlier_than_a_moment_within_it():
    day, next_day = datetime(2018, 10, 1), datetime(2018, 10, 2)  # noqa: DTZ001 - as the dataset hands them out
    noon = datetime(2018, 10, 1, 12)  # noqa: DTZ001
    made = [
        Article(url="a", published_from=day, published_until=next_day),
        Article(url="b", published_from=noon, published_until=noon),
        Article(url="c"),
    ]
    assert told(build(made, [pair("c", "a"), pair("c", "b")]))["c"][2] == "b"


def test_a_circle_is_opened():
    rows = build(articles("abc"), [pair("a", "b"), pair("b", "c"), pair("c", "a")])
    assert [row["is_original"] for row in rows].count(True) == 1
    assert len({row["telling"] for row in rows}) == 1


def test_order_cannot_matter():
    rng = random.Random(5)
    names = [f"{number:02d}" for number in range(40)]
    pairs = {
        tuple(sorted(chosen)): pair(*chosen, rng.choice([0.5, 0.7, 1.0]), 1.0, known=rng.random() < 0.6)
        for chosen in (rng.sample(names, 2) for _ in range(60))
    }
    made, found = articles(names), list(pairs.values())
    expected = build(made, found)
    for _ in range(5):
        rng.shuffle(made)
        rng.shuffle(found)
        assert build(made, found) == expected


def test_a_chain_of_thousands_is_survived():
    names = [f"{number:05d}" for number in range(5_000)]
    pairs = [pair(late, early) for early, late in pairwise(names)]
    rows = build(articles(names), pairs)
    assert {row["telling"] for row in rows} == {names[0]}


@pytest.mark.parametrize(
    "credit",
    [
        "Mit Material von dpa",
        "Traduit de l’anglais",
        "Перевод редакции",
        "来源：新华社",
        "ترجمة هيئة التحرير",
        "共同通信",
    ],
)
def test_marks_of_an_unseen_source_are_presumed_retellings(credit):
    (row,) = build([Article(url="a", credit=credit)], [])
    assert row["presumed_retelling"]
    assert row["presumed_evidence"] in credit


def test_agencies_sign_in_the_first_words_too():
    assert presumed(Article(url="a", opening="QUILLBY (Reuters) - The bridge is closed."), Outlets([])) == "Reuters"


@pytest.mark.parametrize("credit", [None, "", "Reporting by the Quillby Echo", "Aus der Redaktion von echo.example"])
def test_who_credits_nobody_itself_or_an_outlet_of_the_dataset_has_no_unseen_source(credit):
    made = [
        Article(url="a", outlet="mill.example", credit=credit),
        Article(url="b", outlet="echo.example", outlet_name="Quillby Echo"),
    ]
    assert [row["presumed_retelling"] for row in build(made, [])] == [False, False]
    assert [row["presumed_retelling"] for row in build([made[1]], [])] == [False]


def test_a_source_that_no_list_knows_is_one_too():
    (row,) = build([Article(url="a", credit="Źródło: Nordkabel")], [])
    assert row["presumed_evidence"] == "Źródło: Nordkabel"


def test_an_agency_is_its_own_source():
    (row,) = build([Article(url="a", outlet="reuters.com", outlet_name="Reuters", credit="LONDON (Reuters)")], [])
    assert (row["presumed_retelling"], row["is_original"]) == (False, True)


def test_what_comes_from_elsewhere_is_no_original():
    made = [Article(url="a", credit="Kaynak: Liman Haber"), Article(url="b")]
    assert told(build(made, [pair("b", "a")])) == {"a": ("a", False, None), "b": ("a", False, "a")}


def test_an_article_with_a_parent_is_not_presumed():
    made = [Article(url="a", credit="AFP"), Article(url="b", credit="AFP")]
    rows = build(made, [pair("b", "a")])
    assert [row["presumed_retelling"] for row in rows] == [True, False]


def test_an_agency_named_inside_the_story_is_no_mark():
    assert presumed(Article(url="a", opening="The mayor told Reuters that the bridge is closed."), Outlets([])) is None


def test_agencies_sign_in_the_last_words_too():
    assert presumed(Article(url="a", ending="The bridge is closed. (AFP)"), Outlets([])) == "AFP"


def test_of_two_that_nobody_can_tell_apart_the_one_that_others_name_is_the_original():
    dated = [pair(name, "b") for name in ("c", "d")]
    apart = pair("a", "b", known=False)
    assert not any(row["is_original"] for row in build(articles("abcde"), [*dated, apart, pair("e", "a")]))
    rows = build(articles("abcde"), [*dated, apart, pair("e", "a", cue="credit")])
    assert [row["url"] for row in rows if row["is_original"]] == ["a"]
