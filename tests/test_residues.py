"""Marks of the language that a text was translated from, and what natives write themselves."""

import pytest

from extractors.residues import marks


@pytest.mark.parametrize(
    ("text", "language", "of_language"),
    [
        ("The bridge is 7,5 metres wide.", "en", "de"),
        ("She called it „a small wonder“ and left.", "en", "de"),
        ("She called it «a small wonder» and left.", "en", "ru"),
        ("She called it 「a small wonder」 and left.", "en", "ja"),
        ("Der Rat tagte am March 5, 2024 im Hafen.", "de", "en"),
        ("Совет собрался March 5 в порту.", "ru", "en"),
        ("The mayor of the 港口城市 was silent.", "en", "zh-Hans"),
        ("The ferry from ふねのみなと left at noon.", "en", "ja"),
        ("The mayor of 항구도시 was silent.", "en", "ko"),
        ("Мэр города المدينة молчал.", "ru", "ar"),
        ("The mayor of מפרץ was silent.", "en", "he"),
        ("She said &quot;no&quot; twice.", "en", "fr"),
        ("La dama del *harbour wall ⁇ llegó.", "es", "en"),
        ("El *harbour y el *lighthouse y la *ferry.", "es", "en"),
    ],
)
def test_what_came_with_the_text_is_a_mark(text, language, of_language):
    assert marks(text, language, of_language)
    assert marks(text, of_language, of_language) == []


@pytest.mark.parametrize(
    ("text", "language", "of_language"),
    [
        ("The score was 3,2,1 and the page 1,234,567.", "en", "de"),
        ("Rooms 6,7 8 are closed; see 12,34-36.", "en", "fr"),
        ("Der Zug fährt um 20.30 Uhr mit Version 3.5.", "de", "en"),
        ("Sie nannte es „ein kleines Wunder“.", "de", "pl"),
        ("« Rien », dit-elle.", "fr", "it"),
        ("Home « News « Harbour", "en", "fr"),
        ("Port City (港口城市) is far away.", "en", "zh"),
        ("#MeToo and @harbourmaster were trending, *really.", "en", "fr"),
        ("The council met on March 5, 2024.", "en", "de"),
        ("Der Rat traf sich im March-Haus.", "de", "en"),
        ("Компания Harbour Ltd молчит.", "ru", "en"),
        ("日本の漢字と中国の漢字", "ja", "zh"),
        ("", "en", "de"),
        ("7,5", "xx", "yy"),
    ],
)
def test_what_natives_write_is_no_mark(text, language, of_language):
    assert marks(text, language, of_language) == []


def test_a_hostile_text_is_read_at_once():
    text = "«" * 50_000 + "(" * 50_000 + "1,2" * 50_000
    assert marks(text, "en", "fr") == []
