"""Why two texts are related or not, as the dataset and the texts themselves show it."""

import json
import re
import shlex
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from rich.cells import cell_len

from extractors.deduplicate import Text, embed, judge
from extractors.errors import UseError
from extractors.records import COPY_KINDS, Overrides
from extractors.text import normalised, sha256, words
from extractors.urls import canonical
from flows import editing, explained, rules, runs
from flows.addresses import article_at
from flows.dataset import Snapshot
from flows.explain import explain
from flows.explained import show_pair
from flows.overrides import read_overrides
from flows.sheet import Sheet
from flows.standing import show_single

from .smalldataset import article, snapshot
from .test_deduplicate import (
    CHINESE,
    ENGLISH,
    FRENCH,
    FRENCH_STATEMENT,
    HEBREW,
    INDEPENDENT,
    JAPANESE,
    KOREAN,
    OTHER_STORY,
    ROUND_TRIP,
    STATEMENT,
)
from .wronguse import Command

ARABIC = (
    "أغلقت بلدة كويلبي الساحلية جسرها الوحيد يوم الاثنين بعد أن عثر غواصون على شقوق في دعامتين.\n"
    "سيفحص مهندسون من المقاطعة الدعامات الأخرى قبل نهاية الأسبوع. وحتى ذلك الحين تنقل العبّارات الناس عبر النهر.\n"
    "نقلت المدرسة صفوفها إلى الطاحونة القديمة. ولم تطلب أدا بنروز، صاحبة الطاحونة، أي إيجار. "
    "وهي تتذكر فيضان عام 1967 حين أُغلق الجسر ثلاثة أشهر.\n"
    "ويخشى المزارعون على الحليب الذي يجب أن يصل كل صباح إلى معمل الألبان في لورفال. وقد وعد المعمل بإرسال قوارب."
)
RUSSIAN = (
    "Портовый городок Куиллби закрыл в понедельник свой единственный мост: водолазы нашли трещины в двух опорах.\n"
    "Инженеры округа осмотрят остальные опоры до конца недели. До тех пор людей через реку перевозят паромы.\n"
    "Школа перенесла занятия на старую мельницу. Ада Пенроуз, которой принадлежит мельница, не попросила платы. "
    "Она помнит наводнение 1967 года, когда мост был закрыт три месяца.\n"
    "Фермеры боятся за молоко, которое каждое утро должно попадать на молочный завод в Лорвейле. Завод обещал прислать лодки."
)
JAPANESE_WHOLE = (
    "港町クイルビーは月曜日、潜水士が二本の橋脚に亀裂を見つけたため、町に一つしかない橋を閉鎖した。\n"
    "郡の技師たちが週末までに残りの橋脚を調べる。それまでは渡し船が人々を川の向こうへ運ぶ。\n"
    "学校は授業を古い水車小屋に移した。小屋の持ち主のエイダ・ペンローズは家賃を求めなかった。"
    "彼女は、橋が三か月閉鎖された1967年の洪水を覚えている。\n"
    "農家は、毎朝ローベールの乳業工場に届けなければならない牛乳を心配している。工場は船を出すと約束した。"
)
BY_LANGUAGE = {"fr": FRENCH, "zh-Hans": CHINESE, "ar": ARABIC, "ru": RUSSIAN, "ja": JAPANESE_WHOLE}
GREEK = "Η Κουίλμπι έκλεισε τη γέφυρά της τη Δευτέρα. Κανείς δεν ξέρει πότε θα ανοίξει. Οι δύτες βρήκαν ρωγμές σε δύο πυλώνες."
COURIER = "https://courier.example/bridge"
TRAP = "https://trap.example/a;touch$IFS'x'&b"


