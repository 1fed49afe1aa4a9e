"""Relations between articles in words: how much, what says so, and who had it first."""

import json
from collections.abc import Mapping
from typing import Any

from flows.cues import in_words
from flows.dataset import Row

KINDS: Mapping[str, str] = {
    "exact_copy": "exact copy",
    "near_copy": "near copy",
    "translated_copy": "translation",
    "excerpt": "excerpt",
    "translated_excerpt": "translated excerpt",
}
# What tells that an article has it from another, in few words; cues that are not here have longer ones.
CUES: Mapping[str, str] = {
    "credit": "by its credit line",
    "canonical": "by rel=canonical",
    "link": "by a link",
    "translated_from": "by its credit line",
    "named": "it names the other",
    "date": "by the dates",
    "date_and_text": "by dates and text",
    "part": "it is a part of the other",
    "patchwork": "it was put in",
    "translation_marks": "by marks of translation",
    "editor": "the editor says so",
}
_WHOLE = {
    "same text": "the two are the same, letter for letter",
    "same words": "the two are the same, word for word",
    "editor": "only the editor says that they relate; nobody has measured it",
}


def kind(name: str) -> str:
    """Return a kind of relation in words."""
    return KINDS.get(name, name.replace("_", " "))


def share(value: float | None) -> str:
    """Return a share as people read it; never 100 % of what is a little less."""
    if value is None:
        return "not measured"
    return "100 %" if value >= 1 else "<1 %" if 0 < value < 0.01 else f"{min(99, round(value * 100))} %"


def found(text: str) -> str:
    """Return in words what the evidence of a pair holds, as `pairs` has it."""
    said = _read(text)
    rule = said.get("rule", "")
    if rule in _WHOLE:
        return _WHOLE[rule]
    if rule == "words":
        quoted = f", {said['quoted_words']} more in quotations" if said.get("quoted_words") else ""
        return f"{said.get('words')} words in common, {said.get('run_words')} in a run{quoted}"
    if rule == "sentences":
        return f"{said.get('links')} sentences say the same, {said.get('close_links')} closely"
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in said.items()) or "no evidence is recorded"


def _read(text: str) -> Mapping[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {"evidence": text}
    return said if isinstance(said, dict) else {"evidence": said}


def briefly(row: Row) -> str:
    """Return the evidence and the cue of a relation in as few words as a table has room for."""
    said = _read(row["evidence"])
    counts = {
        "words": f"{said.get('words')} words, {said.get('run_words')} in a run",
        "sentences": f"{said.get('links')} sentences, {said.get('close_links')} closely",
    }
    numbers = counts.get(said.get("rule", ""), said.get("rule", ""))
    cue = row["cue"].replace("_", " ")
    return f"{numbers}; {cue} ({share(row['confidence'])})" if row["direction"] == "known" else f"{numbers}; {cue}"


def direction(row: Row) -> str:
    """Return in words who had it first, and what says so."""
    if row["direction"] != "known":
        return f"who had it first is unknown: {in_words(row['cue'])}"
    return f"{CUES.get(row['cue']) or in_words(row['cue'])} ({share(row['confidence'])} sure)"
