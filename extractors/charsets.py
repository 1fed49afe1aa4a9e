"""The bytes of a page as text, whatever its alphabet; and bytes that are text in none."""

import codecs
import re
from collections.abc import Iterator

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5
from trafilatura.utils import detect_encoding as encodings_by_frequency

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read when a page names the smaller one of two. Where Python has that in two parts, both are tried.
_SUPERSETS = {
    "gbk": ("gb18030",),
    "gb2312": ("gb18030",),
    "shift_jis": ("cp932",),
    "euc_kr": ("cp949",),
    "big5": ("big5hkscs", "cp950"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "iso8859-11": ("cp874",),
}
# What pages call themselves that the list of browsers lacks, or that they refuse.
_OTHER_NAMES = {
    "x-mac-cyrillic": "mac_cyrillic",
    "cp936": "gbk",
    "cp949": "cp949",
    "ms949": "cp949",
    "cp932": "cp932",
    "cp950": "big5",
    "hz-gb-2312": "hz",
}
_TO_KANJI = re.compile(rb"\x1b\$[@B]")  # the escape of ISO-2022-JP, which is ASCII to the eye
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|p|div|article|title|meta)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_HEAD_BYTES = 4096  # in which a page names its encoding; browsers look through 1,024
_WIDE = re.compile(r"charset\s*=\s*[\"']?\s*(utf-?(?:16|32)(?:-?[bl]e)?)\b", re.IGNORECASE)
_CONTROLS = bytes({*range(32), 0x7F} - {*b"\t\n\f\r\x1b"})  # ISO-2022 changes its alphabet by escapes
_MOST_CONTROLS = 0.05  # of a page's bytes; it is 0.11 of random ones
# ASCII, and signs that all code pages of Windows have in the same place: too few to guess by.
_PLAIN = bytes(range(0x80)) + "€‚„…‹›‘’“”•–—™\N{NO-BREAK SPACE}§©«®°·»".encode("cp1252")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
# Of the characters beyond ASCII so many may be broken. Nothing else is by chance UTF-8 in half of its characters;
# what is in another encoding than stated mostly breaks in more than one character of fifty.
_MOST_BROKEN_UTF_8 = 0.5
_MOST_BROKEN = 0.02


def text(body: bytes, content_type: str) -> str:
    """Return a body as text: byte order mark, then UTF-8 if it is that, then header, then <meta>, then a guess.

    What is broken in it becomes U+FFFD.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    wide = _wide(body, content_type)
    if wide:
        return body.decode(wide, "replace")
    candidates = []
    for encoding in _encodings(body, content_type):
        candidates.append(encoding)
        decoded = _decoded(body, encoding)
        if decoded is not None:
            return decoded
    return body.decode(next(iter(candidates[1:2]), "utf-8"), "replace")


def _encodings(body: bytes, content_type: str) -> Iterator[str]:
    """Yield encodings, the most credible first."""
    if b"\x1b" in body and _TO_KANJI.search(body):
        yield "iso2022_jp"
    if not body.isascii():
        yield "utf-8"
    yield from _stated(body, content_type)
    if not body.translate(None, _PLAIN):
        yield "cp1252"
    yield detect_encoding(body, html5_compatible=True) or "utf-8"
    yield from encodings_by_frequency(body)


def _stated(body: bytes, content_type: str) -> Iterator[str]:
    head = _COMMENT.sub(b"", body[:_HEAD_BYTES])
    labels = [match.group(1) for match in (_CHARSET.search(content_type),) if match]
    labels += [match.group(1).decode("ascii", "replace") for match in _DECLARED.finditer(head)]
    for label in labels:
        encoding = map_encoding_to_html5(label, fallback_utf8=False) or _OTHER_NAMES.get(label.lower())
        if encoding and not encoding.startswith("utf-16"):  # read so far, the label was in ASCII
            yield encoding


def is_binary(body: bytes, content_type: str) -> bool:
    """Say whether bytes are text in no encoding; some honest page has a stray NUL in its markup."""
    if body.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS[1:])) or _wide(body, content_type):
        return False
    controls = len(body) - len(body.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(body) or (b"\0" in body and not _MARKUP.search(body[:100_000]))


def _wide(body: bytes, content_type: str) -> str | None:
    """Return the UTF-16 or UTF-32 that a body without a byte order mark is in."""
    beginning = body[:100]
    nuls = beginning.count(b"\0")
    stated = _WIDE.search(content_type)
    if not (stated and b"\0" in body) and not (b"<\0" in beginning and nuls > len(beginning) // 3):
        return None
    if stated and stated.group(1).lower().endswith("e"):  # -le or -be
        return stated.group(1)
    width = "utf-32" if nuls > len(beginning) * 0.6 else "utf-16"
    return f"{width}-be" if beginning.startswith(b"\0") else f"{width}-le"


def _decoded(body: bytes, encoding: str) -> str | None:
    """Return the decoded body; None if it is not in that encoding. A character cut at the end is no error."""
    encodings = _SUPERSETS.get(encoding, (encoding,))
    for one in encodings:
        try:
            return codecs.getincrementaldecoder(one)().decode(body, final=False)
        except (UnicodeError, LookupError):
            continue
    return _mended(body, encodings[0])


def _mended(body: bytes, encoding: str) -> str | None:
    """Return the decoded body if little in it is broken, and None otherwise."""
    try:
        decoded = codecs.getincrementaldecoder(encoding)("replace").decode(body, final=False)
    except (UnicodeError, LookupError):  # UTF-16 without its mark cannot be mended
        return None
    broken = decoded.count(_REPLACED)
    beyond_ascii = len(decoded) - len(decoded.encode("ascii", "ignore"))
    most = _MOST_BROKEN_UTF_8 * beyond_ascii if encoding == "utf-8" else max(1, _MOST_BROKEN * beyond_ascii)
    return decoded if broken <= most else None
