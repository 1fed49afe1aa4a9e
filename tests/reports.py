"""Datasets for the tests of the report, and the page about each as its readers get it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from extractors.records import Article
from flows.dataset import Dataset, Snapshot
from flows.publishing import Origin
from flows.report import page

from . import awkward, smalldataset
from .smalldataset import article

BEGAN = datetime(2024, 3, 4, 6, tzinfo=UTC)
SCRIPT = "<script>alert('told')</script>"
LONG = "A headline that never ends, " * 70  # 1,960 characters
UNBROKEN = "W" * 2000
HOSTILE = (
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "</td></table></main><style>*{display:none}</style>",
    "{{ 7 * 7 }} {% raw %} ]]> &amp; &#60;",
    "turned \u202eround\u202c and \x00\x1b[31m with \u2028 breaks",
)
WORDS = [first + second + last for first in "bdfgklmnprst" for second in "aeiou" for last in ("n", "rm", "sk", "lt")]


@dataclass(slots=True)
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str = "", **attributes: str) -> Iterator["Element"]:
        """Yield the elements inside that have a tag, and words in attributes such as class_."""
        for child in self.children:
            if isinstance(child, Element):
                wanted = {name.rstrip("_").replace("_", "-"): word for name, word in attributes.items()}
                if tag in ("", child.tag) and all(
                    word in child.attributes.get(name, "").split() for name, word in wanted.items()
                ):
                    yield child
                yield from child.all(tag, **attributes)

    @property
    def text(self) -> str:
        """What is read there, in one line."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield from [child] if isinstance(child, str) else child._texts()
            if isinstance(child, Element) and child.tag in ("p", "br", "li", "td", "th", "div"):
                yield " "


