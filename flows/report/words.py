"""What strangers wrote, as it may stand on the page: cleaned, cut with its number, never more than an excerpt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flows.dataset import Row
from flows.markdown import plain
from flows.shared import NOTHING, Shared

from .tongues import Tongue, tongue

LONGEST_TITLE = 160  # characters that are shown at once; the rest unfolds
SHORTER_TITLE, MANY = 90, 1000  # characters, where there are more articles than that
MOST_UNFOLDED = 60_000  # characters of all long titles together; what is beyond is cut, and says so
_ALL = 1_000_000


def clean(text: object) -> str:
    """Return a text in one line, without controls and signs that turn the direction of what follows."""
    return plain("" if text is None else text, _ALL)


def safe_url(url: str | None) -> str:
    """Return an address that may be linked to: http or https, with a host. Empty for any other."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return str(url) if parts.scheme in ("http", "https") and parts.netloc and url == clean(url) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A headline as it is shown."""

    text: str  # its beginning where it is long
    rest: str = ""  # unfolds behind it
    length: int = 0  # of the whole, where `text` is not all of it
    english: str = ""  # empty where it is English, or nobody has translated it
    tongue: Tongue = field(default_factory=lambda: tongue("und"))


@dataclass(slots=True)
class Words:
    """Hands out headlines and pieces of texts, and keeps to what may be shown of each article."""

    terms: Mapping[str, Row]
    articles: int = 0
    left: int = MOST_UNFOLDED
    _views: dict[str, Shared] = field(default_factory=dict)

    def brief(self, row: Row) -> Title:
        """Return the headline of an article, cut where it is long."""
        return self._title(row, *self._cut_down(clean(row["title"])))

    def title(self, row: Row) -> Title:
        """Return the headline of an article, whose end unfolds where it is long."""
        return self._title(row, *self._folded(clean(row["title"])))

    def _title(self, row: Row, shown: str, rest: str, length: int) -> Title:
        text = clean(row["title"])
        is_own = row["title_en"] is None or row["language"] == "en" or clean(row["title_en"]) == text
        return Title(
            text=shown,
            rest=rest,
            length=length,
            english="" if is_own else _cut(clean(row["title_en"]), self.longest),
            tongue=tongue(row["language"]),
        )

    @property
    def longest(self) -> int:
        """Return how many characters of a headline are shown at once."""
        return SHORTER_TITLE if self.articles > MANY else LONGEST_TITLE

    def _cut_down(self, text: str) -> tuple[str, str, int]:
        shown = _cut(text, self.longest)
        return shown, "", 0 if shown == text else len(text)

    def _folded(self, text: str) -> tuple[str, str, int]:
        if len(text) <= self.longest:
            return text, "", 0
        begun = text[: _border(text, self.longest)]
        rest = text[len(begun) :]
        if len(rest) > self.left:
            return begun, "", len(text)
        self.left -= len(rest)
        return begun, rest, len(text)

    def shared(self, view: str, row: Row) -> Row:
        """Return a row of a view as it may be handed on; call it in the order in which rows are to be shown."""
        if view not in self._views:
            self._views[view] = Shared(view, self.terms, full_text=False)
        return self._views[view].row(row)

    def quoted(self, url: str, text: str | None) -> str:
        """Return a line of an article's page, such as its credit; empty where its page allows no words to be shown."""
        return "" if self.terms.get(url, NOTHING)["shareable"] == "metadata" else _cut(clean(text))


def _cut(text: str, most: int = LONGEST_TITLE) -> str:
    return text if len(text) <= most else f"{text[: _border(text, most) - 1].rstrip()}…"


def _border(text: str, most: int) -> int:
    """Return where a long text is parted: behind a word, if one ends near."""
    space = text.rfind(" ", most // 2, most)
    return space + 1 if space > 0 else most
