"""Apertium's routes, scripts and print: against a tool that says what it was asked, and against the real one."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors import apertiumroutes
from extractors.apertiumroutes import GIST, GOOD, PACKAGES, ROUTES
from extractors.engines import apertium
from extractors.errors import RetryError
from extractors.quality import UNKNOWN

Tool = Callable[..., Path]
ALL_MODES = sorted(PACKAGES)


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Put a command named apertium before the real one, which notes its arguments and gives back what it gets."""

    def make(*modes: str, body: str = "cat") -> Path:
        folder, runs = tmp_path / "bin", tmp_path / "runs"
        folder.mkdir()
        script = folder / "apertium"
        listed = " ".join(modes)
        script.write_text(
            f'#!/bin/sh\n[ "$1" = -l ] && echo {listed} && exit\n[ "$1" = -V ] && echo 9.9 && exit\n'
            f"echo $@ >> {runs}\n{body}\n"
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        return runs

    return make


def runs_of(runs: Path) -> list[str]:
    return runs.read_text().splitlines() if runs.exists() else []


@pytest.mark.parametrize("language", sorted(ROUTES))
def test_every_route_runs_through_its_modes_once_for_a_whole_batch(language: str, tool: Tool):
    ways = ROUTES[language]
    runs = tool(*ALL_MODES)
    texts = [f"texto número {number} и još" for number in range(250)]
    answers = apertium.translate(texts, language, "en")
    assert [answer is not None for answer in answers] == [True] * 250
    assert runs_of(runs) == [*(f"-u {mode}" for mode in ways[0][:-1]), ways[0][-1]]


@pytest.mark.parametrize("language", [name for name, ways in ROUTES.items() if len(ways) > 1])
def test_where_the_first_way_is_not_installed_the_second_serves(language: str, tool: Tool):
    second = ROUTES[language][1]
    runs = tool(*second)
    apertium.translate(["texto"], language, "en")
    assert runs_of(runs) == [*(f"-u {mode}" for mode in second[:-1]), second[-1]]


def test_seven_languages_are_good_and_the_others_tell_the_gist():
    assert set(GOOD) == {"ca", "es", "fr", "gl", "it", "pt", "ro"}
    assert not any(apertium.gist(language, "en") for language in (*GOOD, "pt-BR", "fra", "de"))
    assert all(apertium.gist(language, "en") for language in (*GIST, "sr", "sr-Cyrl", "sr-Latn", "hr", "bs", "hrv"))
    assert apertium.ENGINE.gist("mk", "en")


@pytest.mark.parametrize(
    "language", ["sv", "da", "nb", "ast", "de", "ru", "uk", "pl", "nl", "ar", "he", "zh", "ja", "ko"]
)
def test_languages_without_a_way_worth_taking_are_not_offered(language: str, tool: Tool):
    tool(*ALL_MODES, "swe-isl", "dan-swe", "spa-ast", "rus-ukr")
    assert not apertium.supports(language, "en")


def test_every_mode_of_every_route_has_its_package():
    assert {mode for ways in ROUTES.values() for way in ways for mode in way} == set(PACKAGES)


@pytest.mark.parametrize(
    "tag", ["sr", "sr-Cyrl", "sr-Cyrl-RS", "sr-Latn", "sr-RS", "sh", "hbs", "hr", "bs", "bs-Cyrl", "cnr", "srp"]
)
def test_whatever_its_label_serbian_in_cyrillic_goes_by_way_of_latin_and_latin_does_not(tag: str, tool: Tool):
    runs = tool(*ALL_MODES, body='if [ "$2" = Cyrl-Latn ]; then sed "s/лука/luka/"; else cat; fi')
    assert apertium.translate(["luka", "лука", "brod"], tag, "en") == ["luka", "luka", "brod"]
    assert runs_of(runs) == ["-u Cyrl-Latn", "hbs-eng"]
    runs.unlink()
    assert apertium.translate(["luka", "brod"], tag, "en") == ["luka", "brod"]
    assert runs_of(runs) == ["hbs-eng"]


def test_serbian_is_not_offered_without_the_way_into_latin(tool: Tool):
    tool("hbs-eng")
    assert not apertium.supports("sr-Cyrl", "en")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("spa", "es"),
        ("pt-BR", "pt"),
        ("FRA-ca", "fr"),
        ("mo", "ro"),
        ("slv", "sl"),
        ("epo", "eo"),
        ("hrv", "sh"),
        ("es-419", "es"),
    ],
)
def test_languages_have_several_names(tag: str, language: str):
    assert apertiumroutes.language(tag) == language


