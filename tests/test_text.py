"""Sentences, quotations and words in many scripts."""

import re
from itertools import pairwise

import numpy as np
import pytest

from extractors.quotations import outside_quotations, quotations
from extractors.text import (
    MAX_SEGMENT_CHARS,
    normalised,
    segments,
    sha256,
    shingle_size,
    shingles,
    word_hashes,
    words,
    words_of_each,
)

SAMPLES = {
    "en": "The mayor of Quillby resigned. “I was tired. It was time.” Mr. Vane, 61, left at 5 p.m.\nNobody followed him.",
    "fr": "Le maire a démissionné. « J’étais las. C’était l’heure. »\nM. Vane est parti.",
    "de": "Der Bürgermeister trat zurück. „Ich war müde. Es war Zeit.“ Er ging am 3. Oktober.",
    "ru": "Мэр ушёл в отставку. «Я устал. Пора», — сказал он. А. С. Вейн уехал.",
    "el": "Ο δήμαρχος παραιτήθηκε. Γιατί; Κανείς δεν ξέρει.",
    "ar": "استقال رئيس البلدية. هل تعب؟ قال: «نعم. حان الوقت».",
    "he": 'ראש העיר התפטר. "הייתי עייף. הגיע הזמן." הוא הלך.',
    "hi": "महापौर ने इस्तीफ़ा दिया। वह थक गए थे। कोई नहीं आया।",
    "zh": "市长辞职了。“我累了。是时候了。”他离开了。",
    "ja": "市長は辞任した。「疲れました。時が来た。」と語った。",
    "ko": "시장이 사임했다. “지쳤다. 때가 됐다.” 그는 떠났다.",
    "th": "นายกเทศมนตรีเมืองควิลบีประกาศลาออกจากตำแหน่งเมื่อวันศุกร์ที่ผ่านมา เขากล่าวว่าตนเองเหนื่อยล้ามานานและถึงเวลาที่ต้องพักผ่อน ไม่มีใครติดตามเขาไป",
}


def bare(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", SAMPLES)
def test_joined_segments_hold_every_character(language):
    found = segments(SAMPLES[language], language)
    assert bare("".join(segment.text for segment in found)) == bare(SAMPLES[language])
    assert [segment.position for segment in found] == list(range(len(found)))


@pytest.mark.parametrize(
    ("language", "count"),
    [("en", 5), ("fr", 4), ("de", 4), ("ru", 4), ("el", 3), ("ar", 4), ("he", 4), ("hi", 3), ("zh", 4), ("ko", 4)],
)
def test_every_script_has_its_stops(language, count):
    assert len(segments(SAMPLES[language], language)) == count


def test_abbreviations_and_initials_end_no_sentence():
    found = segments("Dr. Vane met J. Orrin at 5 p.m. on Jan. 3. M. Petit came too.", "en")
    assert [segment.text for segment in found] == ["Dr. Vane met J. Orrin at 5 p.m. on Jan. 3.", "M. Petit came too."]


def test_paragraphs_are_counted_without_the_empty_ones():
    found = segments("One.\n\n  \nTwo. Three.\nFour.", "en")
    assert [segment.paragraph for segment in found] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en", ["“I was tired.", "It was time.”"]),
        ("fr", ["« J’étais las.", "C’était l’heure. »"]),
        ("de", ["„Ich war müde.", "Es war Zeit.“"]),
        ("he", ['"הייתי עייף.', 'הגיע הזמן."']),
        ("zh", ["“我累了。", "是时候了。”"]),
        ("ko", ["“지쳤다.", "때가 됐다.”"]),
    ],
)
def test_sentences_inside_quotation_marks_are_quoted(language, quoted):
    assert [segment.text for segment in segments(SAMPLES[language], language) if segment.quoted] == quoted


def test_a_sentence_that_only_begins_in_a_quotation_is_not_quoted():
    assert not any(segment.quoted for segment in segments("“Nothing,” she said. He went.", "en"))


def test_a_quotation_may_go_on_over_paragraphs():
    text = "He said: „Eins.\nZwei.\nDrei.“ Dann ging er."
    assert [segment.quoted for segment in segments(text, "de")] == [False, True, True, False]


def test_a_repeated_opening_mark_continues_the_quotation():
    text = "She wrote: “One.\n“Two.” Then she left."
    assert [text[start:end] for start, end in quotations(text)] == ["“One.", "“Two.”"]


def test_a_lost_closing_mark_swallows_no_more_than_its_sentence():
    text = 'He wrote: "We will stay. The town was quiet on Friday. Shops were "open all day," she said.'
    assert outside_quotations(text) == "He wrote:   The town was quiet on Friday. Shops were   she said."


def test_apostrophes_open_no_quotation():
    assert quotations("The ‘90s, the workers’ rights and rock ’n’ roll.") == []


