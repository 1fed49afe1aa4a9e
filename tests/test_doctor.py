"""`retold doctor`: what it says of parts, engines and languages, and what it keeps to itself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.plugins import Engine, never
from flows import doctor
from flows.show import Form

Engines = Callable[..., None]


def engine(name: str, good: str = "", gist: str = "", **more: object) -> Engine:
    return Engine(
        name=name,
        max_bytes=100,
        supports=lambda source, _: source in {*good.split(), *gist.split()},
        version=lambda: "7.1",
        translate=lambda texts, *_: list(texts),
        gist=lambda source, _: source in gist.split(),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> Engines:
    def put(*made: Engine) -> None:
        monkeypatch.setattr(doctor, "load", lambda *_: {one.name: one for one in made})

    return put


def told(capsys: pytest.CaptureFixture[str]) -> dict:
    assert doctor.examine(Form.JSON) == 0
    return json.loads(capsys.readouterr().out)


def table(capsys: pytest.CaptureFixture[str]) -> str:
    assert doctor.examine(Form.TABLE) == 0
    return capsys.readouterr().out


def state_of(found: dict, part: str) -> str:
    return next(row["state"] for row in found["parts"] if row["part"] == part)


def test_each_engine_has_its_state_and_its_languages(engines, capsys):
    engines(
        engine("dictionaries", "es fr", "bg", asks_web=never),
        engine("halves", "it", asks_web=never, missing=lambda: "apt-get install more"),
        engine("website", "ja"),
        engine("absent", missing=lambda: "pip install it"),
        engine("mute", asks_web=never),
    )
    found = {row["engine"]: row for row in told(capsys)["engines"]}
    states = {"dictionaries": "works", "halves": "partly", "website": "online", "absent": "missing", "mute": "silent"}
    assert {name: row["state"] for name, row in found.items()} == states
    assert (found["dictionaries"]["good"], found["dictionaries"]["gist"]) == (["es", "fr"], ["bg"])
    assert (found["absent"]["missing"], found["absent"]["version"]) == ("pip install it", None)


def test_an_engine_that_has_some_models_here_asks_the_web_for_the_others_alone(engines, capsys):
    engines(engine("models", "de ja uk", asks_web=lambda source, _: source == "ja"))
    found = told(capsys)
    assert (found["engines"][0]["state"], found["engines"][0]["online"], found["only_online"]) == (
        "works",
        ["ja"],
        ["ja"],
    )
    assert "asks the web for: ja" in table(capsys)


def test_languages_that_need_the_web_and_those_that_nobody_serves_are_named(engines, capsys):
    engines(engine("dictionaries", "es fr", "bg", asks_web=never), engine("website", "es ja"))
    found = told(capsys)
    assert found["only_online"] == ["ja"]
    assert set(found["nobody"]) == set(doctor.LANGUAGES) - {"es", "fr", "bg", "ja"}


def test_the_table_marks_the_gist_and_says_what_to_do(engines, capsys):
    engines(
        engine("dictionaries", "es", "bg mk", asks_web=never, optional=lambda: "apt-get install icelandic"),
        engine("absent", missing=lambda: "pip install it"),
    )
    said = " ".join(table(capsys).split())
    assert "for the gist: bg mk" in said
    assert "apt-get install icelandic" in said
    assert "to do: pip install it" in said


def test_the_table_fits_a_terminal_of_80_columns(monkeypatch, capsys):
    monkeypatch.setenv("RETOLD_OUTPUT", "/")
    assert 40 < max(len(line.rstrip()) for line in table(capsys).splitlines()) <= 80


def test_the_engines_of_the_folder_are_all_there(capsys):
    assert {"apertium", "google"} <= {row["engine"] for row in told(capsys)["engines"]}


@pytest.mark.parametrize("form", list(Form))
def test_no_key_and_no_password_is_ever_shown(form, engines, monkeypatch, capsys):
    monkeypatch.setenv("RETOLD_OWN_KEY", "s3cret")
    monkeypatch.setenv("RETOLD_OWN_URL", "http://ada:s3cret@127.0.0.1:5000/?key=s3cret")
    monkeypatch.setenv("RETOLD_OWN_EMAIL", "s3cret@primer.example")
    names = ("RETOLD_OWN_KEY", "RETOLD_OWN_URL", "RETOLD_OWN_EMAIL", "RETOLD_OWN_MODEL")
    engines(engine("own", "es", settings=names))
    doctor.examine(form)
    said = capsys.readouterr().out
    assert "s3cret" not in said
    assert all(name in said for name in names)
    assert "http://127.0.0.1:5000" in said
    assert "not set" in said or "null" in said


@pytest.mark.parametrize("address", ["http://[::1", "s3cret", "http://127.0.0.1:s3cret"])
def test_a_broken_address_is_only_said_to_be_set(address, engines, monkeypatch, capsys):
    monkeypatch.setenv("RETOLD_OWN_URL", address)
    engines(engine("own", "es", settings=("RETOLD_OWN_URL",)))
    assert told(capsys)["engines"][0]["settings"] == {"RETOLD_OWN_URL": "set"}


def test_a_server_of_ones_own_that_names_languages_works_and_is_not_just_online(engines, monkeypatch, capsys):
    monkeypatch.setenv("RETOLD_OWN_URL", "http://127.0.0.1:5000")
    engines(engine("own", "es", settings=("RETOLD_OWN_URL",)))
    assert told(capsys)["engines"][0]["state"] == "works"


def test_csv_has_a_row_for_each_part(engines, capsys):
    engines(engine("dictionaries", "es", "bg", asks_web=never))
    doctor.examine(Form.CSV)
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "part,state,detail"
    assert "dictionaries,works,es; for the gist: bg; version: 7.1" in rows


def test_a_contact_is_asked_for_until_it_is_set(engines, monkeypatch, capsys):
    engines()
    monkeypatch.delenv("RETOLD_CONTACT", raising=False)
    assert state_of(told(capsys), "contact") == "missing"
    monkeypatch.setenv("RETOLD_CONTACT", "ada@primer.example")
    assert state_of(told(capsys), "contact") == "ok"


def test_a_package_that_is_absent_or_of_another_version_is_named(engines, monkeypatch, capsys):
    engines()
    required = ["duckdb<0.1", "nosuchpackage>=2", 'alsonot; extra == "dev"', 'norhere; python_version < "3.0"']
    monkeypatch.setattr(doctor, "requires", lambda _: required)
    found = told(capsys)
    detail = next(row["detail"] for row in found["parts"] if row["part"] == "packages")
    assert state_of(found, "packages") == "wrong"
    assert detail == f"duckdb {doctor.version('duckdb')}, expected <0.1; nosuchpackage is not installed"


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RETOLD_OUTPUT", str(tmp_path / "not" / "yet"))
    return tmp_path


def test_room_is_told_for_a_folder_that_is_not_there_yet(output, engines, monkeypatch, capsys):
    engines()
    assert state_of(told(capsys), "output") == "ok"
    monkeypatch.setattr(doctor, "LOW_BYTES", 10**18)
    assert state_of(told(capsys), "output") == "low"
    assert not (output / "not").exists()


@pytest.mark.usefixtures("output")
def test_a_folder_that_nobody_may_write_to_is_wrong(engines, monkeypatch, capsys):
    engines()
    monkeypatch.setattr(doctor.os, "access", lambda *_: False)  # root may write everywhere
    assert state_of(told(capsys), "output") == "wrong"
