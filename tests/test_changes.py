"""What changed between two wordings: sentence by sentence, and within a sentence what stands in the place of what."""

import pytest

from extractors.changes import compare

STORY = (
    "The ferry Aurelia left Quillby at noon with 40 people on board.\n"
    "Captain Ada Penrose turned back because of the fog over the river mouth.\n"
    '"Nobody was afraid," she said in the evening at the quay.'
)

FIRST = STORY.splitlines()[0]


def changes(before: str, after: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    return [(one.what, one.before, one.after) for one in compare(before, after, language)]


def details(before: str, after: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    return [found for found in changes(before, after, language) if found[0] != "sentence"]


@pytest.mark.parametrize(
    "after",
    [
        STORY,
        STORY.upper(),
        STORY.replace("\n", " \n\n"),
        STORY.replace('"', "”").replace("noon", "noon,"),
        "\n".join(reversed(STORY.split("\n"))),
    ],
)
def test_capitals_spaces_punctuation_and_order_are_no_change(after: str) -> None:
    assert compare(STORY, after, "en") == []


def test_a_number_in_the_place_of_another_is_a_change_within_its_sentence() -> None:
    found = compare(STORY, STORY.replace("40 people", "52 people"), "en")

    assert [(one.place, one.what, one.before, one.after) for one in found] == [
        (0, "number", "40", "52"),
        (0, "sentence", FIRST, FIRST.replace("40", "52")),
    ]


def test_a_number_that_is_written_out_is_only_a_sentence_told_otherwise() -> None:
    assert details(STORY, STORY.replace("40 people", "forty people")) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Ada Penrose", "Ada Penrise", [("name", "Captain Ada Penrose", "Captain Ada Penrise")]),
        ("Ada Penrose", "Ada Maria Penrose", [("name", "Captain Ada Penrose", "Captain Ada Maria Penrose")]),
        ("turned back", "came home", []),
        ("Captain Ada Penrose turned", "Then she turned", []),
    ],
)
def test_a_name_in_the_place_of_another_is_a_change(before: str, after: str, expected: list[object]) -> None:
    assert details(STORY, STORY.replace(before, after)) == expected


def test_a_german_noun_is_no_name() -> None:
    before = "Der Kapitän kehrte wegen des Nebels über der Mündung am Abend um."

    assert details(before, before.replace("Nebels", "Sturmes"), "de") == []


def test_what_is_said_in_quotation_marks_is_followed_by_itself() -> None:
    assert details(STORY, STORY.replace("afraid", "sick")) == [
        ("quotation", '"Nobody was afraid,"', '"Nobody was sick,"')
    ]


def test_what_is_added_has_nothing_before_and_what_is_dropped_nothing_after() -> None:
    longer = STORY + '\nThe county will pay: "Every ticket," it wrote.'

    assert changes(STORY, longer) == [
        ("quotation", None, '"Every ticket,"'),
        ("sentence", None, 'The county will pay: "Every ticket," it wrote.'),
    ]
    assert [(what, after, before) for what, before, after in changes(longer, STORY)] == changes(STORY, longer)


@pytest.mark.parametrize(
    ("language", "before", "after", "number"),
    [
        ("ru", "Паром вышел из порта в полдень, на борту было 40 человек.", "Паром вышел из порта в полдень, на борту было 52 человека.", ("40", "52")),
        ("ja", "フェリーは正午に港を出て、乗客は40人だった。", "フェリーは正午に港を出て、乗客は52人だった。", ("40", "52")),
        ("ar", "غادرت العبارة الميناء ظهرا وعلى متنها ٤٠ راكبا من السكان.", "غادرت العبارة الميناء ظهرا وعلى متنها ٥٢ راكبا من السكان.", ("٤٠", "٥٢")),
    ],
)  # fmt: skip
def test_numbers_are_followed_in_every_script(language: str, before: str, after: str, number: tuple[str, str]) -> None:
    assert ("number", *number) in changes(before, after, language)


def test_sentences_that_share_little_are_one_dropped_and_one_added() -> None:
    assert changes("The mayor spoke about taxes and trade.", "Herons were seen upon a wet wall.") == [
        ("sentence", None, "Herons were seen upon a wet wall."),
        ("sentence", "The mayor spoke about taxes and trade.", None),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "…", "▲▲▼▼"])
def test_nothing_to_read_is_no_change_of_itself(text: str) -> None:
    assert compare(text, text, "und") == []
    assert compare(text, STORY, "en")[-1].after is not None


def test_a_long_list_of_sentences_costs_in_proportion_to_it() -> None:
    many = "\n".join(f"Entry {number} of the list tells of boat number {number} at the quay." for number in range(3000))

    found = compare(many, many.replace("boat number 7 ", "boat number 8 "), "en")

    assert [(one.what, one.before, one.after) for one in found][:1] == [("number", "7", "8")]
