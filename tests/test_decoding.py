import random
import zlib

import brotli
import pytest

from extractors.decoding import PIECE, Body, gunzip
from extractors.errors import DropError

from .faultserver import gzip_bomb, gzipped

RAW = -zlib.MAX_WBITS


def raw_deflate(body):
    stream = zlib.compressobj(9, zlib.DEFLATED, RAW)
    return stream.compress(body) + stream.flush()


CODINGS = [
    ("gzip", gzipped),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("identity", bytes),
]
NOISE = random.Random(1).randbytes(3 * PIECE)
BODIES = [b"", b"x", bytes(PIECE), bytes(5 * PIECE), bytes(5 * PIECE + 1), bytes(PIECE - 1) + b"abc" * PIECE, NOISE]


def decoded(coding, data, size, most_bytes=10**7):
    body = Body(coding, most_bytes)
    for start in range(0, len(data), size):
        body.feed(data[start : start + size])
    return body.whole()


@pytest.mark.parametrize(("coding", "encode"), CODINGS)
@pytest.mark.parametrize("size", [1, 7, 4096, 10**7])
def test_a_body_comes_out_whole_however_it_arrives(coding, encode, size):
    for body in BODIES if size > 1 else BODIES[:-1]:
        assert decoded(coding, encode(body), size) == body


@pytest.mark.parametrize(("coding", "encode"), CODINGS[:-1])
def test_no_cut_stream_is_whole_wherever_it_is_cut(coding, encode):
    data = encode(b"The bridge is closed. " * 20)
    for end in range(1, len(data)):
        with pytest.raises(DropError, match="truncated"):
            decoded(coding, data[:end], 4096)


@pytest.mark.parametrize("encode", [gzipped, lambda body: gzipped(body[:7]) + gzipped(body[7:])])
def test_what_stands_behind_a_gzip_stream_is_no_part_of_it(encode):
    body = b"The bridge is closed. " * 20
    for behind in (bytes(100), b"junk", b"\x1f junk", b"\x1f\x8b not gzip"):
        for size in (1, 4096):
            assert decoded("gzip", encode(body) + behind, size) == body


def test_a_broken_second_member_is_no_junk():
    second = bytearray(gzipped(NOISE))
    second[-100_000] ^= 0xFF
    for data in (gzipped(b"first") + bytes(second), gzipped(b"first") + bytes(second[:-5])):
        for size in (4096, 10**7):
            with pytest.raises(DropError):
                decoded("gzip", data, size)


def test_the_cap_is_on_decoded_bytes():
    assert len(gunzip(gzipped(bytes(1000)), 1000)) == 1000
    for data in (gzipped(bytes(1001)), gzip_bomb(5)):
        with pytest.raises(DropError, match="too_large"):
            gunzip(data, 1000)


def test_more_than_two_codings_are_refused():
    with pytest.raises(DropError, match="bad_answer"):
        Body("gzip, gzip, gzip", 1000)
