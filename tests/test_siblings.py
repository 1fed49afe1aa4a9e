"""What all pairs together show, and no pair by itself."""

import random

import pytest

from extractors import slips
from extractors.siblings import settle
from extractors.tellings import Pair


def pair(url, of_url, cue="date", *, share=0.9, of_share=0.9, kind="near_copy", words=100.0, known=True, **other):
    return Pair(
        url=url,
        of_url=of_url,
        kind=kind,
        score=1.0,
        text_share=share,
        of_text_share=of_share,
        known=known,
        cue=cue,
        words=words,
        **other,
    )


def part(url, of_url, cue="date", share=0.15, of_share=0.3, **other):
    return pair(url, of_url, cue, kind="excerpt", share=share, of_share=of_share, **other)


def settled(*pairs):
    """Return url, of_url and cue of what is known, and cue alone of what is not."""
    found = settle(pairs)
    shuffled = random.Random(7).sample(pairs, len(pairs))
    assert settle(shuffled) == found
    return {(pair.url, pair.of_url): pair.cue if pair.known else f"unknown: {pair.cue}" for pair in found}


def test_two_who_name_one_source_have_nothing_from_one_another():
    translated = pair("es", "pt", kind="translated_excerpt", words=0)
    assert settled(pair("es", "blog", "link"), pair("pt", "blog", "credit"), translated) == {
        ("es", "blog"): "link",
        ("pt", "blog"): "credit",
        ("es", "pt"): "unknown: common_source",
    }


def test_whoever_shares_more_words_with_the_source_does_not_come_from_its_sibling():
    pairs = [pair("b", "a", words=200), pair("c", "a", words=190), pair("c", "b", words=170)]
    assert settled(*pairs)["c", "b"] == "unknown: common_source"


def test_a_copy_of_a_copy_keeps_its_edits_and_its_source():
    pairs = [pair("b", "a", words=200), pair("c", "a", words=190), pair("c", "b", words=280)]
    assert settled(*pairs)["c", "b"] == "date"


def test_that_others_are_later_makes_no_source_of_an_article_with_a_wrong_date():
    pairs = [
        pair("t", "original", kind="translated_copy", words=0),
        pair("t", "misdated"),
        pair("original", "misdated"),
    ]
    assert settled(*pairs)["t", "original"] == "date"


def test_a_date_that_makes_a_copy_of_what_others_name_is_not_believed():
    others = [pair(name, "original", cue) for name, cue in (("b", "credit"), ("c", "link"))]
    copies = [pair(name, "misdated") for name in ("b", "c", "original")]
    assert settled(*others, *copies)["original", "misdated"] == "unknown: date against others"
    assert settled(*others[:1], *copies)["original", "misdated"] == "date"
    assert settled(*others, *copies, pair("d", "misdated", "credit"))["original", "misdated"] == "date"


def test_what_a_page_says_itself_stays():
    pairs = [pair("b", "a", "credit"), pair("c", "a", "credit"), pair("c", "b", "credit", words=10)]
    assert settled(*pairs)["c", "b"] == "credit"


def test_a_page_made_of_passages_is_nobodys_source_whatever_its_date_says():
    pairs = [part(name, "heap", share=0.3, of_share=0.15) for name in "abc"] + [part("heap", "d")]
    assert settled(*pairs) == {("heap", name): "patchwork" for name in "abcd"}


@pytest.mark.parametrize(
    "other",
    [
        [],  # three sources
        [part("d", "blog", "link", share=0.3, of_share=0.15)],  # it is credited
        [part("d", "blog", share=0.3, of_share=0.15), part("d", "a")],  # two of the four belong together
    ],
)
def test_what_three_have_excerpted_is_no_patchwork(other):
    pairs = [part(name, "blog", share=0.3, of_share=0.15) for name in "abc"] + other
    assert all(cue != "patchwork" for cue in settled(*pairs).values())


def quoted(url, of_url, **other):
    return part(url, of_url, plain=1.0, of_plain=0.0, **other)


def test_what_several_quote_is_nobodys_writing_where_it_stands_without_marks():
    pairs = [
        quoted("plain", "a"),
        quoted("plain", "b"),
        quoted("list", "a"),
        quoted("list", "b"),
        part("plain", "list"),
    ]
    found = settle(pairs, [("b", "a")])
    assert {pair.kind for pair in found} == {"shares_quotation"}
    assert not any(pair.known for pair in found)


def test_a_blog_that_several_excerpt_in_marks_and_name_is_their_source():
    pairs = [quoted("blog", "a"), part("a", "blog", "link", plain=0.0), part("b", "blog", "named", plain=0.0)]
    assert [pair.kind for pair in settle(pairs[1:], [("a", "b")])] == ["excerpt", "excerpt"]
    assert [pair.kind for pair in settle(pairs[:1], [])] == ["excerpt"]


def test_a_later_page_may_have_it_from_any_of_two_that_credit_the_same_agency():
    pairs = [pair("a", "b", "date against credit", known=False), part("c", "a", "patchwork"), part("c", "b", "date")]
    assert settled(*pairs) == {
        ("a", "b"): "unknown: date against credit",
        ("c", "a"): "unknown: one_of_several",
        ("c", "b"): "unknown: one_of_several",
    }


def slip(retelling, cue=slips.SLIP):
    return slips.Finding(retelling=retelling, cue=cue, places=2, example=("witlock", "whitlock"))


def changed(judged, finding):
    (result,) = settle([judged], changes={("a", "b"): finding})
    return (result.url, result.cue if result.known else f"unknown: {result.cue}")


def test_a_slip_goes_before_credit_and_date():
    assert changed(pair("a", "b", "credit"), slip("b")) == ("b", "slip")
    assert changed(pair("b", "a"), slip("a")) == ("a", "slip")


def test_changes_alone_do_not_turn_what_a_page_says_or_a_date():
    assert changed(pair("a", "b", "credit"), slip("b", slips.EDITS)) == ("a", "unknown: credit against edits")
    assert changed(pair("a", "b"), slip("b", slips.EDITS)) == ("a", "unknown: date against edits")
    assert changed(pair("a", "b", "none", known=False), slip("b", slips.EDITS)) == ("b", "edits")


def test_of_two_with_the_same_slip_the_later_has_it_from_the_other():
    assert changed(pair("a", "b"), slip(None)) == ("a", "slip")


def test_what_both_have_changed_comes_from_a_third():
    assert changed(pair("a", "b"), slip(None, slips.OWN_CHANGES)) == ("a", "unknown: common_source")
    assert changed(pair("a", "b", "credit"), slip(None, slips.OWN_CHANGES)) == ("a", "credit")


def test_the_editor_goes_before_every_slip():
    assert changed(pair("a", "b", "editor"), slip("b")) == ("a", "editor")
