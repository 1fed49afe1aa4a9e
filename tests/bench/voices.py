"""The tellings that were found against their gold: who belongs together, how many voices there are, and whose they are.

B-cubed precision of an article is the share of its given telling that belongs to its true one, recall the share of its
true telling that is in its given one; precision is the mean over the articles given, recall over those of the gold.
Voices are tellings, in a language those with an article in it. An original is right where more than half of its true
telling is in one given telling and it alone is marked there.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from .pairs import Figures, Row, harmonic, ratio

Tellings = Mapping[str, Row]  # by address


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What became of the original of a true telling of several articles."""

    url: str
    verdict: str  # right, wrong, or split where no given telling holds more than half of it
    marked: tuple[str, ...]


def groups(tellings: Tellings) -> dict[str | int, list[str]]:
    members = defaultdict(list)
    for url, row in tellings.items():
        members[row["telling"]].append(url)
    return members


def telling_figures(gold: Tellings, given: Tellings) -> Figures:
    precision, recall = _bcubed(gold, given)
    true, found = len(groups(gold)), len(groups(given))
    verdicts = Counter(original.verdict for original in originals(gold, given))
    return {
        "bcubed_precision": precision,
        "bcubed_recall": recall,
        "bcubed_f1": harmonic(precision, recall),
        "tellings_given": found,
        "tellings_true": true,
        "voices_error": abs(found - true) / true,
        "originals": verdicts.total(),
        "original_right": ratio(verdicts["right"], verdicts.total()),
        "missing": len(gold.keys() - given.keys()),
        "joined": len(mixed(given, gold)),
        "split": len(mixed(gold, given)),
    }


def _bcubed(gold: Tellings, given: Tellings) -> tuple[float | None, float | None]:
    together = Counter((gold[url]["telling"], row["telling"]) for url, row in given.items())
    given_size = Counter(row["telling"] for row in given.values())
    true_size = Counter(row["telling"] for row in gold.values())
    precision = sum(count * count / given_size[telling] for (_, telling), count in together.items())
    recall = sum(count * count / true_size[telling] for (telling, _), count in together.items())
    return ratio(precision, len(given)), ratio(recall, len(gold))


def voice_figures(gold: Tellings, given: Tellings) -> dict[str, Figures]:
    """Return figures for each language of the gold, and the mean of their errors ("mean")."""
    languages = {url: row.get("language") or "und" for url, row in gold.items()}
    true, found = _voices(gold, languages), _voices(given, languages)
    articles = Counter(languages.values())
    errors = {language: abs(found[language] - count) / count for language, count in sorted(true.items())}
    rows: dict[str, Figures] = {
        language: {"articles": articles[language], "given": found[language], "true": true[language], "error": error}
        for language, error in errors.items()
    }
    return rows | {"mean": {"articles": None, "given": None, "true": None, "error": fmean(errors.values())}}


def _voices(tellings: Tellings, languages: Mapping[str, str]) -> Counter[str]:
    return Counter(language for _, language in {(row["telling"], languages[url]) for url, row in tellings.items()})


def originals(gold: Tellings, given: Tellings) -> list[Original]:
    """Return what became of each original, by address; of tellings of several articles only."""
    found = groups(given)
    several = [members for members in groups(gold).values() if len(members) > 1]
    return sorted((_original(members, gold, given, found) for members in several), key=lambda one: one.url)


def _original(members: list[str], gold: Tellings, given: Tellings, found: Mapping[str | int, list[str]]) -> Original:
    url = next(url for url in members if gold[url]["is_original"])
    most = Counter(given[url]["telling"] for url in members if url in given).most_common(1)
    if not most or most[0][1] * 2 <= len(members):
        return Original(url=url, verdict="split", marked=())
    marked = tuple(one for one in found[most[0][0]] if given[one]["is_original"])
    return Original(url=url, verdict="right" if marked == (url,) else "wrong", marked=marked)


def mixed(tellings: Tellings, by: Tellings) -> list[tuple[int, str, int]]:
    """Return (articles, telling, parts) of each telling whose articles are in several others, the largest first."""
    found = []
    for telling, members in groups(tellings).items():
        parts = {by[url]["telling"] for url in members if url in by}
        if len(parts) > 1:
            found.append((len(members), str(telling), len(parts)))
    return sorted(found, reverse=True)
