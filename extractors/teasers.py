"""Lines of a page that are nothing but links: headlines of other stories, with label, date or summary, and tags."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from . import subheadings
from .lines import key, weight
from .markup import text_of

_HEADLINE = 25  # letters of a link's text that is a headline rather than a name
_LABEL = 40  # characters before links that are their label
_MOST_LABEL_WORDS = 6
_FEWEST_TAGS = 2
_CARD = 600  # characters of a box that holds a headline and its summary
_MOST_IN_CARD = 5  # elements
_CARD_LEVELS = 3  # around the summary
_BEFORE_HEADLINE = 40  # characters in a box before its headline: a section's name, a date
_MOST_IN_CARDS = 0.4  # of a text: with more of it in such boxes, the boxes are the story
_BEGINNING = 40  # letters: two paragraphs that begin with as many equal ones are one
_PARAGRAPH = 60  # letters of a line that is a paragraph rather than a heading
_MARKS = "[](){}（）【】［］<>«»‹›→►▶▸●•·*|-–— "  # around or before a headline in a list
_HEADINGS = ("h2", "h3", "h4")
_HEADING_LEVELS = 3  # around its link

_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+$|^[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_AFTER_LABEL = re.compile(r"\s*(?:[:：|｜»›→►▶]|\s[-–—]\s)\s*")
_BETWEEN = re.compile(r"\s*[,，、;；|｜·•/#\[\]()►▶»]+\s*")
_DATED = re.compile(r"^(?:[\d./年月日-]+\s+)?(.+?)\s*[(（\[]?\d[\d\s./:年月日時时-]*[)）\]]?$")
_LETTER = re.compile(r"[^\W\d_年月日時时]")
_TAGGED = re.compile(r"/(?:tags?|topics?|temas?|themen?|thema|keywords?|categor\w+|kategor\w+|label|search)\b")


class Links:
    """The links of a page, by their text; `lines` are those of the story."""

    def __init__(self, tree: Any, lines: Sequence[str]) -> None:
        self._tree, self._lines = tree, lines
        self._named: dict[str, list[Any]] = {}
        for link in tree.iter("a"):
            text = link.text.strip() if len(link) == 0 and link.text else text_of(link)
            self._named.setdefault(text, []).append(link)

    def lead_on(self, line: str) -> bool:
        """Say whether a line is the headline of another story, alone, with a date, or behind a label."""
        found = self._named.get(line, ())
        if found and not _ADDRESS.match(line):
            return any(map(_is_alone, found)) and not self._head_story(line, found)
        return self._is_dated(line) or self._is_labelled(line) or self._is_marked(line)

    def are_tags(self, line: str) -> bool:
        """Say whether a line is a row of links to subjects."""
        label, *rest = _AFTER_LABEL.split(line, maxsplit=1)
        for row in rest if rest and _is_label(label) else [], [line]:
            parts = [part for part in _BETWEEN.split(" ".join(row)) if part]
            linked = [link for part in parts for link in self._named.get(part, ())[:1]]
            if parts and len(linked) == len(parts) and (len(parts) >= _FEWEST_TAGS or _is_tag(linked[0])):
                return True
        return False

    def without_summaries(self, lines: Sequence[str]) -> list[str]:
        """Return the lines without those that stand under the headline of another story, in a box with it."""
        short = {key(line)[:_BEGINNING] for line in lines if len(line) <= _CARD}
        boxed = {key(text_of(paragraph)) for paragraph in self._tree.iter("p") if self._is_summary(paragraph, short)}
        left = [line for line in lines if key(line) not in boxed] if boxed else list(lines)
        if sum(map(len, left)) < (1 - _MOST_IN_CARDS) * sum(map(len, lines)):
            return list(lines)
        return left

    def _head_story(self, line: str, links: Sequence[Any]) -> bool:
        """Say whether a line is a heading of the story: a table of contents names it, or it has the story beside it."""
        if any((link.get("href") or "").startswith("#") for link in links):
            return any(text_of(heading) == line for heading in self._tree.iter(*_HEADINGS))
        headings = (
            heading
            for link in links
            for heading in islice(link.iterancestors(), _HEADING_LEVELS)
            if heading.tag in _HEADINGS
        )
        return any(subheadings.is_own(heading, self._paragraphs) for heading in headings)

    @cached_property
    def _paragraphs(self) -> set[str]:
        long = (line for line in self._lines if weight(line) >= _PARAGRAPH and line not in self._named)
        return {key(line)[:_BEGINNING] for line in long}

    def _is_dated(self, line: str) -> bool:
        if not line[-1:].isdigit() and line[-1:] not in ")）]日":
            return False
        found = _DATED.match(line)
        return found is not None and self._is_headline(found[1])

    def _is_marked(self, line: str) -> bool:
        bare = line.strip(_MARKS)
        return bare != line and self._is_headline(bare)

    def _is_labelled(self, line: str) -> bool:
        label, *rest = _AFTER_LABEL.split(line, maxsplit=1)
        return bool(rest) and _is_label(label) and self._is_headline(rest[0])

    def _is_headline(self, text: str) -> bool:
        if weight(text) < _HEADLINE or _ADDRESS.match(text):
            return False
        return any(_is_alone(link) and self._is_own_site(link) for link in self._named.get(text, ()))

    def _is_own_site(self, link: Any) -> bool:
        href = link.get("href") or ""
        try:
            host = urlsplit(href).hostname
        except ValueError:  # an unfinished IPv6 address
            return False
        return bool(href) and not href.startswith("#") and host in (None, self._host)

    @cached_property
    def _host(self) -> str | None:
        """The host that most links of the page lead to."""
        hosts: dict[str, int] = {}
        for links in self._named.values():
            for link in links:
                scheme, _, rest = (link.get("href") or "").partition("//")
                if scheme in ("http:", "https:", ""):
                    host = rest.partition("/")[0].lower()
                    hosts[host] = hosts.get(host, 0) + bool(host)
        return max(hosts, key=lambda host: hosts[host], default=None)

    def _is_summary(self, paragraph: Any, short: set[str]) -> bool:
        beginning = key((paragraph.text or "").strip())[:_BEGINNING]
        if beginning not in short or _holds_many(paragraph.getparent()):
            return False
        card = None
        for holder in islice(paragraph.iterancestors(), _CARD_LEVELS):
            if len(text_of(holder, most=_CARD)) > _CARD:
                break
            card = holder
        return card is not None and self._begins_with_headline(card, text_of(paragraph))

    def _begins_with_headline(self, card: Any, summary: str) -> bool:
        whole = text_of(card, " ")
        for link in islice(card.iter("a"), 2):
            text = text_of(link, " ")
            if weight(text) >= _HEADLINE and self._is_own_site(link):
                return -1 < whole.find(text) <= _BEFORE_HEADLINE and whole.find(summary) > whole.find(text)
        return False


def _holds_many(box: Any) -> bool:
    return next(islice(box, _MOST_IN_CARD, None), None) is not None  # its length would be counted for each of a million


def _is_alone(link: Any) -> bool:
    """Say whether no words stand beside a link on its line."""
    before, holder = link.getprevious(), link.getparent()
    beside = (link.tail, before.tail if before is not None else holder is not None and holder.text)
    return not any(text and _LETTER.search(text) for text in beside)


def _is_label(text: str) -> bool:
    return 0 < len(text) <= _LABEL and len(text.split()) <= _MOST_LABEL_WORDS


def _is_tag(link: Any) -> bool:
    return "tag" in (link.get("rel") or "") or _TAGGED.search(link.get("href") or "") is not None
