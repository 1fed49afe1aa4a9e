"""What was read from pages against their gold: text, title, authors, date, language, flags and drops.

Text counts by four-word shingles with multiplicity; a word is a run of letters and digits, in Chinese, Japanese and Thai a
single sign. Precision is the mean over the pages with text read, recall over those with gold text, F1 of the two; page F1
is the mean of each page's own. A title is exact with the same words in the same order, and contains when one holds the
other. Authors are sets of names whose words may stand in any order. A date is right when its day is the gold's as written
or in UTC, an instant when it claims minute or second and is within a minute.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import mean
from typing import Any
from unicodedata import normalize

Row = dict[str, Any]
Figures = dict[str, float | int | None]  # None: there is nothing to count

SHINGLE_WORDS = 4
POOR_F1 = 0.8
ABOUT_OTHER_THINGS = (
    "date",
    "published",
    "author",
    "title",
    "language",
)  # beginnings of flags that are not of the text

_SIGN = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{_SIGN}]|(?:(?![{_SIGN}])\w)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One page of the gold and what was said of it."""

    gold: Row
    answer: Row  # as `retold read` writes it; empty for a page without a line
    precision: float | None  # None where no text was read
    recall: float | None  # None where the gold has no text
    f1: float

    @property
    def dropped(self) -> bool:
        return "drop" in self.answer

    @property
    def poor(self) -> bool:
        return self.f1 < POOR_F1


def normalized(text: str) -> str:
    return normalize("NFC", text)


def words(text: str) -> list[str]:
    return WORD.findall(normalized(text))


