"""Who retold whom."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from extractors.direction import CONFIDENCE, Outlets, Side, judge
from extractors.records import Relation

NOON = datetime(2018, 10, 1, 12, tzinfo=UTC)


def side(name, **known):
    return Side(**{"url": f"https://{name}.example/story", "outlet": f"{name}.example", "language": "en"} | known)


def relation(share=1.0, of_share=1.0, **evidence):
    return Relation(
        evidence_sha256="a",
        of_evidence_sha256="b",
        method_version="1",
        kind="near_copy",
        score=1.0,
        text_share=share,
        of_text_share=of_share,
        evidence=json.dumps({"rule": "words", **evidence}),
    )


def at(moment, minutes=1):
    return {"published_from": moment, "published_until": moment + timedelta(minutes=minutes)}


ONE, OTHER = side("courier"), side("herald")


def both_ways(one, other, found=None):
    """Return the answer after asking in both orders."""
    found = found or relation()
    turned = relation(found.of_text_share, found.text_share)
    evidence = {
        key: value[::-1] if isinstance(value, list) else value for key, value in json.loads(found.evidence).items()
    }
    there = judge(other, one, relation(turned.text_share, turned.of_text_share, **evidence))
    here = judge(one, other, found)
    assert here == there
    return here


def test_nothing_known_is_no_answer():
    found = both_ways(ONE, OTHER)
    assert (found.known, found.retelling, found.cue, found.confidence) == (False, None, "none", 0.0)


@pytest.mark.parametrize(
    ("known", "cue"),
    [
        ({"credit": "Source: herald.example"}, "credit"),
        ({"credit": "© The Herald of Quillby, republished with permission"}, "credit"),
        ({"canonical": "http://www.herald.example/story"}, "canonical"),
        ({"links_out": ["https://other.example/", "https://herald.example/story#top"]}, "link"),
    ],
)
def test_what_a_page_says_of_itself_counts(known, cue):
    found = both_ways(side("courier", **known), side("herald", outlet_name="The Herald of Quillby"))
    assert (found.retelling, found.cue) == (ONE.url, cue)


@pytest.mark.parametrize(
    ("language", "credit"),
    [
        ("fr", "Traduit de l’anglais"),
        ("de", "Aus dem Englischen übersetzt"),
        ("es", "Traducción del inglés"),
        ("ru", "Перевод с английского"),
        ("pl", "Tłumaczenie z angielskiego"),
        ("ar", "مترجم عن الإنجليزية"),
        ("he", "תורגם מאנגלית"),
        ("zh-Hans", "译自英语"),
        ("ja", "英語からの翻訳"),
        ("ko", "영어 기사 번역"),
        ("xx", "Translated from English"),
    ],
)
def test_a_credit_may_name_the_language_only(language, credit):
    found = both_ways(side("courier", language=language, credit=credit), OTHER)
    assert (found.retelling, found.cue) == (ONE.url, "translated_from")


def test_the_named_language_must_be_the_others():
    assert not both_ways(side("courier", language="fr", credit="Traduit de l’espagnol"), OTHER).known


def test_a_short_name_inside_another_word_is_no_credit():
    assert not both_ways(side("courier", credit="Photographs by the Timeswell agency"), side("time")).known


def test_statements_on_both_sides_cancel_out():
    assert not both_ways(
        side("courier", credit="Via herald.example"), side("herald", credit="Via courier.example")
    ).known


def test_broken_addresses_are_no_links():
    assert not both_ways(side("courier", canonical="http://[bad", links_out=["\ud800", "::"]), OTHER).known


def test_the_later_retells_the_earlier():
    found = both_ways(side("courier", **at(NOON)), side("herald", **at(NOON + timedelta(hours=2))))
    assert (found.retelling, found.cue) == (OTHER.url, "date")


def test_overlapping_intervals_tell_nothing():
    day = at(NOON - timedelta(hours=26), minutes=50 * 60)
    assert not both_ways(side("courier", **day), side("herald", **at(NOON))).known


def test_a_wrong_date_does_not_beat_a_credit():
    early = side("courier", credit="Source: herald.example", **at(NOON - timedelta(days=3)))
    found = both_ways(early, side("herald", **at(NOON)))
    assert (found.retelling, found.cue) == (ONE.url, "credit")


def test_a_part_comes_from_the_whole():
    found = both_ways(ONE, OTHER, relation(1.0, 0.5, coherence=[None, 0.3]))
    assert (found.retelling, found.cue) == (ONE.url, "part")


def test_an_alien_passage_marks_a_patchwork():
    found = both_ways(ONE, OTHER, relation(1.0, 0.6, coherence=[None, 0.01]))
    assert (found.retelling, found.cue) == (OTHER.url, "patchwork")
    found = both_ways(ONE, OTHER, relation(0.3, 0.4, coherence=[0.3, 0.05]))
    assert (found.retelling, found.cue) == (OTHER.url, "patchwork")


def test_in_between_nobody_can_tell():
    assert not both_ways(ONE, OTHER, relation(1.0, 0.6, coherence=[None, 0.08])).known


def test_form_is_lost_and_never_regained():
    found = both_ways(ONE, OTHER, relation(paragraphs=[1, 6], capitals=[False, False]))
    assert (found.retelling, found.cue) == (ONE.url, "lost_form")
    assert not both_ways(ONE, OTHER, relation(paragraphs=[1, 6], capitals=[False, True])).known


def test_date_against_text_is_no_answer():
    early, late = side("courier", **at(NOON)), side("herald", **at(NOON + timedelta(hours=2)))
    found = both_ways(early, late, relation(1.0, 0.5, coherence=[None, 0.3]))
    assert (found.known, found.cue) == (False, "date against part")


def test_date_and_text_together_are_surest():
    early, late = side("courier", **at(NOON)), side("herald", **at(NOON + timedelta(hours=2)))
    found = both_ways(early, late, relation(0.5, 1.0, coherence=[0.3, None]))
    assert (found.retelling, found.cue) == (OTHER.url, "date_and_text")
    assert found.confidence == max(CONFIDENCE.values())


def test_an_outlet_of_several_words_is_known_by_its_address_alone():
    found = both_ways(side("courier", credit="Source : Slow Harbour"), side("slow-harbour"))

    assert found.cue == "credit"


def test_initials_in_brackets_name_an_agency():
    wire = side("meridian-wire", outlet_name="Meridian Wire")
    found = both_ways(wire, side("daily", credit="PORT ELLERY (MW)"))
    assert (found.retelling, found.cue) == ("https://daily.example/story", "credit")
    assert not both_ways(wire, side("daily", credit="PORT ELLERY (NW)")).known


def test_who_credits_somebody_unseen_has_it_from_nobody_held():
    early, late = side("courier", **at(NOON)), side("herald", source_unseen=True, **at(NOON + timedelta(hours=1)))
    found = both_ways(early, late)
    assert (found.known, found.cue) == (False, "date against credit")
    assert both_ways(
        side("courier", source_unseen=True, **at(NOON)), side("herald", **at(NOON + timedelta(hours=1)))
    ).known


@pytest.mark.parametrize(
    ("names", "retelling"), [((True, False), "courier"), ((False, True), "herald"), ((True, True), None)]
)
def test_who_names_the_other_in_the_text_has_it_from_there(names, retelling):
    found = judge(ONE, OTHER, relation(0.3, 0.3), names)
    assert (found.retelling, found.cue) == (
        (f"https://{retelling}.example/story", "named") if retelling else (None, "none")
    )


def test_a_name_says_more_than_the_date_that_agrees():
    late = side("herald", **at(NOON + timedelta(hours=1)))
    assert judge(side("courier", **at(NOON)), late, relation(), (False, True)).cue == "named"


def test_a_name_against_a_date_is_no_answer():
    late = side("herald", **at(NOON + timedelta(hours=1)))
    assert judge(side("courier", **at(NOON)), late, relation(), (True, False)).cue == "date against named"


def test_a_shared_quotation_says_nothing_of_who_was_first():
    found = replace(relation(), kind="shares_quotation")
    assert not judge(side("courier", **at(NOON)), side("herald", **at(NOON + timedelta(days=1))), found).known


@pytest.mark.parametrize(
    ("credit", "named"),
    [
        ("Translated from the Quillby Echo", True),
        ("Джерело: echo.example", True),
        ("轉載自：敲鍵網", True),
        ("Quelle: Echo der Zeit", False),
        ("(QE)", True),
        ("", False),
    ],
)
def test_outlets_are_found_in_credit_lines(credit, named):
    outlets = Outlets([("echo.example", "Quillby Echo"), ("qiaojian.example", "敲键网")])
    assert outlets.named_in(credit) is named


PART = relation(1.0, 0.3, coherence=[None, 0.9])  # the first is a part of the second


def test_a_wrong_date_does_not_beat_a_credit_line():
    one = side("courier", credit="Source: herald.example", **at(NOON))
    assert both_ways(one, side("herald", **at(NOON + timedelta(hours=1)))).cue == "credit"


def test_a_credit_against_the_texts_is_no_answer():
    found = both_ways(ONE, side("herald", credit="Source: courier.example"), PART)
    assert (found.known, found.cue) == (False, "credit against part")


def test_a_misleading_credit_does_not_beat_a_date_that_the_texts_bear_out():
    later = side("courier", **at(NOON + timedelta(hours=1)))
    found = both_ways(later, side("herald", credit="Source: courier.example", **at(NOON)), PART)
    assert (found.retelling, found.cue) == (later.url, "date_and_text")


def test_a_link_against_a_date_is_no_answer_until_the_texts_decide():
    later = side("courier", **at(NOON + timedelta(hours=1)))
    linking = side("herald", links_out=[later.url], **at(NOON))
    assert (both_ways(later, linking).known, both_ways(later, linking).cue) == (False, "link against date")
    assert both_ways(later, linking, PART).retelling == later.url


GERMAN = {"url": "https://fjord.example/de/bruecke", "outlet": "fjord.example", "language": "de"}
ENGLISH = {"url": "https://fjord.example/en/bridge", "outlet": "fjord.example", "language": "en"}
STATED = {"de": GERMAN["url"], "en": ENGLISH["url"]}


def version(known, default=None, **more):
    return Side(**known, alternates=STATED | ({"x-default": default["url"]} if default else {}), **more)


def test_the_version_shown_by_default_is_the_source_of_the_other():
    found = both_ways(version(GERMAN, ENGLISH), version(ENGLISH, ENGLISH))
    assert (found.retelling, found.cue) == (GERMAN["url"], "hreflang")
    assert CONFIDENCE["date"] < found.confidence < CONFIDENCE["credit"]


def test_two_versions_without_a_default_have_no_direction():
    assert both_ways(version(GERMAN), version(ENGLISH)).cue == "none"


def test_versions_that_only_one_page_states_have_no_direction():
    assert both_ways(version(GERMAN, ENGLISH), Side(**ENGLISH)).cue == "none"


def test_the_default_goes_before_a_date_alone_and_not_before_a_credit():
    late, early = at(NOON + timedelta(hours=5)), at(NOON)
    assert both_ways(version(GERMAN, ENGLISH, **early), version(ENGLISH, ENGLISH, **late)).cue == "hreflang"
    translated = version(ENGLISH, ENGLISH, credit="Translated from German")
    found = both_ways(version(GERMAN, ENGLISH), translated)
    assert (found.retelling, found.cue) == (ENGLISH["url"], "translated_from")


def test_a_default_does_not_outweigh_a_date_that_the_texts_bear_out():
    late, early = at(NOON + timedelta(hours=5)), at(NOON)
    one, other = version(GERMAN, ENGLISH, **early), version(ENGLISH, ENGLISH, **late)
    assert both_ways(one, other, relation(0.3, 1.0, coherence=[0.6, 0.6])).retelling == ENGLISH["url"]


@pytest.mark.parametrize(
    "credit",
    ["Press release", "Pressemitteilung der Hafen GmbH", "Communiqué de presse", "Comunicado de prensa", "Пресс-релиз",
     "プレスリリース", "보도자료", "新闻稿", "بيان صحفي", "הודעה לעיתונות", "Informacja prasowa", "Pressmeddelande"],
)  # fmt: skip
@pytest.mark.parametrize("by_later", [True, False])
def test_a_date_alone_makes_no_source_of_two_who_print_one_press_release(credit, by_later):
    named = {"credit": credit, "source_unseen": True}
    one = side("courier", **at(NOON), **({} if by_later else named))
    other = side("herald", **at(NOON + timedelta(hours=5)), **(named if by_later else {}))
    found = both_ways(one, other)
    assert (found.known, found.cue) == (False, "date against credit")


def test_a_press_release_of_an_outlet_that_is_held_leaves_the_date_alone():
    named = {"credit": "Press release of Courier", "source_unseen": False}
    later = side("herald", **at(NOON + timedelta(hours=5)), **named)
    assert both_ways(side("courier", **at(NOON)), later).known
