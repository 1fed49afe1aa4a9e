"""The screen before the alignment: what is looked at first only loses nothing."""

import random
from itertools import combinations

import numpy as np
import pytest

from extractors import screen
from extractors.screen import Sampled, linked
from extractors.vectors import LINK, WIDTH, encode, pack, turned, unpack

TOLD = {
    "en": [
        "The ferry ran aground off the island before six on Tuesday morning.",
        "Nobody was hurt, but the lifeboat needed three hours in the swell.",
        "The company has promised every passenger the price of the ticket.",
    ],
    "fr": [
        "Le ferry s'est échoué au large de l'île mardi avant six heures du matin.",
        "Personne n'a été blessé, mais le canot a mis trois heures dans la houle.",
        "La compagnie a promis à chaque passager le prix du billet.",
    ],
    "ru": [
        "Паром сел на мель у острова во вторник до шести утра.",
        "Никто не пострадал, но катеру понадобилось три часа из-за зыби.",
        "Компания обещала каждому пассажиру вернуть стоимость билета.",
    ],
    "zh-Hans": [
        "周二早上六点前，渡轮在岛屿附近搁浅。",
        "无人受伤，但救生艇在大浪中花了三个小时。",
        "公司承诺向每位乘客退还票价。",
    ],
    "ko": [
        "화요일 오전 여섯 시 전에 여객선이 섬 앞바다에서 좌초했다.",
        "다친 사람은 없었지만 구조선은 큰 파도 때문에 세 시간이 걸렸다.",
        "회사는 모든 승객에게 표값을 돌려주겠다고 약속했다.",
    ],
    "pl": [
        "Prom osiadł na mieliźnie koło wyspy we wtorek przed szóstą rano.",
        "Nikt nie został ranny, ale łódź ratunkowa potrzebowała trzech godzin na fali.",
        "Firma obiecała każdemu pasażerowi zwrot ceny biletu.",
    ],
    "ar": [
        "جنحت العبارة قبالة الجزيرة قبل الساعة السادسة من صباح الثلاثاء.",
        "لم يصب أحد بأذى لكن قارب النجاة احتاج إلى ثلاث ساعات بسبب الأمواج.",
        "وعدت الشركة كل راكب بإعادة ثمن التذكرة.",
    ],
}
OTHER = {
    "en": ["The bakery sells bread with caraway.", "Its oven is older than the town hall.", "Geese graze behind it."],
    "fr": ["Le musée expose des horloges.", "L'entrée est gratuite le jeudi.", "Un chat dort au guichet."],
    "ru": ["Команда проиграла матч.", "Тренер подал в отставку.", "Стадион построили в прошлом веке."],
}


@pytest.fixture(scope="module")
def texts():
    return [
        Sampled(f"{name} {language}", language, pack(encode(sentences)))
        for name, told in (("told", TOLD), ("other", OTHER))
        for language, sentences in told.items()
    ]


def test_the_first_look_loses_no_translation_in_any_language(texts):
    found = linked(texts, texts)
    assert set(found) >= {tuple(sorted(pair)) for pair in combinations((f"told {language}" for language in TOLD), 2)}
    assert not any("other" in pair[0] for pair in found)


def test_what_passes_is_what_passes_by_whole_vectors(texts, monkeypatch):
    found = linked(texts, texts)
    monkeypatch.setattr(screen, "_NEAR", -2.0)
    assert linked(texts, texts) == found


def test_translated_sentences_are_nearer_along_the_axes_than_is_asked(texts):
    english, *others = (unpack(text.packed) for text in texts[: len(TOLD)])
    for other in others:
        cosines = (english * other).sum(1)
        assert ((turned(english) * turned(other)).sum(1) > screen._NEAR)[cosines >= LINK].all()


@pytest.mark.parametrize("sentences", [1, 4, 1_000])
def test_neither_blocks_nor_sides_nor_order_change_what_passes(texts, sentences, monkeypatch):
    expected = linked(texts, texts)
    monkeypatch.setattr(screen, "_BLOCK_SENTENCES", sentences)
    chance = random.Random(sentences)
    shuffled = chance.sample(texts, len(texts))
    assert linked(shuffled, texts) == expected
    cut = len(shuffled) // 2
    old, new = shuffled[:cut], shuffled[cut:]
    assert sorted({*linked(old, old), *linked(new, shuffled)}) == expected
    assert sorted({*linked(old, new), *linked(old, old), *linked(new, new)}) == expected
    assert sorted({*linked(shuffled[:-2], shuffled[2:]), *linked(shuffled, shuffled)}) == expected


def test_very_many_near_sentences_pass_like_few(texts, monkeypatch):
    expected = linked(texts, texts)
    monkeypatch.setattr(screen, "_MOST_GATHERED", 0.0)
    assert linked(texts, texts) == expected


def test_axes_keep_length_and_stand_at_right_angles():
    turned_axes = turned(np.eye(WIDTH, dtype=np.float32))
    assert np.allclose(np.linalg.norm(turned_axes, axis=1), 1, atol=1e-3)
    assert turned(np.zeros((2, WIDTH), np.float32)).shape == (2, 64)
    assert not turned(np.zeros((2, WIDTH), np.float32)).any()


def test_a_sentence_that_a_text_repeats_is_one_link():
    vectors = encode(TOLD["en"][:1] * 5)
    assert screen.alike(vectors, vectors) == 1
