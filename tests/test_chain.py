"""Engines in a chain: made-up ones that answer as told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from extractors.chain import REFUSALS_ALLOWED, Breaker, Outcome, translate_segments
from extractors.errors import RetryError, StopError
from extractors.plugins import Engine
from extractors.protection import Terms
from extractors.quality import UNKNOWN

Answer = Callable[[str], str | None]
ENGLISH = {
    "Le port est fermé depuis hier.": "The port has been closed since yesterday.",
    "Le bateau est resté dans le port": "The boat stayed in the port",
    "Паром вернулся в гавань": "The ferry returned to the harbour",
    "港口关闭了": "The port was closed",
}


class Told:
    """An engine that answers each text by a function, and remembers what it was asked."""

    def __init__(self, name: str, answer: Answer = ENGLISH.get, languages: Sequence[str] = (), max_bytes: int = 1_000):
        self.name = name
        self.calls: list[list[str]] = []
        self._answer = answer
        self._languages = languages
        self.engine = Engine(
            name=name,
            max_bytes=max_bytes,
            supports=self._supports,
            version=lambda: f"{name} 1",
            translate=self._translate,
        )

    def _supports(self, source: str, _: str) -> bool:
        return not self._languages or source in self._languages

    def _translate(self, texts: Sequence[str], _source: str, _target: str) -> list[str | None]:
        self.calls.append(list(texts))
        return [self._answer(text) for text in texts]


def refuse(_: str) -> NoReturn:
    refuse_for("too_many_requests")


def refuse_for(reason: str) -> NoReturn:
    raise RetryError(reason)


def chain(
    texts: Sequence[str], *engines: Told, source: str = "fr", names: Sequence[str] = (), breaker: Breaker | None = None
) -> list[Outcome]:
    return translate_segments(
        texts,
        source,
        "en",
        [told.engine for told in engines],
        terms=Terms(names=tuple(names)),
        breaker=breaker or Breaker(),
    )


def test_the_first_engine_that_can_does_it_and_says_so():
    first, second = Told("first"), Told("second")
    [outcome] = chain(["Le port est fermé depuis hier."], first, second)
    assert outcome == Outcome(
        text="The port has been closed since yesterday.", engine="first", engine_version="first 1"
    )
    assert second.calls == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (refuse, "too_many_requests"),
        (lambda _: None, "no_answer"),
        (str, "leftover_script"),
        (lambda _: "Error 500 (Server Error)!!1500.That’s an error.", "error_text"),
        (lambda _: "the ferry the ferry the ferry the ferry the ferry", "repetition"),
        (lambda text: text.replace("Паром", "Ferry"), "leftover_script"),
    ],
)
def test_what_one_engine_refuses_or_spoils_goes_to_the_next(answer: Answer, reason: str):
    text = "Паром вернулся в гавань"
    assert chain([text], Told("bad", answer), Told("good"), source="ru")[0].engine == "good"
    [left] = chain([text], Told("bad", answer), source="ru")
    assert (left.text, left.engine, left.flags, left.reason) == (None, "none", ("untranslated",), f"bad: {reason}")


def test_only_what_is_left_is_asked_again_and_order_is_kept():
    first = Told("first", lambda text: None if "port" in text else "A gull over the island")
    second = Told("second")
    texts = ["Le port est fermé depuis hier.", "Une mouette sur l'île", "Le bateau est resté dans le port"]
    assert [outcome.engine for outcome in chain(texts, first, second)] == ["second", "first", "second"]
    assert second.calls == [[texts[0], texts[2]]]


def test_every_engine_is_heard_before_a_text_is_left():
    outcome = chain(
        ["港口关闭了"], Told("one", languages=["fr"]), Told("two", refuse), Told("three", str), source="zh-Hans"
    )[0]
    assert outcome.reason == "one: unsupported; two: too_many_requests; three: leftover_script"


def test_an_engine_that_returns_another_number_of_answers_is_not_believed():
    short = Engine(name="short", max_bytes=99, supports=lambda *_: True, version=str, translate=lambda *_: ["The port"])
    outcomes = translate_segments(list(ENGLISH)[:2], "fr", "en", [short], breaker=Breaker())
    assert {outcome.reason for outcome in outcomes} == {"short: misaligned"}


def test_after_three_refusals_an_engine_is_left_alone_for_the_run():
    tired, breaker = Told("tired", refuse), Breaker()
    reasons = [chain([f"Le port numéro {number}"], tired, breaker=breaker)[0].reason for number in range(6)]
    assert reasons == ["tired: too_many_requests"] * REFUSALS_ALLOWED + ["tired: left_alone"] * 3
    assert len(tired.calls) == REFUSALS_ALLOWED


def test_a_breaker_counts_for_all_threads_and_each_engine_by_itself():
    breaker = Breaker(refusals_allowed=400)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: breaker.refused("tired", "timeout"), range(400)))
    assert breaker.is_open("tired")
    assert not breaker.is_open("fresh")


def test_a_text_that_repeats_is_asked_once():
    told = Told("told")
    outcomes = chain(["Le bateau est resté dans le port"] * 5, told)
    assert [outcome.text for outcome in outcomes] == ["The boat stayed in the port"] * 5
    assert told.calls == [["Le bateau est resté dans le port"]]


@pytest.mark.parametrize(
    ("text", "source", "flags"),
    [
        ("15:30 — ⚓", "fr", ()),
        ("— ١٢٫٥ ٪", "ar", ()),
        ("The port is closed", "en-GB", ()),
        ("I think that you were right about the captain.", "fr", ("already_english",)),
    ],
)
def test_what_needs_no_translation_passes_as_it_is(text: str, source: str, flags: tuple[str, ...]):
    told = Told("told")
    assert chain([text], told, source=source) == [Outcome(text=text, engine="none", flags=flags)]
    assert told.calls == []


@pytest.mark.parametrize("language", ["und", "", "UND"])
def test_a_text_of_unknown_language_is_left(language: str):
    told = Told("told")
    assert chain(["Zorglub"], told, source=language)[0].reason == "unknown_language"
    assert told.calls == []


def test_texts_reach_an_engine_as_one_line_it_can_encode():
    told = Told("told", lambda _: "The boat stayed in the port")
    chain(["Le ba\u00adteau\n\nest\u2028resté \ud800 dans\u00a0le port\x00", "Le cafe\u0301"], told)
    assert told.calls == [["Le bateau est resté dans le port", "Le café"]]


@pytest.mark.parametrize("text", ["船長は、" * 40, "เรือข้ามฟากกลับเข้าท่าแล้ว" * 9, "le bateau est resté, " * 12])
def test_what_is_too_long_for_an_engine_goes_in_pieces(text: str):
    told = Told("told", lambda piece: "boat " * (len(piece) // 2 + 1) + str(len(piece)), max_bytes=90)
    chain([text], told)
    [pieces] = told.calls
    assert max(len(piece.encode()) for piece in pieces) <= 90
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_pieces_come_back_in_order_and_a_lost_one_loses_the_text():
    text = "un bateau rouge, deux bateaux verts, trois bateaux bleus"
    english = {
        "un bateau rouge,": "one red boat,",
        "deux bateaux verts,": "two green boats,",
        "trois bateaux bleus": "three blue boats",
    }
    assert (
        chain([text], Told("told", english.get, max_bytes=22))[0].text
        == "one red boat, two green boats, three blue boats"
    )
    assert (
        chain([text], Told("told", {**english, "deux bateaux verts,": None}.get, max_bytes=22))[0].reason
        == "told: no_answer"
    )


NAMES = ("Nouvelle Lune", "Morning Tide")


def careless(text: str) -> str:
    """Translate a name as if it were none; leave tokens alone."""
    return (
        text.replace("Le journal", "The paper").replace("Nouvelle Lune", "New Moon").replace("a répondu à", "answered")
    )


def test_a_damaged_name_is_mended_by_a_second_try_with_tokens():
    told = Told("told", careless)
    [outcome] = chain(["Le journal Nouvelle Lune a répondu à Morning Tide"], told, names=NAMES)
    assert outcome.text == "The paper Nouvelle Lune answered Morning Tide"
    assert outcome.flags == ()
    assert len(told.calls) == 2
    assert "Nouvelle Lune" not in told.calls[1][0]


def test_names_that_come_through_cost_no_second_try():
    told = Told("told", careless)
    assert (
        chain(["Le journal a répondu à Morning Tide"], told, names=NAMES)[0].text == "The paper answered Morning Tide"
    )
    assert len(told.calls) == 1


@pytest.mark.parametrize(
    "spoil", [lambda text: text.replace("XQ0X", ""), lambda text: text.replace("XQ0X", "XQ0X XQ0X"), lambda _: None]
)
def test_where_a_token_is_lost_the_plain_translation_stays_with_a_flag(spoil: Answer):
    told = Told("told", lambda text: spoil(text) if "XQ0X" in text else careless(text))
    [outcome] = chain(["Le journal Nouvelle Lune a répondu à Ana"], told, names=NAMES)
    assert (outcome.text, outcome.flags) == ("The paper New Moon answered Ana", ("names_changed",))


def test_a_refusal_of_the_second_try_keeps_the_first_and_counts():
    told = Told("told", lambda text: refuse(text) if "XQ0X" in text else careless(text))
    breaker = Breaker(refusals_allowed=1)
    assert chain(["Le journal Nouvelle Lune a répondu à Ana"], told, names=NAMES, breaker=breaker)[0].flags == (
        "names_changed",
    )
    assert breaker.is_open("told")


def test_texts_that_differ_by_their_names_alone_get_their_own_back():
    told = Told("told", lambda text: text.replace("arrive bientôt", "arrives soon").replace("@", "at "))
    outcomes = chain(["@ana arrive bientôt", "@eva arrive bientôt"], told)
    assert [outcome.text for outcome in outcomes] == ["@ana arrives soon", "@eva arrives soon"]
    assert told.calls[1] == ["XQ0X arrive bientôt"]


def test_marks_of_unknown_words_become_a_flag():
    told = Told("told", lambda _: f"The {UNKNOWN}loufoque boat")
    assert chain(["Le bateau loufoque"], told)[0] == Outcome(
        text="The loufoque boat", engine="told", engine_version="told 1", flags=("unknown_words",)
    )


def one(text: str, answer: Answer, held: Terms, source: str = "fr") -> tuple[Outcome, Told]:
    told = Told("told", answer)
    [outcome] = translate_segments([text], source, "en", [told.engine], terms=held, breaker=Breaker())
    return outcome, told


def test_a_term_gets_the_english_of_the_glossary():
    held = Terms(glossary={"manette": "controller"})
    outcome, told = one("La manette est cassée", lambda text: text.replace("La", "The").replace("manette", "lever").replace("est cassée", "is broken"), held)  # fmt: skip
    assert (outcome.text, outcome.flags) == ("The controller is broken", ())
    assert told.calls[1] == ["La XQ0X est cassée"]


def test_a_name_in_another_script_comes_out_as_the_glossary_spells_it():
    held = Terms(glossary={"Морские Огни": "Sea Lights"})
    outcome, _ = one("Компания «Морские Огни» молчит", lambda text: f"The company “{text[10:14] if 'XQ' in text else 'Marine Fires'}” is silent", held, "ru")  # fmt: skip
    assert (outcome.text, outcome.flags) == ("The company “Sea Lights” is silent", ())


def test_a_term_that_cannot_be_mended_is_told():
    outcome, _ = one(
        "La manette est cassée", lambda _: "The lever is broken", Terms(glossary={"manette": "controller"})
    )
    assert (outcome.text, outcome.flags) == ("The lever is broken", ("term_missing",))


def test_a_lost_number_is_mended_and_no_other_is_touched():
    def answer(text: str) -> str:
        return (
            text.replace("Le 3 mai", "On 3 May").replace("bateaux sont partis", "boats left").replace("1.200", "some")
        )

    outcome, told = one("Le 3 mai, 1.200 bateaux sont partis", answer, Terms())
    assert (outcome.text, outcome.flags) == ("On 3 May, 1.200 boats left", ())
    assert told.calls[1] == ["Le 3 mai, XQ0X bateaux sont partis"]


def test_numbers_that_come_through_in_another_format_cost_no_second_try():
    outcome, told = one("Le 3 mai, 1.200 bateaux", lambda _: "On 3 May, 1,200 boats", Terms())
    assert (outcome.text, outcome.flags, len(told.calls)) == ("On 3 May, 1,200 boats", (), 1)


@pytest.mark.parametrize(
    "second",
    [
        "On May, XQ0X boats of New Moon",  # mends the number, loses the name
        "On 4 May, XQ0X boats of Nouvelle Lune",  # and puts another number
        "Le 3 mai, XQ0X bateaux de la Nouvelle Lune sont partis en mer",  # says nothing in English
        "On 3 May, boats of Nouvelle Lune",
    ],
)
def test_a_second_try_that_spoils_anything_is_not_taken(second: str):
    first = "On 3 May, some boats of Nouvelle Lune left"
    outcome, told = one(
        "Le 3 mai, 1.200 bateaux de la Nouvelle Lune sont partis en mer",
        lambda text: second if "XQ0X" in text else first,
        Terms(names=("Nouvelle Lune",)),
    )
    assert (outcome.text, outcome.flags, len(told.calls)) == (first, ("numbers_differ",), 2)


def test_a_token_that_an_engine_invents_is_no_translation():
    assert chain(["Le port est fermé"], Told("told", lambda _: "The port XQ0X is closed"))[0].reason == (
        "told: broken_tokens"
    )


@pytest.mark.parametrize(
    "error", [ValueError("bad"), KeyError("text"), SystemExit(1), RecursionError(), AssertionError("\n"), OSError()]
)
def test_a_mistake_in_an_engine_costs_nobody_elses_work(error: BaseException, caplog: pytest.LogCaptureFixture):
    def fail(_: str) -> str:
        raise error

    bad, breaker, name = Told("bad", fail), Breaker(), type(error).__name__
    texts = ["Le port est fermé depuis hier.", "Le bateau est resté dans le port"]
    assert [outcome.engine for outcome in chain(texts, bad, Told("good"), breaker=breaker)] == ["good", "good"]
    assert chain(["Zorglub est parti"], bad, breaker=breaker)[0].reason == f"bad: {name}"
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["engine bad has failed"]


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), StopError("the disk is full")])
def test_what_ends_a_run_is_not_taken_for_a_refusal(error: BaseException):
    def fail(_: str) -> str:
        raise error

    with pytest.raises(type(error)):
        chain(["Le port est fermé depuis hier."], Told("bad", fail))


@pytest.mark.parametrize("part", ["supports", "version", "gist"])
def test_a_mistake_in_any_part_of_an_engine_is_a_refusal(part: str):
    def fail(*_: str) -> bool:
        raise ValueError

    broken = replace(Told("bad").engine, **{part: fail})
    [outcome] = translate_segments(["Le bateau est resté dans le port"], "fr", "en", [broken], breaker=Breaker())
    assert outcome.reason == "bad: ValueError"


@pytest.mark.parametrize("answers", [None, 7, ["one", 7], [b"one", b"two"]])
def test_answers_that_are_none_are_refused(answers: Any):
    odd = replace(Told("odd").engine, translate=lambda *_: answers)
    texts = ["Le port est fermé depuis hier.", "Le bateau est resté dans le port"]
    assert {outcome.text for outcome in translate_segments(texts, "fr", "en", [odd], breaker=Breaker())} == {None}


def test_texts_that_an_engine_cannot_stomach_do_not_open_the_breaker():
    told = Told(
        "told", lambda text: refuse_for("server_error") if "Zorglub" in text else f"The port {text[-2:]} is closed"
    )
    breaker = Breaker()
    for number in range(9):
        assert chain([f"Zorglub {number} est parti"], told, breaker=breaker)[0].reason == "told: server_error"
        assert chain([f"Le port est fermé le {number}"], told, breaker=breaker)[0].engine == "told"


def test_a_server_that_asks_to_be_left_alone_is_not_asked_for_a_fourth_time_whatever_it_answers_in_between():
    told = Told("told", lambda text: refuse(text) if "Zorglub" in text else f"The port {text[-2:]} is closed")
    breaker = Breaker()
    for number in range(3):
        assert chain([f"Le port est fermé le {number}"], told, breaker=breaker)[0].engine == "told"
        assert chain([f"Zorglub {number} est parti"], told, breaker=breaker)[0].reason == "told: too_many_requests"
    assert chain(["Le port est fermé"], told, breaker=breaker)[0].reason == "told: left_alone"


@pytest.mark.parametrize("reason", ["unsupported", "not_installed", "no_model", "too_long"])
def test_what_is_no_refusal_of_the_engine_opens_no_breaker(reason: str):
    told, breaker = Told("told", lambda _: refuse_for(reason)), Breaker()
    assert {chain([f"Zorglub {n} est parti"], told, breaker=breaker)[0].reason for n in range(9)} == {f"told: {reason}"}


def test_an_engine_that_does_not_serve_the_language_is_not_counted_as_refusing():
    told, breaker = Told("told", languages=["fr"]), Breaker()
    for _ in range(9):
        chain(["港口关闭了"], told, source="zh", breaker=breaker)
    assert not breaker.is_open("told")


def test_what_only_tells_the_sense_says_so():
    told = Told("told")
    sense = replace(told.engine, gist=lambda source, target: (source, target) == ("fr", "en"))
    [outcome] = translate_segments(["Le bateau est resté dans le port"], "fr", "en", [sense], breaker=Breaker())
    assert outcome.flags == ("gist",)


def test_one_sentence_for_half_of_the_texts_is_a_notice_in_words_that_nobody_foresaw():
    notice = "Our free service rests until the next tide comes in."
    told = Told("told", lambda text: f"The port number {text[-2:]} is closed" if text[-1] in "13" else notice)
    outcomes = chain([f"Le port numéro {number} est fermé le {number:02}" for number in range(20)], told)
    assert {outcome.reason for outcome in outcomes} == {"", "told: error_text"}
    assert sum(outcome.text is None for outcome in outcomes) == 16


def test_what_holds_nothing_but_addresses_needs_no_engine():
    told = Told("told")
    assert chain(["https://kai.example/port @ana #marée"], told)[0].engine == "none"
    assert told.calls == []


def test_texts_that_differ_in_their_white_space_alone_are_asked_once():
    told = Told("told")
    outcomes = chain(["Le bateau est resté dans le port", "Le bateau\nest resté  dans le port"], told)
    assert [outcome.text for outcome in outcomes] == ["The boat stayed in the port"] * 2
    assert told.calls == [["Le bateau est resté dans le port"]]
