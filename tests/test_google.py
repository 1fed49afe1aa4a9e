"""Google's own ways: lines that share a request, codes of languages, complaints."""

import pytest
from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

from extractors import deeptranslator
from extractors.engines import google
from extractors.errors import RetryError
from extractors.languagecodes import code_of

from . import translationserver as stand_in
from .translationserver import Question, Reply, Serve

serve = pytest.fixture(stand_in.in_place)


def test_answers_come_in_order_with_one_request_for_several_lines(serve: Serve):
    server = serve(stand_in.answers())
    assert google.translate(["ein Schiff", "zwei Häfen", "", "drei Inseln", "zwei Häfen"], "de", "en") == [
        "EIN SCHIFF",
        "ZWEI HÄFEN",
        None,
        "DREI INSELN",
        "ZWEI HÄFEN",
    ]
    assert [question.text for question in server.asked] == ["ein Schiff\nzwei Häfen\ndrei Inseln"]


def test_lines_are_asked_one_by_one_where_the_page_loses_their_breaks(serve: Serve):
    server = serve(stand_in.breaks_as_tags())
    assert google.translate(["корабль", "гавань"], "ru", "en") == ["КОРАБЛЬ", "ГАВАНЬ"]
    assert [question.text for question in server.asked] == ["корабль\nгавань", "корабль", "гавань"]


def one_more(question: Question) -> Reply:
    """Answer several lines with one too many, and one with itself."""
    return stand_in.page(question.text.upper() + ("\nA LINE MORE" if "\n" in question.text else ""))


def one_less(question: Question) -> Reply:
    return stand_in.page(question.text.upper().replace("\n", " ", 1))


def one_empty(question: Question) -> Reply:
    lines = question.text.upper().split("\n")
    return stand_in.page("\n".join(lines if len(lines) == 1 else [lines[0], " ", *lines[2:]]))


@pytest.mark.parametrize("behaviour", [one_more, one_less, one_empty])
def test_another_number_of_lines_never_shifts_answers(serve: Serve, behaviour: stand_in.Behaviour):
    server = serve(behaviour)
    assert google.translate(["barco", "puerto", "isla"], "es", "en") == ["BARCO", "PUERTO", "ISLA"]
    assert len(server.asked) == 4


def test_lines_asked_one_by_one_are_kept_when_the_next_is_refused(serve: Serve):
    serve(stand_in.in_turn(one_more, one_more, stand_in.too_many))
    assert google.translate(["barco", "puerto", "isla"], "es", "en") == ["BARCO", None, None]


def test_requests_are_full_but_hold_no_more_bytes_than_an_address_bears(serve: Serve):
    server = serve(stand_in.answers(lambda line: f"ship {len(line)}"))
    texts = ["船" * length for length in range(20, 120)]
    assert google.translate(texts, "ja", "en") == [f"ship {len(text)}" for text in texts]
    assert max(len(question.text.encode()) for question in server.asked) <= google.SERVICE.request_bytes
    assert len(server.asked) < len(texts) / 3


def test_no_more_than_five_requests_a_second_leave(monkeypatch: pytest.MonkeyPatch):
    slept: list[float] = []
    monkeypatch.setattr(deeptranslator.time, "monotonic", lambda: 100.0)
    monkeypatch.setattr(deeptranslator.time, "sleep", slept.append)
    pace = deeptranslator.Pace()
    for _ in range(4):
        pace.wait(google.SERVICE.pause_s)
    assert slept == pytest.approx([0.0, 0.2, 0.4, 0.6])


def test_signs_that_come_back_as_they_were_are_no_answer(serve: Serve):
    serve(stand_in.answers(str))
    assert google.translate(["⚓ → ⛵"], "fr", "en") == [None]


def test_a_complaint_about_too_much_traffic_is_a_refusal_of_its_kind(serve: Serve):
    server = serve(stand_in.says("Our systems have detected unusual traffic from your computer network."))
    with pytest.raises(RetryError, match="too_many_requests"):
        google.translate(["ein Schiff"], "de", "en")
    assert len(server.asked) == 1


def test_a_text_about_such_a_complaint_is_translated(serve: Serve):
    text = "The page says: unusual traffic from your computer network, that's an error."
    serve(stand_in.answers(lambda line: f"Translated: {line}"))
    assert google.translate([text], "fr", "en") == [f"Translated: {text}"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("fr-CA", "fr"), ("zh", "zh-CN"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW"), ("zh-Hant-HK", "zh-TW"),
        ("zh-TW", "zh-TW"), ("yue", "zh-TW"), ("he", "iw"), ("iw", "iw"), ("nb", "no"), ("nn", "no"), ("no", "no"),
        ("sr-Latn", "sr"), ("sr-Cyrl-RS", "sr"), ("sh", "hr"), ("cnr", "sr"), ("pt-BR", "pt"), ("fil", "tl"),
        ("jv", "jw"), ("arz", "ar"), ("cmn-Hant", "zh-TW"), ("mni", "mni-Mtei"), ("prs", "fa"), ("in", "id"),
    ],
)  # fmt: skip
def test_google_is_asked_in_its_own_codes(serve: Serve, language: str, code: str):
    server = serve(stand_in.answers())
    google.translate(["x y"], language, "en-GB")
    assert (server.asked[0].source, server.asked[0].target) == (code, "en")


def test_every_code_that_google_knows_can_be_reached():
    assert all(google.SERVICE.supports(code, "en") for code in GOOGLE_LANGUAGES_TO_CODES.values() if code != "en")
    assert set(google.SERVICE.codes.values()) == set(GOOGLE_LANGUAGES_TO_CODES.values())


@pytest.mark.parametrize(("source", "target"), [("und", "en"), ("tlh", "en"), ("", "en"), ("de", "x"), ("nn", "nb")])
def test_google_supports_no_pair_it_has_not_two_codes_for(source: str, target: str):
    assert not google.SERVICE.supports(source, target)
    with pytest.raises(RetryError, match="unsupported"):
        google.translate(["x y"], source, target)


def test_a_code_is_that_of_the_longest_beginning_or_of_the_wider_language():
    codes = {"zh": "zh-CN", "zh-hant": "zh-TW", "ar": "ar", "he": "iw"}
    tags = ["zh-Hant-HK", "zh-Hans", "ZH", "arz-EG", "iw", "hex", "und", ""]
    assert [code_of(tag, codes) for tag in tags] == ["zh-TW", "zh-CN", "zh-CN", "ar", "iw"] + [None] * 3
