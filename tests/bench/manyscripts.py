"""Made articles of about four kilobytes in six languages and five scripts, each a pure function of its number, as rows of
sql/load/readings.sql and with an English reading of every sentence. Their words mean nothing; how often each occurs
follows Zipf's law, so that they are compressed about as well as real ones.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np

from extractors.text import sha256

Row = dict[str, Any]

SEED = 2024
WORDS, ZIPF = 30_000, 1.15
SENTENCES, SENTENCES_A_PARAGRAPH = 32, 4
OUTLETS = 300
NEAR_COPIES = 0.15  # of the articles: nearly all sentences of the one before
BEGAN = datetime(2024, 3, 1, tzinfo=UTC)
READ = BEGAN + timedelta(days=365)

_SYLLABLES = {
    "en": "th ing er sh ow ack ell ick ort ay und ist",
    "fr": "eau ille ou ent que ais oin é té bre ché ain",
    "ru": "ост ени ова ств ый пре ник чал ить дом гра щий",
    "ar": "ال جس ري مد ين ها تق كت بي ون حا سف",
    "ja": "です から ます して ハシ 橋 町 の 事 こと ました ョン",
    "zh-Hans": "桥 市 的 倒 塌 公 路 死 伤 新 闻 国",
}
LANGUAGES = tuple(_SYLLABLES)
_UNSPACED = ("ja", "zh-Hans")
# Words of a sentence, so that all articles are about equally long in bytes.
_WORDS_A_SENTENCE = {"en": 13, "fr": 12, "ru": 7, "ar": 9, "ja": 8, "zh-Hans": 14}


@cache
def _spelled(language: str) -> np.ndarray:
    """Return all words of a language, none twice."""
    syllables = _SYLLABLES[language].split()
    words = []
    for number in range(WORDS):
        digits = np.base_repr(number + len(syllables), len(syllables))
        words.append("".join(syllables[int(digit, len(syllables))] for digit in digits))
    return np.array(words, dtype=object)


def _sentence(language: str, rng: np.random.Generator) -> str:
    drawn = (rng.zipf(ZIPF, _WORDS_A_SENTENCE[language]) - 1) % WORDS
    words = _spelled(language)[drawn]
    return "".join(words) + "。" if language in _UNSPACED else " ".join(words).capitalize() + "."


def sentences(number: int) -> tuple[str, list[str]]:
    """Return the language and the sentences of an article, its headline first."""
    rng = np.random.default_rng((SEED, number))
    if number and rng.random() < NEAR_COPIES:
        language, told = sentences(number - 1)
        return language, [told[0], *told[2:], _sentence(language, rng)]
    language = LANGUAGES[int(rng.integers(len(LANGUAGES)))]
    return language, [_sentence(language, rng) for _ in range(SENTENCES + 1)]


def reading(number: int) -> Row:
    """Return what was read on the page of an article."""
    language, (title, *told) = sentences(number)
    rng = np.random.default_rng((SEED, number, 1))
    published = BEGAN + timedelta(minutes=int(rng.integers(60 * 24 * 60)))
    outlet = f"outlet{int(rng.integers(OUTLETS)):03d}.example"
    url = f"https://{outlet}/{number:06d}"
    space = "" if language in _UNSPACED else " "
    step = SENTENCES_A_PARAGRAPH
    text = "\n".join(space.join(told[at : at + step]) for at in range(0, len(told), step))
    text_sha256 = sha256(text)
    segments = [_segment(text_sha256, at, one) for at, one in enumerate(told)]
    return {
        "url": url,
        "body_sha256": sha256(url),
        "fetched_at": READ,
        "outcome": "article",
        "reason": "",
        "detail": "",
        "article_url": url,
        "page_url": url,
        "outlet": outlet,
        "outlet_name": outlet,
        "country": None,
        "language": language,
        "language_confidence": 1.0,
        "title": title,
        "text": text,
        "text_sha256": text_sha256,
        "words": sum(_WORDS_A_SENTENCE[language] for _ in told),
        "authors": [f"Author {int(rng.integers(900))}"],
        "published_from": published,
        "published_until": published,
        "published_precision": "minute",
        "published_text": published.isoformat(),
        "credit": None,
        "canonical": url,
        "links_out": [],
        "alternates": None,
        "relevance_names": ["bridge"],
        "flags": [],
        "rights": [],
        "shareable": "full_text",
        "extractor": "made",
        "agreement": 1.0,
        "segments": [*segments, {**_segment(sha256(title), 0, title)}],
        "warc": None,
        "warc_offset": None,
    }


def _segment(text_sha256: str, position: int, sentence: str) -> Row:
    return {
        "text_sha256": text_sha256,
        "position": position,
        "segment_sha256": sha256(sentence),
        "paragraph": position // SENTENCES_A_PARAGRAPH,
        "quoted": False,
        "original": sentence,
    }


def translations(row: Row) -> Iterator[Row]:
    """Yield an English reading of each sentence of an article in another language."""
    if row["language"] == "en":
        return
    for segment in row["segments"]:
        rng = np.random.default_rng((SEED, int(segment["segment_sha256"][:12], 16)))
        yield {
            "segment_sha256": segment["segment_sha256"],
            "source": row["language"],
            "target": "en",
            "engine": "made",
            "engine_version": "1",
            "glossary_version": "",
            "text": _sentence("en", rng),
            "flags": [],
            "translated_at": READ,
        }
