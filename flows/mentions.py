"""A text -> the addresses and the outlets that it names."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tld import get_tld

from extractors import mastheads
from extractors.direction import is_named
from extractors.errors import DropError
from extractors.urls import canonical, host, registered_domain

# A whole address, or a host as people write it: news.example.org, example.com/2024, пример.рф. Where words aren't
# parted, a host in Latin letters may touch them, and one in their own needs its scheme.
_LETTER = r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_PATH = r"[^\s<>\"“”«»「」『』()（）\[\]【】，。、]*"
_ADDRESS = re.compile(
    rf"https?://{_PATH}"
    r"|(?:(?<![a-z0-9@./_-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![a-z0-9@]|\.[a-z0-9])"
    rf"|(?<![\w@./-])(?:{_LETTER}+(?:-+{_LETTER}+)*\.)+{_LETTER}{{2,24}}(?![\w@]|\.\w))"
    rf"(?:/{_PATH})?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[^:：]{1,30}[:：]\s*(?P<name>[^\n.。|]{2,60})")
_NAME = re.compile(r"(?<![.!?]\s)(?<=\s)[^\W\d_a-zß-öø-ÿа-яё][\w’'-]+(?: [^\W\d_a-zß-öø-ÿа-яё][\w’'-]+)*")
_ENDS = ".,;:!?…'’"
_MOST_WORDS = 6  # of an outlet's name
_QUOTED = re.compile(r"[«“„「『《]\s*(?P<name>[^«»“”„「」『』《》]{2,60}?)\s*[»”“」』》]")
_SIGNED = re.compile(r"[(（](?P<name>[^()（）]{2,60})[)）]\W*$")  # behind the place of an agency's report
_FEW = 2  # words: a sign, or a name by itself
_SHORT = 4  # letters; a shorter name must be spelled as it is


def addresses(text: str, hosts: Iterable[str]) -> list[str]:
    """Return the addresses that stand in a text, in order; a bare host counts if it is among `hosts`, or may exist."""
    known = set(hosts)
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(text):
        written = match.group().rstrip(_ENDS)
        stated = "://" in written
        try:
            address = canonical(written if stated else f"https://{written}")
            if stated or registered_domain(address) in known or _may_exist(written, address):
                found[address] = None
        except DropError:  # it only looked like one
            continue
    return list(found)


def _may_exist(written: str, address: str) -> bool:
    """Say whether a host ends as hosts do; "end.It" is two sentences without a space."""
    spelled = written.partition("/")[0]
    return spelled == spelled.lower() and get_tld(f"https://{host(address)}", fail_silently=True) is not None


def outlets(line: str, held: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (domain, name) of the outlets that a credit line names: those `held` (domain: name), and known ones."""
    found = {domain: name for domain, name in held.items() if is_named(line, domain, name)}
    whole = [name.casefold() for name in found.values()]
    for row, name in _known(line):
        if not any(name.casefold() in longer and name.casefold() != longer for longer in whole):
            found.setdefault(row.outlet, row.name)
    return list(found.items())


def names(line: str) -> list[str]:
    """Return the names of a credit line, likeliest first.

    They stand in quotation marks, behind a colon, in brackets at its end, or begin with a capital inside a sentence.
    """
    for pattern in (_QUOTED, _LABELLED, _SIGNED):
        found = pattern.search(line)
        if found and len(found["name"].split()) <= _MOST_WORDS:
            return [found["name"].strip()]
    if len(line.split()) <= _FEW:
        return [line]
    return [match.group() for match in _NAME.finditer(line)] or [line]


def _known(line: str) -> Iterator[tuple[mastheads.Masthead, str]]:
    """Yield known outlets with the words that name them."""
    words = re.findall(r"[\w.’'-]+", line)
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            name = " ".join(words[start:end]).strip(".’'-")
            row = mastheads.called(name) if name else None
            spelled = len(name) >= _SHORT and (name != name.lower() or name == name.upper())  # "journal" is a word
            if row is not None and (spelled or name in (row.name, *row.also)):
                yield row, name
