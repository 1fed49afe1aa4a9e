"""Removes an article or a whole domain from datasets, for good.

First its records leave the archive, then its rows the tables; then all that was made of them is made anew without them
and published; and last the working file is written into a new one, for DuckDB keeps what it deletes in free blocks.
Until the rows go, the dataset knows all addresses that led there: whoever is killed on the way may begin again.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from extractors import mastheads, urls, warc, withdrawal
from extractors.errors import DropError, StopError, UseError, shown
from extractors.forgotten import Forgotten, key
from extractors.records import Incident

from . import differences, forgotten, lock, manifest
from .addresses import forms
from .dataset import WORK, Dataset, Row, Snapshot
from .incident import INCIDENTS, read_incident
from .names import language_name
from .progress import singular
from .publishing import PARQUET, SNAPSHOT
from .relate import relate
from .report import page
from .show import Form, show

OUT_OF_REACH = (
    "not reached: earlier exports and bundles, copies of the archive in other places, backups and snapshots of the file"
    " system; and what articles of others say of it or link to is theirs"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for."""

    said: str
    domain: str | None = None  # with all hosts below it; None: an address

    def meant(self, dataset: Dataset) -> list[Row]:
        """Return url and is_article of all that a dataset holds of it, and of all that leads there."""
        if self.domain is None:
            named = [url for (url,) in dataset.run("forget/meant", forms=forms(self.said))]
        else:
            below = Forgotten({}, frozenset((self.domain,)))
            named = [url for (url,) in dataset.run("forget/addresses") if below.holds(url)]
        return dataset.rows("forget/led_to", urls=named) if named else []

    def entry(self, found: Sequence[Row], today: date) -> Row:
        """Return the row of core.forgotten."""
        if self.domain is not None:
            below = Forgotten({}, frozenset((self.domain,)))
            others = {key(row["url"]) for row in found if not below.holds(row["url"])}
            return {"what": self.domain, "kind": "domain", "forgotten_on": today, "addresses_sha256": sorted(others)}
        what = next((row["url"] for row in found if row["is_article"]), found[0]["url"] if found else _plain(self.said))
        keys = {key(row["url"]) for row in found} | {key(what), key(_plain(self.said))}
        return {"what": what, "kind": "address", "forgotten_on": today, "addresses_sha256": sorted(keys)}


def _plain(said: str) -> str:
    try:
        return urls.canonical(said)
    except DropError as error:
        raise UseError(f"{shown(said)}: expected an address: {error.detail}") from error


def request(said: str) -> Request:
    """Return what an argument asks for; UseError when it is neither an address nor a domain."""
    given = said.strip()
    if "/" in given or given.startswith("file:"):
        return Request(given if "://" in given or given.startswith("file:") else f"https://{given}")
    try:
        domain = urls.host(f"https://{given}").removeprefix("www.")
        if urls.registered_domain(f"https://below.{domain}") == f"below.{domain}":
            raise UseError(f"{shown(given)}: many owners register their domains below it: name one of them")
    except DropError as error:
        raise UseError(f"{shown(given)}: expected an address, or a domain such as paper.example") from error
    if not domain:
        raise UseError(f"{shown(given)}: expected an address, or a domain such as paper.example")
    return Request(given, domain)


def forget(said: str, incident: str | None, output: Path, *, yes: bool, form: Form = Form.TABLE) -> None:
    """Remove it from every dataset that has it, or from one; StopError when none has it or one is held by a run."""
    asked = request(said)
    found = {folder: counts for folder in _folders(incident, output) if (counts := _counts(folder, asked, incident))}
    if not found:
        raise StopError(
            f"no dataset below {output} has {asked.said}: name one with --incident to keep it out all the same"
        )
    for folder, counts in found.items():
        _say(f"{folder.name}: {counts}")
    _confirm(f"Forget {asked.said} for good?", yes=yes)
    for folder in found:
        with lock.alone(folder), Dataset(folder / WORK) as dataset:
            _forget(dataset, folder, asked)
        _say(f"{folder.name}: forgotten{_named_by_files(folder, asked)}")
    _say(OUT_OF_REACH)
    _show_done([(folder.name, asked.said, counts, "forgotten") for folder, counts in found.items()], form)


