"""MyMemory's own ways: codes with regions, complaints in place of texts, translations of other sentences."""

from collections import Counter
from typing import Any

import pytest
from deep_translator.constants import BASE_URLS, MY_MEMORY_LANGUAGES_TO_CODES

from extractors.chain import Breaker, translate_segments
from extractors.engines import mymemory
from extractors.errors import RetryError

from . import translationserver as stand_in
from .translationserver import Serve

serve = pytest.fixture(stand_in.in_place)
USED_UP = (
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN  08 HOURS 14 MINUTES 54 "
    "SECONDS VISIT HTTPS://MYMEMORY.TRANSLATED.NET/DOC/USAGELIMITS.PHP TO TRANSLATE MORE"
)
INVALID = "'XX' IS AN INVALID SOURCE LANGUAGE . EXAMPLE: LANGPAIR=EN|IT USING 2 LETTER ISO OR RFC3066 LIKE ZH-CN."


def remembers(text: Any, *matches: Any) -> stand_in.Behaviour:
    """Return a server that has one translation, and these matches of its memory."""
    return lambda _: stand_in.memory(text, matches)


def test_every_text_is_a_request_of_its_own_and_asked_once(serve: Serve):
    server = serve(stand_in.answers())
    assert mymemory.translate(["un barco", "dos barcos", "un barco"], "es", "en") == [
        "UN BARCO",
        "DOS BARCOS",
        "UN BARCO",
    ]
    assert [question.text for question in server.asked] == ["un barco", "dos barcos"]


@pytest.mark.parametrize(
    ("notice", "reason"),
    [
        (USED_UP, "quota"),
        (INVALID, "unsupported"),
        ("INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT", "unsupported"),
        ("PLEASE SELECT TWO DISTINCT LANGUAGES", "unsupported"),
        ("INVALID EMAIL PROVIDED", "invalid_email"),
    ],
)
def test_a_complaint_as_text_ends_the_call_and_says_why(serve: Serve, notice: str, reason: str):
    server = serve(stand_in.says(notice))
    with pytest.raises(RetryError) as refusal:
        mymemory.translate(["un barco", "dos barcos"], "es", "en")
    assert (refusal.value.reason, refusal.value.detail) == (reason, notice[:100])
    assert len(server.asked) == 1
    [left] = translate_segments(["un barco"], "es", "en", [mymemory.ENGINE], breaker=Breaker())
    assert (left.text, left.reason) == (None, f"mymemory: {reason}")


def test_a_used_up_quota_with_its_status_is_a_429(serve: Serve):
    serve(lambda _: stand_in.memory(USED_UP, "", status=429))
    with pytest.raises(RetryError, match="too_many_requests"):
        mymemory.translate(["un barco"], "es", "en")


@pytest.mark.parametrize(
    "notice",
    [
        "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS",
        "NO QUERY SPECIFIED. EXAMPLE REQUEST: GET?Q=HELLO&LANGPAIR=EN|IT",
        "SOMETHING THAT NOBODY HAS SEEN YET WENT WRONG",
    ],
)
def test_a_complaint_about_one_text_costs_only_that(serve: Serve, notice: str):
    serve(stand_in.in_turn(stand_in.says(notice), stand_in.says("two ships")))
    assert mymemory.translate(["un barco", "dos barcos"], "es", "en") == [None, "two ships"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("EL PUERTO ESTÁ CERRADO", "THE PORT IS CLOSED"),
        ("ONU y OTAN", "UN AND NATO"),
        ("Aviso de la OMS", "WHO warning"),
        ("MYMEMORY WARNING, dice la pantalla", "MYMEMORY WARNING, says the screen"),
    ],
)
def test_capitals_of_a_translation_are_no_complaint(serve: Serve, text: str, answer: str):
    serve(stand_in.says(answer))
    assert mymemory.translate([text], "es", "en") == [answer]


OTHER = {"segment": "El barco zarpó a las once.", "translation": "The ship sailed at eleven.", "match": 0.97}
OWN = {"segment": "El barco zarpó a las diez", "translation": "The ship sailed at ten.", "match": 0.85}


@pytest.mark.parametrize(
    ("behaviour", "found"),
    [
        (remembers(OTHER["translation"], OTHER, OWN), OWN["translation"]),
        (remembers(OTHER["translation"], OTHER), None),
        (remembers("", OTHER, OWN), OWN["translation"]),
        (remembers(None, OTHER), None),
        (remembers("", {"translation": "The ship sailed."}), None),
        (remembers(OWN["translation"], OTHER, OWN), OWN["translation"]),
        (remembers(OWN["translation"], OTHER, {**OWN, "segment": "EL BARCO ZARPÓ A LAS &quot;DIEZ&quot;!"}), OWN["translation"]),
        (remembers("It sailed at ten.", OTHER), "It sailed at ten."),
        (remembers("It sailed at ten.", {"translation": "It sailed at ten."}), "It sailed at ten."),
        (remembers("It sailed at ten.", "", None, 7), "It sailed at ten."),
    ],
)  # fmt: skip
def test_what_the_memory_holds_of_another_sentence_is_no_answer(
    serve: Serve, behaviour: stand_in.Behaviour, found: str | None
):
    serve(behaviour)
    assert mymemory.translate(["El barco zarpó a las diez."], "es", "en") == [found]


