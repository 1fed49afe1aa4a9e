import pytest

from extractors.protection import damaged, glossary_version, mask, protected, unmask

NAMES = ("Puerto Viejo", "Harbour Lights", "Lights", "bateau Harbour", "Морские Огни")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Harbour Lights a répondu", ["Harbour Lights"]),  # the longer name wins
        ("d’Harbour Lights et l'HARBOUR LIGHTS", ["Harbour Lights", "HARBOUR LIGHTS"]),
        ("Lightsaber, harbour lights", []),  # no part of a word, no common noun
        ("le bateau Harbour", []),  # begins small: a phrase to translate
        ("компания «Морские Огни»", []),  # has to be put into Latin letters
        (
            "voir https://kai.example/a_b?c=d/e*f, ou www.kai.example.",
            ["https://kai.example/a_b?c=d/e*f", "www.kai.example"],
        ),
        ("писать: ana.b+c@mail.kai.example!", ["ana.b+c@mail.kai.example"]),
        ("@ana a dit #marée à port-viejo.com/x", ["@ana", "#marée", "port-viejo.com/x"]),
        ("#1 et #гавань: 5 @ 3 €", []),
    ],
)
def test_names_and_addresses_in_latin_script_are_protected(text: str, found: list[str]):
    assert protected(text, NAMES) == found


def test_a_text_comes_back_from_its_tokens():
    text = "Harbour Lights (@harbour) a écrit à Puerto Viejo : https://kai.example/1"
    masked = mask(text, NAMES)
    assert "Harbour" not in masked.text
    assert "kai.example" not in masked.text
    assert unmask(masked.text, masked) == text


def test_tokens_may_move_and_change_case_and_get_a_space():
    masked = mask("Lights quitte Puerto Viejo", NAMES)
    assert unmask("Xq 1X is left by xq0 x", masked) == "Puerto Viejo is left by Lights"


@pytest.mark.parametrize("answer", ["XQ0X leaves", "XQ0X leaves XQ0X and XQ1X", "XQ0X leaves XQ2X", ""])
def test_a_token_lost_or_doubled_is_noticed(answer: str):
    assert unmask(answer, mask("Lights quitte Puerto Viejo", NAMES)) is None


def test_a_text_that_holds_a_token_gets_others():
    masked = mask("Le vol XQ0X de Lights", NAMES)
    assert unmask(masked.text.replace("Le vol", "Flight"), masked) == "Flight XQ0X de Lights"


def test_damage_is_told_by_what_is_there_less_often():
    assert damaged("Lights et Lights", "Lights and the lamps", NAMES) == ("Lights",)
    assert damaged("Lights a dit #marée", "Lights said #marée, said Lights", NAMES) == ()


def test_the_glossary_version_depends_on_the_names_held_alone():
    text = "Lights quitte Puerto Viejo"
    assert glossary_version(text, NAMES) == glossary_version(text, ["Puerto Viejo", "Lights"]) != ""
    assert glossary_version(text, ["Puerto Viejo"]) != glossary_version(text, NAMES)
    assert glossary_version("Le bateau quitte le port", NAMES) == ""