def test_only_packages_of_good_languages_are_missing_and_the_others_optional(tool: Tool):
    tool("spa-eng", "cat-eng", "fr-es", "ita-spa", "pt-es", "ro-es", "gl-en")
    assert apertium.missing() is None
    optional = apertium.optional() or ""
    assert optional.startswith("apt-get install apertium-br-fr")
    assert {"apertium-hbs-eng", "apertium-mkd-bul", "apertium-isl-eng"} <= set(optional.split())
    assert "apertium-eng-spa" not in optional


def test_a_language_with_a_second_way_lacks_nothing(tool: Tool):
    tool("spa-eng", "cat-eng", "fr-es", "ita-spa", "pt-es", "ro-es", "gl-es")
    assert apertium.missing() is None


def test_a_refusal_names_the_packages_of_that_language(tool: Tool):
    tool("spa-eng")
    with pytest.raises(RetryError) as refusal:
        apertium.translate(["брод"], "bg", "en")
    assert (refusal.value.reason, refusal.value.detail) == (
        "not_installed",
        "apt-get install apertium-mkd-bul apertium-mkd-eng",
    )


def test_the_model_names_the_dictionaries_of_its_own_route_alone(tool: Tool, monkeypatch: pytest.MonkeyPatch):
    tool(*ALL_MODES)
    monkeypatch.setattr(apertium, "_output", lambda _, option, *__: "9.9\n" if option == "-V" else " ".join(ALL_MODES))
    apertium._dictionaries.cache_clear()
    assert apertium.ENGINE.version_of("bg", "en") == "9.9 mkd-bul mkd-eng"
    assert apertium.ENGINE.version_of("sr", "en") == "9.9 hbs-eng"
    apertium._dictionaries.cache_clear()


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("« C’est fini ! »", "« It is finished ! »", "“It is finished!”"),
        ("«No», dijo «él».", "«No», said «he».", "“No”, said “he”."),
        ("»Gremo,« je dejal.", "»We go ,« said .", "“We go,” said."),
        ("„Portul”, a spus.", "„The port”, said.", "“The port”, said."),
        ("„Luka“, rekao je.", "„Port“, said.", "“Port”, said."),
        ("Bilan : 3 morts ; qui ?", "Toll : 3 dead ; who ?", "Toll: 3 dead; who?"),
        ("Fin 2 : 1 (oui) .", "End 2 : 1 (yes) .", "End 2 : 1 (yes)."),
        ("peut-elle venir", "can- come", "can come"),
        ("que veut-elle ?", "that wants to- ?", "that wants to?"),
        ("los sub- y sobrecostes", "the sub- and overcosts", "the sub- and overcosts"),
        ("«Llegamos tarde»", "«we Arrive late»", "“We arrive late”"),
        ("Dijo: ¿Es así?", "It said: it Is so?", "It said: It is so?"),
        ("Vio: Elvira cayó", "It saw: she Elvira fell", "It saw: she Elvira fell"),
        (
            "un *interventor",
            "a *interventor, an *a, A *ópera",
            f"an {UNKNOWN}interventor, an {UNKNOWN}a, An {UNKNOWN}ópera",
        ),
        ("a *barco", "a *barco", f"a {UNKNOWN}barco"),
        ("¿ Quoi ?! Oui...", "That ?! Yes ...", "That?! Yes..."),
        ("avons-nous prodigué", "have-  *prodigué", f"have  {UNKNOWN}prodigué"),
        ("Se loufoquer est rare", "*loufoquer Is rare", f"{UNKNOWN}Loufoquer Is rare"),
        ("eBarco llega", "eBarco arrives", "eBarco arrives"),
        (
            "рече Џон Њумен од ОКТА",
            "said Џон *Њумен of *ОКТА in *пристаниште",
            f"said Dzhon Njumen of OKTA in {UNKNOWN}пристаниште",
        ),
    ],
)
def test_what_print_and_grammar_leave_is_mended(text: str, answer: str, expected: str):
    assert apertium._shown(answer, text) == expected


