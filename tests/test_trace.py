"""Where the source of an orphan may be: found in what its page says, asked of nobody."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from extractors.text import segments
from extractors.urls import canonical
from flows import mentions
from flows.dataset import Snapshot
from flows.phrases import LONGEST_CHARACTERS, LONGEST_WORDS, Rarity, distinctive, phrase
from flows.show import Form, show
from flows.trace import _credited, show_leads, trace

from .smalldataset import article, snapshot
from .test_deduplicate import CHINESE, ENGLISH, FRENCH, HEBREW, KOREAN, OTHER_STORY
from .test_explain import ARABIC, JAPANESE_WHOLE, RUSSIAN
from .wronguse import Command

FRENCH_IN_ENGLISH = [
    f"Sentence number {number} says that the bridge of Quillby stays closed for good" for number in range(8)
]


@pytest.fixture(scope="module")
def orphans(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Articles whose source nobody holds, and two that have nothing to do with them."""
    linked = (
        "https://elsewhere.example/first", "https://seul.example/about", "https://dropped.example/gone",
        "https://gazette.example/bridge", "https://elsewhere.example/first#part",
    )  # fmt: skip
    return snapshot(
        tmp_path_factory.mktemp("orphans"),
        [
            article(
                "seul",
                f"{FRENCH}\nVoir www.nordkabel.example et pont.fr.",
                "fr",
                "Le pont « fermé »",
                credit="Avec Nordkabel",
                links_out=linked,
            ),
            article("semaine", f"{FRENCH} Fin.", "fr", credit="Source : gazette.example", links_out=()),
            article("gazette", OTHER_STORY),
            article("xinwen", CHINESE, "zh-Hans", "奎尔比关闭大桥", credit="来源：新华社"),
            article("vestnik", RUSSIAN, "ru", "Мост закрыт", credit="Источник: ТАСС"),
            article("safina", ARABIC, "ar", "إغلاق الجسر", credit="المصدر: رويترز"),
            article("gesher", HEBREW, "he", "הגשר נסגר"),
            article(
                "nordkabel", f"Nobody here speaks of it. {OTHER_STORY[:200]}", url="https://nordkabel.example/other"
            ),
            article("short", "Closed.", title="Bridge closed"),
            article(
                "hostile",
                "Closed, too.",
                title="Red \x1b[31m \u202eline\nand \x9b2J another",
                credit="Source: \x1b]0;x\x07",
            ),
        ],
        dropped={"https://dropped.example/gone": "http_404"},
        english={f"{FRENCH}\nVoir www.nordkabel.example et pont.fr.": FRENCH_IN_ENGLISH + ["See"] * (_sentences() - 8)},
    )


def _sentences() -> int:
    return len(segments(f"{FRENCH}\nVoir www.nordkabel.example et pont.fr.", "fr"))


def leads(snapshot: Snapshot, name: str, kind: str) -> dict[str, str]:
    found = trace(snapshot, f"https://{name}.example/bridge")["leads"]
    return {lead["text"]: lead["why"] for lead in found if lead["kind"] == kind}


def test_links_that_lead_elsewhere_are_listed_once_with_what_is_known_of_them(orphans: Snapshot) -> None:
    links = leads(orphans, "seul", "link")

    assert list(links) == [
        "https://elsewhere.example/first", "https://dropped.example/gone", "https://gazette.example/bridge",
    ]  # fmt: skip
    assert links["https://elsewhere.example/first"].startswith("nobody has looked at it")
    assert links["https://dropped.example/gone"] == "no article of the dataset: dropped: http_404: asked twice"
    assert links["https://gazette.example/bridge"].startswith("in the dataset: retold explain")


