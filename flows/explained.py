"""What flows/explain.py found, for people to read."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from extractors.records import COPY_KINDS

from .dataset import Row
from .sheet import Sheet
from .show import show

MOST_SENTENCES = 20
MOST_QUOTATIONS = 5
MOST_ROWS = 25
_LONGEST_RUN = 240  # characters of one that are shown; JSON has it whole
_OPENED, _CLOSED = "⟦", "⟧"
_ROLES = {"source": "it retells", "retelling": "retold by", "unknown": "nobody can tell who was first"}
_RULES = ("rule", "makes", "measure", "found", "asked for", "met")


def show_pair(found: Row) -> None:
    """Print why two articles are or are not related."""
    sheet = Sheet()
    for name, page in zip("AB", found["articles"], strict=True):
        _show_page(sheet, page, f"{name}  ")
    sheet.heading(_verdict(found))
    for line in _numbers(found):
        sheet.paragraph(line)
    _show_rules(sheet, found)
    _show_direction(sheet, found)
    _show_runs(sheet, found["runs"])
    _show_sentences(sheet, found)
    sheet.heading("telling")
    sheet.paragraph(_together(found["telling"]))
    _show_overrides(sheet, found["incident"], found["overrides"])


def _show_page(sheet: Sheet, page: Mapping[str, Any], label: str = "") -> None:
    margin = " " * len(label)
    sheet.line(f"{label}{page['url']}")
    translated = f" ({page['title_en']})" if page["title_en"] and page["title_en"] != page["title"] else ""
    sheet.paragraph(f"{page['title']}{translated}", margin)
    # The name of the outlet last: a line runs as its first letter does.
    facts = [page["language"], _when(page), f"{page['words']} words", page["country"], page["outlet_name"]]
    sheet.paragraph(", ".join(fact for fact in facts if fact), margin)
    for name in ("credit", "canonical"):
        if page[name] and page[name] != page["url"]:
            sheet.paragraph(f"{name}: {page[name]}", margin)


def _when(page: Mapping[str, Any]) -> str:
    if page["published"] is None:
        return "no date"
    shown = "%Y-%m-%d" if page["published_precision"] == "day" else "%Y-%m-%d %H:%M UTC"
    return str(page["published"].strftime(shown))


def _verdict(found: Row) -> str:
    if not found["kind"]:
        return "A and B are not related"
    if found["kind"] == "shares_quotation":
        return f"shares_quotation: {found['kind_in_words']}"
    told = "A retells B" if found["direction"] == "known" else "A and B belong together, nobody can tell who was first"
    return f"{told}: {found['kind']}, {found['kind_in_words']}"


def _numbers(found: Row) -> list[str]:
    shares = (
        f"{_percent(found['text_share'])} of A's own text stands in B, {_percent(found['of_text_share'])} of B's in A"
    )
    lines = [f"{shares}; quotations aside"]
    if found["evidence"]:
        numbers = ", ".join(f"{name.replace('_', ' ')} {_number(value)}" for name, value in found["evidence"].items())
        lines.append(f"score {_number(found['score'])}; {numbers}")
    lines += [
        f"compared is an earlier version of {name}"
        for name, earlier in zip("AB", found["earlier_version"], strict=True)
        if earlier
    ]
    lines += [f"against it: {doubt}" for doubt in found["doubts"]]
    if found["judged_now"] != found["kind"]:
        now = found["judged_now"] or "nothing to speak of"
        lines.append(f"the two texts by themselves: {now}; the dataset says otherwise for what else is known of them")
    return lines


def _percent(share: float | None) -> str:
    if share is None:
        return "an unknown part"  # nobody has measured it: only the editor says that the two relate
    return f"{share:.0%}".replace("%", " %")


def _number(value: Any) -> str:
    if isinstance(value, list):
        return "/".join(map(_number, value))
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    # Cut, not rounded: what misses its threshold must not look as if it met it.
    return f"{math.floor(value * 1000) / 1000:g}" if isinstance(value, float) else str(value)


def _show_rules(sheet: Sheet, found: Row) -> None:
    for language in found["unreadable"]:
        sheet.paragraph(
            f"nobody can tell whether one translates the other: no reader of {language}, and no English text"
        )
    if not found["shares_words"]:
        sheet.paragraph("not even five words in a row stand in both, quotations included")
    if not found["rules"]:
        return
    if not found["kind"]:
        sheet.paragraph(f"nearest came the rule “{found['nearest_rule']}”: {_missing(found)}")
    rows = [row for rule in found["rules"] for row in _rule_rows(rule)]
    show(_RULES, rows)


def _rule_rows(rule: Row) -> list[tuple[str, ...]]:
    named = [(rule["name"], rule["kind"])] + [("", "")] * (len(rule["conditions"]) - 1)
    return [
        (*name, each["measure"], _number(each["found"]), _number(each["at_least"]), _number(_is_met(each)))
        for name, each in zip(named, rule["conditions"], strict=True)
    ]


def _is_met(condition: Row) -> bool:
    return bool(condition["found"] >= condition["at_least"])


def _missing(found: Row) -> str:
    rule = next(rule for rule in found["rules"] if rule["name"] == found["nearest_rule"])
    missing = [condition for condition in rule["conditions"] if not _is_met(condition)]
    said = (f"{each['measure']} {_number(each['found'])} of {_number(each['at_least'])}" for each in missing)
    return ", ".join(said) or "it is met, but another rule stands against it"


def _show_direction(sheet: Sheet, found: Row) -> None:
    if found["cue"] is None:
        return
    sheet.heading("direction")
    if found["direction"] == "known":
        sheet.paragraph(
            f"A retells B, by {found['cue']}: {found['cue_in_words']}; confidence {found['confidence']:.2f}"
        )
    else:
        sheet.paragraph(f"unknown ({found['cue']}): {found['cue_in_words']}")
    for saying in found["cues"]:
        who = "A retells B" if saying["retelling"] == found["url"] else "B retells A"
        against = ", against the answer" if saying in found["against"] and found["direction"] == "known" else ""
        sheet.paragraph(f"{who}: {saying['in_words']}{against}", f"  {saying['cue']:<16}")


def _show_runs(sheet: Sheet, found: Sequence[Row]) -> None:
    if found:
        sheet.heading("longest runs of words in both")
    for run in found:
        quoted = ", quoted in both: no copy" if run["quoted"] else ""
        sheet.paragraph(f"{run['words']} words{quoted}")
        sheet.beside(_marked(run["here"]), _marked(run["there"]), "  ")


def _marked(place: Mapping[str, str]) -> str:
    part = place["part"]
    if len(part) > _LONGEST_RUN:
        part = f"{part[: _LONGEST_RUN // 2]} … {part[-_LONGEST_RUN // 2 :]}"
    return f"{place['before']}{_OPENED}{part}{_CLOSED}{place['after']}"


def _show_sentences(sheet: Sheet, found: Row) -> None:
    read = " (read in English where the encoder lacks the language)" if any(found["read_in_english"]) else ""
    _show_linked(sheet, f"sentences that stand for one another{read}", found["sentences"], MOST_SENTENCES)
    if found["nearest_sentences"]:
        _show_linked(sheet, "the two sentences that are nearest", [found["nearest_sentences"]], 1)
    _show_linked(sheet, "quotations in both, which make no copy", found["quotations"], MOST_QUOTATIONS)


def _show_linked(sheet: Sheet, title: str, links: Sequence[Row], most: int) -> None:
    if links:
        sheet.heading(f"{title}: {len(links)}")
    for link in links[:most]:
        sheet.beside(link["text"], link["of_text"], f"  {link['cosine']:.2f}  ")
    if len(links) > most:
        sheet.paragraph(f"  and {len(links) - most} more: --json has them all")


def _together(telling: Row) -> str:
    if telling["same"]:
        why = "one is the other's nearest source" if telling["is_parent"] else "through others, or as siblings"
        return f"one voice: {telling['telling']} ({why})"
    least = f"{telling['least_share']:.0%}".replace("%", " %")
    why = "" if telling["enough"] else f": less than {least} of a text joins no telling"
    return f"two voices{why}; A {telling['telling']}, B {telling['of_telling']}"


def _show_overrides(sheet: Sheet, incident: str, tables: Mapping[str, str]) -> None:
    sheet.heading(f"if you know better, write one of these into {incident}.overrides.toml beside {incident}.toml")
    for meaning, table in tables.items():
        for line in (f"# {meaning}", *table.split("\n"), ""):
            sheet.line(line)


def show_single(found: Row) -> None:
    """Print where one article stands, and what to ask next."""
    sheet = Sheet()
    page = found["article"]
    _show_page(sheet, page)
    for alias in page["aliases"] or []:
        sheet.line(f"also at {alias}")
    _show_source(sheet, found)
    sheet.heading(f"telling, articles: {len(found['telling'])}")
    for row in found["telling"][:MOST_ROWS]:
        standing = "the original" if row["is_original"] else f"of {row['of_url']}" if row["of_url"] else ""
        facts = (row["language"], _day(row["published"]), standing, row["outlet_name"])
        _show_row(sheet, row["url"], ", ".join(filter(None, facts)))
    _show_related(sheet, found["related"])
    if found["hints"]:
        sheet.heading("to look further")
    for hint in found["hints"]:
        sheet.paragraph(hint["why"])
        sheet.line(f"    {hint['command']}")
    meaning = "change what is wrong about this article, and take out the rest"
    _show_overrides(sheet, found["incident"], {meaning: found["overrides"]})


def _show_related(sheet: Sheet, related: Sequence[Row]) -> None:
    copies = [row for row in related if row["kind"] in COPY_KINDS]
    quoting = len(related) - len(copies)
    if related:
        more = f", and {quoting} that only quote the same (--json)" if quoting else ""
        sheet.heading(f"related, articles: {len(copies)}{more}")
    for row in copies[:MOST_ROWS]:
        shares = f"{_percent(row['text_share'])} of this one, {_percent(row['of_text_share'])} of that"
        _show_row(
            sheet, row["other"], f"{_ROLES[row['role']]}: {row['kind']}, {row['language']}, {shares}, by {row['cue']}"
        )
    if len(copies) > MOST_ROWS:
        sheet.paragraph(f"and {len(copies) - MOST_ROWS} more: --json has them all")


def _show_row(sheet: Sheet, url: str, facts: str) -> None:
    sheet.line(f"  {url}")
    sheet.paragraph(facts, "      ")


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "no date"


def _show_source(sheet: Sheet, found: Row) -> None:
    page = found["article"]
    sheet.heading("source")
    if page["of_url"]:
        sheet.line(f"nearest source: {page['of_url']}")
    elif page["presumed_retelling"]:
        sheet.paragraph(f"none is held, but it bears the mark of one: {page['presumed_evidence']}")
    else:
        others = page["is_original"] and len(found["telling"]) > 1
        sheet.paragraph("an original: others have it from here" if others else "none is known")