needs = {
    language: pytest.mark.skipif(
        not apertium.supports(language, "en") and os.environ.get("REQUIRE_APERTIUM") != "1",
        reason=f"no route for {language}: {apertium.missing() or apertium.optional()}",
    )
    for language in ROUTES
}


def real(language: str, *values: object) -> object:
    """Mark a case as one for the real tool; the gist's packages are nowhere required."""
    if language in GOOD:
        return pytest.param(language, *values, marks=needs[language])
    skip = pytest.mark.skipif(
        not apertium.supports(language, "en"), reason=f"no route for {language}: {apertium.optional()}"
    )
    return pytest.param(language, *values, marks=skip)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        real("mk", "Министерот рече дека градот е мирен.", {"minister", "city"}),
        real("bg", "Градът е голям и морето е тихо.", {"city", "sea"}),
        real("sl", "Minister je dejal, da je mesto zaprto.", {"minister", "said", "closed"}),
        real("eu", "Portua itxita dago atzotik.", {"port", "closed", "yesterday"}),
        real("is", "Höfnin er lokuð síðan í gær.", {"harbour", "closed", "yesterday"}),
        real("eo", "La haveno estas fermita ekde hieraŭ.", {"port", "closed", "yesterday"}),
        real("oc", "Lo pòrt es barrat dempuèi ièr.", {"port", "closed", "yesterday"}),
        real("an", "O puerto ye zarrato dende ahiere.", {"port", "closed", "yesterday"}),
        real("br", "Serret eo ar porzh abaoe dec'h.", {"closed", "port", "yesterday"}),
        real("sh", "Ministar je rekao da je grad zatvoren.", {"minister", "said", "city", "closed"}),
    ],
)
def test_the_real_routes_tell_the_gist(language: str, text: str, words: set[str]):
    [answer] = apertium.translate([text], language, "en")
    assert words <= set(re.findall(r"\w+", (answer or "").lower()))


@pytest.mark.parametrize(("language", "tag"), [real("sh", "sr"), real("sh", "sr-Cyrl")])
def test_real_serbian_reads_the_same_in_both_scripts(language: str, tag: str):
    assert language in ROUTES
    cyrillic, latin = apertium.translate(
        ["Министар је рекао да је град затворен.", "Ministar je rekao da je grad zatvoren."], tag, "en"
    )
    assert cyrillic == latin
    assert "closed" in (cyrillic or "")


SENTENCES = {
    "ca": "El vaixell número {} va arribar al port.", "es": "El barco número {} llegó al puerto.",
    "fr": "Le bateau numéro {} est arrivé au port.", "gl": "O barco número {} chegou ao porto.",
    "it": "La nave numero {} è arrivata in porto.", "pt": "O barco número {} chegou ao porto.",
    "ro": "Vaporul numărul {} a ajuns în port.", "an": "O barco numero {} plegó ta o puerto.",
    "bg": "Корабът номер {} пристигна в града.", "br": "Erruet eo ar vag niverenn {}.",
    "eo": "La ŝipo numero {} alvenis.", "eu": "{} zenbakiko itsasontzia iritsi da.",
    "is": "Skip númer {} kom í höfn.", "mk": "Бродот број {} пристигна во градот.",
    "oc": "Lo batèu numèro {} es arribat.", "sh": "Брод број {} је стигао у луку.",
    "sl": "Ladja številka {} je prispela.",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", [real(language) for language in sorted(ROUTES)])
def test_four_hundred_segments_come_back_each_in_its_place(language: str):
    numbers = [str(1000 + number) for number in range(400)]
    answers = apertium.translate([SENTENCES[language].format(number) for number in numbers], language, "en")
    assert [re.findall(r"\d{4}", answer or "") for answer in answers] == [[number] for number in numbers]