def day(number: int) -> dict[str, object]:
    moment = datetime(2024, 3, number, 8, tzinfo=UTC)
    return {
        "published_from": moment,
        "published_until": moment,
        "published_precision": "second",
        "published_text": moment.isoformat(),
    }


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The bridge in many languages: the Courier told it first."""
    others = [article(f"in-{language.lower()}", body, language, **day(3)) for language, body in BY_LANGUAGE.items()]
    return snapshot(
        tmp_path_factory.mktemp("bridge"),
        [
            article("courier", ENGLISH, **day(2)),
            article("mirror", INDEPENDENT, **day(2)),
            article("gazette", f"{OTHER_STORY}\nFrom Quillby came a letter. {STATEMENT}", **day(4)),
            article("levant", f"{INDEPENDENT}\nThe mayor said: {STATEMENT} Then he left.", **day(4)),
            article("hadar", HEBREW, "he", **day(4)),
            article("trap", "Closed.", url=TRAP),
            article("agora", GREEK, "el", credit="Πηγή: Nordkabel"),
            *others,
        ],
        aliases={"https://courier.example/amp/bridge": COURIER},
        dropped={"https://courier.example/gone": "http_404"},
    )


def printed(found: dict[str, object], capsys: pytest.CaptureFixture[str]) -> str:
    show_pair(found) if "articles" in found else show_single(found)
    return capsys.readouterr().out


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_translation_is_shown_sentence_by_sentence(
    coverage: Snapshot, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = explain(coverage, COURIER, f"https://in-{language.lower()}.example/bridge")

    assert (found["kind"], found["direction"], found["cue"]) == ("translated_copy", "known", "date")
    links = found["sentences"]
    assert len(links) >= 4
    assert [link["position"] for link in links] == sorted(link["position"] for link in links)
    assert all(link["of_text"] in ENGLISH and link["text"] in BY_LANGUAGE[language] for link in links)
    assert all(0.45 <= link["cosine"] <= 1 for link in links)
    said = printed(found, capsys)
    assert "A retells B: translated_copy" in said
    assert all(link["text"] in said and link["of_text"] in said for link in links)


COPIED = [
    ("en", ENGLISH, ENGLISH.replace("the old mill", "an old mill")),
    ("ru", RUSSIAN, RUSSIAN.replace("старую", "новую")),
    ("ar", ARABIC, ARABIC.replace("القديمة", "الجديدة")),
    ("he", HEBREW, HEBREW.replace("שני עמודים", "שלושה עמודים")),
    ("zh-Hans", CHINESE, CHINESE.replace("旧磨坊", "老磨坊")),
    ("ja", JAPANESE, JAPANESE.replace("二本", "三本")),
    ("ko", KOREAN, KOREAN.replace("나룻배가", "배가")),
]


@pytest.mark.parametrize(("language", "body", "changed"), COPIED, ids=[row[0] for row in COPIED])
def test_longest_runs_are_marked_where_they_stand_in_every_script(language: str, body: str, changed: str) -> None:
    one, other = Text(sha256(body), language, body), Text(sha256(changed), language, changed)

    found = runs.longest(one, other, 3)

    assert found
    assert [run.words for run in found] == sorted((run.words for run in found), reverse=True)
    for run in found:
        assert normalised(run.here.part) == normalised(run.there.part)
        assert len(words(run.here.part)) == run.words
        for place, text in ((run.here, body), (run.there, changed)):
            assert f"{place.before}{place.part}{place.after}" in text


def test_a_run_that_both_quote_is_told_apart() -> None:
    one, other = (
        Text(sha256(body), "en", body) for body in (f"She rose. {STATEMENT}", f"A letter came. {STATEMENT} No more.")
    )

    assert [run.quoted for run in runs.longest(one, other, 1)] == [True]


def test_signs_that_are_two_words_break_nothing() -> None:
    odd = f"Half of it, 1½ miles or ⁵⁄₈, says №7 of the ㈱ paper — l’été, d'accord, ﬁve. {ENGLISH}"
    one, other = Text("a", "en", odd), Text("b", "en", f"{ENGLISH} {odd}")

    assert all(run.words > 4 for run in runs.longest(one, other, 5))


def test_one_sentence_a_thousand_times_is_no_trouble() -> None:
    one, other = (
        Text(str(times), "en", "The bridge of Quillby is closed until further notice. " * times)
        for times in (2000, 1500)
    )

    (run, *_) = runs.longest(one, other, 5)

    assert run.words == 1500 * 9


def everything() -> list[Text]:
    first, second = OTHER_STORY.split("\n")
    bodies = [
        ("en", ENGLISH), ("en", INDEPENDENT), ("en", OTHER_STORY), ("en", ROUND_TRIP), ("en", ENGLISH.split("\n")[0]),
        ("en", f"{first}\n{ENGLISH.split(chr(10))[2]}\n{second}"), ("en", f"{INDEPENDENT}\nHe said: {STATEMENT} Then he left."),
        ("en", f"{OTHER_STORY}\nFrom Quillby came a letter. {STATEMENT}"), ("fr", f"Une lettre.\n{FRENCH_STATEMENT}"),
        ("fr", "\n".join(FRENCH.split("\n")[:2])), *BY_LANGUAGE.items(), ("he", HEBREW), ("ko", KOREAN),
    ]  # fmt: skip
    texts = [Text(sha256(body), language, body) for language, body in bodies]
    return [
        Text(text.evidence_sha256, text.language, text.body, sampled=embed([text], whole=False)[0]["vectors"])
        for text in texts
    ]


def test_what_is_explained_is_what_is_judged() -> None:
    kinds = set()
    for one, other in combinations(everything(), 2):
        found = rules.aligned(one, other)
        checked = rules.by_words(one, other) + (rules.by_sentences(one, other, found) if found else [])
        met = {rule.kind for rule in checked if rule.met and rule.name != "one text in other words"}
        judged = judge(one, other)
        kind = judged.kind if judged else None
        kinds.add(kind)
        assert bool(met & {"whole", "part"}) == (kind in COPY_KINDS), (one.body[:40], other.body[:40], kind, checked)
        assert (kind == "shares_quotation") <= ("quotation" in met)
    assert {None, "shares_quotation", "near_copy", "excerpt", "translated_copy"} <= kinds


def test_two_that_are_not_related_are_told_how_near_they_came(
    coverage: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    found = explain(coverage, "https://mirror.example/bridge", "https://in-fr.example/bridge")

    assert not found["related"]
    assert found["judged_now"] is None
    rule = next(rule for rule in found["rules"] if rule["name"] == found["nearest_rule"])
    missing = [each for each in rule["conditions"] if each["found"] < each["at_least"]]
    said = printed(found, capsys)
    assert "A and B are not related" in said
    assert missing
    assert all(each["measure"] in said for each in missing)
    assert f"two; the original of B is {COURIER}" in said


def test_two_quotations_are_shown_as_no_copy(coverage: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    found = explain(coverage, "https://gazette.example/bridge", "https://levant.example/bridge")

    assert found["kind"] == "shares_quotation"
    assert found["runs"][0]["quoted"]
    assert "quoted in both: no copy" in printed(found, capsys)


@pytest.fixture(scope="module")
def misdated(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A copy whose date is wrong; its credit line is not."""
    copied = article("herald", ENGLISH.replace("Monday", "Tuesday"), **day(1), credit="Source: courier.example")
    return snapshot(tmp_path_factory.mktemp("misdated"), [article("courier", ENGLISH, **day(2)), copied])


