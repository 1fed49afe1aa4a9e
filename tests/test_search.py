"""search('words'): in any script, in what was written and in its English reading; the same in every DuckDB from 1.4 on."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.dataset import SQL, Dataset, Snapshot

from .smalldataset import article, snapshot

LONG = "Nessuno lo aveva previsto, dicono in città. " * 12

ARTICLES = {
    "latin": (
        "it",
        "Il ponte è crollato",
        "Alle 11:36 il ponte è caduto. Perché? L’autorità tace.\n" + LONG + "Il traghetto parte.",
    ),
    "capitals": ("fr", "ÉMOTION APRÈS L’ACCIDENT", "La cœur du village, dit Zoé, s'est arrêté. Naïveté."),
    "german": ("de", "Die Straße ist gesperrt", "Über den Fluß führt keine Brücke mehr. Nur der Fährmann."),
    "polish": ("pl", "Łódź czeka", "Most runął o świcie."),
    "turkish": ("tr", "İSTANBUL’DA KÖPRÜ", "Işıklar söndü, köprü yıkıldı."),
    "vietnamese": ("vi", "Cầu sập", "Chiếc cầu đã sập vào buổi sáng."),
    "russian": ("ru", "Мост рухнул", "Ещё утром по мосту шли машины. Чей йод нашли?"),
    "greek": ("el", "Η γέφυρα έπεσε", "Οι κάτοικοι της πόλης είδαν τους στύλους."),
    "arabic": ("ar", "انْهِيَارُ الجِسْر", "سقـــط الجسر صباح أمس في ١٤ آب. قالت المدينة إنها آسفة."),
    "hebrew": ("he", "הַגֶּשֶׁר קָרַס", "הגשר קרס בבוקר, סמוך לתל־אביב."),
    "japanese": (
        "ja",
        "橋が崩落",
        "１４日午前、ガードレールのある橋が崩落した。NHKが2018年に伝えた。ハンドル、ハントル。",
    ),
    "chinese": ("zh-Hans", "大桥坍塌", "周二上午，公路大桥突然坍塌，造成43人死亡。"),
    "thai": ("th", "สะพานถล่ม", "สะพานข้ามแม่น้ำถล่มเมื่อเช้าวันอังคาร"),
    "korean": ("ko", "다리가 무너졌다", "화요일 아침 고속도로 다리가 무너졌다고 KBS가 전했다."),
    "hindi": ("hi", "पुल गिरा", "मंगलवार सुबह पुल गिर गया।"),
    "english": (
        "en",
        "Ferry runs again 🌉",
        "A bridge fell. Fourteen bridges are closed; the e-mail of N-Control said so at 100% cost.",
    ),
}
ENGLISH = {ARTICLES["thai"][2]: ["The river crossing collapsed on Tuesday morning."]}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output") / "bridge"
    made = [article(name, text, language, title) for name, (language, title, text) in ARTICLES.items()]
    snapshot(folder, made, english=ENGLISH).connection.close()
    return folder / "coverage.duckdb"


@pytest.fixture(scope="module")
def dataset(published: Path) -> Iterator[Snapshot]:
    opened = Snapshot(published)
    yield opened
    opened.connection.close()


def rows(dataset: Snapshot, words: Any) -> list[dict[str, Any]]:
    found = dataset.connection.execute("FROM search($words)", {"words": words})
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def found(dataset: Snapshot, words: Any) -> list[str]:
    return [row["outlet"].partition(".")[0] for row in rows(dataset, words)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("perché", "latin"),
        ("PERCHE", "latin"),
        ("perche\u0301", "latin"),
        ("autorità", "latin"),
        ("l'autorita", "latin"),
        ("émotion", "capitals"),
        ("emotion accident", "capitals"),
        ("naivete", "capitals"),
        ("coeur", "capitals"),
        ("cœur", "capitals"),
        ("strasse", "german"),
        ("Straße", "german"),
        ("brücke", "german"),
        ("BRUCKE", "german"),
        ("lodz", "polish"),
        ("Łódź", "polish"),
        ("istanbul", "turkish"),
        ("İstanbul", "turkish"),
        ("ışıklar", "turkish"),
        ("isiklar", "turkish"),
        ("cau sap", "vietnamese"),
        ("cầu", "vietnamese"),
        ("мост", "russian"),
        ("МОСТУ", "russian"),
        ("еще", "russian"),
        ("Ещё", "russian"),
        ("йод", "russian"),
        ("γεφυρα", "greek"),
        ("ΓΕΦΥΡΑ", "greek"),
        ("στύλους", "greek"),
        ("ΣΤΥΛΟΥΣ", "greek"),
        ("الجسر", "arabic"),
        ("جسر", "arabic"),
        ("انهيار", "arabic"),
        ("سقط", "arabic"),
        ("امس", "arabic"),
        ("اسفه", "arabic"),
        ("14 آب", "arabic"),
        ("גשר", "hebrew"),
        ("הַגֶּשֶׁר", "hebrew"),
        ("תל אביב", "hebrew"),
        ("תל־אביב", "hebrew"),
        ("崩落", "japanese"),
        ("ガードレール", "japanese"),
        ("nhk", "japanese"),
        ("2018年", "japanese"),
        ("大桥", "chinese"),
        ("公路大桥", "chinese"),
        ("坍塌 死亡", "chinese"),
        ("43", "chinese"),
        ("สะพาน", "thai"),
        ("แม่น้ำ", "thai"),
        ("무너졌다", "korean"),
        ("고속도로", "korean"),
        ("kbs", "korean"),
        ("पुल", "hindi"),
        ("🌉", "english"),
        ("n-control", "english"),
        ("N Control", "english"),
        ("email e-mail", None),
        ("e-mail", "english"),
        ("100%", "english"),
    ],
)
def test_a_word_is_found_however_it_is_typed(dataset: Snapshot, words: str, name: str | None) -> None:
    assert found(dataset, words) == ([name] if name else [])


@pytest.mark.parametrize("words", ["чеи", "иод", "ガートレール", "ハントル ハンドルル", "кот"])
def test_accents_that_make_another_letter_are_kept(dataset: Snapshot, words: str) -> None:
    assert found(dataset, words) == []


def test_kana_with_and_without_sound_marks_are_different_words(dataset: Snapshot) -> None:
    row = rows(dataset, "ハンドル")[0]

    assert row["outlet"] == "japanese.example"
    assert found(dataset, "ドントル") == []


def test_a_word_is_found_from_its_beginning_on_and_not_within_another(dataset: Snapshot) -> None:
    assert found(dataset, "bridg") == ["english"]
    assert found(dataset, "ridge") == []
    assert found(dataset, "рухну") == ["russian"]
    assert found(dataset, "ухнул") == []


def test_a_number_is_found_whole(dataset: Snapshot) -> None:
    assert found(dataset, "43人") == ["chinese"]
    assert found(dataset, "4") == []
    assert found(dataset, "201") == []
    assert found(dataset, "11:36") == ["latin"]


def test_all_words_must_occur_wherever_in_the_article(dataset: Snapshot) -> None:
    assert found(dataset, "crollato traghetto") == ["latin"]
    assert found(dataset, "traghetto CROLLATO caduto") == ["latin"]
    assert found(dataset, "crollato Brücke") == []


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "„{}“", "«{}»", "« {} »", '"{}'])
def test_quoted_words_stand_side_by_side_and_end_where_they_end(dataset: Snapshot, quotes: str) -> None:
    assert found(dataset, quotes.format("ponte è crollato")) == ["latin"]
    assert found(dataset, quotes.format("crollato è ponte")) == []
    assert found(dataset, quotes.format("ponte è croll")) == []
    assert found(dataset, quotes.format("NHK")) == ["japanese"]


def test_a_word_behind_a_hyphen_keeps_articles_out(dataset: Snapshot) -> None:
    assert set(found(dataset, "collapsed")) == {"thai"}
    assert found(dataset, "collapsed -river") == []
    assert found(dataset, 'collapsed -"river boat"') == ["thai"]
    assert found(dataset, "-collapsed") == []


def test_english_readings_are_searched_beside_originals(dataset: Snapshot) -> None:
    (row,) = rows(dataset, "river crossing")

    assert (row["outlet"], row["found_in"], row["title_en"]) == ("thai.example", "text_en", "A title in English")
    assert "river crossing" in row["snippet"]
    assert [(row["outlet"], row["found_in"]) for row in rows(dataset, '"a title in english"')] == [
        ("thai.example", "title_en")
    ]


def test_an_english_article_is_found_once_in_what_was_written(dataset: Snapshot) -> None:
    assert [(row["outlet"], row["found_in"]) for row in rows(dataset, "fourteen")] == [("english.example", "text")]


def test_what_is_found_is_told_as_the_articles_are(dataset: Snapshot) -> None:
    (row,) = rows(dataset, "crollato")

    assert list(row) == [
        "url", "outlet", "language", "title", "title_en", "found_in", "snippet", "score", "published",
    ]  # fmt: skip
    assert (row["url"], row["language"], row["title"]) == ("https://latin.example/bridge", "it", "Il ponte è crollato")
    assert (row["found_in"], row["snippet"]) == ("title", "Il ponte è crollato")


def test_a_snippet_is_the_passage_as_it_was_written_around_the_first_word(dataset: Snapshot) -> None:
    (row,) = rows(dataset, "TRAGHETTO")
    snippet = row["snippet"].strip("…")

    assert "Il traghetto parte." in snippet
    assert snippet in ARTICLES["latin"][2]
    assert len(snippet) <= 200
    assert row["snippet"].startswith("…")


def test_the_snippet_of_pointed_text_holds_its_points(dataset: Snapshot) -> None:
    assert [row["snippet"] for row in rows(dataset, "קרס")] == ["הַגֶּשֶׁר קָרַס"]


@pytest.mark.parametrize("words_before", [3, 40])
def test_a_snippet_shows_the_word_however_many_points_stand_before_it(tmp_path: Path, words_before: int) -> None:
    text = "וְהָיָה, אָז. " * words_before + "מַעְבֹּרֶת " + "בָּעֶרֶב, שׁוּב. " * words_before
    dataset = snapshot(tmp_path, [article("pointed", text.strip(), "he", "כותרת")])
    ((snippet,),) = dataset.connection.execute(
        "SELECT snippet FROM search('מעבורת') UNION SELECT snippet FROM search('מעברת')"
    ).fetchall()

    assert "מַעְבֹּרֶת" in snippet
    dataset.connection.close()


def test_headlines_come_before_texts_and_the_whole_word_before_a_longer_one(tmp_path: Path) -> None:
    told = [
        article("often", "The bridge and the bridge. " * 20, title="Morning"),
        article("longer", "The bridges stand.", title="Noon"),
        article("once", "The bridge stands.", title="Evening"),
        article("headline", "It stands.", title="A bridge"),
    ]
    dataset = snapshot(tmp_path, told)

    assert found(dataset, "bridge") == ["headline", "often", "once", "longer"]
    dataset.connection.close()


def test_a_rarer_word_in_the_headline_counts_more(tmp_path: Path) -> None:
    filler = [
        article(f"other{number}", "The bridge. The bridge again, and a viaduct.", title="News") for number in range(6)
    ]
    told = [
        article("common", "A viaduct and a bridge.", title="The bridge"),
        article("rare", "A viaduct and a bridge.", title="The viaduct"),
    ]
    dataset = snapshot(tmp_path, [*filler, *told])

    assert found(dataset, "bridge viaduct")[:2] == ["rare", "common"]
    assert len(found(dataset, "bridge viaduct")) == 8
    dataset.connection.close()


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "\n\t", "\0", "%", "_", "%%%", "*", ".*", ".", "?", "(", ")", "[", "\\", "\\0", "{", "|", "^", "$",
        "'", "''", '"', '""', '"""', '" "', "“”", "-", "--", "- -", '-"', '-""', "-\0", "\u202e", "\u200f", "\ufeff",
        "\u0640", "\u064b", "\u05b0", "\u0301", "、。", "；--", "';--", "/*", "­", "\U0010ffff", "\ue000", "\x85", None,
        "%" * 10_000, '"' * 10_000, "-" * 10_000, "- " * 5_000, "-zzz " * 2_000, " " * 10_000, "\0" * 10_000, "\\" * 10_000,
    ],
)  # fmt: skip
def test_what_holds_no_word_finds_nothing(dataset: Snapshot, words: str | None) -> None:
    assert found(dataset, words) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("crollato\0", "latin"),
        ("\0crollato\0\0ponte", "latin"),
        ("crollato%", "latin"),
        ("crollato' OR '1'='1", None),
        ("crollato'); DROP TABLE core.texts; --", None),
        ("\u202ecrollato\u202c", "latin"),
        ("crol\u00adlato", "latin"),
        ("جسر\u200f", "arabic"),
        ("crollato " * 1_200, "latin"),
        ("é" * 5_000, None),
        ("橋" * 5_000, None),
        ("👩\u200d🚒" * 500, None),
    ],
)
def test_hostile_words_are_words(dataset: Snapshot, words: str, name: str | None) -> None:
    assert found(dataset, words) == ([name] if name else [])


