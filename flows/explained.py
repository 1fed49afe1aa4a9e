"""Why two articles are or are not related, as flows/explain.py found it, for people to read."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.records import COPY_KINDS

from .dataset import Row
from .sheet import Sheet

MOST_SENTENCES = 20
MOST_QUOTATIONS = 5
# Characters that are shown; JSON has the whole. A text without full stops is one sentence.
_LONGEST_RUN, _LONGEST_SENTENCE, _LONGEST_EDGE = 240, 600, 160
_OPENED, _CLOSED = "⟦", "⟧"
_LABEL = "{:<8}"
_NO_NAMES: Mapping[str, str] = {}
_COUNTS = 20  # words of scripts without spaces are counted in parts; what is smaller may be a share
_NO_RULE = {
    "same text": "none was asked: the two are the same, word for word",
    "editor": "none: only the editor says that the two relate, and nobody has measured it",
}


def show_pair(found: Row) -> None:
    """Print why two articles are or are not related: the answer first, then what it rests on."""
    sheet = Sheet()
    for name, page in zip("AB", found["articles"], strict=True):
        show_page(sheet, page, f"{name}  ")
    sheet.heading(_verdict(found))
    for label, text in _answers(found):
        sheet.paragraph(text, _LABEL.format(label))
    _show_rules(sheet, found)
    _show_cues(sheet, found)
    _show_runs(sheet, found["runs"])
    _show_sentences(sheet, found)
    show_overrides(sheet, found)


def show_page(sheet: Sheet, page: Mapping[str, Any], label: str = "") -> None:
    """Print what is known of an article besides its text."""
    margin = " " * len(label)
    sheet.line(f"{label}{page['url']}")
    sheet.paragraph(f"{page['title']}{in_english(page)}", margin)
    # The name of the outlet last: a line runs as its first letter does.
    facts = [page["language"], _when(page), f"{page['words']} words", page["country"], page["outlet_name"]]
    sheet.paragraph(", ".join(fact for fact in facts if fact), margin)
    for name in ("credit", "canonical"):
        if page[name] and page[name] != page["url"]:
            sheet.paragraph(f"{name}: {page[name]}", margin)


def in_english(page: Mapping[str, Any]) -> str:
    """Return the headline in English with who translated it, in brackets; empty where that says nothing new."""
    if page["title_en"] in (None, "", page["title"]):
        return ""
    return f" ({page['title_en']} – by {page['title_engine']})"


def _when(page: Mapping[str, Any]) -> str:
    if page["published"] is None:
        return "no date"
    shown = "%Y-%m-%d" if page["published_precision"] == "day" else "%Y-%m-%d %H:%M UTC"
    return str(page["published"].strftime(shown))


def _verdict(found: Row) -> str:
    if not found["kind"]:
        return "A and B are not related"
    if found["kind"] == "shares_quotation":
        return f"A and B are not related: shares_quotation, {found['kind_in_words']}"
    told = "A retells B" if found["direction"] == "known" else "A and B belong together, nobody can tell who was first"
    return f"{told}: {found['kind']}, {found['kind_in_words']}"


def _answers(found: Row) -> Iterator[tuple[str, str]]:
    """Yield what there is to know at first sight, each under a word."""
    for said in found["said"]:
        names = {page["url"]: name for name, page in zip("AB", found["articles"], strict=True)}
        yield "editor", in_words(said, found["overrides_file"], names)
    yield from ((label, text) for label, text in (("rule", _rule(found)), ("shares", _shares(found))) if text)
    for name, earlier in zip("AB", found["earlier_version"], strict=True):
        if earlier:
            yield "but", f"compared is an earlier version of {name}"
    yield from (("but", doubt) for doubt in (*found["doubts"], *_unread(found)))
    if found["kind"] in COPY_KINDS:
        yield "first", _first(found)
    yield "voices", _voices(found)
    if found["judged_now"] != found["kind"]:
        now = found["judged_now"] or "nothing to speak of"
        is_edited = any(said["holds"] and said["of_url"] for said in found["said"])
        why = "the editor says otherwise" if is_edited else "the dataset knows more of them"
        yield "but", f"the two texts by themselves: {now}; {why}"


def in_words(said: Row, file: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """Return what the editor says, what would stand there without it, or why it changes nothing.

    `names` are url -> what an article is called here.
    """
    why = f" ({said['why']})" if said["why"] else ""
    if not said["holds"]:
        return f"{said['place']} of {file} changes nothing: {said['unmet']}"
    url, of_url = (names.get(said[key], said[key]) for key in ("url", "of_url"))
    place = f"{said['place']} of {file} says"
    if not of_url:
        return f"{place} of {url} {_values(said['said'])}{why}; without it: {_values(said['found'])}"
    stated = said["said"].get("kind", "a copy") if said["said"]["copy"] else ""
    word = f"{url} has it from {of_url}, {stated}" if stated else f"neither of {url} and {of_url} has it from the other"
    return f"{place} that {word}{why}; without it: {_found(said['found'], names)}"


def _values(values: Row) -> str:
    return ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())


def _found(pair: Row, names: Mapping[str, str]) -> str:
    """Return in words what was found of a pair."""
    if not pair:
        return "not related"
    if pair["direction"] != "known":
        return f"{pair['kind']}, direction unknown"
    url, of_url = (names.get(pair[key], pair[key]) for key in ("url", "of_url"))
    return f"{url} has it from {of_url}, {pair['kind']} by {pair['cue']}"


def _rule(found: Row) -> str:
    """Return which rule decided, or came nearest, with its numbers; empty where there was nothing to ask it of."""
    if found["kind"] and found["evidence"].get("rule") in _NO_RULE:
        return _NO_RULE[found["evidence"]["rule"]]
    name = found["decided_by"] or (None if found["kind"] else found["nearest_rule"])
    rule = next((rule for rule in found["rules"] if rule["name"] == name), None)
    if rule is None:
        return ""
    said = f"“{name}”: {_conditions(rule)}"
    if found["kind"]:
        return said
    if found["judged_now"]:
        return f"by the texts alone this would be {found['judged_now']}, {said}"
    against = "; that is enough, but another rule stands against it" if rule["met"] else ""
    return f"none is met; nearest came {said}{against}"


def _conditions(rule: Row) -> str:
    return ", ".join(
        f"{each['measure']} {'' if each['found'] >= each['at_least'] else 'only '}"
        f"{_number(each['found'])} of {_number(each['at_least'])}"
        for each in rule["conditions"]
    )


def _shares(found: Row) -> str:
    if not found["shares_words"]:
        return "not even five words in a row stand in both, quotations included"
    if not found["kind"] and not (found["text_share"] or found["of_text_share"]):
        return ""
    here, there = in_percent(found["text_share"]), in_percent(found["of_text_share"])
    return f"{here} of A's own text stands in B, {there} of B's in A; quotations aside"


def in_percent(share: float | None) -> str:
    """Return a share as people read it."""
    if share is None:
        return "an unknown part"  # nobody has measured it: only the editor says that the two relate
    return f"{share:.0%}".replace("%", " %")


def _first(found: Row) -> str:
    if found["direction"] == "known":
        return f"B, by {found['cue']} (confidence {found['confidence']:.2f}); of A: {found['cue_in_words']}"
    return f"unknown ({found['cue']}): {found['cue_in_words']}"


def _unread(found: Row) -> Iterator[str]:
    for language in dict.fromkeys(found["unreadable"]):
        yield f"nobody can tell whether one is the other in other words: no reader of {language}, and no English text"
    for name, unread in zip("AB", found["unread_sentences"], strict=True):
        if unread:
            yield f"{name} goes on for {unread} sentences more, which were compared by their words alone"


def _voices(found: Row) -> str:
    telling, names = found["telling"], {page["url"]: name for name, page in zip("AB", found["articles"], strict=True)}
    original, of_original = (names.get(url, url) for url in (telling["telling"], telling["of_telling"]))
    if telling["same"]:
        why = "the one is the other's nearest source" if telling["is_parent"] else "through others, or as siblings"
        return f"one, whose original is {original}: {why}"
    least = f"{telling['least_share']:.0%}".replace("%", " %")
    why = "" if telling["enough"] or not found["kind"] else f": less than {least} of a text joins no telling"
    others = [f"the original of {name} is {url}" for name, url in (("A", original), ("B", of_original)) if name != url]
    return "; ".join([f"two{why}", *others])


def _number(value: Any) -> str:
    if isinstance(value, list):
        return "/".join(map(_number, value))
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    # Cut, not rounded: what misses its threshold must not look as if it met it.
    if not isinstance(value, float):
        return str(value)
    digits = 1000 if abs(value) < _COUNTS else 1
    return f"{math.floor(value * digits) / digits:g}"


def _show_rules(sheet: Sheet, found: Row) -> None:
    if found["rules"]:
        sheet.heading("every rule: what was found, of what it asks for")
    for rule in found["rules"]:
        met = "met" if rule["met"] else "–"
        sheet.paragraph(f"{rule['name']}: {_conditions(rule)}", f"  {met:<5}{rule['kind']:<11}")
    if found["evidence"] and found["kind"]:
        numbers = ", ".join(f"{name.replace('_', ' ')} {_number(value)}" for name, value in found["evidence"].items())
        sheet.paragraph(f"score {_number(found['score'])}; {numbers}", "  in the dataset: ")


def _show_cues(sheet: Sheet, found: Row) -> None:
    """Print what each cue for the direction says by itself."""
    if found["cues"]:
        sheet.heading("what each cue for the direction says by itself")
    width = max((len(saying["cue"]) for saying in found["cues"]), default=0)
    for saying in found["cues"]:
        who = "A retells B" if saying["retelling"] == found["url"] else "B retells A"
        against = ", against the answer" if saying in found["against"] and found["direction"] == "known" else ""
        sheet.paragraph(f"{who}: {saying['in_words']}{against}", f"  {saying['cue']:<{width}}  ")


def _show_runs(sheet: Sheet, found: Sequence[Row]) -> None:
    if found:
        sheet.heading("longest runs of words in both")
    for run in found:
        quoted = ", quoted in both: no copy" if run["quoted"] else ""
        sheet.paragraph(f"{run['words']} words{quoted}")
        sheet.beside(_marked(run["here"]), _marked(run["there"]), "  ")


def _marked(place: Mapping[str, str]) -> str:
    before, after = place["before"], place["after"]
    before = before if len(before) <= _LONGEST_EDGE else f"… {before[-_LONGEST_EDGE:]}"
    return f"{before}{_OPENED}{_cut(place['part'], _LONGEST_RUN)}{_CLOSED}{_shortened(after, _LONGEST_EDGE)}"


def _cut(text: str, longest: int) -> str:
    """Return the beginning and the end of a text that is longer."""
    return text if len(text) <= longest else f"{text[: longest // 2]} … {text[-longest // 2 :]}"


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} …"


def _show_sentences(sheet: Sheet, found: Row) -> None:
    read = zip("AB", found["articles"], found["read_in_english"], strict=True)
    abroad = [f"{name} by {page['engine']}" for name, page, is_english in read if is_english]
    why = f" (in English, {' and '.join(abroad)}: the encoder does not read the original)" if abroad else ""
    _show_linked(sheet, f"sentences that stand for one another{why}", found["sentences"], MOST_SENTENCES)
    if found["nearest_sentences"]:
        _show_linked(sheet, f"the two sentences that are nearest{why}", [found["nearest_sentences"]], 1)
    _show_linked(sheet, "quotations in both, which make no copy", found["quotations"], MOST_QUOTATIONS)


def _show_linked(sheet: Sheet, title: str, links: Sequence[Row], most: int) -> None:
    if links:
        sheet.heading(title if len(links) == 1 else f"{title}: {len(links)}")
    for link in links[:most]:
        here, there = (_shortened(link[side], _LONGEST_SENTENCE) for side in ("text", "of_text"))
        sheet.beside(here, there, f"  {link['cosine']:.2f}  ")
    if len(links) > most:
        sheet.paragraph(f"and {len(links) - most} more: --json has them all", "  ")


def show_overrides(sheet: Sheet, found: Row) -> None:
    """Print the tables that somebody would write who knows better, and where to."""
    file, tables = found["overrides_file"], found["overrides"]
    said = [row["place"] for row in found["said"] if row["of_url"] and row["holds"]] if "articles" in found else []
    if said:
        sheet.heading(f"to undo it, take {', '.join(said)} out of {file}, or write instead")
    else:
        sheet.heading(f"if you know better, write {'one of these' if len(tables) > 1 else 'this'} into {file}")
    for meaning, table in tables.items():
        for line in (f"# {meaning}", *table.split("\n"), ""):
            sheet.line(line)
    kinds = f"kind may be {', '.join(COPY_KINDS)}; " if "articles" in found else ""
    sheet.paragraph(f"{kinds}then cover the incident again")
