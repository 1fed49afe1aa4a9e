"""Addresses: one spelling for each, and whose they are."""

import ipaddress
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import idna
from tld.utils import process_url

from .errors import DropError

LONGEST = 2083  # characters; what browsers and servers of old agree on
DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_SEGMENTS = 20  # of a path, as in Heritrix (TooManyPathSegmentsDecideRule)
MOST_IN_A_ROW = 2  # times that a part of a path may stand there, as in Heritrix (PathologicalPathDecideRule)
MOST_IN_ALL = 3  # times that one segment may stand anywhere in a path; Nutch allows two with one other between them
MOST_PARAMETERS = 30  # a fully written form has fewer
MOST_OF_A_NAME = 5  # parameters: several topics, not the number of a page again at each step

_TRACKING_FAMILIES = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "ns_", "at_", "itm_", "fb_", "guce_", "wt_mc",
                      "ga_", "gad_", "oft_", "ml_subscriber")  # fmt: skip
_TRACKING_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh mibextid srsltid
    epik scid zanpid wickedid mc_cid mc_eid mkt_tok vero_id oly_enc_id oly_anon_id _hsenc _hsmi hsctatracking _ga _gl
    _openstat __twitter_impression xtor cmp cmpid ocid ncid s_cid smid spm ref_src ref_url guccounter trk trkcampaign
    amp_js_v amp_gsa usqp soc_src soc_trk tsrc sfnsn wt.mc_id twsrc wprov echobox
    __hsfp __hssc __hstc __s rb_clickid unicorn_click_id vero_conv vgo_ee _branch_match_id _kx
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_SESSION = re.compile(
    r"(?:(?:j|php|bv_)?sess(?:ion)?_?id|aspsessionid\w*|oscsid|zenid|cfid|cftoken|aspxautodetectcookiesupport)="
    r"|s=[0-9a-f]{32}$|sid=(?=[a-z]*\d)[0-9a-z]{26,}$",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";(?:j|php)sess(?:ion)?id=[^/;]*", re.IGNORECASE)
