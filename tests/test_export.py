"""What is handed on: excerpts of articles in any script, and texts only where their pages allow it."""

import csv
import io
import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.dataset import names_in, sql_text

from .smalldataset import article, snapshot
from .smallweb import STORY, Found, SmallWeb, page
from .wronguse import Command, own_process

TEXTS = {
    "en": STORY,
    "de": (
        "Die Ferry Aurelia legte mittags auf der Insel ab und kam nirgends an.",
        "Captain Duarte war zweimal gewarnt worden, dass das Wetter vor dem Abend umschlagen würde.",
        "Auf dem Kai warteten die Familien mit Decken, und niemand kam aus dem Büro, um mit ihnen zu sprechen.",
        "Ein Fischer sagte, er habe lange nach Einbruch der Dunkelheit Lichter hinter dem Riff gesehen.",
    ),
    "ru": (
        "Паром Аурелия вышел с острова в полдень и не прибыл.",
        "Капитана Дуарте дважды предупреждали, что погода переменится ещё до вечера.",
        "На причале семьи ждали с одеялами, и никто не вышел из конторы поговорить с ними.",
        "Рыбак сказал, что видел за рифом огни, которые шли на запад уже в полной темноте.",
        "Компания обещала заявление к утру и отключила свои телефоны, а лодки уже вышли на поиски.",
    ),
    "ar": (
        "غادرت العبارة Ferry Aurelia الجزيرة عند الظهر ولم تصل إلى وجهتها.",
        "وكان Captain Duarte قد حُذّر مرتين من أن الطقس سيتغير قبل المساء.",
        "على الرصيف انتظرت العائلات بالبطانيات ولم يخرج أحد من المكتب ليتحدث إليها.",
        "وقال صياد إنه رأى أضواء خلف الشعاب تتحرك غربا بعد حلول الظلام بوقت طويل.",
        "ووعدت الشركة ببيان في الصباح وأغلقت هواتفها، وكانت ثلاثة قوارب من القرية تبحث وحدها.",
    ),
    "he": (
        "המעבורת Ferry Aurelia עזבה את האי בצהריים ולא הגיעה ליעדה.",
        "Captain Duarte הוזהר פעמיים שמזג האוויר ישתנה עוד לפני הערב.",
        "על הרציף חיכו המשפחות עם שמיכות, ואיש לא יצא מהמשרד כדי לדבר איתן.",
        "דייג אמר שראה אורות מעבר לשונית, נעים מערבה, זמן רב אחרי רדת החשכה.",
        "החברה הבטיחה הודעה לבוקר וניתקה את הטלפונים, ושלוש סירות מן הכפר כבר חיפשו לבדן.",
    ),
    "zh-Hans": (
        "渡轮 Ferry Aurelia 中午离开小岛，再也没有抵达对岸。",
        "船长 Captain Duarte 曾两次被告知，天气将在傍晚之前转坏。家属们带着毯子在码头上等候，办公室里却没有人出来同他们说话。",
        "一名渔民说，天黑很久以后，他看见礁石外面有灯光向西移动。公司答应早上发表声明，然后关掉了所有电话。",
        "那时村里已经有三条小船自己出海搜寻。风越来越大，岸上的人点起了火，好让回来的人看见港口在哪里。",
        "第二天清晨，海面上只找到几件救生衣和一只木箱，箱子里的信还是干的，可是没有人敢打开它。",
        "老人们说，这条航线三十年来从未出过事，直到公司换了新船，又减少了船员。",
        "市政厅的钟敲了十二下，记者们还站在雨里，等着那份一直没有来的声明。",
    ),
    "ja": (
        "渡し船 Ferry Aurelia は正午に島を出たまま、着かなかった。",
        "船長の Captain Duarte は、夕方までに天気が変わると二度も聞かされていた。",
        "岸壁では家族が毛布を持って待っていたが、事務所からは誰も話しに出てこなかった。",
        "漁師のひとりは、暗くなってずいぶんたってから、岩礁の向こうを西へ動く明かりを見たと話した。",
        "会社は朝に発表すると約束し、電話を切った。そのころには村の船が三そう、自分たちだけで探していた。",
    ),
    "ko": (
        "여객선 Ferry Aurelia 는 정오에 섬을 떠났으나 도착하지 않았다.",
        "선장 Captain Duarte 는 저녁이 되기 전에 날씨가 바뀔 것이라는 말을 두 번이나 들었다.",
        "부두에서는 가족들이 담요를 들고 기다렸지만 사무실에서는 아무도 나와 말을 걸지 않았다.",
        "한 어부는 어두워지고 한참 뒤에 암초 너머에서 서쪽으로 움직이는 불빛을 보았다고 말했다.",
        "회사는 아침에 발표하겠다고 약속하고 전화를 껐고, 그때 마을의 배 세 척은 이미 스스로 찾고 있었다.",
    ),
}
# language -> what its page says in the head, and in which header
SAYS: dict[str, tuple[str, dict[str, str]]] = {
    "en": ('<meta name="robots" content="index, follow, max-snippet:-1"><meta name="googlebot" content="noarchive">', {}),
    "de": ("", {"headers.X-Robots-Tag": "otherbot: nosnippet, retold: noarchive"}),
    "ru": ('<meta name="robots" content="noarchive">', {}),
    "ar": ("", {"headers.TDM-Reservation": "1"}),
    "he": ('<meta name="robots" content="nosnippet">', {}),
    "zh-Hans": ("", {"headers.Content-Usage": "train-ai=n"}),
    "ja": ('<meta name="robots" content="max-snippet:40">', {}),
    "ko": ('<meta name="tdm-reservation" content="1">', {"headers.TDM-Reservation": "0"}),
}  # fmt: skip
OPEN = {"en", "zh-Hans"}
HELD_BACK = "text of 6 held back: noarchive 2, tdm-reservation 2, max-snippet 1, nosnippet 1\n"
Rows = dict[str, Mapping[str, object]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    web = SmallWeb(tmp_path_factory.mktemp("shared"))
    for language, story in TEXTS.items():
        head, headers = SAYS[language]
        url = f"http://{language.lower()}.paper.example/ferry"
        web.add(url, page(f"Ferry Aurelia {language}", *story, head=head, language=language), **headers)
        web.links(url)
    return web.cover()


@pytest.fixture
def texts(found: Found) -> dict[str, str]:
    return dict(found.rows("SELECT language, text FROM articles"))


def lines(out: str) -> Rows:
    return {row["language"]: row for row in map(json.loads, out.splitlines())}


def test_every_page_is_kept_whole_and_its_rights_beside_it(found: Found, texts: Mapping[str, str]) -> None:
    kept = {
        language: (rights, shareable)
        for language, rights, shareable in found.rows("SELECT language, rights, shareable FROM articles")
    }

    assert {language: len(text.split("\n")) for language, text in texts.items()} == {
        language: len(story) for language, story in TEXTS.items()
    }
    assert kept == {
        "en": (["follow", "index", "max-snippet:-1"], "full_text"),
        "de": (["noarchive"], "excerpt"),
        "ru": (["noarchive"], "excerpt"),
        "ar": (["tdm-reservation:1"], "excerpt"),
        "he": (["nosnippet"], "metadata"),
        "zh-Hans": (["content-usage:train-ai=n"], "full_text"),
        "ja": (["max-snippet:40"], "excerpt"),
        "ko": (["tdm-reservation:1"], "excerpt"),
    }


def test_excerpts_are_beginnings_in_every_script(found: Found, texts: Mapping[str, str], command: Command) -> None:
    ended = command("export", "small", "--format", "jsonl", "--output", found.folder.parent)
    rows = lines(ended.out)

    assert (ended.status, ended.err) == (0, f"8 articles, excerpts only; {HELD_BACK}")
    assert rows.keys() == TEXTS.keys()
    assert rows["he"]["excerpt"] is None
    for language in rows.keys() - {"he"}:
        begun = str(rows[language]["excerpt"]).removesuffix("…")
        whole = " ".join(texts[language].split("\n"))
        assert whole.startswith(begun)
        assert 10 < len(begun) < min(len(whole), 300)
        assert language in ("zh-Hans", "ja") or whole[len(begun)] in " .,،"
    assert len(str(rows["ja"]["excerpt"])) <= 40
    assert len(str(rows["en"]["excerpt"])) > 250
    assert not {"text", "text_en"} & rows["en"].keys()


def test_no_more_than_half_of_a_text_that_is_held_back_is_an_excerpt(
    found: Found, texts: Mapping[str, str], command: Command
) -> None:
    rows = lines(command("export", "--format", "jsonl", "--output", found.folder.parent).out)

    assert all(len(str(rows[language]["excerpt"])) <= len(texts[language]) / 2 for language in ("de", "ru", "ar", "ko"))


def test_full_texts_are_those_of_open_pages(found: Found, texts: Mapping[str, str], command: Command) -> None:
    ended = command("export", "small", "--format", "jsonl", "--full-text", "--output", found.folder.parent)
    rows = lines(ended.out)

    assert (ended.status, ended.err) == (0, f"8 articles; {HELD_BACK}")
    assert {language: row["text"] for language, row in rows.items() if row["text"]} == {
        language: texts[language] for language in OPEN
    }
    assert rows["en"]["text_en"] == texts["en"]


@pytest.mark.parametrize("language", sorted(TEXTS.keys() - OPEN))
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_no_late_sentence_of_a_text_that_is_held_back_leaves(
    found: Found, command: Command, form: str, language: str
) -> None:
    out = command("export", "--format", form, "--full-text", "--output", found.folder.parent).out

    assert TEXTS["en"][-1] in out
    assert TEXTS[language][-1] not in out


def test_csv_jsonl_and_parquet_say_the_same(found: Found, tmp_path: Path, command: Command) -> None:
    asked = ("export", "small", "--full-text", "--output", found.folder.parent)
    for form in ("csv", "jsonl", "parquet"):
        ended = command(*asked, "--format", form, "--to", tmp_path / f"a.{form}")
        assert (ended.status, ended.out, ended.err) == (0, "", f"8 articles; {HELD_BACK}")
    parquet = pq.read_table(tmp_path / "a.parquet")
    table = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_bytes().decode(), newline="")))
    plain = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]

    assert parquet.column_names == list(table[0]) == list(plain[0])
    assert [str(parquet.schema.field(name).type) for name in ("found_at", "rights", "text", "excerpt")] == [
        "timestamp[us, tz=UTC]", "list<element: string>", "string", "string",
    ]  # fmt: skip
    for exact, cells, row in zip(parquet.to_pylist(), table, plain, strict=True):
        for name, value in exact.items():
            if isinstance(value, datetime):
                assert cells[name] == row[name]
                assert datetime.fromisoformat(row[name]) == value.replace(tzinfo=UTC)
            else:
                assert row[name] == value
                assert cells[name] == (
                    "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                )


def test_the_columns_are_those_of_the_view_but_for_the_texts(found: Found, command: Command) -> None:
    with duckdb.connect(str(found.folder / "coverage.duckdb"), read_only=True) as connection:
        view = [column[0] for column in connection.execute("FROM articles").description or []]
    out = command("export", "small", "--output", found.folder.parent).out
    columns = next(csv.reader(io.StringIO(out)))

    assert columns == [{"text": "excerpt", "text_en": "excerpt_en"}.get(name, name) for name in view]


def test_a_page_that_closes_up_is_shared_no_more(tmp_path: Path) -> None:
    web = SmallWeb(tmp_path)
    address = "http://turn.example/ferry"
    web.add(address, page("Ferry Aurelia", *STORY))
    web.links(address)
    before = web.cover().rows("SELECT shareable FROM articles")
    head = '<meta name="robots" content="noarchive">'
    (web.folder / "pages" / "0.html").write_text(page("Ferry Aurelia", *STORY[:5], head=head), encoding="utf-8")
    after = web.cover("all").rows("SELECT shareable, rights FROM articles")

    assert (before, after) == ([("full_text",)], [("excerpt", ["noarchive"])])


def test_a_dataset_that_nobody_has_told_anything_has_columns_all_the_same(
    published: Path, tmp_path: Path, command: Command
) -> None:
    for form in ("csv", "jsonl", "parquet"):
        ended = command("export", "--format", form, "--to", tmp_path / form, "--output", published)
        assert (ended.status, ended.err) == (0, "0 articles, excerpts only\n")

    assert (tmp_path / "jsonl").read_text() == ""
    assert (tmp_path / "csv").read_text().startswith("url,outlet,")
    assert pq.read_table(tmp_path / "parquet").num_rows == 0


OUT = "OUT"
WRONG = {
    "another format": (["--format", "xml"], 2, "--format 'xml': expected one of csv, jsonl, parquet"),
    "nearly a format": (["--format", "jsonlines"], 2, "(did you mean 'jsonl'?)"),
    "parquet for eyes": (["--format", "parquet"], 2, "--format parquet: give --to FILE"),
    "named as another": (["--to", "a.jsonl"], 2, "--to a.jsonl: would hold csv: give --format jsonl, or another name"),
    "no such dataset": (["nessie"], 2, "nessie holds no dataset: `retold status` lists"),
    "into a folder": (["--to", OUT], 2, "cannot be written: Is a directory"),
    "into nowhere": (["--to", "/nonexistent/a.csv"], 2, "--to /nonexistent/a.csv: cannot be written: No such file"),
    "over the dataset": (["--to", f"{OUT}/late-pad/coverage.duckdb"], 2, "expected another file than those of the dataset"),
    "over its parquet": (["--to", f"{OUT}/late-pad/parquet/articles.parquet", "--format", "parquet"], 2, "expected another file"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "said"), WRONG.values(), ids=WRONG)
def test_an_export_that_is_asked_for_wrongly_says_what_was_expected(
    published: Path, command: Command, arguments: list[str], status: int, said: str
) -> None:
    words = (word.replace(OUT, str(published)) for word in arguments)

    command("export", *words, "--output", published).refused(status, said)


def test_what_a_file_held_is_kept_until_there_is_more(
    found: Found, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("kept")
    monkeypatch.setattr("flows.export.Shared.row", lambda *_: 1 / 0)
    ended = command("export", "--to", tmp_path / "a.csv", "--output", found.folder.parent)

    assert ended.status == 1
    assert "ZeroDivisionError" in ended.err  # a mistake of ours, with its place
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.csv", "kept")]


def test_a_device_keeps_its_place(published: Path, command: Command) -> None:
    assert command("export", "--to", "/dev/null", "--output", published).status == 0
    assert Path("/dev/null").is_char_device()


def test_a_page_that_was_read_before_rights_were_recorded_is_held_back(
    found: Found, tmp_path: Path, command: Command
) -> None:
    (tmp_path / "half").mkdir()
    shutil.copy(found.folder / "coverage.duckdb", tmp_path / "half")
    with duckdb.connect(str(tmp_path / "half" / "coverage.duckdb")) as connection:
        connection.execute("ALTER TABLE core.articles DROP rights; ALTER TABLE core.articles DROP shareable")
        connection.execute(sql_text("migrations/0004_rights"))
    ended = command("export", "--full-text", "--format", "jsonl", "--output", tmp_path)

    assert ended.err == "8 articles; text of 8 held back: not recorded 8\n"
    assert [row["text"] for row in lines(ended.out).values() if row["text"] or not row["excerpt"]] == []


def test_a_dataset_from_before_rights_were_recorded_is_not_shared(tmp_path: Path, command: Command) -> None:
    (tmp_path / "old").mkdir()
    with duckdb.connect(str(tmp_path / "old" / "coverage.duckdb")) as connection:
        connection.execute(
            "CREATE SCHEMA meta; CREATE TABLE meta.migrations (file_name VARCHAR, checksum_sha256 VARCHAR)"
        )
        connection.execute("CREATE TABLE articles (url VARCHAR, text VARCHAR)")

    command("export", "--output", tmp_path).refused(1, "was published by an older Retold: run `retold cover` again")


def test_help_says_what_is_an_export_and_what_is_not(command: Command) -> None:
    said = " ".join(command("export", "--help").out.split())

    assert "`retold query` is a look at one's own copy" in said


def test_the_sample_has_texts_that_their_publishers_keep(output: Path, command: Command) -> None:
    ended = command("export", "sample", "--full-text", "--output", output)

    assert ended.err == "96 articles; text of 2 held back: noarchive 1, tdm-reservation 1\n"


def test_a_header_that_is_new_counts_though_the_text_is_the_same(tmp_path: Path) -> None:
    web = SmallWeb(tmp_path)
    address = "http://turn.example/ferry"
    web.links(address)
    web.add(address, page("Ferry Aurelia", *STORY), etag=False)
    before = web.cover().rows("SELECT shareable FROM articles")
    web.add(address, page("Ferry Aurelia", *STORY), etag=False, **{"headers.X-Robots-Tag": "noarchive"})
    found = web.cover("all")

    assert (before, found.rows("SELECT shareable FROM articles")) == ([("full_text",)], [("excerpt",)])
    assert found.rows("SELECT version, text FROM versions") == [(1, "\n".join(STORY))]


def exported(command: Command, found: Found, *arguments: str | Path) -> str:
    ended = command("export", "small", *arguments, "--output", found.folder.parent)
    assert ended.status == 0, ended
    return ended.out


@pytest.mark.parametrize("view", names_in("views"))
@pytest.mark.parametrize("full", [[], ["--full-text"]])
def test_no_view_hands_on_more_than_pages_allow(
    found: Found, texts: Mapping[str, str], command: Command, view: str, full: list[str]
) -> None:
    """Also when all that it shows of an article is put together again."""
    out = exported(command, found, "--view", view, "--format", "jsonl", *full)
    shown = {language for language in TEXTS if TEXTS[language][-1] in out}
    said: dict[str, str] = {}
    for row in map(json.loads, out.splitlines()):
        if row.get("original") and row["position"] >= 0:
            said[row["url"]] = said.get(row["url"], "") + row["original"]

    assert shown <= {language for language in OPEN if full or len(texts[language]) <= 300}
    assert view != "side_by_side" or full or max(map(len, said.values())) <= 300


def test_sentences_are_whole_up_to_the_length_of_an_excerpt(found: Found, command: Command) -> None:
    rows = [
        json.loads(line)
        for line in exported(command, found, "--view", "side_by_side", "--format", "jsonl").splitlines()
    ]
    english = [row for row in rows if row["language"] == "en"]

    assert [row["original"] for row in english[:3]] == ["Ferry Aurelia en", *STORY[:2]]
    assert english[-1]["original"] is None
    assert len(english) == 1 + len(STORY)
    assert {row["original"] for row in rows if row["language"] == "he"} == {None}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_all_views_are_files_beside_what_their_columns_mean(
    found: Found, tmp_path: Path, command: Command, form: str
) -> None:
    exported(command, found, "--all-views", "--to", tmp_path / "out", "--format", form)
    with (tmp_path / "out" / "columns.csv").open(encoding="utf-8", newline="") as file:
        columns = list(csv.DictReader(file))

    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "columns.csv", *(f"{view}.{form}" for view in names_in("views")),
    }  # fmt: skip
    assert list(columns[0]) == ["table", "column", "type", "meaning"]
    assert [row for row in columns if not row["meaning"]] == []
    if form == "parquet":
        for view in names_in("views"):
            meant = {row["column"] for row in columns if row["table"] == view}
            assert set(pq.read_schema(tmp_path / "out" / f"{view}.parquet").names) == meant


HOSTILE = ('=HYPERLINK("http://evil.example")', "+1+1", "-2+3", "@SUM(A1)", "\tx", "＝1+1", 'a "b", c\nd', "=1\r\n=2")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    story = "The bridge fell at noon. Nobody was on it. The council met in the evening."
    snapshot(folder / "small", [article(f"paper{n}", f"{story} {n}", title=title) for n, title in enumerate(HOSTILE)])
    return folder


def test_csv_for_programs_says_what_the_page_said(hostile: Path, command: Command) -> None:
    ended = command("export", "--output", hostile)
    titles = {row["title"] for row in csv.DictReader(io.StringIO(ended.out, newline=""))}

    assert titles == set(HOSTILE)
    assert "begin as formulas do: --for-spreadsheets makes them safe" in ended.err


def test_csv_for_spreadsheets_holds_no_formula(hostile: Path, tmp_path: Path, command: Command) -> None:
    ended = command("export", "--for-spreadsheets", "--to", tmp_path / "a.csv", "--output", hostile)
    held = (tmp_path / "a.csv").read_bytes()
    cells = [cell for row in csv.reader(io.StringIO(held.decode("utf-8-sig"), newline="")) for cell in row]

    assert "formulas" not in ended.err
    assert held.startswith(b"\xef\xbb\xbf")
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "＝"))] == []
    assert {f"'{title}" for title in HOSTILE[:6]} <= set(cells)


