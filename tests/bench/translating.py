"""How near Apertium's English comes to English that people wrote, through Retold and plainly; what is kept; how fast.

    make bench-translating DATA=FOLDER
    python -m tests.bench.translating FOLDER [--sentences 12] [--show 10]

FOLDER holds articles.jsonl, {"url", "language", "title", "text"}, and gold_pairs.jsonl, {"a", "b", "kind", "expect"} and
where known "class": documents are the articles in a language that Apertium translates well that are a translation
("class" translation, or without classes "kind" translated_copy) of an English one, which is their reference.

chrF (sacrebleu, chrF2) is of whole documents, title and text. Retold: `translate_texts` with Apertium alone, and with the
names that an incident would protect. Plainly: the same sentences in one batch of the command-line tool, `apertium -u`.
Protected names are found by rule, since no incident names them: two or more capitalised words in a row, of two letters
and more, that stand in a document and letter by letter in its English original; of a language's documents together, as
an incident has one list. Names, and addresses, @names and hashtags, are counted in the original and in the English.
One process a sentence is timed on a few sentences, evenly spread, and so is a batch of the same; the rate of a batch
is that of all. The last line holds the figures as key=value. Exit status 2: the data or this machine cannot be used.
"""

import argparse
import logging
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sacrebleu

from extractors.apertiumroutes import GOOD, ROUTES
from extractors.chain import Breaker, Outcome
from extractors.engines import apertium
from extractors.errors import UseError
from extractors.protection import NO_TERMS, Terms, terms
from extractors.text import segments
from extractors.translate import translate_segments, translate_texts
from flows.progress import harmless

from . import goldcopies
from .pairs import Figures, Row
from .reading import print_table, shown, spread

