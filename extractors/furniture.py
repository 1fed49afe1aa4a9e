"""Lines around a story that are not the story: titles, bylines, captions, teasers, appeals, what follows its end."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from . import notices, subheadings
from .lines import is_sentence, key, weight
from .markup import text_of
from .standfirst import captions_of, with_standfirst
from .teasers import Links

__all__ = ["key", "trimmed", "with_standfirst"]

_SHORT = 250  # characters; what is longer tells something
_BEGINS = 3  # lines; and the fewest of a story that is there twice
_ENDS = 6  # lines at the end among which tags, rights and requests stand
_PARAGRAPH = 90  # letters
_REPEATED = 0.4  # of the paragraphs
_HEADING = 60  # characters of a line over a list of teasers
_TITLE = 20  # letters of a line that can be the title without the outlet's name
_TITLE_SHARE = 0.5  # of the title, then
_MOST_LABEL_WORDS = 5  # before a colon; what is longer is a sentence that leads on
_LONGEST_BIOGRAPHY = 400  # characters
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")

_SETTING = re.compile(r"^(?:\w+:\s*)?(?:true|false|null|undefined|\{\{.*\}\})$|^\w+[A-Z]\w+:\s*$")
_TO_ADDRESS = re.compile(r"^[^:：]{2,40}[:：]\s*(?:https?://|www\.)\S+(?:\s+\w+\s+(?:https?://|www\.)\S+)*$")
_SPOKEN = re.compile('["“”„«»「」『』]')


def trimmed(lines: Iterable[str], titles: Iterable[str], tree: Any, is_byline: Callable[[str], bool]) -> list[str]:
    """Return the lines of a story: no title, byline, caption, teaser or appeal."""
    known = {key(title) for title in titles}
    captions = captions_of(tree)
    lines = subheadings.restored(_once(list(lines)), tree)
    links = Links(tree, lines)
    kept: list[str] = []
    among_teasers = False
    for line in lines:
        letters = key(line)
        short = len(line) <= _SHORT
        if not letters or letters in captions or notices.is_opt_in(line):
            continue
        if len(kept) < _BEGINS and (_is_title(line, known) or is_byline(line)):
            continue
        if short and _is_furniture(line):
            among_teasers = len(line) <= _HEADING and notices.sends_elsewhere(line)
        elif short and among_teasers and not is_sentence(line):
            continue
        elif not (short and links.lead_on(line)):
            among_teasers = False
            kept.append(line)
    return _without_end(links.without_summaries(kept), known, tree, links, is_byline)


def _is_title(line: str, known: Iterable[str]) -> bool:
    """Say whether a line is a title, or one without the outlet's name behind it."""
    letters = key(line)
    if weight(letters) < _TITLE or is_sentence(line):
        return letters in known
    return any(title.startswith(letters) and len(letters) >= _TITLE_SHARE * len(title) for title in known)


def _once(lines: list[str]) -> list[str]:
    """Return the lines of a story once that a page bears twice, for narrow and wide screens; others as they are."""
    for start, line in enumerate(lines[:_BEGINS]):
        again = lines.index(line, start + 1) if line in lines[start + 1 :] else start
        behind = again + again - start
        if again - start >= _BEGINS and lines[again:behind] == lines[start:again]:
            return [*lines[:again], *lines[behind:]]
    told = [line for line in lines if weight(line) >= _PARAGRAPH]
    return list(dict.fromkeys(lines)) if _tells_twice(told) else lines


def _tells_twice(paragraphs: Sequence[str]) -> bool:
    """Say whether most paragraphs come again in the same order; a plan of meals repeats them in any."""
    size = len(paragraphs) - len(set(paragraphs))
    if size < 2 or size < _REPEATED * len(paragraphs):
        return False
    start = next(place for place, line in enumerate(paragraphs) if line in paragraphs[place + 1 :])
    again = paragraphs.index(paragraphs[start], start + 1)
    return paragraphs[start : start + size] == paragraphs[again : again + size]


def _is_furniture(line: str) -> bool:
    return notices.sends_elsewhere(line) or notices.is_appeal(line) or _SETTING.match(line) is not None


def _without_end(
    lines: list[str], known: set[str], tree: Any, links: Links, is_byline: Callable[[str], bool]
) -> list[str]:
    """Return the lines of a story without those behind its end."""
    lines = [*lines[:-_ENDS], *(line for line in lines[-_ENDS:] if not notices.is_farewell(line))]
    for _ in range(min(_ENDS, len(lines) - 1)):
        line = lines[-1]
        superfluous = (
            key(line) in known
            or links.are_tags(line)
            or _TO_ADDRESS.match(line) is not None
            or _heads_nothing(line, tree)
            or _is_biography(lines, is_byline)
        )
        if not superfluous:
            break
        lines = lines[:-1]
    return lines


def _heads_nothing(line: str, tree: Any) -> bool:
    """Say whether a last line is a heading."""
    if len(line) > _HEADING or is_sentence(line):
        return False
    few_words = len(line.split()) <= _MOST_LABEL_WORDS
    return (few_words and line.endswith((":", "："))) or any(
        text_of(heading) == line for heading in tree.iter(*_HEADINGS)
    )


def _is_biography(lines: Sequence[str], is_byline: Callable[[str], bool]) -> bool:
    """Say whether a last line tells who the author is: it begins with a name that stands nowhere else in the story."""
    line, words = lines[-1], lines[-1].split()
    if len(line) > _LONGEST_BIOGRAPHY or len(words) < 5 or _SPOKEN.search(line):
        return False
    name = " ".join(words[:2])
    return all(map(is_byline, words[:2])) and not any(name in other for other in lines[:-1])