def undo(said: str, incident: str | None, output: Path, *, yes: bool, form: Form = Form.TABLE) -> None:
    """Let later runs ask for it again; UseError when no dataset has forgotten it."""
    asked = request(said)
    found: list[tuple[Path, str]] = []
    for folder in _folders(incident, output):
        with lock.alone(folder), Dataset(folder / WORK) as dataset:
            known = forgotten.remembered(dataset)
            names = {asked.domain} & known.domains if asked.domain else map(known.addresses.get, map(key, forms(said)))
            found += [(folder, name) for name in sorted(set(filter(None, names)))]
    if not found:
        raise UseError(f"nothing below {output} has forgotten {asked.said}: `retold forget --list` shows what has been")
    for folder, name in found:
        _say(f"{folder.name}: {name}")
    _confirm("Let the next run ask for it again?", yes=yes)
    for folder, name in found:
        with lock.alone(folder), Dataset(folder / WORK) as dataset:
            _undo(dataset, name)
            _publish(dataset, folder)
        _say(f"{folder.name}: the next run may fetch it again")
    _show_done([(folder.name, name, "", "allowed again") for folder, name in found], form)


def _show_done(rows: Sequence[tuple[str, str, str, str]], form: Form) -> None:
    """Write what has been done to standard output, for programs; people have read it already."""
    if form is not Form.TABLE:
        show(("incident", "what", "had", "done"), rows, form)


def show_forgotten(incident: str | None, output: Path, form: Form) -> None:
    """List what datasets keep out, and since when."""
    rows = []
    for folder in _folders(incident, output):
        with suppress(StopError):  # published before this was recorded, or not yet
            held = Snapshot(folder / SNAPSHOT).rows("forget/remembered")
            rows += [(folder.name, row["what"], row["kind"], row["forgotten_on"]) for row in held]
    show(("incident", "what", "kind", "forgotten_on"), rows, form)


def _folders(incident: str | None, output: Path) -> list[Path]:
    if incident is None:
        return sorted(path.parent for path in output.glob(f"*/{WORK}"))
    if not (output / incident / WORK).is_file():
        raise UseError(f"{output / incident} holds no {WORK}: `retold cover` makes it, of an archive, too")
    return [output / incident]


def _counts(folder: Path, asked: Request, incident: str | None) -> str:
    """Return in words what a dataset has of it; empty when nothing, and nobody has named the dataset."""
    with lock.alone(folder), Dataset(folder / WORK) as dataset:
        found = asked.meant(dataset)
        known = forgotten.remembered(dataset)
        if found and not all(known.holds(row["url"]) for row in found):
            (counts,) = dataset.rows("forget/counts", urls=[row["url"] for row in found])
            return ", ".join(singular(f"{count} {name}") for name, count in counts.items())
        before = asked.domain in known.domains if asked.domain else any(map(known.holds, forms(asked.said)))
        if before or found:
            return "forgotten before; whatever is left goes now"
        return "nothing of it, and none will come in" if incident is not None else ""


