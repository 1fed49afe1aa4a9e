"""What lines say that a text is a translation, and what stories say of translations."""

import pytest

from extractors.attribution import credit
from extractors.translators import is_note

NOTES = [
    "This article was translated automatically.", "Machine translated by Google", "Translated with DeepL",
    "Translation: Ana Ruiz", "Dieser Text wurde maschinell übersetzt.", "Traduction automatique",
    "Este artículo fue traducido del inglés", "Este texto foi traduzido do inglês", "Traduzione automatica",
    "Automatisch vertaald", "Tłumaczenie automatyczne", "Машинный перевод", "Переклад з англійської",
    "Přeloženo z angličtiny", "Fordította: Ana Ruiz", "Traducere din engleză", "Maskinöversatt", "Suomentanut Ana Ruiz",
    "İngilizceden çevrilmiştir", "Αυτόματη μετάφραση", "תורגם מאנגלית", "תרגום אוטומטי", "مترجم عن الإنجليزية",
    "ترجمة آلية", "ترجمه ماشینی", "机器翻译", "本文由谷歌翻译", "機械翻訳", "英語からの翻訳", "기계 번역", "영어 기사 번역",
    "Terjemahan otomatis", "Dịch tự động", "Tõlkis Ana Ruiz", "Imetafsiriwa kutoka Kiingereza", "แปลโดย อานา",
]  # fmt: skip
STORIES = [
    "Machine translation is improving fast.", "The translation was finished in May.", "She translated it by night.",
    "Eine Übersetzung liegt noch nicht vor.", "La traduction automatique progresse chaque année dans les rédactions.",
    "Traducción y mentira son hermanas, decía.", "Машинный перевод стал лучше.", "La traduzione automatica non basta più.",
    "翻訳は難しいと彼女は言った。", "机器翻译正在改变新闻业。", "번역은 반역이라고 그는 말했다.", "الترجمة الآلية تتحسن كل عام",
    "Překlad trval dva roky.", "Tłumaczenie trwało rok.", "Tõlge valmis mais.", "",
]  # fmt: skip
TEXT = ("The council of Norvik decided on Monday evening to rebuild the harbour wall that the storm had broken.",) * 8


@pytest.mark.parametrize("line", NOTES)
def test_a_line_says_that_its_text_is_a_translation(line):
    assert is_note(line)


@pytest.mark.parametrize("line", STORIES)
def test_a_story_about_translations_is_no_note(line):
    assert not is_note(line)


def test_a_note_at_an_edge_is_the_credit_of_a_text():
    assert credit((*TEXT, NOTES[0]), (), (), "The Courier") == NOTES[0]
    assert credit((NOTES[0], *TEXT), (), (), "The Courier") == NOTES[0]
    assert credit((*TEXT, NOTES[0], *TEXT), (), (), "The Courier") is None


def test_long_and_hostile_lines_are_read_at_once():
    assert not any(map(is_note, ("translated " * 9, "a" * 100, "翻" * 100, "_" * 10_000, "traducido de " * 7)))