def test_a_whole_article_finds_itself(dataset: Snapshot) -> None:
    for name in ("latin", "german", "russian", "hebrew", "thai", "korean"):
        assert found(dataset, ARTICLES[name][2]) == [name], name


def test_thousands_of_different_words_take_no_longer_than_a_few(dataset: Snapshot) -> None:
    words = " ".join(
        first + second for first in "abcdefghijklmnopqrstuvwxyz" for second in "abcdefghijklmnopqrstuvwxyz"
    )

    assert found(dataset, words) == []


def test_words_may_stand_in_the_query_itself(dataset: Snapshot) -> None:
    assert dataset.query("SELECT outlet FROM search('L''autorità')")[1] == [("latin.example",)]
    assert dataset.query("SELECT count(*) FROM search(43)")[1] == [(1,)]
    assert dataset.query("SELECT count(*) FROM search('ponte') JOIN articles USING (url)")[1] == [(1,)]


def test_what_the_editor_calls_irrelevant_is_not_found(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb"):
        pass
    made = [article("kept", "A bridge fell."), article("dropped", "A bridge fell today.")]
    snapshot(tmp_path, made).connection.close()
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.connection.execute(
            "INSERT INTO core.edits (url, relevant) VALUES ('https://dropped.example/bridge', false);"
            "DELETE FROM core.tellings WHERE url = 'https://dropped.example/bridge';"
            "DELETE FROM core.pairs"
        )
        dataset.publish(tmp_path)
    opened = Snapshot(tmp_path / "coverage.duckdb")

    assert found(opened, "fell") == ["kept"]
    opened.connection.close()


def test_search_goes_along_when_the_snapshot_is_copied(published: Path, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        for number, source in enumerate([published, tmp_path / "0.duckdb"]):
            copy = tmp_path / f"{number}.duckdb"
            connection.execute(f"ATTACH '{source}' AS source (READ_ONLY)")
            connection.execute(f"ATTACH '{copy}' AS copy (STORAGE_VERSION 'v1.2.0')")
            connection.execute("COPY FROM DATABASE source TO copy; DETACH source; DETACH copy")
    twice = Snapshot(tmp_path / "1.duckdb")

    assert found(twice, "הגשר") == ["hebrew"]
    twice.connection.close()


def test_search_and_its_parts_say_what_they_do(dataset: Snapshot) -> None:
    _, told = dataset.query(
        "SELECT function_name, comment FROM duckdb_functions() WHERE function_type LIKE '%macro' AND NOT internal"
    )

    assert "search" in dict(told)
    assert all(comment for _, comment in told), told
    _, silent = dataset.query(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'searchable' AND comment IS NULL"
    )
    assert silent == []


def test_search_is_one_file_that_begins_with_its_question() -> None:
    assert (SQL / "macros" / "search.sql").read_text(encoding="utf-8").splitlines()[0].startswith("-- Which articles")


def test_the_command_lists_what_is_found(published: Path) -> None:
    ran = CliRunner().invoke(
        app, ["search", "collapsed", "-river boat", "--output", str(published.parent.parent), "--json"]
    )
    assert ran.exit_code == 2  # no option of that name: what begins with a hyphen stands within the words

    ran = CliRunner().invoke(app, ["search", "crollato -brücke", "--output", str(published.parent.parent), "--json"])
    told = json.loads(ran.stdout)
    assert [row["url"] for row in told] == ["https://latin.example/bridge"]
    assert set(told[0]) >= {"snippet", "score", "found_in"}
    assert told[0]["published"] is None or datetime.fromisoformat(told[0]["published"])


def test_the_command_finds_nothing_without_a_failure(published: Path) -> None:
    ran = CliRunner().invoke(app, ["search", "zzz", "--output", str(published.parent.parent), "--csv"])

    assert (ran.exit_code, len(ran.stdout.splitlines())) == (0, 1)
