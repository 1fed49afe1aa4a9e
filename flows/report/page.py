"""Makes the page: report.html, whole or not at all."""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractors.errors import StopError, told
from flows.reports import FILE

from . import detail, drawing, evidence, facts, moments, overview, palette
from .facts import Facts
from .lean import lean
from .tongues import tongue
from .words import safe_url

VIEWS = (
    ("headline", "In numbers"),
    ("time", "Over time"),
    ("first", "Who was first"),
    ("flow", "Language to language"),
    ("outlets", "Outlets"),
    ("retellings", "Who retold whom"),
    ("changes", "What changed"),
    ("sides", "Side by side"),
    ("health", "Data health"),
    ("articles", "All articles"),
)


def write(folder: Path) -> Path:
    """Return the page about what is published in the folder of a dataset, written anew.

    Raises StopError where nothing is published there that can be read, and where the page cannot be written.
    """
    page = render(facts.read(folder)).encode()
    target = folder / FILE
    unfinished = target.with_name(f"{FILE}.unfinished")
    try:
        unfinished.write_bytes(page)
        unfinished.replace(target)
    except OSError as error:
        raise StopError(f"{told(error)}: the dataset is published, the report is not") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def render(found: Facts) -> str:
    """Return the page as HTML."""
    environment = _environment()
    style, script = _style(), _script()
    listed = detail.articles(found)
    first = overview.headline(found)
    ids = {row["url"]: found.ids[row["url"]] for row in listed["rows"]}
    page = environment.get_template("report.html.j2").render(
        facts=found,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=policy(style, script),
        brief=found.words.brief,
        ids=ids,
        headline=first,
        cards=_cards(first),
        views=VIEWS,
        samples={name: _sample(name) for name in (*evidence.KINDS, "unknown")},
        over_time=overview.over_time(found),
        firsts=overview.firsts(found),
        flow=overview.flow(found),
        outlets=overview.outlets(found),
        retellings=detail.retellings(found, ids),
        changes=detail.changes(found),
        sides=detail.side_by_side(found),
        health=detail.health(found),
        articles=listed,
    )
    return lean(page)


def _cards(headline: Mapping[str, Any]) -> list[tuple[str, int, int | None, str]]:
    """Return the figures of the first view: what, how many, how many of them are new, and a remark."""
    size, news = headline["size"], headline["news"] or {}
    return [
        ("Articles", size["articles"], news.get("articles"), ""),
        ("Voices", size["voices"], news.get("voices"), ""),
        ("Outlets", size["outlets"], news.get("outlets"), ""),
        ("Languages", size["languages"], len(news["languages"]) if news else None, ""),
        ("Presumed retellings", size["presumed_retellings"], None, "their source is not here"),
    ]


def _sample(kind: str) -> Markup:
    """Return a piece of line as the graph draws it, for its legend."""
    side = "abroad" if kind.startswith("translated") else "within"
    line = drawing.element("path", d="M1 5H37", class_=f"e {kind} {side}")
    return drawing.element("svg", line, class_="sample", viewBox="0 0 38 10", aria_hidden="true")


def policy(style: str, script: str) -> str:
    """Return the content security policy: this style, this script, and nothing else from anywhere."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_vocabulary())
    return environment


def _vocabulary() -> Mapping[str, Any]:
    return {
        "tongue": tongue,
        "safe_url": safe_url,
        "moment": moments.moment,
        "machine": moments.machine,
        "is_timed": moments.is_timed,
        "lag": moments.lag,
        "signed": moments.signed,
        "kind": evidence.kind,
        "share": evidence.share,
        "found": evidence.found,
        "direction": evidence.direction,
        "briefly": evidence.briefly,
        "asked": facts.asked,
        "question": facts.question,
    }


def _style() -> str:
    source = _source("style.css")
    return source.replace("/*light*/", palette.variables()).replace("/*dark*/", palette.variables(dark=True))


def _script() -> str:
    return _source("script.js")


@lru_cache(maxsize=4)
def _source(name: str) -> str:
    """Return a file that goes into the page, without the blanks that only its writers need."""
    lines = (Path(__file__).parent / "templates" / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in map(str.strip, lines) if line and not line.startswith("//"))