def test_matches_are_known_for_the_texts_own_without_charset_too(serve: Serve):
    own = {"segment": "El barco zarpó", "translation": "The ship’s gone"}
    serve(lambda _: stand_in.memory(own["translation"], [own], charset=False))
    assert mymemory.translate(["El barco zarpó"], "es", "en") == [own["translation"]]


@pytest.mark.parametrize("nothing", [remembers(""), remembers(None), lambda _: stand_in.memory("", "")])
def test_a_text_without_translation_costs_only_itself(serve: Serve, nothing: stand_in.Behaviour):
    serve(stand_in.in_turn(nothing, stand_in.says("two ships")))
    assert mymemory.translate(["un barco", "dos barcos"], "es", "en") == [None, "two ships"]


@pytest.mark.parametrize("text", [7, True, ["a ship"], {"a": "ship"}])
def test_what_is_no_text_is_no_answer(serve: Serve, text: Any):
    serve(remembers(text))
    assert mymemory.translate(["un barco"], "es", "en") == [None]


def test_an_address_for_a_higher_quota_goes_with_every_request(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    server = serve(stand_in.answers())
    mymemory.translate(["un barco"], "es", "en")
    monkeypatch.setenv(mymemory.EMAIL, "ana@redaccion.example")
    mymemory.translate(["un barco"], "es", "en")
    assert [question.email for question in server.asked] == [None, "ana@redaccion.example"]
    assert mymemory.ENGINE.settings == (mymemory.EMAIL,)


def test_nothing_leaves_without_encryption(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    real = BASE_URLS["MYMEMORY"]
    server = serve(stand_in.answers())
    monkeypatch.setitem(BASE_URLS, "MYMEMORY", real)
    for scheme in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(scheme, f"http://{server.address}")
    with pytest.raises(RetryError, match="unreachable: ProxyError"):  # the stand-in is asked for a tunnel
        mymemory.translate(["un barco"], "es", "en")
    assert server.asked == []


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("es", "es-ES"), ("es-AR", "es-AR"), ("es-419", "es-419"), ("es-CL", "es-ES"), ("zh", "zh-CN"),
        ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW"), ("zh-Hant-HK", "zh-HK"), ("zh-HK", "zh-HK"), ("yue", "zh-HK"),
        ("cmn-Hans", "zh-CN"), ("nb", "nb-NO"), ("no", "nb-NO"), ("nn", "nn-NO"), ("he", "he-IL"), ("iw", "he-IL"),
        ("in", "id-ID"), ("sr", "sr-Cyrl-RS"), ("sr-Latn", "sr-Latn-RS"), ("sr-Latn-ME", "sr-Latn-RS"),
        ("cnr", "sr-ME"), ("sh", "hr-HR"), ("bs", "bs-BA"), ("bs-Cyrl", "bs-Cyrl-BA"), ("pt-BR", "pt-BR"),
        ("pt", "pt-PT"), ("fil", "fil-PH"), ("tl", "tl-PH"), ("prs", "prs-AF"), ("fa", "fa-IR"), ("rm", "roh-CH"),
        ("uk", "uk-UA"), ("ku", "kmr-TR"), ("ckb", "ckb-IQ"), ("arz", "ar-SA"), ("pa-Arab", "pnb-PK"),
    ],
)  # fmt: skip
def test_mymemory_is_asked_in_its_own_codes(serve: Serve, language: str, code: str):
    server = serve(stand_in.answers())
    mymemory.translate(["x y"], language, "en")
    assert (server.asked[0].source, server.asked[0].target) == (code, "en-GB")


def test_every_code_can_be_reached_and_every_language_has_a_default():
    codes = mymemory.SERVICE.codes
    assert all(codes[code.lower()] == code for code in MY_MEMORY_LANGUAGES_TO_CODES.values())
    assert set(codes.values()) == set(MY_MEMORY_LANGUAGES_TO_CODES.values())
    languages = Counter(code.partition("-")[0] for code in MY_MEMORY_LANGUAGES_TO_CODES.values())
    assert set(languages) <= set(codes)


@pytest.mark.parametrize(("source", "target"), [("und", "en"), ("", "en"), ("de", "x"), ("en-US", "en")])
def test_mymemory_supports_no_pair_it_has_not_two_languages_for(source: str, target: str):
    assert not mymemory.SERVICE.supports(source, target)
    with pytest.raises(RetryError, match="unsupported"):
        mymemory.translate(["x y"], source, target)
