"""Articles -> their English readings: what waits is asked of the engines, and whatever they say stays in the memory."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, chain
from pathlib import Path

from extractors import engines as engine_files
from extractors.chain import without_engine
from extractors.errors import UseError, meant, shown
from extractors.plugins import Engine, load
from extractors.protection import NO_TERMS, glossary_version, terms
from extractors.quality import FLAGS
from extractors.translate import Breaker, engines_named

from . import sentences, staging
from .dataset import WORK, Dataset, Row, sql_text
from .progress import say
from .road import Run, parts
from .sentences import DOUBTED, GIST, TARGET, Translated

SEGMENTS_A_BATCH = 400
ROWS_AT_ONCE = 10_000

Chain = tuple[Engine, ...]


@dataclass(slots=True)
class _Tally:
    """What all batches of a run came to."""

    counts: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    sent_chars: int = 0

    def add(self, done: Translated) -> None:
        self.counts.update(done.counts)
        self.flags.update(done.flags)
        self.sent_chars += done.sent_chars


def translate_articles(run: Run, again: Sequence[str] = ()) -> int:
    """Translate every sentence that waits for English, as far as the budget goes; return how many were worked off.

    `again` are engines and flags: readings that bear them are made once more, by engines that have not made them yet.
    """
    check_names(run.dataset, again)
    note_terms(run)
    engines = tuple(one.offline() if run.offline else one for one in engines_named(run.incident.engines))
    first, beyond = _waiting(run, engines)
    left_chars = 0 if beyond else run.incident.budget_chars - _chars(row for row, _ in first)
    second, beyond_again = _again(run, engines, again, left_chars)
    tally = _Tally()
    for done in run.run_batches("translate", _calls(run, [*first, *second])):
        run.merge(*done.paths)
        tally.add(done)
    put_together(run)
    worked_off = len(first) + len(second)
    if worked_off or beyond or beyond_again:
        chars = _chars(row for row, _ in [*first, *second])
        say(_summary(tally, worked_off, chars), failed=["budget"] * (beyond + beyond_again))
    return worked_off


def check_again(folder: Path, names: Sequence[str]) -> None:
    """Return when the translations of a dataset may be made again by these names; UseError lists those there are."""
    path = folder / WORK
    with Dataset(path if path.exists() else ":memory:") as dataset:
        check_names(dataset, names)


def check_names(dataset: Dataset, names: Sequence[str]) -> None:
    """Return when each of the names is an engine or a flag; UseError lists those of the translations."""
    if not names:
        return
    held: dict[str, list[str]] = {}
    for kind, name in dataset.run("pending/remembered"):
        held.setdefault(kind, []).append(name)
    known = {*chain.from_iterable(held.values()), *load(engine_files, Engine), *FLAGS}
    for name in names:
        if name not in known:
            there = "; ".join(f"{kind}s {', '.join(names)}" for kind, names in held.items()) or "no translations yet"
            raise UseError(
                f"--translate-again {shown(name)}{meant(name, known)}: expected an engine or a flag of the dataset's"
                f" translations: {there}"
            )


def note_terms(run: Run) -> None:
    """Note which sentences hold names and terms of the incident as it is now: translations made with others wait."""
    incident = run.incident
    sources = [source for (source,) in run.dataset.run("pending/sources")]
    said = {source: terms(incident.names, incident.glossary, source) for source in sources}
    rows: list[Row] = []
    speaking = [source for source, some in said.items() if some != NO_TERMS]
    found = run.dataset.connection.execute(sql_text("pending/sentences"), {"sources": speaking})
    while some := found.fetchmany(ROWS_AT_ONCE):
        for segment_sha256, source, original in some:
            if version := glossary_version(original, said[source]):
                rows.append({"segment_sha256": segment_sha256, "source": source, "glossary_version": version})
    run.dataset.run("derive/no_terms")
    run.dataset.load("load/terms", staging.table(rows, "terms"))


def put_together(run: Run) -> None:
    """Make the English reading of every article anew from those of its sentences."""
    run.dataset.connection.execute(sql_text("derive/english"))


def _waiting(run: Run, engines: Chain) -> tuple[list[tuple[Row, Chain]], int]:
    """Return the sentences that wait, with the engines to be asked, and how many are beyond the budget."""
    if not engines:
        return [(row, engines) for row in run.dataset.rows("pending/untold")], 0
    sources = [
        source
        for (source,) in run.dataset.run("pending/sources")
        if any(engine.supports(source, TARGET) for engine in engines)
    ]
    queue = {"sources": sources, "budget_chars": run.incident.budget_chars}
    ((waiting,),) = run.dataset.run("pending/waiting")
    rows = run.dataset.rows("pending/translate", **queue) if waiting else []
    if beyond := waiting - len(rows):
        run.dataset.run("load/beyond_characters", **queue)
    return [(row, engines) for row in rows], beyond


def _again(run: Run, engines: Chain, names: Sequence[str], budget_chars: int) -> tuple[list[tuple[Row, Chain]], int]:
    """Return the sentences to be translated once more, with the engines that may, and how many are beyond the budget.

    Those that no other engine of the chain can do are only told of.
    """
    if not names:
        return [], 0
    found = run.dataset.rows("pending/translate_again", names=list(names))
    able = [(row, others) for row in found if (others := _others(row, engines))]
    lengths = accumulate(len(row["original"]) for row, _ in able)
    chosen = [item for item, chars in zip(able, lengths, strict=True) if chars <= budget_chars]
    held = f"{len(found)} sentences" if found else "nothing to do, no reading is theirs"
    stuck = f"; no other engine of the chain can do {len(found) - len(able)}" if len(able) < len(found) else ""
    say(f"translate again {', '.join(names)}: {held}{stuck}")
    return chosen, len(able) - len(chosen)


def _others(row: Row, engines: Chain) -> Chain:
    """Return the engines that can translate a sentence and have made no reading of it with the terms of today."""
    source = row["source"]
    if without_engine(row["original"], source, TARGET) is not None:
        return ()
    made = set(row["made"])
    able = (engine for engine in engines if engine.supports(source, TARGET))
    return tuple(engine for engine in able if (engine.name, engine.version_of(source, TARGET)) not in made)


def _calls(run: Run, rows: Sequence[tuple[Row, Chain]]) -> Iterator[tuple[str, Callable[[], Translated]]]:
    """Yield the batches: of sentences in one language for the same engines."""
    incident, breaker = run.incident, Breaker()
    groups: defaultdict[tuple[str, Chain], list[Row]] = defaultdict(list)
    for row, engines in rows:
        groups[row["source"], engines].append(row)
    for (source, engines), some in groups.items():
        said = terms(incident.names, incident.glossary, source)
        for part in parts(some, SEGMENTS_A_BATCH):
            call = partial(sentences.translate_segments, part, source, engines, said, breaker, run.staging, run.stop)
            yield f"{source} · {len(part)} sentences", call


def _chars(rows: Iterator[Row]) -> int:
    return sum(len(row["original"]) for row in rows)


def _summary(tally: _Tally, total: int, chars: int) -> str:
    """Return in a line who translated how much, how much of it is in doubt, and what it took."""
    said = ", ".join(f"{count} {name}" for name, count in tally.counts.most_common()) or "nothing"
    made = sum(tally.counts.values()) - tally.counts["none"] - tally.counts[sentences.UNTRANSLATED]
    doubts = ""
    if made:
        shares = _shares({name: count for name, count in tally.flags.items() if name not in (DOUBTED, GIST)}, made)
        doubts = f"; flagged {tally.flags[DOUBTED] / made:.0%}{shares and ': '}{shares}"
        doubts += f"; gist only {tally.flags[GIST] / made:.0%}" if tally.flags[GIST] else ""
    return f"translate: {total} sentences: {said}{doubts}; {chars} characters, {tally.sent_chars} sent to engines"


def _shares(counts: Mapping[str, int], of: int) -> str:
    return ", ".join(f"{name} {count / of:.1%}" for name, count in Counter(counts).most_common())