def test_addresses_that_a_text_names_are_listed(orphans: Snapshot) -> None:
    assert list(leads(orphans, "seul", "named")) == ["https://www.nordkabel.example/", "https://pont.fr/"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Подробнее на сайте https://мост.example/новость, как сообщалось.",
            [canonical("https://мост.example/новость")],
        ),
        ("详见www.courier.example。", ["https://www.courier.example/"]),
        ("详见 www.courier.example/桥。", ["https://www.courier.example/%E6%A1%A5"]),
        ("ראו courier.example/bridge, אתמול", ["https://courier.example/bridge"]),
        ("انظر (https://courier.example/bridge).", ["https://courier.example/bridge"]),
        ("게시: courier.example.", ["https://courier.example/"]),
        ("Write to ada@courier.example today.", []),
        ("That was the end.It was over.Then 3.50 came, e.g. at 12.30 p.m.", []),
        ("https://", []),
    ],
)
def test_addresses_are_found_in_any_script_and_nothing_else(text: str, found: list[str]) -> None:
    assert mentions.addresses(text, ["courier.example"]) == found


@pytest.mark.parametrize(
    ("name", "site"), [("xinwen", "site:xinhuanet.com"), ("vestnik", "site:tass."), ("safina", "site:reuters.com")]
)
def test_an_agency_of_a_credit_line_is_searched_at_its_site(orphans: Snapshot, name: str, site: str) -> None:
    searches = leads(orphans, name, "site")

    whose = [why for query, why in searches.items() if query.startswith(site)]
    assert whose, searches
    assert all("is named by its credit" in why for why in whose)


def test_an_outlet_of_the_dataset_is_known_by_its_name(orphans: Snapshot) -> None:
    assert any(query.startswith("site:nordkabel.example ") for query in leads(orphans, "seul", "site"))


def test_the_credits_of_those_who_tell_the_same_count_too(orphans: Snapshot) -> None:
    searches = leads(orphans, "seul", "site")

    assert any("the credit of https://semaine.example/bridge" in why for why in searches.values()), searches


def test_headline_and_sentences_are_queries_in_both_languages(orphans: Snapshot) -> None:
    found = [lead for lead in trace(orphans, "https://seul.example/bridge")["leads"] if lead["kind"] == "query"]

    assert [(lead["language"], lead["text"]) for lead in found[:3]] == [
        (None, '"bridge"'),  # what the incident calls it
        ("fr", '"Le pont « fermé »"'),
        ("en", '"A title in English"'),
    ]
    sentences = found[3:]
    assert [lead["language"] for lead in sentences] == ["fr", "en"] * 3
    for lead in sentences:
        quoted = lead["text"].startswith('"') and lead["text"].endswith('"')
        assert quoted == (lead["language"] == "fr")
        assert quoted <= (lead["text"].strip('"') in FRENCH)
    for lead in found:
        assert parse_qs(urlsplit(lead["address"]).query)["q"] == [lead["text"]]


def test_without_a_translation_all_queries_are_in_the_language_of_the_article(orphans: Snapshot) -> None:
    found = [lead for lead in trace(orphans, "https://gesher.example/bridge")["leads"] if lead["kind"] == "query"]

    assert {lead["language"] for lead in found} == {None, "he"}
    assert len(found) >= 3


