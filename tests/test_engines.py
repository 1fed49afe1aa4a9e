"""The folder of engines, and Apertium against odd tools and the real one."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors import engines
from extractors.engines import apertium
from extractors.errors import RetryError
from extractors.plugins import Engine, load
from extractors.quality import UNKNOWN


def test_every_file_of_the_folder_is_an_engine():
    assert {"google", "mymemory", "apertium"} <= set(load(engines, Engine))


ToolMaker = Callable[[str], Path]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ToolMaker:
    """Put a command named apertium before the real one; `$1` and `$2` are its arguments."""

    def make(body: str, modes: str = "spa-eng fr-es") -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        script = folder / "apertium"
        script.write_text(
            f'#!/bin/sh\n[ "$1" = -l ] && echo {modes} && exit\n[ "$1" = -V ] && echo 9.9 && exit\n{body}\n'
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        return script

    return make


def test_without_apertium_nothing_is_supported_and_the_hint_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not apertium.supports("es", "en")
    assert (apertium.missing() or "").startswith("apt-get install apertium apertium-en-gl")
    assert (apertium.missing() or "?") in apertium.version()
    with pytest.raises(RetryError, match="not_installed"):
        apertium.translate(["un barco"], "es", "en")


def test_a_route_needs_all_its_modes_and_the_hint_names_the_lacking_ones(tool: ToolMaker):
    tool("cat", modes="spa-eng pt-es")
    assert [language for language in apertium.ROUTES if apertium.supports(language, "en")] == ["es", "pt"]
    assert "apertium-fr-es" in (apertium.missing() or "")
    assert "apertium-es-pt" not in (apertium.missing() or "")
    assert not apertium.supports("es", "de")


def test_regions_share_the_route_of_their_language(tool: ToolMaker):
    tool("cat", modes="spa-eng pt-es")
    assert apertium.supports("pt-BR", "en-GB")
    assert apertium.supports("es-419", "en")


def test_a_batch_is_one_process_per_mode(tool: ToolMaker, tmp_path: Path):
    tool(f"echo $@ >> {tmp_path}/runs; cat")
    assert apertium.translate([f"barco {number}" for number in range(150)], "fr", "en")[149] == "barco 149"
    assert (tmp_path / "runs").read_text().splitlines() == ["-u fr-es", "spa-eng"]


def test_a_tool_that_hangs_is_killed_with_its_children(
    tool: ToolMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(apertium, "RUN_DEADLINE_S", 0.3)
    tool(f"sleep 300 & echo $! > {tmp_path}/child; cat | sleep 300")
    began = time.monotonic()
    with pytest.raises(RetryError, match="timeout"):
        apertium.translate(["un barco"], "es", "en")
    assert time.monotonic() - began < 10
    assert not _is_running(int((tmp_path / "child").read_text()))


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # a killed orphan waits for its new parent


def test_a_text_that_ends_the_tool_costs_only_itself(tool: ToolMaker):
    tool('text=$(cat); case "$text" in *naufragio*) echo oops >&2; exit 1;; esac; printf "%s" "$text"')
    texts = [f"barco {number}" for number in range(40)]
    texts[17] = "el naufragio"
    assert apertium.translate(texts, "es", "en") == [*texts[:17], None, *texts[18:]]


def test_a_tool_that_swallows_blank_lines_never_shifts_answers(tool: ToolMaker):
    tool('sed "/^$/d"')
    assert apertium.translate(["uno", "dos", "tres", "cuatro"], "es", "en") == ["uno", "dos", "tres", "cuatro"]


def test_a_tool_that_always_fails_refuses_after_few_processes(tool: ToolMaker, tmp_path: Path):
    tool(f"echo x >> {tmp_path}/runs; echo broken dictionary >&2; exit 1")
    with pytest.raises(RetryError, match="broken dictionary"):
        apertium.translate([f"barco {number}" for number in range(200)], "es", "en")
    assert len((tmp_path / "runs").read_text().split()) <= apertium.MAX_FAILURES + 1


def test_marks_of_small_words_are_told_apart_from_stars_of_the_text(tool: ToolMaker):
    tool(r"sed 's/barco/*barco/; s/Elvira/*Elvira/; s/mar/#mar/; s/el puerto/el @puerto/'")
    assert apertium.translate(["* El barco de Elvira*: #mar, ana@puerto.example y el puerto @ana"], "es", "en") == [
        f"* El {UNKNOWN}barco de Elvira*: #{UNKNOWN}mar, ana@puerto.example y el {UNKNOWN}puerto @ana"
    ]


real = pytest.mark.skipif(
    apertium.missing() is not None and os.environ.get("REQUIRE_APERTIUM") != "1",
    reason=f"Apertium is not complete: {apertium.missing()}",
)


@real
@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "El puerto de la ciudad está cerrado desde ayer.", {"port", "city", "closed", "yesterday"}),
        ("ca", "El port de la ciutat està tancat des d'ahir.", {"port", "city", "yesterday"}),
        ("gl", "O porto da cidade está pechado desde onte.", {"port", "city", "closed", "yesterday"}),
        ("fr", "Le port de la ville est fermé depuis hier.", {"port", "city", "closed", "yesterday"}),
        ("it", "Il porto della città è chiuso da ieri.", {"port", "city", "yesterday"}),
        ("pt", "O porto da cidade está fechado desde ontem.", {"port", "city", "closed", "yesterday"}),
        ("ro", "Portul orașului este închis de ieri.", {"port", "city", "closed", "yesterday"}),
    ],
)
def test_every_route_speaks_english(language: str, text: str, words: set[str]):
    [answer] = apertium.translate([text], language, "en")
    assert words <= set((answer or "").lower().strip(".").split())


ODD = [f"la casa{sign} es {sign}grande{sign} {sign} y{sign}{sign} azul" for sign in "^$/[]{}\\@<>*#~+%&|_=`\"'();:"]
ODD += [
    "^casa<n><f><sg>$ es grande",
    "[[t:b:x]]casa[[/]] es grande",
    "la casa \\[<b>\\] es grande",
    "\\",
    "]",
    "😀 la casa 👩‍👩‍👧",
]


def _signs(text: str) -> list[str]:
    return [sign for sign in text if not sign.isalnum() and sign != " "]


@real
def test_characters_of_apertiums_own_stream_survive():
    answers = apertium.translate(ODD, "es", "en")
    for text, answer in zip(ODD, answers, strict=True):
        assert _signs(text) == _signs((answer or "").replace(UNKNOWN, ""))


@real
def test_a_text_is_translated_the_same_alone_and_among_others():
    texts = ["El capitán llegó tarde", "¿Quién lo vio?", "Nadie: la niebla era espesa…", "«No», dijo.", "Fin"]
    assert apertium.translate(texts, "es", "en") == [apertium.translate([text], "es", "en")[0] for text in texts]


@real
def test_the_version_names_tool_and_dictionaries():
    assert apertium.version().split()[0][0].isdigit()
    assert "fr-es" in apertium.model("fr", "en")


@real
def test_no_temporary_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    apertium.translate(["El barco zarpó."], "es", "en")
    assert shutil.which("apertium")
    assert list(tmp_path.iterdir()) == []
