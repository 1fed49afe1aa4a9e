"""What people see in windows of several widths: tables, how datasets stand, how far a stage is; names in any script."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from rich.cells import cell_len

from flows import endings, grid, lock, meter, process, progress, statuslines, upcoming, window
from flows.ago import moment, span
from flows.running import one_after_another
from flows.show import Form, show
from flows.status import Standing, standing

from .processes import RETOLD, clean_environment, retold
from .wronguse import Command

ARABIC, HEBREW = "جريدة المرفأ اليومية", "עיתון הנמל של אשדות"
CHINESE, JAPANESE, KOREAN, CYRILLIC = "海港晚报今日头条新闻", "みなと夕刊の一面", "항구일보 사회면", "Вечерняя гавань"
ADDRESS = "https://www.the-linmouth-courier.example/local/2024/03/harrow-hill-nurse-answers-the-e-mails"
NAMES = (ARABIC, HEBREW, CHINESE, JAPANESE, KOREAN, CYRILLIC, "Linmouth Courier")
ROWS = [(name, ADDRESS, number, datetime(2024, 3, 4, tzinfo=UTC)) for number, name in enumerate(NAMES)]
COLUMNS = ("outlet_name", "url", "articles", "published")
MARKS = re.compile("[\u200e\u2068\u2069]")
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(params=[40, 60, 80, 120, 200])
def wide(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def made(rows: list[tuple[object, ...]] = ROWS, columns: tuple[str, ...] = COLUMNS) -> list[grid.Column]:
    lists = zip(*rows, strict=True)
    return [
        grid.column(name, [str(cell) for cell in cells], is_number=name == "articles")
        for name, cells in zip(columns, lists, strict=True)
    ]


def test_no_line_of_a_table_is_wider_than_the_window(wide: int, capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, ROWS)
    lines = capsys.readouterr().out.splitlines()

    assert lines
    assert all(cell_len(MARKS.sub("", line)) <= wide for line in lines)


def test_columns_are_in_line_whatever_the_script(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    show(COLUMNS, ROWS)
    lines = [MARKS.sub("", line) for line in capsys.readouterr().out.splitlines() if "…" in line]

    assert len(lines) == len(ROWS)
    assert len({cell_len(line.partition("the-linmouth")[0]) for line in lines}) == 1
    assert len({cell_len(line.rstrip()) for line in lines}) == 1


def test_only_lines_that_run_from_right_to_left_are_isolated_and_every_isolate_ends(
    wide: int, capsys: pytest.CaptureFixture[str]
) -> None:
    show(COLUMNS, ROWS)
    for line in capsys.readouterr().out.splitlines():
        runs_left = re.search("[א-ת]|[ء-ي]", line) is not None
        assert line.startswith("\u200e") == runs_left, (wide, line)
        assert line.count("\u2068") == line.count("\u2069") == int(runs_left)


def test_an_address_is_shortened_in_the_middle_and_never_broken() -> None:
    short = window.shortened(ADDRESS, 40)

    assert cell_len(short) == 40
    assert short.startswith("the-linmouth-")
    assert short.endswith("the-e-mails")
    assert window.shortened(ADDRESS, 200) == ADDRESS
    assert not window.shortened(ADDRESS, len(ADDRESS) - 4).count("…")  # without https://www. it fits


@pytest.mark.parametrize("width", range(1, 30))
@pytest.mark.parametrize("text", [*NAMES, ADDRESS, "e\u0301le\u0301gant 👩‍👩‍👧 family", ""])
def test_whatever_is_cut_or_wrapped_fits(text: str, width: int) -> None:
    if width > 1:  # no Han sign is narrower
        assert all(cell_len(line) <= width for line in window.wrapped(text, width))
        assert "".join(window.wrapped(text, width)).replace(" ", "") == text.replace(" ", "")
    assert cell_len(window.cut(text, width)) <= width
    assert cell_len(window.shortened(text, width)) <= width


def test_a_table_without_room_becomes_a_block_a_row_and_loses_nothing() -> None:
    lines = list(grid.lines(made(), 40))

    assert [line for line in lines if line.startswith("1 of 7 ──")]
    for name in NAMES:
        assert any(name in MARKS.sub("", line) for line in lines)
    assert sum(line.startswith("articles") for line in lines) == len(ROWS)


def test_columns_that_may_give_way_are_left_out_first_and_named() -> None:
    lines = list(grid.lines(made(), 60, ("published", "url")))

    assert lines[0].split() == ["outlet_name", "url", "articles"]
    assert lines[-1] == "not shown in so narrow a window: published"
    assert not [line for line in grid.lines(made(), 300, ("published",)) if "not shown" in line]


def test_piped_nothing_is_shortened(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    show(COLUMNS, ROWS)
    said = capsys.readouterr().out

    assert said.count(ADDRESS) == len(ROWS)
    assert "\x1b" not in said


def test_an_answer_without_rows_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, [])

    assert capsys.readouterr().out.splitlines()[2:3] == ["nothing"]


def test_what_is_left_out_is_counted_with_where_to_find_it(capsys: pytest.CaptureFixture[str]) -> None:
    show(COLUMNS, ROWS, most=2, hint=": `retold query outlets` has them all")

    assert "and 5 more: `retold query outlets` has them all" in capsys.readouterr().out


def test_a_page_cannot_colour_a_table_nor_turn_it_round(capsys: pytest.CaptureFixture[str]) -> None:
    show(("title",), [("red \x1b[31m \u202eback\u2069wards\u2066 \u200f",), ("two\nlines\x07",)])
    said = capsys.readouterr().out

    assert "\\x1b[31m" in said
    assert "two lines\\x07" in said
    assert not re.search("[\x1b\x07\u200f\u202a-\u202e\u2066-\u2069]", said)


def test_cells_of_csv_hold_maps_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    show(("reasons",), [({"paywall": 2},)], Form.CSV)

    assert capsys.readouterr().out.splitlines()[1] == '"{""paywall"": 2}"'


GOOD = Standing(
    incident="late-pads",
    title=f"{HEBREW}: Kestrel Forge's marketer and the late Talon Pads, told in sixteen languages",
    health="healthy",
    articles=1,
    voices=1,
    outlets=91,
    languages=16,
    new_since=NOW - timedelta(hours=2),
    new_articles=1,
    new_voices=0,
    new_languages=["ja", "zh-Hant"],
    changed_articles=2,
    dropped=26,
    dropped_reasons={f"reason_{number}": 10 - number for number in range(9)},
    waiting=0,
    untranslated=0,
    last_run="done",
    last_started=NOW - timedelta(hours=1),
    last_finished=NOW - timedelta(minutes=59),
    dataset="/output/late-pads/coverage.duckdb",
    report="/output/late-pads/report.html",
)
ILL = replace(
    GOOD,
    incident="ferry",
    title=CHINESE,
    health="look",
    troubles=[f"{number} sources failed: http_500" for number in range(3)],
    waiting=4,
    waiting_reasons={"unreachable": 4},
    waiting_until=NOW + timedelta(hours=3),
    untranslated=3,
    untranslated_reasons={"google: http_429": 3},
    schedule="every 1h",
    next_run=NOW + timedelta(minutes=17),
    report=None,
)


def card(one: Standing) -> str:
    return "\n".join(MARKS.sub("", line) for line in statuslines.card(one, NOW))


def test_a_card_answers_whether_it_is_healthy_what_is_new_and_what_was_lost() -> None:
    said = card(GOOD)

    assert "  healthy  nothing failed" in said
    assert "05:00 UTC, 1 h ago, done in 1 min" in said
    assert "1 article beside 1 voice, 91 outlets, 16 languages" in said
    assert "1 article, 2 changed texts, 2 languages (ja, zh-Hant) since the run of 04:00 UTC" in said
    assert "26: 10 reason_0, 9 reason_1, 8 reason_2, 7 reason_3, 6 reason_4, 14 for 4 other reasons" in said
    assert "/output/late-pads: coverage.duckdb, report.html" in said
    for absent in ("waiting", "English", "next run"):
        assert absent not in said


def test_a_card_says_what_failed_what_waits_and_when_it_goes_on() -> None:
    said = card(ILL)

    assert "  look at  0 sources failed: http_500; 1 sources failed" in said
    assert "4: 4 unreachable; next at 09:00 UTC" in said
    assert "3 articles have none: google: http_429" in said
    assert "06:17 UTC, in 17 min; every 1h" in said
    assert "no report yet" in said


def test_the_first_run_is_new_as_a_whole() -> None:
    assert "all of it: this was the first run" in card(replace(GOOD, new_since=None))
    assert "new      nothing since" in card(replace(GOOD, new_articles=0, new_languages=[], changed_articles=0))


def test_a_card_fits_the_window(wide: int) -> None:
    for one in (GOOD, ILL, replace(GOOD, title=ARABIC * 9)):
        for line in statuslines.card(one, NOW):
            assert cell_len(MARKS.sub("", line)) <= wide, line


class Window(io.StringIO):
    """Standard output that people look at."""

    def isatty(self) -> bool:
        return True


def seen(standings: list[Standing], monkeypatch: pytest.MonkeyPatch, columns: int, lines: int) -> list[str]:
    out = Window()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(lines))
    monkeypatch.setenv("NO_COLOR", "1")
    statuslines.show_all(standings)
    return out.getvalue().splitlines()


def test_two_datasets_stand_on_one_screen_as_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = seen([GOOD, ILL], monkeypatch, 80, 24)

    assert len(lines) < 24
    assert sum("lies in" in line for line in lines) == 2


def test_a_dozen_datasets_stand_on_one_screen_with_their_troubles(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [replace(GOOD, incident=f"incident-{number}") for number in range(11)]
    lines = seen([*many, ILL], monkeypatch, 80, 24)

    assert len(lines) < 24
    assert sum(line.startswith("incident-") for line in lines) == 11
    assert "ferry: 2 sources failed: http_500" in lines


def test_no_color_is_obeyed_and_colours_are_for_windows_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Window()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32m" in "".join(statuslines.card(GOOD, NOW))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in "".join(statuslines.card(GOOD, NOW))


def test_a_dataset_tells_of_a_run_at_work_of_a_killed_and_of_a_failed_one(published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "late-pad"
    folder.mkdir()
    (folder / "coverage.duckdb").write_bytes((published / "late-pad" / "coverage.duckdb").read_bytes())
    with lock.alone(folder, "run-1"):
        assert standing(folder).health == "running"
    assert standing(folder).health == "healthy"

    endings.note(folder, "sql/checks/x.sql: 2 rows break this promise")
    failed = standing(folder)
    assert (failed.health, "2 rows break this promise" in failed.troubles[0]) == ("failed", True)
    endings.clear(folder)

    (folder / lock.FILE).write_text(json.dumps({"process": 1, "since": "", "run": "run-2"}))
    assert (standing(folder).health, standing(folder).troubles) == (
        "killed",
        ["the last run was killed: run it again to go on"],
    )


def test_status_changes_nothing(published: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in published.rglob("*")}
    retold("status", "--output", published)

    assert {path: path.stat().st_mtime_ns for path in published.rglob("*")} == before


def test_status_is_one_record_a_dataset_in_json_and_a_row_in_csv(published: Path, command: Command) -> None:
    (record,) = json.loads(command("status", "--output", published, "--json").out)
    head, row = command("status", "late-pad", "--output", published, "--csv").out.splitlines()

    assert record["health"] == "healthy"
    assert set(head.split(",")) == set(record)
    assert row.startswith("late-pad,")


class Answers(BaseHTTPRequestHandler):
    """A Prefect server that has one deployment."""

    folder = ""

    def do_POST(self) -> None:
        coverage = {"incident": "late-pads", "output": self.folder}
        schedule = {"active": True, "schedule": {"interval": 3600.0, "timezone": "UTC"}}
        deployment = {
            "id": "1",
            "name": "late-pads",
            "paused": False,
            "parameters": {"coverage": coverage},
            "schedules": [schedule],
        }
        told = [deployment] if "deployments" in self.path else [{"expected_start_time": "2026-11-23T06:17:00Z"}]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    Answers.folder = str(tmp_path)
    served = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{served.server_port}/api")
    yield
    served.shutdown()
    served.server_close()


@pytest.mark.usefixtures("server")
def test_the_next_run_is_what_the_server_has_scheduled(tmp_path: Path) -> None:
    planned, silence = upcoming.read(tmp_path)

    assert silence == ""
    assert planned[(tmp_path / "late-pads").resolve()].schedule == "every 1h"
    assert planned[(tmp_path / "late-pads").resolve()].at == NOW + timedelta(minutes=17)


def test_a_silent_server_costs_a_line_and_no_status(
    published: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    ended = command("status", "--output", published, "--json")

    assert (ended.status, json.loads(ended.out)[0]["next_run"]) == (0, None)
    assert "http://127.0.0.1:9/api does not say what is scheduled" in ended.err


def test_without_a_server_nobody_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("PREFECT_HOME", raising=False)

    assert upcoming.read(tmp_path) == ({}, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (9.4, "9 s"), (61, "1 min"), (3599, "59 min"), (3660, "1 h 1 min"), (90_000, "1 d 1 h"), (-5, "0 s")],
)
def test_spans_are_in_one_unit_or_two(seconds: float, said: str) -> None:
    assert span(seconds) == said


def test_a_moment_of_another_day_has_its_date() -> None:
    assert moment(NOW - timedelta(hours=1), NOW) == "05:00 UTC"
    assert moment(NOW - timedelta(hours=9), NOW) == "2026-11-22 21:00 UTC"


@pytest.fixture
def foot(monkeypatch: pytest.MonkeyPatch) -> Window:
    err = Window()
    for module in (meter, progress):  # pytest puts back its own sys.stderr behind this
        monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=err))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(meter, "BETWEEN_S", 0.0)
    return err


def last_line(err: Window) -> str:
    return err.getvalue().rpartition("\r\x1b[2K")[2]


def drawn(err: Window) -> list[str]:
    return [line for line in err.getvalue().split("\r\x1b[2K") if line]


def test_a_stage_shows_counts_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = meter.Meter("read", 100_000, "pages", is_seen=False)
    monkeypatch.setattr(meter.time, "monotonic", lambda: shown._began + 40)
    shown.reach(12_345)

    assert shown.line(shown._began + 40) == "read  12,345 of 100,000 pages · 12 % · 309/s · 4 min left"
    assert shown.line(shown._began + 1) == "read  12,345 of 100,000 pages · 12 %"


@pytest.mark.parametrize(("rate", "said"), [(310.0, "310/s"), (1.25, "1.2/s"), (0.5, "30/min"), (0.01, "36.0/h")])
def test_slow_rates_are_in_units_that_say_something(rate: float, said: str) -> None:
    assert meter._rate(rate) == said


def test_without_a_total_a_stage_only_counts() -> None:
    shown = meter.Meter("language", None, "texts", is_seen=False)
    shown.reach(20)

    assert shown.line(shown._began + 10) == "language  20 texts · 2.0/s"


def test_the_line_of_a_stage_is_drawn_over_itself_and_goes_in_the_end(foot: Window) -> None:
    assert list(meter.counted("read", iter("abc"), 3, "pages")) == ["a", "b", "c"]

    assert drawn(foot) == [
        f"read  {count} of 3 pages · {percent} %" for count, percent in ((0, 0), (1, 33), (2, 66), (3, 100))
    ]
    assert last_line(foot) == ""


def test_piped_a_stage_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)

    assert list(meter.counted("read", iter("abc"), 3, "pages")) == ["a", "b", "c"]
    assert meter.lines_in(Path(__file__)) is None
    assert meter.metered(one_after_another) is one_after_another
    assert err.getvalue() == ""


def test_a_line_of_progress_never_stands_in_that_of_the_stage(foot: Window) -> None:
    with meter.stage("scrape", 9, "links") as shown:
        shown.reach(3)
        progress.complain("a host is down")

    assert "\r\x1b[2Kretold: a host is down\n" in foot.getvalue()


def test_batches_count_by_what_they_tick_or_by_what_has_ended(foot: Window) -> None:
    def ticking() -> str:
        for _ in range(9):
            meter.tick()
        return "ended"

    batches = [("2 outlets · 12 links", ticking), ("b.example · 6 links", lambda: "ended")]
    assert list(meter.metered(one_after_another)("scrape", batches)) == ["ended", "ended"]

    counts = [int(line.split()[1]) for line in drawn(foot)]
    assert counts == sorted(counts)
    assert {1, 9, 18} <= set(counts)


def test_the_weight_of_batches_is_read_off_their_labels() -> None:
    assert meter.weight(["14 outlets · 17 links", "a.example · 1 link"]) == (18, "links")
    assert meter.weight(["zh-Hant · 100 sentences"]) == (100, "sentences")
    assert meter.weight(["whatever"]) == (1, "batches")
    assert meter.weight([]) == (0, "batches")


def test_lines_of_a_file_are_counted_where_somebody_looks(foot: Window, tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"x\n" * 1234)

    assert foot.isatty()
    assert meter.lines_in(path) == 1234
    assert meter.lines_in(Path("-")) is None


def in_window(*arguments: str | Path, columns: int) -> tuple[int, str]:
    """Return exit status and all that the command wrote in a window of its own."""
    ours, theirs = pty.openpty()
    subprocess.run(["stty", "cols", str(columns), "rows", "24"], stdin=theirs, check=True)
    environment = {
        name: value for name, value in clean_environment(TERM="xterm").items() if name not in ("COLUMNS", "LINES")
    }
    words = [*RETOLD, *map(str, arguments)]
    child = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    with os.fdopen(ours, "rb", buffering=0) as file, suppress(OSError):  # when everybody has closed it
        while part := file.read(65_536):
            said += part
    return child.wait(), said.decode()


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_in_a_real_window_no_line_is_broken_by_the_terminal(columns: int) -> None:
    status, said = in_window("query", columns=columns)

    assert status == 0
    assert min(0.7 * columns, 100) < max(cell_len(line) for line in said.splitlines()) <= columns


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_ends_a_command_with_130_and_one_line(
    error: BaseException, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = typer.Typer()

    @app.command()
    def wait() -> None:
        raise error

    monkeypatch.setattr(sys, "argv", ["retold"])
    assert process.status(app) == 130
    assert capsys.readouterr().err == "retold: stopped; run it again to go on\n"
