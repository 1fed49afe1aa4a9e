from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from extractors import translate
from extractors.chain import Breaker
from extractors.engines import apertium
from extractors.errors import RetryError, StopError
from extractors.plugins import Engine
from extractors.protection import Terms
from extractors.translate import SegmentRow, Untranslated, engines_named, translate_batch, translate_texts

from .test_engines import real

NOW = datetime(2031, 4, 5, 6, 7, tzinfo=UTC)


def engine(
    name: str, english: dict[str, str], calls: list[tuple[str, int]] | None = None, languages: Sequence[str] = ()
) -> Engine:
    def answer(texts: Sequence[str], source: str, _: str) -> list[str | None]:
        if calls is not None:
            calls.append((source, len(texts)))
        return [english.get(text) for text in texts]

    return Engine(
        name=name,
        max_bytes=1_000,
        supports=lambda source, _: not languages or source in languages,
        version=lambda: "7",
        translate=answer,
    )


FRENCH = {
    "Le port est fermé.": "The port is closed.",
    "La mer est haute.": "The sea is high.",
    "Le bateau attend.": "The boat waits.",
}
JAPANESE = {"港は閉鎖された。": "The port was closed.", "船は待っている。": "The boat is waiting."}
BOTH = FRENCH | JAPANESE


def test_a_batch_becomes_rows_and_what_is_left_has_its_reason():
    rows = [
        SegmentRow(segment_sha256="aa", text="Le port est fermé."),
        SegmentRow(segment_sha256="bb", text="Phrase que nul ne connaît"),
        SegmentRow(segment_sha256="cc", text="15:30"),
    ]
    made, left = translate_batch(rows, "fr", "en", [engine("told", FRENCH)], breaker=Breaker(), translated_at=NOW)
    assert [(row.segment_sha256, row.text, row.engine, row.engine_version) for row in made] == [
        ("aa", "The port is closed.", "told", "7"),
        ("cc", "15:30", "none", ""),
    ]
    assert {(row.source, row.target, row.translated_at, row.glossary_version) for row in made} == {
        ("fr", "en", NOW, "")
    }
    assert left == [Untranslated(segment_sha256="bb", reason="told: no_answer")]


def test_a_row_tells_which_names_its_translation_heeded():
    rows = [
        SegmentRow(segment_sha256="aa", text="Le port de Kai"),
        SegmentRow(segment_sha256="bb", text="Le port est fermé."),
    ]
    told = engine("told", {**FRENCH, "Le port de Kai": "The port of Kai"})
    made, _ = translate_batch(
        rows, "fr", "en", [told], terms=Terms(names=("Kai",)), breaker=Breaker(), translated_at=NOW
    )
    assert [bool(row.glossary_version) for row in made] == [True, False]


def line(text: Any, language: Any, **more: Any) -> dict[str, Any]:
    return {"id": "x", "text": text, "language": language, **more}


def one(row: Any, *engines: Engine) -> dict[str, Any]:
    [answer] = translate_texts([row], engines or [engine("told", BOTH)])
    return answer


def test_sentences_come_back_in_their_paragraphs():
    answer = one(line("Le port est fermé. La mer est haute.\n\nLe bateau attend.", "fr"))
    assert answer == {
        "id": "x",
        "text": "The port is closed. The sea is high.\nThe boat waits.",
        "engine": "told",
        "flags": [],
    }


def test_sentences_written_without_spaces_get_them_in_english():
    assert one(line("港は閉鎖された。船は待っている。", "ja"))["text"] == "The port was closed. The boat is waiting."


def test_english_passes_through_untouched():
    text = "The port is closed.  The sea\nis high."
    assert one(line(text, "en-GB")) == {"id": "x", "text": text, "engine": "none", "flags": []}


@pytest.mark.parametrize("language", ["und", None, "", "tlh"])
def test_what_nobody_can_translate_says_so(language: str | None):
    answer = one(line("nuqneH, tlhIngan", language), engine("told", BOTH, languages=["fr"]))
    assert answer == {"id": "x", "text": None, "engine": "none", "flags": ["untranslated"]}


def test_a_text_with_a_hole_keeps_the_original_sentence_there_and_says_so():
    answer = one(line("Le port est fermé. Phrase inconnue de tous. Le bateau attend.", "fr"))
    assert answer["text"] == "The port is closed. Phrase inconnue de tous. The boat waits."
    assert answer["flags"] == ["partly_untranslated"]


def test_several_engines_are_all_named():
    few = {"Le port est fermé.": "The port is closed."}
    assert (
        one(line("Le port est fermé. La mer est haute.", "fr"), engine("b", few), engine("a", FRENCH))["engine"]
        == "a+b"
    )


def test_a_text_without_letters_needs_no_engine():
    assert one(line("15:30 — ⚓", "fr")) == {"id": "x", "text": "15:30 — ⚓", "engine": "none", "flags": []}


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"id": "x", "text": "Le port"}, "x"),
        ({"id": "x", "language": "fr"}, "x"),
        (line(None, "fr"), "x"),
        (line(["Le port"], "fr"), "x"),
        (line("Le port", 7), "x"),
        ([1, 2], None),
        ("Le port", None),
        (None, None),
    ],
)
def test_an_odd_line_gets_a_line_that_says_so(row: Any, name: str | None):
    assert one(row) == {"id": name, "text": None, "engine": "none", "flags": ["bad_input"]}


