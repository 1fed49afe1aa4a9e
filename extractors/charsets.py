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
# What browsers read when a page names the smaller one of two.
_SUPERSETS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-11": "cp874",
}
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|p|div|article|title|meta)\b", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_WIDE = re.compile(r"charset\s*=\s*[\"']?\s*(utf-?(?:16|32)(?:-?[bl]e)?)\b", re.IGNORECASE)
_CONTROLS = bytes({*range(32), 0x7F} - {*b"\t\n\f\r\x1b"})  # ISO-2022 changes its alphabet by escapes
_MOST_CONTROLS = 0.05  # of a page's bytes; it is 0.11 of random ones


def text(body: bytes, content_type: str) -> str:
    """Return a body as text: byte order mark, then valid UTF-8, then header, then <meta>, then a guess."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    candidates = []
    for encoding in _encodings(body, content_type):
        candidates.append(encoding)
        decoded = _strictly(body, encoding)
        if decoded is not None:
            return decoded
    return body.decode(next(iter(candidates[1:2]), "utf-8"), "replace")


def _encodings(body: bytes, content_type: str) -> Iterator[str]:
    """Yield encodings, the most credible first."""
    wide = _wide(body, content_type)
    if wide:
        yield wide
    if not body.isascii():  # ISO-2022-JP is ASCII to the eye; bytes beyond ASCII that are valid UTF-8 are UTF-8
        yield "utf-8"
    stated = [match.group(1) for match in (_CHARSET.search(content_type),) if match]
    stated += [match.group(1).decode("ascii", "replace") for match in (_DECLARED.search(body[:4096]),) if match]
    for label in stated:
        encoding = map_encoding_to_html5(label, fallback_utf8=False)
        if encoding and not encoding.startswith("utf-16"):  # read so far, the label was in ASCII
            yield _SUPERSETS.get(encoding, encoding)
    guess = detect_encoding(body, html5_compatible=True) or "utf-8"
    yield _SUPERSETS.get(guess, guess)
    yield from encodings_by_frequency(body)


def is_binary(body: bytes, content_type: str) -> bool:
    """Say whether bytes are text in no encoding; some honest page has a stray NUL in its markup."""
    if body.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS[1:])) or _wide(body, content_type):
        return False
    controls = len(body) - len(body.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(body) or (b"\0" in body and not _MARKUP.search(body[:100_000]))


def _wide(body: bytes, content_type: str) -> str | None:
    """Return the UTF-16 or UTF-32 that a body without a byte order mark is in."""
    beginning = body[:100]
    stated = _WIDE.search(content_type)
    if stated and b"\0" in body:
        return stated.group(1)
    if b"<\0" in beginning and beginning.count(b"\0") > len(beginning) // 3:
        return "utf-16-be" if beginning.startswith(b"\0") else "utf-16-le"
    return None


def _strictly(body: bytes, encoding: str) -> str | None:
    """Return the decoded body; None if it is not in that encoding. A character cut at the end is no error."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(body, final=False)
    except (UnicodeDecodeError, LookupError):
        return None
