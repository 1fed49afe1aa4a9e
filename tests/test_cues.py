"""Cues of the direction, from the page to the dataset: versions in other languages, leftovers, slips of large families."""

import pytest

from extractors import slips
from extractors.extract import read
from extractors.records import Page
from flows.explain import explain
from flows.leftovers import CUE

from .smalldataset import MADE, article, snapshot
from .test_deduplicate import ENGLISH, FRENCH, INDEPENDENT
from .test_relate import line, related

OF_ENGLISH = "https://quillby.example/en/bridge"
OF_FRENCH = "https://quillby.example/fr/pont"
STATED = {"en": OF_ENGLISH, "fr": OF_FRENCH}


def versions(default, french=FRENCH):
    stated = STATED | ({"x-default": default} if default else {})
    known = {"outlet": "quillby.example", "alternates": stated}
    return (
        article("en", ENGLISH, url=OF_ENGLISH, **known),
        article("fr", french, "fr", url=OF_FRENCH, **known),
    )


def test_a_page_keeps_the_versions_that_it_states():
    links = "".join(f'<link rel="alternate" hreflang="{tag}" href="{url}">' for tag, url in STATED.items())
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in ENGLISH.split("\n"))
    body = f"<html lang=en><head><title>The bridge</title>{links}</head><body><article>{paragraphs}</article></body></html>"
    page = Page(url=OF_ENGLISH, fetched_at=MADE, final_url=OF_ENGLISH, status=200, content_type="text/html",
                body=body.encode())  # fmt: skip
    assert read(page, {}).alternates == STATED


def test_the_version_shown_by_default_is_the_source_in_the_dataset(tmp_path):
    dataset = snapshot(tmp_path, versions(OF_ENGLISH))
    found = explain(dataset, OF_FRENCH, OF_ENGLISH)
    assert (found["url"], found["direction"], found["cue"]) == (OF_FRENCH, "known", "hreflang")
    assert [saying["cue"] for saying in found["cues"]] == ["hreflang"]
    assert found["articles"][0]["alternates"] == STATED | {"x-default": OF_ENGLISH}


def test_versions_without_a_default_are_shown_and_have_no_direction(tmp_path):
    found = explain(snapshot(tmp_path, versions(None)), OF_FRENCH, OF_ENGLISH)
    assert (found["direction"], found["cue"]) == ("unknown", "none")
    assert [page["alternates"] for page in found["articles"]] == [STATED, STATED]


def test_two_texts_are_not_related_because_their_pages_name_one_another(tmp_path):
    stated = {"outlet": "quillby.example", "alternates": STATED | {"x-default": OF_ENGLISH}}
    dataset = snapshot(
        tmp_path,
        [article("en", INDEPENDENT, url=OF_ENGLISH, **stated), article("fr", FRENCH, "fr", url=OF_FRENCH, **stated)],
    )
    assert dataset.query("SELECT count(*) FROM core.pairs")[1] == [(0,)]


def by(cue, found):
    return {row["url"]: row["of_url"] for row in found[0] if row["cue"] == cue}


LEFTOVER = FRENCH.replace("l'inondation", "l&#39;inondation").replace("lundi", "le Monday, March 5,")


def test_the_one_that_bears_marks_of_the_others_language_is_the_translation():
    found = by(CUE, related([line("courier"), line("journal", LEFTOVER, "fr")]))
    assert found == {"https://journal.example/bridge": "https://courier.example/bridge"}


@pytest.mark.parametrize(
    "known",
    [{"credit": "Source: Meridian Wire"}, {"published": "2018-10-01T08:00:00Z", "published_precision": "second"}],
)
def test_marks_are_asked_last(known):
    later = {"published": "2018-10-02T08:00:00Z", "published_precision": "second"}
    assert by(CUE, related([line("courier", **later), line("journal", LEFTOVER, "fr", **known)])) == {}


def test_two_that_both_bear_marks_have_no_direction():
    english = ENGLISH.replace("Ada Penrose", "«Ada Penrose»")
    assert by(CUE, related([line("courier", english), line("journal", LEFTOVER, "fr")])) == {}


def crowd(texts, articles):
    return [
        article(f"n{number}", ENGLISH.replace("two pillars", f"{number % texts + 2} pillars"))
        for number in range(articles)
    ]


def capped(dataset):
    return dict(dataset.query("SELECT reason, items FROM main.ledger WHERE outcome = 'capped'")[1]).get("slips")


def test_articles_whose_slips_nobody_compared_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(slips, "MOST_VERSIONS", 4)
    assert capped(snapshot(tmp_path / "more", crowd(texts=5, articles=6))) == 6
    assert capped(snapshot(tmp_path / "as_many", crowd(texts=4, articles=4))) is None


def test_many_articles_with_few_texts_are_compared(tmp_path, monkeypatch):
    monkeypatch.setattr(slips, "MOST_VERSIONS", 4)
    assert capped(snapshot(tmp_path, crowd(texts=3, articles=7))) is None