@pytest.mark.parametrize("text", ["", "\n\n", "\ud800 Le port est fermé.", "Le port est fermé.\x00", "a\u2028b " * 300])
def test_odd_texts_do_not_stop_the_rest(text: str):
    answers = list(translate_texts([line(text, "fr"), line("Le port est fermé.", "fr")], [engine("told", BOTH)]))
    assert answers[1]["text"] == "The port is closed."


@pytest.mark.parametrize("language", ["fr", "fr_CA", " fr-FR "])
def test_languages_are_read_as_people_write_them(language: str):
    assert one(line("Le port est fermé.", language))["text"] == "The port is closed."


def test_lines_of_one_language_share_a_batch_and_answers_keep_the_order_of_lines():
    calls: list[tuple[str, int]] = []
    rows = [
        line("Le port est fermé. La mer est haute." if n % 2 else "港は閉鎖された。", "fr" if n % 2 else "ja", id=n)
        for n in range(40)
    ]
    answers = list(translate_texts(rows, [engine("told", BOTH, calls)]))
    assert [answer["id"] for answer in answers] == list(range(40))
    assert {answer["text"] for answer in answers[::2]} == {"The port was closed."}
    assert calls == [("ja", 1), ("fr", 2)]


def test_no_more_is_read_ahead_than_a_window():
    read = count()

    def endless() -> Iterator[dict[str, Any]]:
        while True:
            yield line("Le port est fermé.", "fr", id=next(read))

    answers = translate_texts(endless(), [engine("told", BOTH)])
    assert [next(answers)["id"] for _ in range(3)] == [0, 1, 2]
    assert next(read) <= translate.WINDOW_LINES


def test_a_batch_never_exceeds_its_size():
    calls: list[tuple[str, int]] = []
    texts = {f"Phrase {n} du port.": f"Sentence {n} of the port." for n in range(450)}
    answers = list(translate_texts([line("\n".join(texts), "fr")], [engine("told", texts, calls)]))
    assert answers[0]["text"] == "\n".join(texts.values())
    assert [size for _, size in calls] == [200, 200, 50]


def test_an_engine_that_keeps_refusing_is_left_alone_through_the_file():
    asked: list[int] = []

    def refuse(texts: Sequence[str], _source: str, _target: str) -> list[str | None]:
        asked.append(len(texts))
        raise RetryError("unreachable")

    tired = Engine(name="tired", max_bytes=99, supports=lambda *_: True, version=str, translate=refuse)
    rows = [line("\n".join(f"Phrase {n} du port {m}." for m in range(100)), "fr") for n in range(20)]
    assert {answer["text"] for answer in translate_texts(rows, [tired])} == {None}
    assert len(asked) == 3


def test_a_sentence_that_comes_again_is_not_asked_again():
    calls: list[tuple[str, int]] = []
    rows = [line(f"Le port est fermé. La mer est haute.\nPhrase {n // 700} inconnue.", "fr") for n in range(2_000)]
    answers = list(translate_texts(rows, [engine("told", FRENCH, calls)]))
    assert {answer["text"].split("\n")[0] for answer in answers} == {"The port is closed. The sea is high."}
    assert [size for _, size in calls] == [3, 1, 2, 1, 2, 1]  # what nobody knew is asked again in each window


def test_no_more_is_remembered_than_fits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(translate, "MEMORY_SEGMENTS", 10)
    monkeypatch.setattr(translate, "WINDOW_LINES", 20)
    texts = {f"Phrase {n} du port.": f"Sentence {n} of the port." for n in range(40)}
    calls: list[tuple[str, int]] = []
    rows = [line(text, "fr") for text in [*texts, *list(texts)[30:], *list(texts)[:5]]]
    assert [one["text"] for one in translate_texts(rows, [engine("told", texts, calls)])][:40] == [*texts.values()]
    assert [size for _, size in calls] == [20, 20, 5]


def test_an_unknown_engine_is_named_with_those_that_exist():
    with pytest.raises(StopError, match=r"no engine 'gogle' \(did you mean 'google'\?\): there are apertium, .*google"):
        engines_named(["apertium", "gogle"])


@real
def test_apertium_translates_a_text_and_keeps_its_names():
    text = "Le journal Nouvelle Lune a publié la lettre. Le capitaine ne répond pas.\nContact : ana@kai.example (#MaréeHaute)"
    [answer] = translate_texts([line(text, "fr")], engines_named(["apertium"]), terms=Terms(names=("Nouvelle Lune",)))
    first, second = answer["text"].split("\n")
    assert "newspaper Nouvelle Lune has published" in first
    assert first.endswith("The captain does not answer.")
    assert "ana@kai.example (#MaréeHaute)" in second
    assert answer["engine"] == apertium.ENGINE.name