SCRIPTS = {
    "en": ENGLISH,
    "ru": RUSSIAN,
    "ar": ARABIC,
    "he": HEBREW,
    "zh-Hans": CHINESE,
    "ja": JAPANESE_WHOLE,
    "ko": KOREAN,
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_phrase_is_a_piece_of_its_sentence_that_a_query_takes(language: str) -> None:
    rarity = Rarity(SCRIPTS.values())
    for segment in segments(SCRIPTS[language], language):
        found = phrase(segment.text, rarity)
        if found is not None:
            assert found in segment.text
            assert len(found.split()) <= LONGEST_WORDS
            assert language not in ("zh-Hans", "ja") or len(found) <= LONGEST_CHARACTERS


def test_what_everybody_says_is_not_distinctive() -> None:
    common = "The bridge of Quillby was closed on Monday by the county"
    rare = "A conductor rowed across the estuary with scores under his oilskin"
    rarity = Rarity([f"{common}. Nothing else was told on day {day}." for day in range(20)])

    assert [one.position for one in distinctive([(0, common), (1, rare)], rarity, 1)] == [1]


def test_quotation_marks_do_not_end_a_query_early() -> None:
    found = phrase('He said "the bridge" and „die Brücke“ and «le pont» before he left', Rarity([]))

    assert found is not None
    assert not set('"„“«»') & set(found)


def test_a_text_without_sentences_has_a_headline_to_search_for(orphans: Snapshot) -> None:
    found = trace(orphans, "short.example/bridge")

    assert [lead["text"] for lead in found["leads"]] == ['"bridge"', '"Bridge closed"']


def test_orders_to_the_terminal_stay_in_the_dataset(orphans: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    found = trace(orphans, "hostile.example/bridge")
    show_leads(found)
    show([*found], [[*found.values()]], Form.JSON)

    said = capsys.readouterr().out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert "\\x1b[31m" in said
    assert json.loads(said[said.index("[\n") :])[0]["article"]["title"] == found["article"]["title"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("źródło: Nordkabel", ["Nordkabel"]), ("PORT ELLERY, March 6 (Meridian Wire)", ["Meridian Wire"]),
        ("Das Original erschien in der Wochenzeitung „Il Molo“.", ["Il Molo"]), ("轉載自：敲鍵網", ["敲鍵網"]),
        ("Translated from the Danish by Ada Penrose.", ["Danish", "Ada Penrose"]), ("NORDKABEL", ["NORDKABEL"]),
    ],
)  # fmt: skip
def test_a_credit_line_names_somebody(line: str, found: list[str]) -> None:
    assert mentions.names(line) == found


def test_a_word_and_a_part_of_a_name_are_no_outlet() -> None:
    assert mentions.outlets("Avec l'aimable autorisation du journal", {}) == []
    assert mentions.outlets("PORT ELLERY (Meridian Wire)", {"meridian-wire.example": "Meridian Wire"}) == [
        ("meridian-wire.example", "Meridian Wire")
    ]


def test_a_language_and_initials_are_not_searched_for() -> None:
    page = {
        "outlet": "x.example",
        "title": "A title",
        "title_en": None,
        "language": "en",
        "relevance_names": ["Quillby"],
    }
    credits_of = {"Translated from the Danish by Ada Penrose.": "its credit", "nk": "its credit"}

    assert {lead["text"] for lead in _credited(page, credits_of, {})} == {
        '"Ada Penrose" "Quillby"',
        '"Ada Penrose" A title',
    }


def test_all_leads_are_printed_with_their_reasons(orphans: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("seul", "safina", "gesher", "xinwen"):
        found = trace(orphans, f"https://{name}.example/bridge")
        show_leads(found)
        said = capsys.readouterr().out
        assert found["leads"]
        assert all(lead["why"] in said and lead["address"] in said for lead in found["leads"])


def test_the_command_gives_the_leads_as_data(orphans: Snapshot, command: Command) -> None:
    output, slug = orphans.path.parent.parent, orphans.path.parent.name
    ended = command("trace", "safina.example/bridge", "--incident", slug, "--output", output, "--json")

    (found,) = json.loads(ended.out)
    assert (ended.status, found["article"]["language"]) == (0, "ar")
    assert {"kind", "text", "language", "address", "why"} == set(found["leads"][0])


def test_the_command_refuses_an_unknown_address_in_one_line(orphans: Snapshot, command: Command) -> None:
    ended = command(
        "trace", "nowhere.example", "--incident", orphans.path.parent.name, "--output", orphans.path.parent.parent
    )

    ended.refused(2, "is no address of this dataset")


@pytest.mark.parametrize(
    "text", ["桥梁关闭了因为裂缝。" * 5_000, "a.a-" * 100_000, "closed " * 100_000, "www." * 100_000]
)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    sentences = [(segment.position, segment.text) for segment in segments(text, "und")]

    assert len(distinctive(sentences, Rarity([text]), 3)) <= 3
    assert mentions.addresses(text, []) == []
