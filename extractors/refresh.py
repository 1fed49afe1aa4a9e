"""Pages that are nothing but a hop to another one: `<meta http-equiv="refresh">`, as the HTML standard reads it."""

import html
import re
from collections.abc import Iterator

from yarl import URL

from . import charsets, urls
from .errors import DropError

BEGINNING_BYTES = 65_536  # of a page; a hop says so before anything else
LONGEST_DELAY_S = 5  # whoever lets a reader wait longer has given him something to read

# All that a refresh cannot do without; letters of its name may be written as entities, which begin with `&`.
_SIGNS = re.compile(rb"http-equiv\s*+=\s*+[\"']?+\s*+(?:refresh|[^\s\"'>]{0,40}&)")
# As people write it, in small letters, Capitals or CAPITALS; looking for every other spelling costs ten times as much.
_SMALL, _CAPITAL = b"quiv", b"QUIV"
# Attributes as tokenizers take them: a quotation mark counts only where a value begins; at the end of the page
# everything is closed. Possessive, so that no page makes it look at anything twice.
_VALUE = r"\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"?+|'(?P<single>[^']*+)'?+|(?P<bare>[^\s>]*+))"
_ATTRIBUTE = re.compile(rf"(?P<name>[^\s/>][^\s/>=]*+)(?:{_VALUE})?+")
_TOKEN = re.compile(
    r"<!--(?:-?>|[\s\S]*?(?:--!?>|\Z))"
    r"|<(?P<slash>/?)(?P<tag>[a-z][^\s/>]*+)(?P<attributes>(?:[\s/]++|"
    + re.sub(r"\(\?P<\w+>", "(?:", rf"[^\s/>][^\s/>=]*+(?:{_VALUE})?+")
    + r")*+)>?+",
    re.IGNORECASE,
)
# What stands in these is text, or is not for readers whose browser runs scripts.
_UNREAD = "script|style|noscript|title|textarea|xmp|iframe|noembed|noframes"
_END_OF = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _UNREAD.split("|")}
_REFRESH = re.compile(
    r"[\t\n\f\r ]*+(?P<delay_s>[0-9]*+)(?P<fraction>[0-9.]*+)"
    r"(?:[\t\n\f\r ]*+[;,]|(?=[\t\n\f\r ])|\Z)[\t\n\f\r ]*+"
    r"(?:url[\t\n\f\r ]*+=[\t\n\f\r ]*+)?+(?P<target>[\s\S]*)",
    re.IGNORECASE,
)
_LINE_BREAKS = str.maketrans("", "", "\t\n\r")


def target(body: bytes, content_type: str, base_url: str) -> str | None:
    """Return the address, ready to be asked for, to which a page sends its reader at once; None when it does not.

    None also for a page that is only to be loaded again, and for what is no address of the web. Only the beginning of
    the page counts, and nothing in comments, scripts, templates and <noscript>.
    """
    beginning = body[:BEGINNING_BYTES]
    if not _may_refresh(beginning) or "html" not in (content_type.lower() or "html"):
        return None
    base = written = None
    for tag, attributes in _tags(charsets.text(beginning, content_type)):
        if tag == "base" and base is None:
            base = attributes.get("href")
        if tag == "meta" and attributes.get("http-equiv", "").strip().lower() == "refresh":
            written = _written(attributes.get("content", ""))
            if written is not None:
                break
    return _address(written, base or "", base_url) if written else None


def _may_refresh(beginning: bytes) -> bool:
    """Look for the signs of a refresh in every encoding at once: it costs microseconds, and most pages have none."""
    plain = beginning.replace(b"\0", b"") if b"\0" in beginning else beginning
    if _SMALL not in plain and not (b"Q" in plain and _CAPITAL in plain):  # one letter is found at once
        return False
    return _SIGNS.search(plain.lower()) is not None


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes of each start tag that a browser with scripts takes for one."""
    place, templates = 0, 0
    while found := _TOKEN.search(text, place):
        place, tag = found.end(), (found["tag"] or "").lower()
        if tag == "template":
            templates = max(templates + (-1 if found["slash"] else 1), 0)
        elif tag in _END_OF and not found["slash"]:
            end = _END_OF[tag].search(text, place)
            place = end.end() if end else len(text)
        elif tag and not found["slash"] and not templates:
            yield tag, _attributes(found["attributes"]) if tag in ("meta", "base") else {}


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; of two with one name the first counts."""
    read: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text):
        value = found["double"] or found["single"] or found["bare"] or ""
        read.setdefault(found["name"].lower(), html.unescape(value))
    return read


def _written(content: str) -> str | None:
    """Return the address in a refresh as it stands there, "" for a reload; None where there is no refresh at all."""
    found = _REFRESH.match(content)
    if found is None or not (found["delay_s"] or found["fraction"].startswith(".")):
        return None
    digits = found["delay_s"].lstrip("0")
    if len(digits) > 1 or int(digits or 0) > LONGEST_DELAY_S:
        return ""
    written = found["target"]
    quote = written[:1]
    return written[1:].partition(quote)[0] if quote in ("'", '"') else written


def _address(written: str, base: str, at: str) -> str | None:
    try:
        address = URL(at).join(URL(_unbroken(base))).join(URL(_unbroken(written)))
        address = address.with_user(None).with_fragment(None)
    except ValueError:  # no address at all
        return None
    return str(address) if address.scheme in urls.DEFAULT_PORTS and not _is_same(str(address), at) else None


def _is_same(address: str, at: str) -> bool:
    try:
        return urls.canonical(address) == urls.canonical(at)
    except DropError:  # what nobody can ask for is refused where it is asked for, as after a redirect
        return False


def _unbroken(written: str) -> str:
    """Return an address without what browsers take out of it before they read it."""
    return written.translate(_LINE_BREAKS).strip("".join(map(chr, range(33))))
