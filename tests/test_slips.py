"""Shared slips: who copied whom, by what a text carries and others lack."""

import random

import pytest

from extractors import slips

SOURCE = (
    "The harbour bridge of Quillby was closed on Monday after divers found 48 cracks in its oldest pillar. "
    "The mayor, Dana Whitlock, said repairs would take until the first week of November, and that ferries "
    "would carry commuters across the river at no charge. Whitlock had warned of rust in the pillar since "
    "last winter, when an inspector from the county counted fewer bolts than the drawings show."
)
SLIPPED = SOURCE.replace("Dana Whitlock", "Dana Witlock")
COPY = SLIPPED.replace("oldest", "northern").replace("fewer", "less")
SISTER = SOURCE.replace("last winter", "two winters ago").replace("closed", "shut").replace("first week", "second week")


def found(texts, pairs, translations=()):
    return {pair: finding.retelling for pair, finding in slips.compare(texts, pairs, translations).items()}


FAMILY = {"source": SOURCE, "slipped": SLIPPED, "copy": COPY, "sister": SISTER}


def test_a_misspelt_name_says_who_copied_whom():
    pairs = [("slipped", "source"), ("copy", "source"), ("copy", "slipped")]
    assert found(FAMILY, pairs) == {pairs[0]: "slipped", pairs[1]: "copy", pairs[2]: "copy"}
    assert slips.compare(FAMILY, pairs)["slipped", "source"].cue == slips.SLIP
    assert slips.compare(FAMILY, pairs)["slipped", "source"].example == ("witlock", "whitlock")


def test_two_that_changed_different_words_have_it_from_a_third():
    finding = slips.compare(FAMILY, [("copy", "sister")])["copy", "sister"]
    assert (finding.retelling, finding.cue) == (None, slips.OWN_CHANGES)


def test_a_wrong_figure_is_known_by_the_translations():
    wrong = SOURCE.replace("48", "84")
    texts = {"source": SOURCE, "wrong": wrong, "again": wrong + " Trams are not affected by it."}
    german = "Die Hafenbrücke ist zu: Taucher fanden 48 Risse im ältesten Pfeiler."
    assert found(texts, [("source", "wrong")], [german]) == {("source", "wrong"): "wrong"}
    assert found(texts, [("source", "wrong")]) == {}


def test_of_two_with_the_same_slip_neither_is_the_later_by_it():
    same = {**FAMILY, "reprint": SLIPPED.upper()}
    finding = slips.compare(same, [("reprint", "slipped")])["reprint", "slipped"]
    assert (finding.retelling, finding.cue) == (None, slips.SLIP)


@pytest.mark.parametrize("texts", [{}, {"a": SOURCE}, {"a": SOURCE, "b": COPY}, {"a": "", "b": "x", "c": "y"}])
def test_fewer_than_three_texts_tell_nothing(texts):
    keys = sorted(texts)
    assert slips.compare(texts, [(keys[0], keys[-1])] if len(keys) > 1 else []) == {}


def test_signs_without_spaces_are_compared_too():
    source = "港口大桥周一关闭，因为潜水员在最老的桥墩上发现了四十八道裂缝，市长说维修要持续到十一月第一周，渡轮免费。"
    edited = source.replace("最老", "最旧").replace("维修", "检修")
    texts = {"source": source, "edited": edited, "third": source + "电车照常行驶。"}
    assert found(texts, [("edited", "source")]) == {("edited", "source"): "edited"}


def test_order_cannot_matter():
    pairs = [(one, other) for one in FAMILY for other in FAMILY if one < other]
    expected = slips.compare(FAMILY, pairs)
    rng = random.Random(3)
    for _ in range(5):
        names = list(FAMILY)
        rng.shuffle(names)
        rng.shuffle(pairs)
        assert slips.compare({name: FAMILY[name] for name in names}, pairs) == expected
        turned = slips.compare(FAMILY, [pair[::-1] for pair in pairs])
        assert {pair[::-1]: finding.retelling for pair, finding in turned.items()} == {
            pair: finding.retelling for pair, finding in expected.items()
        }


def test_families_are_held_together_by_near_copies_only():
    whole, related = [("a", "b"), ("d", "e")], [("b", "c"), ("c", "d")]
    assert list(slips.families(whole, related)) == [["a", "b", "c"], ["c", "d", "e"]]