class _Reader(HTMLParser):
    """Builds a tree as browsers do, as far as this page asks for it: end tags may be implied."""

    VOID = ("meta", "br", "input", "link")
    ENDS: ClassVar = {  # what a beginning tag ends, unless one of the others stands between
        "td": (("td", "th"), ("tr",)),
        "th": (("td", "th"), ("tr",)),
        "tr": (("td", "th", "tr"), ("tbody", "thead", "table")),
        "tbody": (("td", "th", "tr", "thead"), ("table",)),
        **dict.fromkeys(
            ("details", "table", "ol", "ul", "dl", "h1", "h2", "h3", "form", "figure", "div", "section"),
            (("p",), ("details", "section", "td", "div")),
        ),
        "li": (("li",), ("ul", "ol")),
        "p": (("p",), ("div", "details", "section", "li", "td", "figcaption", "footer", "header")),
        "dd": (("dt", "dd"), ("div", "dl")),
        "option": (("option",), ("select",)),
    }

    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ended, borders = self.ENDS.get(tag, ((), ()))
        place: Element | None = self.here
        while place and place.tag not in borders:
            if place.tag in ended and place.parent:
                self.here = place.parent
            place = place.parent
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in self.VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        place: Element | None = self.here
        while place and place.tag != tag:
            place = place.parent
        if place and place.parent:
            self.here = place.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(html: str) -> Element:
    """Return a page as a tree."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def section(tree: Element, name: str) -> Element:
    (found,) = tree.all("section", id=name)
    return found


def rows(table: Element) -> list[list[str]]:
    """Return what the cells of a table's body hold."""
    (body,) = table.all("tbody")
    return [
        [cell.text for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
        for row in body.all("tr")
    ]


def written(folder: Path) -> str:
    """Return the page about a dataset, made anew."""
    return page.write(folder).read_text(encoding="utf-8")


def made(folder: Path, articles: Iterable[Article], title: str = "The bridge", **more: Any) -> Path:
    """Return the folder of a dataset of these articles, with the incident's title."""
    smalldataset.snapshot(folder, articles, **more)
    with Dataset(folder / "work.duckdb") as dataset:
        dataset.publish(folder, Origin(slug=folder.name, title=title))
    return folder


def dated(hours: float) -> dict[str, Any]:
    """Return a date that is stated to the minute, so many hours after the beginning."""
    at = BEGAN + timedelta(hours=hours)
    return {"published_from": at, "published_until": at, "published_precision": "minute"}


def prose(seed: object, sentences: int = 12) -> str:
    random = Random(str(seed))
    return " ".join(f"{' '.join(random.choices(WORDS, k=10)).capitalize()}." for _ in range(sentences))


def hostile(folder: Path) -> Path:
    """Return a dataset of everything that pages have choked on."""
    copied = prose("copied")
    return made(
        folder,
        [
            article("alpha", copied, title=SCRIPT, outlet_name=SCRIPT, **dated(0)),
            article("bravo", copied, title=LONG, links_out=("https://alpha.example/bridge",), **dated(2)),
            *(article(f"h{place}", prose(place), title=said, **dated(place)) for place, said in enumerate(HOSTILE[1:])),
            article("wide", prose("wide"), title=UNBROKEN, outlet_name="Ω" * 90, **dated(5)),
            article("untold", prose("untold"), title=""),
            article("day", prose("day"), title="A day", **awkward.on(5)),
            article(
                "arabic",
                "جسر المدينة مغلق منذ أمس. ينتظر الناس على الضفة.",
                "ar",
                "جسر مغلق",
                outlet_name="صحيفة الميناء (2024)",
                **dated(6),
            ),
            article(
                "hebrew",
                "הגשר נסגר אתמול בבוקר. אנשים מחכים על הגדה.",
                "he",
                "הגשר נסגר",
                outlet_name="חדשות הנמל",
                **dated(7),
            ),
            article(
                "hans", "大桥昨天关闭。人们在岸边等待。", "zh-Hans", "大桥关闭", outlet_name="港口日报", **dated(8)
            ),
            article(
                "japanese",
                "橋は昨日閉鎖された。人々は岸で待っている。",
                "ja",
                "橋が閉鎖",
                outlet_name="みなと新報",
                **dated(9),
            ),
            article(
                "korean",
                "다리가 어제 폐쇄되었다. 사람들이 강가에서 기다린다.",
                "ko",
                "다리 폐쇄",
                outlet_name="항구일보",
                **dated(10),
            ),
            article("nobody", "▲▲ 12 / 14 / 67 ▲▲ Quillby ▼▼ 3 / 4 ▼▼ Lorvale", "und", "▲▲▼▼", **dated(11)),
            article("odd", prose("odd"), "x-klingon", "A tag that is none", **dated(12)),
            article("script", prose("js"), title="A link that runs", url="javascript:alert(1)//bridge", **dated(13)),
        ],
        title=f"Bridges {SCRIPT} & more",
        english={"大桥昨天关闭。人们在岸边等待。": ["The bridge was closed yesterday.", f"People wait. {SCRIPT}"]},
    )


def crowd(count: int) -> Iterator[Article]:
    """Yield made articles in twelve languages; of every eight, three copy one before them."""
    tags = ("en", "es", "de", "fr", "ja", "ru", "ar", "he", "ko", "zh-Hans", "pt", "it")
    random = Random(0)
    for number in range(count):
        group, place = divmod(number, 8)
        copies = place in (1, 2, 3)
        told = prose(group * 8 if copies else number, 6)
        tag = tags[group % 12 if copies else number % 12]
        title = f"{' '.join(random.choices(WORDS, k=9)).capitalize()} {number}"
        source = {"links_out": (f"https://paper{group * 8}.example/bridge",)} if copies else {}
        yield article(
            f"paper{number}", told, tag, title, outlet=f"paper{number % 700}.example", outlet_name=f"Paper {number % 700}",
            **(dated(number * 0.4 + random.random()) if number % 19 else {}), **source,
        )  # fmt: skip


def numbers(text: str) -> list[str]:
    """Return the numbers of a text, without what parts thousands."""
    return re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))


def asked(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    return Snapshot(folder / "coverage.duckdb").query(sql)[1]