@pytest.mark.parametrize(
    "text", ["”Nej. Ja.” Han gick.", "»Nein. Ja.« Er ging.", "«Nei. Ja.» Han gikk.", "『無い。』彼は"]
)
def test_every_style_of_quotation_mark_is_known(text):
    ((start, end),) = quotations(text)
    assert start == 0
    assert text[end - 1] in "”«»』"


def test_text_without_stops_is_cut_below_the_limit():
    for text in ("word " * 2_000, "x" * 5_000, "漢" * 5_000, "ก" * 5_000):
        found = segments(text, "en")
        assert max(len(segment.text) for segment in found) <= MAX_SEGMENT_CHARS
        assert bare("".join(segment.text for segment in found)) == bare(text)


@pytest.mark.parametrize("text", ["", " \n\t\n", "。", "...", "“", '"' * 3_000, "“\n" * 500, "\ud800 lone", "a\x00b."])
def test_odd_texts_are_survived(text):
    found = segments(text, "en")
    assert bare("".join(segment.text for segment in found)) == bare(text)
    assert len(sha256(text)) == 64
    assert shingles(word_hashes(words(text)), 5).dtype == np.uint64


@pytest.mark.parametrize("language", ["und", "", "xx", "zh-Hant", "sr-Cyrl", "no such language"])
def test_unknown_languages_are_parted_too(language):
    assert len(segments("One went. Two came. 三来了。四走了。", language)) >= 3


def test_normalised_ignores_case_punctuation_and_width():
    assert normalised("“HELLO,  World!” — it’s ＡＢＣ") == normalised("hello world its abc")


def test_latin_letters_inside_cyrillic_words_are_folded():
    assert normalised("Mockвa и мэp") == normalised("Москва и мэр".replace("М", "м"))


def test_words_of_scripts_without_spaces_are_characters():
    assert words("市民は辞任") == list("市民は辞任")
    assert words("시장이 사임했다") == ["시장이", "사임했다"]
    assert shingle_size(words("市长辞职了 OK")) == 8
    assert shingle_size(words("Мэр ушёл")) == 5


def test_shingles_are_the_same_wherever_they_stand():
    one = shingles(word_hashes(["a", "b", "c", "d", "e", "f"]), 5)
    other = shingles(word_hashes(["x", "b", "c", "d", "e", "f", "y"]), 5)
    assert set(one.tolist()) & set(other.tolist()) == {int(one[1])}
    assert len(shingles(word_hashes(["a", "b"]), 5)) == 1


def test_traditional_and_simplified_signs_are_the_same_words() -> None:
    assert words("港口城市關閉了唯一的橋樑，專家說。") == words("港口城市关闭了唯一的桥梁，专家说。")


@pytest.mark.parametrize(
    "text",
    [
        "“He said “no” to all of us, and left.\nNobody followed him.",
        "«Он сказал «нет» всем нам, и ушёл.\nНикто не пошёл за ним.",
        '"One "two" three.\n"Four" five.\n',
        "「一「二」三。\n「四」五。",
        "“One.\n“Two.”\n“Three “four.\nFive.” Six.",
    ],
)
def test_no_two_quotations_overlap(text):
    found = quotations(text)
    assert found
    assert all(end <= begin for (_, end), (begin, _) in pairwise(found))


def test_a_quotation_that_its_next_paragraph_takes_up_again_ends_with_its_paragraph():
    assert quotations("“One. Two.\n“Three.” Four.") == [(0, 10), (11, 19)]


@pytest.mark.parametrize(
    ("pointed", "plain"),
    [
        ("وَقَفَ الْعُمَّالُ عِنْدَ الْجِسْرِ", "وقف العمال عند الجسر"),
        ("الجســـر القديم", "الجسر القديم"),
        ("הַגֶּשֶׁר הַיָּשָׁן נִסְגַּר", "הגשר הישן נסגר"),
    ],
)
def test_texts_with_points_and_without_have_the_same_words(pointed: str, plain: str) -> None:
    assert words(pointed) == words(plain)


@pytest.mark.parametrize("pieces", [[], [""], ["", "a b", ""], ["Die Brücke", "市民は", "\x01 x\x01y", "السيل جرف"]])
def test_words_of_pieces_are_those_of_each_piece(pieces: list[str]) -> None:
    each = [words(piece) for piece in pieces]
    assert words_of_each(pieces) == ([word for found in each for word in found], [len(found) for found in each])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il m’a confié M. Adams au port.", "fr"),
        ("Він передав це А. Петренку.", "uk"),
        ("El acta la firmó J. P. Rovira.", "es"),
    ],
)
def test_an_initial_ends_no_sentence(text: str, language: str) -> None:
    assert [segment.text for segment in segments(f"{text} Fin.", language)] == [text, "Fin."]
