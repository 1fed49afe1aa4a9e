"""Where one article stands, as flows/explain.py found it, for people to read."""

from collections.abc import Sequence
from datetime import datetime

from extractors.records import COPY_KINDS

from .dataset import Row
from .explained import in_percent, in_words, show_overrides, show_page
from .sheet import Sheet

MOST_ROWS = 25
_ROLES = {"source": "it retells", "retelling": "retold by", "unknown": "nobody can tell who was first"}


def show_single(found: Row) -> None:
    """Print where one article stands, and what to ask next."""
    sheet = Sheet()
    page = found["article"]
    show_page(sheet, page)
    for alias in page["aliases"] or []:
        sheet.line(f"also at {alias}")
    _show_source(sheet, found)
    if found["said"]:
        sheet.heading("what the editor says")
    for said in found["said"]:
        sheet.paragraph(in_words(said, found["overrides_file"]), "  ")
    sheet.heading(f"telling, articles: {len(found['telling'])}")
    for row in found["telling"][:MOST_ROWS]:
        standing = "the original" if row["is_original"] else f"of {row['of_url']}" if row["of_url"] else ""
        facts = (row["language"], _day(row["published"]), standing, row["outlet_name"])
        _show_row(sheet, row["url"], ", ".join(filter(None, facts)))
    _say_more(sheet, len(found["telling"]))
    _show_related(sheet, found["related"])
    if found["hints"]:
        sheet.heading("to look further")
    for hint in found["hints"]:
        sheet.paragraph(hint["why"], "  ")
        sheet.line(f"      {hint['command']}")
    meaning = "change what is wrong about this article, and take out the rest"
    show_overrides(sheet, {**found, "overrides": {meaning: found["overrides"]}})


def _show_source(sheet: Sheet, found: Row) -> None:
    page = found["article"]
    sheet.heading("source")
    if page["of_url"]:
        how = next((row for row in found["related"] if row["other"] == page["of_url"]), None)
        by = f" ({how['kind']}, by {how['cue']}: {how['cue_in_words']}; {how['confidence']:.2f})" if how else ""
        sheet.paragraph(f"nearest source: {page['of_url']}{by}", "  ")
    elif page["presumed_retelling"]:
        sheet.paragraph(f"none is held, but it bears the mark of one: {page['presumed_evidence']}", "  ")
    else:
        others = page["is_original"] and len(found["telling"]) > 1
        sheet.paragraph("an original: others have it from here" if others else "none is known", "  ")


def _show_related(sheet: Sheet, related: Sequence[Row]) -> None:
    copies = [row for row in related if row["kind"] in COPY_KINDS]
    quoting = len(related) - len(copies)
    if related:
        more = f", and {quoting} that only quote the same (--json)" if quoting else ""
        sheet.heading(f"related, articles: {len(copies)}{more}")
    for row in copies[:MOST_ROWS]:
        shares = f"{in_percent(row['text_share'])} of this one, {in_percent(row['of_text_share'])} of that"
        by = f"{row['cue']}, {row['confidence']:.2f}" if row["role"] != "unknown" else row["cue_in_words"]
        _show_row(sheet, row["other"], f"{_ROLES[row['role']]}: {row['kind']}, {row['language']}, {shares}; {by}")
    _say_more(sheet, len(copies))


def _say_more(sheet: Sheet, rows: int) -> None:
    if rows > MOST_ROWS:
        sheet.paragraph(f"and {rows - MOST_ROWS} more: --json has them all", "  ")


def _show_row(sheet: Sheet, url: str, facts: str) -> None:
    sheet.line(f"  {url}")
    sheet.paragraph(facts, "      ")


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "no date"