def test_every_view_of_an_empty_dataset_has_columns(published: Path, tmp_path: Path, command: Command) -> None:
    assert command("export", "--all-views", "--to", tmp_path, "--output", published).status == 0
    assert all((tmp_path / f"{view}.csv").read_text().count("\n") >= 1 for view in names_in("views"))


def test_maps_and_lists_are_json(found: Found, command: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(command, found, "--view", "tellings"), newline="")))

    assert {type(json.loads(row["languages"])) for row in rows} == {list}


def test_whoever_reads_only_the_beginning_ends_it(found: Found) -> None:
    ended = own_process(
        "export", "small", "--view", "side_by_side", "--output", found.folder.parent, redirect="</dev/null | head -1"
    )

    assert (ended.status, ended.out.count("\n")) == (0, 1)


WRONG_VIEWS = {
    "no view": (["--view", "article"], "--view 'article': expected one of", "(did you mean 'articles'?)"),
    "all to nowhere": (["--all-views"], "--all-views: give --to FOLDER", ""),
    "one and all": (["--all-views", "--view", "tellings", "--to", "x"], "give --view or --all-views", ""),
    "spreadsheets read csv": (["--for-spreadsheets", "--format", "jsonl"], "--for-spreadsheets: is for csv", ""),
}


@pytest.mark.parametrize("case", WRONG_VIEWS)
def test_wrong_views_are_one_line(published: Path, command: Command, case: str) -> None:
    arguments, *said = WRONG_VIEWS[case]
    ended = command("export", *arguments, "--output", published)

    assert all(part in ended.err for part in said)
    ended.refused(2, said[0])