def test_what_speaks_against_the_direction_is_said(misdated: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    found = explain(misdated, COURIER, "https://herald.example/bridge")

    assert (found["url"], found["cue"]) == ("https://herald.example/bridge", "credit")
    assert {(said["cue"], said["retelling"]) for said in found["cues"]} >= {("credit", found["url"]), ("date", COURIER)}
    assert [said["cue"] for said in found["against"]] == ["date"]
    assert "B retells A: it is later: the dates leave no doubt, against the answer" in printed(found, capsys)


def test_a_language_that_nobody_reads_is_named(coverage: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    found = explain(coverage, "https://agora.example/bridge", COURIER)

    assert found["unreadable"] == ["el"]
    assert "no reader of el" in printed(found, capsys)


def test_the_order_of_two_addresses_cannot_matter(coverage: Snapshot) -> None:
    two = ("https://in-ar.example/bridge", COURIER)
    assert explain(coverage, *two) == explain(coverage, *two[::-1])


def said_by_editor(folder: Path, *tables: str) -> Overrides:
    (folder / "bridge.overrides.toml").write_text("\n\n".join(tables), encoding="utf-8")
    return read_overrides(folder / "bridge.toml")


def test_lines_for_the_editor_say_what_they_mean(coverage: Snapshot, misdated: Snapshot, tmp_path: Path) -> None:
    herald, mirror, arabic = (f"https://{name}.example/bridge" for name in ("herald", "mirror", "in-ar"))
    related = explain(misdated, COURIER, herald)["overrides"]
    apart = explain(coverage, mirror, arabic)["overrides"]

    assert list(related) == ["neither has it from the other", "B retells A"]
    assert list(apart) == ["A retells B", "B retells A"]
    said = [said_by_editor(tmp_path, table).pairs[0] for table in (*related.values(), *apart.values())]
    assert [(one.url, one.of_url, one.copy, one.kind) for one in said] == [
        (herald, COURIER, False, None),
        (COURIER, herald, True, "near_copy"),
        (mirror, arabic, True, "translated_copy"),
        (arabic, mirror, True, "translated_copy"),
    ]


def test_lines_for_the_editor_hold_any_address(tmp_path: Path) -> None:
    odd = ("https://x.example/a?b=%22c%22&d=\\e'f", 'https://例え.example/道?"q"')
    tables = editing.pair(*odd, "excerpt", same_language=True, is_known=False)

    assert len(tables) == 3
    for table in tables.values():
        (read,) = said_by_editor(tmp_path, table).pairs
        assert {read.url, read.of_url} == set(map(canonical, odd))


def test_lines_about_an_article_can_be_read_as_they_stand(coverage: Snapshot, tmp_path: Path) -> None:
    for name in ("courier", "in-ru", "agora", "mirror"):
        found = explain(coverage, f"{name}.example/bridge")
        (said,) = said_by_editor(tmp_path, found["overrides"]).articles
        assert (said.url, said.outlet) == (found["article"]["url"], found["article"]["outlet"])
        assert said.telling == (COURIER if name == "in-ru" else "own")


def test_the_file_to_write_into_is_the_one_that_would_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incidents, web, folder = tmp_path / "incidents", tmp_path / "web", tmp_path / "bridge"
    for made in (incidents, web, folder):
        made.mkdir()
    monkeypatch.setattr(editing, "INCIDENTS", incidents)
    monkeypatch.chdir(tmp_path)

    assert editing.file_for(folder) == "bridge.overrides.toml"
    (incidents / "bridge.toml").touch()
    assert editing.file_for(folder) == "incidents/bridge.overrides.toml"
    (incidents / "overrides.toml").touch()
    assert editing.file_for(folder) == "incidents/overrides.toml"
    (folder / "demo.json").write_text(json.dumps({"sample": str(web)}), encoding="utf-8")
    assert editing.file_for(folder) == "web/incident.overrides.toml"


@pytest.mark.parametrize(
    "written",
    [
        "courier.example/bridge", "http://courier.example/bridge", "https://www.courier.example/bridge/",
        " https://COURIER.example/bridge?utm_source=x#top ", "https://courier.example/amp/bridge", "courier.example/amp/bridge",
    ],
)  # fmt: skip
def test_an_address_may_be_written_in_any_way(coverage: Snapshot, written: str) -> None:
    assert article_at(coverage, written) == COURIER


def test_an_unknown_address_is_answered_with_the_nearest(coverage: Snapshot) -> None:
    with pytest.raises(
        UseError, match=r"is no address of this dataset; the nearest are https://courier\.example/bridge, "
    ):
        article_at(coverage, "https://courrier.example/brigde")


def test_a_link_that_is_no_article_says_what_became_of_it(coverage: Snapshot) -> None:
    with pytest.raises(UseError, match=r"gone is no article of this dataset: dropped \(http_404: asked twice\)"):
        article_at(coverage, "courier.example/gone")


def test_an_empty_dataset_has_no_nearest_address(published: Path) -> None:
    with pytest.raises(UseError, match="which holds no article"):
        article_at(Snapshot(published / "late-pad" / "coverage.duckdb"), "https://courier.example/bridge")


def test_one_article_is_shown_with_its_telling_and_its_nearest_source(
    coverage: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    found = explain(coverage, "https://in-ru.example/bridge")

    assert found["nearest_source"] == COURIER
    assert len(found["telling"]) == 1 + len(BY_LANGUAGE)
    assert found["telling"][0]["url"] == COURIER
    commands = [shlex.split(hint["command"]) for hint in found["hints"]]
    assert ["retold", "explain", "https://in-ru.example/bridge", COURIER] in commands
    said = printed(found, capsys)
    assert f"nearest source: {COURIER}" in said
    assert explain(coverage, COURIER, "courier.example/amp/bridge") == explain(coverage, COURIER)


def test_an_orphan_with_marks_is_shown_with_them_and_sent_on_to_trace(
    coverage: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    said = printed(explain(coverage, "agora.example/bridge"), capsys)

    assert "it bears the mark of one: Πηγή: Nordkabel" in said
    assert "retold trace https://agora.example/bridge" in said


def test_commands_to_copy_hold_no_trap_for_the_shell(coverage: Snapshot) -> None:
    found = explain(coverage, TRAP)

    assert [shlex.split(hint["command"]) for hint in found["hints"]] == [["retold", "trace", TRAP]]


class Terminal:
    """A window of so many columns."""

    def __init__(self, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_lines_fit_a_terminal_and_keep_the_sides_of_either_direction(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(columns, monkeypatch)
    for text in (ARABIC, HEBREW, CHINESE, KOREAN, ENGLISH, f"{HEBREW} Ada Penrose (1967) {ENGLISH}"):
        Sheet().beside(text, ENGLISH, "  0.87  ")
        for line in capsys.readouterr().out.splitlines():
            assert cell_len(line) <= columns
            if re.search("[א-ת]|[ء-ي]", line):
                assert line.startswith("\u200e")
                assert line.count("\u2068") == line.count("\u2069") >= 1


def test_a_page_cannot_turn_a_line_round_or_colour_it(capsys: pytest.CaptureFixture[str]) -> None:
    Sheet().beside("red \x1b[31m and \u202eback\u2069wards\u2066", "plain", "A ")

    said = capsys.readouterr().out
    assert "\\x1b[31m" in said
    assert not re.search("[\x1b\u202a-\u202e\u2066-\u2069]", said)


def test_piped_output_has_a_sentence_a_line_and_no_colour(
    coverage: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    found = explain(coverage, "https://in-zh-hans.example/bridge", COURIER)
    said = printed(found, capsys)

    assert "\x1b" not in said
    assert all(any(line.endswith(f"A  {link['text']}") for line in said.splitlines()) for link in found["sentences"])


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_address_is_cut_in_two(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(columns, monkeypatch)
    address = f"https://courier.example/{'long/' * 40}"
    Sheet().paragraph(f"its nearest source is {address} as all the signs of its page say", "source  ")
    lines = capsys.readouterr().out.splitlines()

    assert [line for line in lines if address in line]
    assert all(cell_len(line) <= columns for line in lines if address not in line)


def test_a_sentence_without_an_end_does_not_fill_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    bodies = [f"{name} {' '.join(f'word{number}' for number in range(4_000))}" for name in ("one", "other")]
    (run,) = runs.longest(*(Text(sha256(body), "en", body) for body in bodies), 1)
    explained._show_runs(Sheet(), [asdict(run)])

    assert len(capsys.readouterr().out) < 2_000


def test_no_color_is_heeded_in_a_terminal(
    coverage: Snapshot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(80, monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    said = printed(explain(coverage, "https://in-ar.example/bridge", COURIER), capsys)

    assert "A retells B" in said
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", said)


def test_the_command_gives_all_of_it_as_data(coverage: Snapshot, command: Command) -> None:
    output, slug = coverage.path.parent.parent, coverage.path.parent.name
    asked = ("explain", COURIER, "in-ja.example/bridge", "--incident", slug, "--output", output)

    ended = command(*asked, "--json")
    (found,) = json.loads(ended.out)
    assert ended.status == 0
    assert (found["kind"], len(found["articles"])) == ("translated_copy", 2)
    assert command(*asked).out.startswith("A  https://in-ja.example/bridge\n")


def test_the_command_refuses_an_unknown_address_in_one_line(coverage: Snapshot, command: Command) -> None:
    ended = command(
        "explain", "nobody.example/x", "--incident", coverage.path.parent.name, "--output", coverage.path.parent.parent
    )

    ended.refused(2, "is no address of this dataset; the nearest are")