SENTENCES = 12  # that get a process each, a second or two for every one
BAR = 0.3  # of chrF, that Retold may be under plain Apertium
MOST_WORST = 3
NAME = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)+")
ADDRESS = re.compile(r"https?://[^\s<>\"“”«»)]*\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article in another language, and its English original."""

    url: str
    text: str
    english: str
    segments: tuple[tuple[int, str], ...]  # paragraph and sentence


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", default=os.environ.get("DATA", ""), help="or DATA in the environment")
    options.add_argument("--sentences", type=int, default=SENTENCES, help="with a process each (%(default)s)")
    options.add_argument("--show", type=int, default=0, help="sentences shown side by side (%(default)s)")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    try:
        data = goldcopies.load(Path(chosen.folder or " "))
        figures = bench(data, max(1, chosen.sentences), max(0, chosen.show))
    except UseError as error:
        print(f"bench-translating: {harmless(str(error))}", file=sys.stderr)
        return 2
    print(" ".join(f"{name}={value if isinstance(value, str) else shown(value)}" for name, value in figures.items()))
    return 0


def bench(data: goldcopies.Data, sentences: int, most_shown: int) -> dict[str, float | str | None]:
    """Return all figures, after printing them as tables."""
    by_language = documents(data)
    if not by_language:
        raise UseError(f"none of the pairs is a translation from {', '.join(sorted(GOOD))} with an English original")
    if lacking := [language for language in by_language if not apertium.supports(language, "en")]:
        raise UseError(f"Apertium does not translate {' '.join(lacking)}: {apertium.missing()}")
    print(f"chrF2 of sacrebleu {sacrebleu.__version__}, Apertium {apertium.version()}\n")
    figures: dict[str, float | str | None] = {"sacrebleu": sacrebleu.__version__}
    for language, texts in by_language.items():
        found = bench_language(language, texts, sentences, most_shown)
        figures |= {f"{name}_{language}": value for name, value in found.items()}
    return figures


def documents(data: goldcopies.Data) -> dict[str, list[Document]]:
    """Return the translated articles by language."""
    articles = {row["url"]: row for row in data.articles}
    has_classes = any(row.get("class") for row in data.pairs)
    found: dict[str, list[Document]] = {}
    for pair in data.pairs:
        is_whole = pair.get("class") == "translation" if has_classes else pair["kind"] == "translated_copy"
        a, b = articles[pair["a"]], articles[pair["b"]]
        if is_whole and a.get("language") in GOOD and b.get("language") == "en":
            found.setdefault(a["language"], []).append(_document(a, b))
    return dict(sorted(found.items()))


def _document(article: Row, original: Row) -> Document:
    text, english = ("\n".join(filter(None, (row.get("title"), row["text"]))) for row in (article, original))
    parts = tuple((segment.paragraph, segment.text) for segment in segments(text, article["language"]))
    return Document(url=article["url"], text=text, english=english, segments=parts)


def protected_names(texts: Sequence[Document]) -> tuple[str, ...]:
    """Return the names by the rule of this file's docstring."""
    names = {name for text in texts for name in NAME.findall(text.text) if _count(name, text.english)}
    return tuple(sorted(names))


def _count(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def bench_language(language: str, texts: Sequence[Document], sentences: int, most_shown: int) -> Figures:
    names = protected_names(texts)
    held = terms({"*": names}, {}, language)
    ours = {"with names": retold(language, texts, held), "without names": retold(language, texts, NO_TERMS)}
    plainly = plain(language, texts)
    print(f"{language}: {len(texts)} documents, {sum(len(text.segments) for text in texts)} sentences")
    figures = print_chrf(texts, ours, plainly) | print_kept(texts, names, ours["with names"], plainly)
    outcomes = flagged(language, texts, held)
    figures |= print_flags(texts, outcomes)
    print_sentences(language, texts, outcomes, most_shown)
    return figures | print_speed(language, texts, sentences)


def retold(language: str, texts: Sequence[Document], held: Terms) -> list[str]:
    rows = ({"id": text.url, "text": text.text, "language": language} for text in texts)
    return [answer["text"] or "" for answer in translate_texts(rows, [apertium.ENGINE], terms=held)]


def plain(language: str, texts: Sequence[Document]) -> list[str]:
    """Return the documents as one batch of the command-line tool has them."""
    lines = iter(tool(language, [sentence for text in texts for _, sentence in text.segments]))
    made = []
    for text in texts:
        paragraphs: dict[int, list[str]] = {}
        for paragraph, _ in text.segments:
            paragraphs.setdefault(paragraph, []).append(next(lines))
        made.append("\n".join(map(" ".join, paragraphs.values())))
    return made


def tool(language: str, sentences: Sequence[str]) -> list[str]:
    """Return what plain Apertium makes of sentences that it gets at once. Raises UseError when they are not as many."""
    text = "\n\n".join(sentences)
    for mode in ROUTES[language][0]:
        done = subprocess.run(["apertium", "-u", mode], input=text, capture_output=True, encoding="utf-8", check=False)
        text = done.stdout.strip("\n")
    answers = text.split("\n\n")
    if len(answers) != len(sentences):
        raise UseError(f"plain Apertium made {len(answers)} of {len(sentences)} sentences in {language}: {done.stderr}")
    return answers


def chrf(made: Sequence[str], texts: Sequence[Document]) -> float:
    return float(sacrebleu.CHRF().corpus_score(list(made), [[text.english for text in texts]]).score)


def print_chrf(texts: Sequence[Document], ours: Mapping[str, Sequence[str]], plainly: Sequence[str]) -> Figures:
    score = {name: chrf(made, texts) for name, made in ours.items()}
    base = chrf(plainly, texts)
    rows = [["plain", base, None], *([f"Retold, {name}", value, value - base] for name, value in score.items())]
    print_table(["chrF", "", "more"], rows)
    low = [text.url for text, a, b in zip(texts, ours["with names"], plainly, strict=True) if _is_under(a, b, text)]
    print(f"documents whose chrF is under plain Apertium's by more than {BAR}: {len(low)}")
    print("".join(f"  {harmless(url)}\n" for url in low[:MOST_WORST]))
    with_names, without = score.values()
    more = with_names - base
    return {"chrf": with_names, "chrf_without_names": without, "chrf_plain": base, "chrf_more": more, "under": len(low)}


def _is_under(made: str, plainly: str, text: Document) -> bool:
    return chrf([made], [text]) < chrf([plainly], [text]) - BAR


def print_kept(texts: Sequence[Document], names: Sequence[str], made: Sequence[str], plainly: Sequence[str]) -> Figures:
    figures: Figures = {"names": len(names)}
    rows = []
    for what in ("names", "addresses"):
        wanted = [_wanted(text.text, names if what == "names" else None) for text in texts]
        total = sum(one.total() for one in wanted)
        kept, plain_kept = (sum(map(_kept, wanted, side)) for side in (made, plainly))
        rows.append([what, total, kept, plain_kept])
        figures |= {f"{what}_found": total, f"{what}_kept": kept, f"{what}_kept_plain": plain_kept}
        for text, want, english in zip(texts, wanted, made, strict=True):
            for item in want:
                if english.count(item) < want[item]:
                    print(
                        harmless(f"lost: {item} {want[item] - english.count(item)} times of {want[item]} in {text.url}")
                    )
    print_table(["protected", "found", "Retold kept", "plain kept"], rows)
    return figures


def _wanted(text: str, names: Sequence[str] | None) -> Counter[str]:
    if names is None:
        return Counter(ADDRESS.findall(text))
    return Counter({name: times for name in names if (times := _count(name, text))})


def _kept(wanted: Counter[str], english: str) -> int:
    return sum(min(times, english.count(item)) for item, times in wanted.items())


def flagged(language: str, texts: Sequence[Document], held: Terms) -> list[list[Outcome]]:
    """Return what became of each sentence, by document."""
    every = [part for text in texts for _, part in text.segments]
    made = iter(translate_segments(every, language, "en", [apertium.ENGINE], terms=held, breaker=Breaker()))
    return [[next(made) for _ in text.segments] for text in texts]


def print_flags(texts: Sequence[Document], outcomes: Sequence[Sequence[Outcome]]) -> Figures:
    of_sentences = Counter(flag for document in outcomes for outcome in document for flag in outcome.flags)
    of_documents = Counter(flag for document in outcomes for flag in {flag for one in document for flag in one.flags})
    total = sum(map(len, outcomes))
    print_table(
        ["flag", "sentences", "share", "documents", "share"],
        (
            [flag, times, times / total, of_documents[flag], of_documents[flag] / len(texts)]
            for flag, times in sorted(of_sentences.items())
        ),
    )
    shares = [sum(bool(one.flags) for one in document) / max(1, len(document)) for document in outcomes]
    worst = sorted(zip(shares, (text.url for text in texts), strict=True), reverse=True)[:MOST_WORST]
    print("most flagged: " + ", ".join(harmless(f"{url} {share:.0%}") for share, url in worst) + "\n")
    rates = {f"rate_{flag}": times / total for flag, times in sorted(of_sentences.items())}
    any_flag = sum(bool(one.flags) for document in outcomes for one in document) / total
    return {"rate_any": any_flag, "rate_any_worst_document": max(shares)} | rates


def print_sentences(language: str, texts: Sequence[Document], outcomes: Sequence[Sequence[Outcome]], most: int) -> None:
    pairs = [
        (sentence, outcome)
        for text, document in zip(texts, outcomes, strict=True)
        for (_, sentence), outcome in zip(text.segments, document, strict=True)
    ]
    chosen = spread(pairs, most) if most else []
    for (sentence, outcome), plainly in zip(
        chosen, tool(language, [one for one, _ in chosen]) if chosen else (), strict=True
    ):
        for head, line in (("source", sentence), ("plain", plainly), ("Retold", outcome.text or "-")):
            print(harmless(f"{head:7}{line}"))
        print(f"{'flags':7}{' '.join(outcome.flags)}\n")


def print_speed(language: str, texts: Sequence[Document], most: int) -> Figures:
    every = [sentence for text in texts for _, sentence in text.segments]
    few = spread(every, most)
    single_s = sum(_timed(lambda sentence=sentence: tool(language, [sentence])) for sentence in few)
    batch_s = _timed(lambda: apertium.translate(few, language, "en"))
    all_s = _timed(lambda: apertium.translate(every, language, "en"))
    ratio = (len(every) / all_s) / (len(few) / single_s)
    rows = [
        ["a process each", len(few), single_s, len(few) / single_s],
        ["one batch", len(few), batch_s, len(few) / batch_s],
        ["one batch", len(every), all_s, len(every) / all_s],
    ]
    print_table([f"speed, {language}", "sentences", "s", "sentences/s"], rows)
    print(f"{len(few)} in a batch: {single_s / batch_s:.1f} x as fast; all in batches: {ratio:.1f} x\n")
    return {
        "single_per_s": len(few) / single_s,
        "batch_per_s": len(every) / all_s,
        "ratio_same": single_s / batch_s,
        "ratio": ratio,
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