def shingles(found: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Return how often each shingle of a text stands in it; a shorter text is one shingle."""
    if not found:
        return Counter()
    starts = range(max(1, len(found) - SHINGLE_WORDS + 1))
    return Counter(tuple(found[start : start + SHINGLE_WORDS]) for start in starts)


def harmonic(precision: float | None, recall: float | None) -> float:
    precision, recall = precision or 0.0, recall or 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def judge(gold: Row, answer: Row) -> Judged:
    expected, found = shingles(words(gold["text"])), shingles(words(answer.get("text") or ""))
    common = (expected & found).total()
    precision = common / found.total() if found else None
    recall = common / expected.total() if expected else None
    return Judged(gold=gold, answer=answer, precision=precision, recall=recall, f1=harmonic(precision, recall))


def share(counted: Iterable[float | bool]) -> float | None:
    """Return the mean; None of nothing."""
    values = list(counted)
    return mean(map(float, values)) if values else None


def text_figures(pages: Sequence[Judged]) -> Figures:
    precision = share(page.precision for page in pages if page.precision is not None)
    recall = share(page.recall for page in pages if page.recall is not None)
    return {
        "pages": len(pages),
        "precision": precision,
        "recall": recall,
        "f1": harmonic(precision, recall) if pages else None,
        "page_f1": share(page.f1 for page in pages),
        "below_half": sum(page.f1 < 0.5 for page in pages),
        "poor": sum(page.poor for page in pages),
        "empty": sum(page.precision is None for page in pages),
    }


def by_group(pages: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Return the pages by their language group, the largest first; nothing where the gold names no groups."""
    groups = Counter(page.gold["group"] for page in pages if page.gold.get("group"))
    return {name: [page for page in pages if page.gold.get("group") == name] for name, _ in groups.most_common()}


def metadata_figures(pages: Sequence[Judged]) -> dict[str, tuple[int, float | None]]:
    """Return for each figure how many pages count for it, and their mean."""
    titled = [page for page in pages if page.gold.get("title")]
    signed = [page for page in pages if _authors(page.gold)]
    unsigned = [page for page in pages if "authors" in page.gold and not _authors(page.gold)]
    dated = [page for page in pages if page.gold.get("published")]
    exact = [page for page in dated if _moment(page.gold["published"]).tzinfo and _is_instant(page.answer)]
    tagged = [page for page in pages if page.gold.get("language")]
    tests: dict[str, tuple[Sequence[Judged], Callable[[Judged], float | bool]]] = {
        "title_exact": (titled, lambda page: _title(page.gold) == _title(page.answer)),
        "title_contains": (titled, _titles_overlap),
        "title_missing": (titled, lambda page: not _title(page.answer)),
        "authors_exact": (signed, lambda page: _authors(page.gold) == _authors(page.answer)),
        "authors_f1": (signed, _authors_f1),
        "authors_invented": (unsigned, lambda page: bool(_authors(page.answer))),
        "date_right": (dated, _is_day_right),
        "date_wrong": (dated, lambda page: bool(page.answer.get("published")) and not _is_day_right(page)),
        "date_missing": (dated, lambda page: not page.answer.get("published")),
        "instant_right": (exact, _is_instant_right),
        "language_right": (tagged, lambda page: same_language(page.gold["language"], page.answer.get("language"))),
    }
    return {name: (len(counted), share(map(test, counted))) for name, (counted, test) in tests.items()}


def _title(row: Row) -> list[str]:
    return words((row.get("title") or "").lower())


def _titles_overlap(page: Judged) -> bool:
    gold, answer = (" ".join(_title(row)) for row in (page.gold, page.answer))
    return bool(answer) and (gold in answer or answer in gold)


# Both sides write several people into one name at times, and the word before the first.
_BETWEEN_NAMES = re.compile("[,;]| and | und | et | y ")
_BEFORE_NAME = re.compile(r"^\s*(?:by|von|por|par)\s+")


def _authors(row: Row) -> set[tuple[str, ...]]:
    names = (name for line in row.get("authors") or () for name in _BETWEEN_NAMES.split(line.lower()))
    return {tuple(sorted(words(_BEFORE_NAME.sub("", name)))) for name in names} - {()}


def _authors_f1(page: Judged) -> float:
    gold, answer = _authors(page.gold), _authors(page.answer)
    return 2 * len(gold & answer) / (len(gold) + len(answer))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_day_right(page: Judged) -> bool:
    if not page.answer.get("published"):
        return False
    return not _days(page.gold["published"]).isdisjoint(_days(page.answer["published"]))


def _days(text: str) -> set[date]:
    moment = _moment(text)
    return {moment.date(), moment.astimezone(UTC).date() if moment.tzinfo else moment.date()}


def _is_instant(answer: Row) -> bool:
    claimed = answer.get("published_precision") in ("minute", "second")
    return claimed and bool(answer.get("published")) and _moment(answer["published"]).tzinfo is not None


def _is_instant_right(page: Judged) -> bool:
    gold, answer = _moment(page.gold["published"]), _moment(page.answer["published"])
    return abs(gold - answer) <= timedelta(minutes=1)


_NEW_NAMES = {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "fil": "tl"}
_SCRIPTS = {"hans": "Hans", "cn": "Hans", "sg": "Hans", "hant": "Hant", "tw": "Hant", "hk": "Hant", "mo": "Hant"}


def language_of(tag: str | None) -> tuple[str, str]:
    """Return (language, script) of a tag, the script only of Chinese where it says so; ("und", "") of none."""
    first, *others = re.split(r"[-_]", (tag or "und").lower())
    script = next((_SCRIPTS[part] for part in others if part in _SCRIPTS), "") if first == "zh" else ""
    return _NEW_NAMES.get(first, first), script


def same_language(gold: str, answer: str | None) -> bool:
    return language_of(gold)[0] == language_of(answer)[0]


def flag_figures(pages: Sequence[Judged]) -> dict[str, Figures]:
    """Return for each flag its pages, their page F1 and how many of them are poor; the commonest flag first."""
    flagged = Counter(flag for page in pages for flag in page.answer.get("flags") or ())
    found = {}
    for flag, count in flagged.most_common():
        bearing = [page for page in pages if flag in (page.answer.get("flags") or ())]
        poor = sum(page.poor for page in bearing)
        found[flag] = {"pages": count, "page_f1": share(page.f1 for page in bearing), "poor": poor}
    return found


def is_of_text(flag: str) -> bool:
    return not flag.startswith(ABOUT_OTHER_THINGS)


def flagging_figures(pages: Sequence[Judged]) -> Figures:
    flagged = [page for page in pages if any(map(is_of_text, page.answer.get("flags") or ()))]
    poor = [page for page in pages if page.poor]
    return {
        "flagged": len(flagged),
        "poor": len(poor),
        "flag_precision": share(page.poor for page in flagged),
        "flag_recall": share(page in flagged for page in poor),
    }


def drop_figures(pages: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Return for each reason how many drops were right, the gold having no text either, and how many wrong."""
    dropped = [page for page in pages if page.dropped]
    reasons = Counter(page.answer["drop"]["reason"] for page in dropped)
    right = Counter(page.answer["drop"]["reason"] for page in dropped if page.recall is None)
    return {reason: (right[reason], count - right[reason]) for reason, count in reasons.most_common()}