def _confirm(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise UseError("it asks before it acts, and nobody can answer here: give --yes")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise StopError("nothing was changed")


def _forget(dataset: Dataset, folder: Path, asked: Request) -> None:
    """Do it, or end what was begun."""
    archive = folder / "archive"
    _clear_halves(folder)
    warc.recover(archive)
    forgotten.merge_left_over(dataset, folder / "staging")
    found = asked.meant(dataset)
    entry = asked.entry(found, datetime.now(UTC).date())
    left_out = _withdraw(dataset, archive, found, entry)
    _delete(dataset, found, entry, left_out.blank)
    _make_anew(dataset, folder)
    _publish(dataset, folder)
    _compact(dataset, folder / WORK)


def _clear_halves(folder: Path) -> None:
    """Remove what writers that were killed have left half done."""
    for path in [*folder.glob("*.unfinished*"), *folder.glob("*/*.unfinished*")]:
        if path.is_file():
            path.unlink()


def _withdraw(dataset: Dataset, archive: Path, found: Sequence[Row], entry: Row) -> withdrawal.Withdrawal:
    named = {row["url"] for row in found}
    known = Forgotten(
        dict.fromkeys(entry["addresses_sha256"], str(entry["what"])),
        frozenset({str(entry["what"])} if entry["kind"] == "domain" else ()),
    )
    texts = forgotten.mentions(dataset, more=(*named, entry["what"]))
    left_out = withdrawal.plan(archive, lambda url: url in named or known.holds(url), texts)
    left_out.carry_out()
    return left_out


def _delete(dataset: Dataset, found: Sequence[Row], entry: Row, places: Sequence[withdrawal.Place]) -> None:
    """Delete the rows, those of others that lie in the same place of the archive included, and remember what it was."""
    dataset.load("forget/remember", pa.Table.from_pylist([entry], forgotten.ENTRIES))
    dataset.load("forget/rows", pa.Table.from_pylist(list(found), forgotten.URLS))
    forgotten.load_places(dataset, places)
    forgotten.heed(dataset)


def _make_anew(dataset: Dataset, folder: Path) -> None:
    """Relate the articles that are left, as a run would, and delete what then belongs to none."""
    incident = _incident(folder)
    relate(
        dataset,
        began=incident.began if incident else None,
        overrides=incident.overrides if incident else None,
    )
    differences.compare(dataset)
    with dataset.transaction():
        dataset.run("forget/unused")


def _incident(folder: Path) -> Incident | None:
    """Return the incident as it was published with the dataset; None when no file of it is to be had."""
    for path in (folder / f"{folder.name}.toml", INCIDENTS / f"{folder.name}.toml"):
        with suppress(StopError):
            return read_incident(path, folder.name, asks=False)
    return None


def _publish(dataset: Dataset, folder: Path) -> None:
    names = [{"language": tag, "name": language_name(tag)} for (tag,) in dataset.run("pending/languages")]
    dataset.load("load/languages", names)
    dataset.load("load/outlets", mastheads.rows())
    dataset.publish(folder)
    for path in _strays(folder):
        path.unlink()
    page.write(folder)  # it quotes what has been forgotten


def _strays(folder: Path) -> Iterator[Path]:
    """Yield Parquet files that an earlier Retold has published and this one does not."""
    new = manifest.read(folder)
    named = set(new["files"]) if new else set()
    return (path for path in (folder / PARQUET).glob("*.parquet") if f"{PARQUET}/{path.name}" not in named)


def _compact(dataset: Dataset, path: Path) -> None:
    """Put a working file in place that holds nothing but what is in the tables."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        dataset.connection.execute("CHECKPOINT work")
        dataset.run("forget/compact", path=str(unfinished))
        dataset.run("forget/fill_compacted")
        unfinished.replace(path)  # while the old one is still held: nobody can open it in between
    finally:
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(f"{unfinished.name}.wal").unlink(missing_ok=True)


def _undo(dataset: Dataset, name: str) -> None:
    others = forgotten.remembered(dataset, but=name)
    again = [{"url": url} for (url,) in dataset.run("forget/kept_out") if not others.holds(url)]
    dataset.load("forget/links_again", pa.Table.from_pylist(again, forgotten.URLS))
    dataset.run("forget/undo", what=name)


def _named_by_files(folder: Path, asked: Request) -> str:
    """Return which files of the editor still name it, to be put behind a line; empty when none does."""
    wanted = asked.domain or asked.said.partition("://")[2]
    files = [path.name for path in sorted(folder.glob("*.toml")) if wanted in path.read_text("utf-8", "replace")]
    return f"; {', '.join(files)} still names it, and so does the file that it was copied from" if files else ""


def _say(line: str) -> None:
    with suppress(OSError):  # nobody reads it any more
        print(line, file=sys.stderr)
