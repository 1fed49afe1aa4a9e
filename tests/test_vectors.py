"""Sentence vectors."""

import numpy as np
import pytest

from extractors.records import Segment
from extractors.vectors import LANGUAGES, encode, encodes, halved, pack, sample, unpack


def sentences(count):
    return [Segment(position=place, paragraph=0, text=f"Sentence {place}.", quoted=False) for place in range(count)]


@pytest.mark.parametrize("count", [0, 1, 16])
def test_short_texts_are_sampled_whole(count):
    assert sample(sentences(count)) == list(range(count))


@pytest.mark.parametrize("count", [17, 40, 5_000])
def test_long_texts_are_sampled_from_begin_to_end(count):
    chosen = sample(sentences(count))
    assert chosen[:6] == [0, 1, 2, 3, 4, 5]
    assert chosen[-1] == count - 1
    assert chosen == sorted(set(chosen))
    assert 16 <= len(chosen) <= 48


def test_packing_keeps_the_halved_vectors():
    vectors = np.random.RandomState(1).standard_normal((3, 512)).astype(np.float32)
    assert np.array_equal(unpack(pack(vectors)), halved(vectors))
    assert unpack(b"").shape == (0, 512)


def test_regions_and_scripts_are_the_same_language():
    assert encodes("zh-Hant")
    assert encodes("pt-BR")
    assert not encodes("he")
    assert not encodes("und")
    assert len(LANGUAGES) == 15  # zh stands for zh and zh-tw


def test_a_translation_lies_nearer_than_another_sentence():
    english, french, other = encode(
        ["The mayor resigned on Friday.", "Le maire a démissionné vendredi.", "The cheese is made of goat milk."]
    )
    assert english @ french > 0.6 > english @ other


def test_nothing_encoded_is_an_empty_table():
    assert encode([]).shape == (0, 512)