_SESSION_SEGMENT = re.compile(r"\((?:[AFSX]\([\w-]+\))+\)", re.IGNORECASE)  # ASP.NET without cookies: /(X(1)S(…))/
_SCHEMES = re.compile(r"(?:https?:/{0,2})+(?=https?://)", re.IGNORECASE)  # written before a whole address
_NUMBER = re.compile(r"\d{1,2}")  # of a day, a month, an hour
_LABELS = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_AMPERSANDS = re.compile(r"&(?:amp;)+")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})|[^A-Za-z0-9._~!$&'()*+,;=:@/?\[\]|-]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical(url: str) -> str:
    """Return the one spelling of an address; `file:` addresses stay as they are.

    http and https stay two addresses, and the order of a query is kept: servers may mean something by both. Of two
    schemes before one host the second counts.
    Raises DropError("bad_address") for what no scraper can ask for. canonical(canonical(x)) == canonical(x).
    """
    if url.startswith("file:"):
        return url
    try:
        written = url.strip()
        doubled = _SCHEMES.match(written)
        parts = urlsplit(_AMPERSANDS.sub("&", written[doubled.end() :] if doubled else written))
        address = f"{parts.scheme}://{_authority(parts)}{_path(parts.path)}{_query(parts.query)}"
    except ValueError as error:  # what urlsplit, idna and utf-8 say of broken addresses
        raise DropError("bad_address", f"{error}: {url[:200]!r}") from error
    if len(address) > LONGEST:
        raise DropError("bad_address", f"longer than {LONGEST} characters: {address[:200]!r}")
    return address


def trap(url: str) -> str | None:
    """Return what shows that an address is one of endlessly many; None for an honest one, and for no address at all.

    Relative links that a server answers wherever they lead make paths and queries that grow at each step.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS:
        return None
    return _trap_in_path(parts.path.rstrip("/").split("/")[1:]) or _trap_in_query(parts.query.split("&"))


def _trap_in_path(segments: list[str]) -> str | None:
    if len(segments) > MOST_SEGMENTS:
        return f"{len(segments)} segments in its path"
    if len(segments) - len(set(segments)) < MOST_IN_A_ROW:
        return None
    named = Counter(segment for segment in segments if not _NUMBER.fullmatch(segment))
    repeated = next((segment for segment, times in named.items() if segment and times > MOST_IN_ALL), None)
    repeated = repeated or _in_a_row(segments)
    return f"repeats {repeated!r} in its path" if repeated else None


def _in_a_row(segments: list[str]) -> str | None:
    """Return a part of a path that stands there too often in a row; /2024/03/03/03 is a date and an hour."""
    for length in range(1, len(segments) // (MOST_IN_A_ROW + 1) + 1):
        for start in range(len(segments) - length * (MOST_IN_A_ROW + 1) + 1):
            part = segments[start : start + length]
            run = segments[start : start + length * (MOST_IN_A_ROW + 1)]
            if run == part * (MOST_IN_A_ROW + 1) and not all(map(_NUMBER.fullmatch, part)):
                return "/".join(part) or "/"
    return None


def _trap_in_query(parameters: Sequence[str]) -> str | None:
    if len(parameters) > MOST_PARAMETERS:
        return f"{len(parameters)} parameters"
    names = Counter(parameter.partition("=")[0] for parameter in parameters)
    often = [name for name, times in names.items() if times > MOST_OF_A_NAME]
    often += [parameter for parameter, times in Counter(parameters).items() if times > MOST_IN_A_ROW]
    return f"repeats the parameter {often[0]!r}" if often else None


@lru_cache(maxsize=4096)  # a request asks for the host of its address again and again
def host(url: str) -> str:
    """Return the host of an address, lower case and in punycode, without port; "" for `file:` addresses.

    Raises DropError("bad_address").
    """
    if url.startswith("file:"):
        return ""
    try:
        return _host(urlsplit(url.strip()).hostname or "")
    except ValueError as error:
        raise DropError("bad_address", f"{error}: {url[:200]!r}") from error


def registered_domain(url: str) -> str:
    """Return what an owner registered (`a.b.example.co.uk` gives `example.co.uk`), in punycode.

    Blogs under a public host (`me.blogspot.com`) are owners of their own. An IP address stands for itself; of a host
    under a suffix that nobody knows (`.example`, `.test`) the last two labels count. "" for `file:` addresses.
    """
    return _registered(host(url))


@lru_cache(maxsize=65536)
def _registered(name: str) -> str:
    if not name or _is_address(name):
        return name
    labels = name.split(".")
    # The public suffix list spells second levels such as 公司.cn in their own script only.
    spelled = SplitResult("https", ".".join(map(_unicode_label, labels)), "", "", "")
    _, start, _ = process_url(spelled, fail_silently=True)
    if start is None:
        return ".".join(labels[-2:])
    return name if start < 0 else ".".join(labels[start - 1 :])


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.ulabel(label)
    except idna.IDNAError:  # not every label of that form is valid; the host may exist all the same
        return label


def _is_address(name: str) -> bool:
    return ":" in name or name.rpartition(".")[2].isdigit()


def _authority(parts: SplitResult) -> str:
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError("neither http nor https nor file")
    if "\\" in parts.netloc:  # browsers end the host here, Python does not
        raise ValueError("no host")
    name = _host(parts.hostname or "")
    name = f"[{name}]" if ":" in name else name
    port = parts.port
    if port == 0:
        raise ValueError("no such port")
    return name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"


def _host(name: str) -> str:
    if ":" in name and "%" not in name:
        return str(ipaddress.IPv6Address(name))
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    name = name.lower().removesuffix(".")
    if len(name) > 253 or not _LABELS.fullmatch(name):
        raise ValueError("no host")
    last = name.rpartition(".")[2]
    if last.isdigit() or last.startswith("0x"):
        return str(ipaddress.IPv4Address(name))  # refuses 127.1, 0x7f.1 and 2130706433: addresses in disguise
    return name


def _path(path: str) -> str:
    kept: list[str] = []
    parts = _SESSION_IN_PATH.sub("", _escaped(path)).split("/")[1:]
    for segment in parts:
        if segment == "..":
            del kept[-1:]
        elif segment != "." and not _SESSION_SEGMENT.fullmatch(segment):
            kept.append(segment)
    if parts and parts[-1] in (".", ".."):
        kept.append("")
    while kept and not kept[-1]:
        kept.pop()
    ends_in_slash = not kept or path.endswith("/") or parts[-1] in (".", "..")
    return "/" + "/".join(kept) + ("/" if kept and ends_in_slash else "")


def _query(query: str) -> str:
    kept = [part for part in _escaped(query).split("&") if part and not _is_noise(part)]
    return "?" + "&".join(kept) if kept else ""


def _is_noise(part: str) -> bool:
    name = part.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_FAMILIES) or _SESSION.match(part) is not None


def _escaped(text: str) -> str:
    return _ESCAPE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    digits = match.group(1)
    if digits is None:
        return "".join(f"%{byte:02X}" for byte in match.group().encode())
    character = chr(int(digits, 16))
    return character if character in _UNRESERVED else f"%{digits.upper()}"
