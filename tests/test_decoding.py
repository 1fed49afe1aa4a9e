import asyncio
import gzip
import random
import zlib
from functools import reduce

import brotli
import pytest

from extractors.codings import MOST_STREAMS, PIECE, zstd
from extractors.decoding import KEPT_BYTES, MOST_CODINGS, Body, gunzip
from extractors.errors import DropError
from extractors.web import Client

from .faultserver import FaultServer, answer, gzip_bomb, gzipped, manners

RAW = -zlib.MAX_WBITS
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"  # of deflate
STORY = "The bridge is closed. Мост закрыт. الجسر مغلق. 橋は閉鎖された。 다리는 통제됐다. ".encode() * 9
PAGE = b"<!DOCTYPE html><html><head><title>Norvik</title></head><body><p>" + STORY + b"</p></body></html>"


def raw_deflate(body):
    stream = zlib.compressobj(9, zlib.DEFLATED, RAW)
    return stream.compress(body) + stream.flush()


def brotlied(body, window_log=22):
    return brotli.compress(body, quality=5, lgwin=window_log)


CODINGS = [
    ("gzip", gzipped),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotlied),
    ("zstd", zstd.compress),
    ("br, gzip", lambda body: gzipped(brotlied(body))),
    ("deflate, identity, zstd, br", lambda body: brotlied(zstd.compress(raw_deflate(body)))),
]
BY_NAME = {"gzip": gzipped, "deflate": raw_deflate, "br": brotlied, "zstd": zstd.compress}
SINGLE = CODINGS[:5]
NOISE = random.Random(1).randbytes(3 * PIECE)
BODIES = [b"", b"x", bytes(PIECE), bytes(5 * PIECE), bytes(5 * PIECE + 1), bytes(PIECE - 1) + b"abc" * PIECE, NOISE]


def decoded(coding, data, size=10**7, most_bytes=10**7):
    body = Body(coding, most_bytes)
    for start in range(0, len(data), size):
        body.feed(data[start : start + size])
    return body.whole()


def refused(coding, data, size=10**7, most_bytes=10**7):
    with pytest.raises(DropError) as caught:
        decoded(coding, data, size, most_bytes)
    return caught.value.reason


@pytest.mark.parametrize(("coding", "encode"), [*CODINGS, ("identity", bytes), ("", bytes)])
@pytest.mark.parametrize("size", [1, 7, 4096, 10**7])
def test_a_body_comes_out_whole_however_it_arrives(coding, encode, size):
    for body in BODIES if size > 7 else BODIES[:3]:
        assert decoded(coding, encode(body), size) == body


@pytest.mark.parametrize(("coding", "encode"), [*CODINGS, ("", bytes)])
@pytest.mark.parametrize("more", [0, 1, PIECE])
def test_long_bodies_come_out_whole_too(coding, encode, more):
    body = (STORY * (KEPT_BYTES // len(STORY) + 999))[: KEPT_BYTES + more]
    data = encode(body)
    assert decoded(coding, data, most_bytes=len(body)) == body
    assert refused(coding, data, most_bytes=len(body) - 1) == "too_large"


# T10: cut streams


@pytest.mark.faults
@pytest.mark.parametrize(
    ("coding", "encode"), CODINGS, ids=[f"T10 {coding} cut {number}" for number, (coding, _) in enumerate(CODINGS)]
)
def test_no_cut_stream_is_whole_wherever_it_is_cut(coding, encode):
    data = encode(STORY)
    for end in range(1, len(data)):
        assert refused(coding, data[:end]) == "truncated"
        assert refused(coding, data[:end], 5) == "truncated"


def test_a_cut_stream_within_a_whole_one_is_no_body():
    for coding, encode in CODINGS:
        assert refused(f"{coding}, gzip", gzipped(encode(STORY)[:-1])) == "truncated"


@pytest.mark.parametrize(("coding", "encode"), [("gzip", gzipped), ("zstd", zstd.compress)])
def test_streams_in_a_row_are_one_body_and_none_of_them_may_be_cut(coding, encode):
    data = encode(STORY[:70]) + encode(b"") + encode(STORY[70:])
    for size in (1, 4096):
        assert decoded(coding, data, size) == STORY
    for end in range(len(encode(STORY[:70])) + len(encode(b"")) + 1, len(data)):
        assert refused(coding, data[:end]) == "truncated"


@pytest.mark.parametrize(("coding", "encode"), SINGLE)
def test_what_stands_behind_a_stream_is_no_part_of_it(coding, encode):
    for behind in (bytes(100), b"\n", b"junk", b"\x1f junk", b"\x1f\x8b not gzip", b"(\xb5 no frame"):
        for size in (1, 4096):
            assert decoded(coding, encode(STORY) + behind, size) == STORY
            assert decoded(coding, encode(NOISE) + behind, 4096) == NOISE


@pytest.mark.parametrize(
    ("coding", "encode"), [("gzip", gzipped), ("zstd", lambda body: framed(body, checksum_flag=1))]
)
@pytest.mark.parametrize("at", [30, -100_000])
def test_a_broken_second_stream_is_no_junk(coding, encode, at):
    broken = bytearray(encode(STORY * 999 + NOISE))
    broken[at] ^= 0xFF
    for second in (bytes(broken), encode(NOISE)[:-5]):
        for size in (4096, 10**7):
            assert refused(coding, encode(b"first") + second, size) in ("bad_answer", "truncated")


def test_streams_without_number_are_refused():
    for coding, encode in (("gzip", gzipped), ("zstd", zstd.compress)):
        assert decoded(coding, encode(b"x") * (MOST_STREAMS - 1)) == b"x" * (MOST_STREAMS - 1)
        assert refused(coding, encode(b"") * MOST_STREAMS) == "bad_answer"


# Zstandard


def framed(body, **parameters):
    stream = zstd.ZstdCompressor(options={zstd.CompressionParameter[name]: given for name, given in parameters.items()})
    return (
        stream.compress(body[:99])
        + stream.flush(zstd.ZstdCompressor.FLUSH_BLOCK)
        + stream.compress(body[99:])
        + (stream.flush())
    )


def test_a_frame_may_ask_for_eight_megabytes_of_window_and_no_more():
    assert decoded("zstd", framed(STORY, window_log=23)) == STORY
    for window_log in (24, 27, 31):
        assert refused("zstd", framed(STORY, window_log=window_log)) == "bad_answer"


def test_a_frame_with_a_broken_checksum_is_a_bad_answer():
    data = framed(STORY, checksum_flag=1)
    assert decoded("zstd", data) == STORY
    assert refused("zstd", data[:-1] + bytes([data[-1] ^ 1])) == "bad_answer"


def test_a_frame_that_needs_a_dictionary_is_a_bad_answer():
    dictionary = zstd.train_dict(
        [b"The bridge over the Norvik, closed since day %d. " % day * 9 for day in range(999)], 999
    )
    assert refused("zstd", zstd.compress(STORY, zstd_dict=dictionary)) == "bad_answer"


def test_frames_to_be_skipped_are_skipped():
    skipped = b"\x5a\x2a\x4d\x18" + (6).to_bytes(4, "little") + b"secret"
    data = skipped + zstd.compress(STORY[:70]) + skipped * 2 + zstd.compress(STORY[70:]) + skipped
    for size in (1, 4096):
        assert decoded("zstd", data, size) == STORY
    assert decoded("zstd", skipped) == b""
    assert refused("zstd", skipped[:-1]) == "truncated"


def test_a_brotli_window_beyond_sixteen_megabytes_is_a_bad_answer():
    large_window = b"\x11\x1e" + brotlied(STORY)[1:]  # 2 ** 30 bytes, as brotli's own extension writes it
    assert refused("br", large_window) == "bad_answer"


# T11: codings that lie


@pytest.mark.faults
@pytest.mark.parametrize("coding", [*BY_NAME, "zork", "utf-8", "gzip, gzip"], ids=lambda coding: f"T11 {coding} lies")
@pytest.mark.parametrize("size", [1, 3, 10**7])
def test_a_page_that_only_says_that_it_is_compressed_is_kept_as_it_came(coding, size):
    for text in (
        PAGE,
        b"\xef\xbb\xbf" + PAGE,
        b"\n \t\r\n" * 30 + PAGE.lower(),
        b'<?xml version="1.0"?><rss></rss>',
        b"\xef\xbb\xbf\n<!-- made by hand --><p>x",
        b"User-agent: *\nDisallow: /",
        b"<HTML>",
    ):
        assert decoded(coding, text, size) == text


def test_a_page_is_kept_when_only_one_of_two_announced_codings_was_used():
    for coding, encode in BY_NAME.items():
        assert decoded(f"gzip, {coding}", encode(PAGE)) == PAGE


@pytest.mark.faults
@pytest.mark.parametrize("coding", BY_NAME, ids=lambda coding: f"T11 {coding} is something else")
def test_what_is_neither_as_announced_nor_text_is_a_bad_answer(coding):
    others = [encode(NOISE) for name, encode in BY_NAME.items() if name not in (coding, "br", "deflate")]
    for body in (*others, b"\x89PNG\r\n\x1a\n" + NOISE, b"\xff" * 100, b"\xef\xbf\xbf" + NOISE):
        assert refused(coding, body) == "bad_answer"


def test_a_coding_that_nobody_knows_is_a_bad_answer():
    for coding in ("zork", "compress", "gzip, zork"):
        assert refused(coding, b"\x1f\x9d\x90" + NOISE) == "bad_answer"
    assert decoded("zork", b"") == b""


def test_a_compressed_body_may_begin_like_a_page_for_a_while():
    for beginning in (b"<", b"<!", b"\n\n<", b"\xef\xbb", b"U"):
        assert refused("gzip", beginning + NOISE) == "bad_answer"
        assert refused("gzip", beginning) == "truncated"


# T12, T13: codings in one another, and bombs


def test_five_codings_are_undone_and_more_are_refused():
    for coding, encode in BY_NAME.items():
        data = reduce(lambda body, _: encode(body), range(MOST_CODINGS), STORY)
        assert decoded(", ".join([coding] * MOST_CODINGS), data) == STORY
    mixed = reduce(lambda body, encode: encode(body), BY_NAME.values(), STORY)
    assert decoded(",".join(BY_NAME), mixed) == STORY


def test_codings_that_are_named_line_by_line_are_all_undone():
    async def asked(server):
        async with Client(manners(), server.reach("desk.example")) as client:
            return (await client.get("http://desk.example/a")).page

    twice = answer(gzipped(gzipped(PAGE)), Content_Encoding="gzip\r\nContent-Encoding: gzip")
    with FaultServer({"/a": twice}) as server:
        assert asyncio.run(asked(server)).body == PAGE


@pytest.mark.faults
@pytest.mark.parametrize("codings", [MOST_CODINGS + 1, 200], ids=lambda codings: f"T12 {codings} codings")
def test_more_than_five_codings_are_refused(codings):
    assert refused(", ".join(["gzip"] * codings), gzipped(STORY)) == "bad_answer"


def test_the_cap_is_on_decoded_bytes():
    assert len(gunzip(gzipped(bytes(1000)), 1000)) == 1000
    for data in (gzipped(bytes(1001)), gzip_bomb(5)):
        with pytest.raises(DropError, match="too_large"):
            gunzip(data, 1000)


@pytest.mark.faults
@pytest.mark.parametrize("coding", BY_NAME, ids=lambda coding: f"T13 nothing, compressed, in {coding}")
def test_what_goes_from_one_coding_into_the_next_is_bounded_though_nothing_comes_out(coding):
    nothing = gzip.compress(b"")[:10] + EMPTY_BLOCK * 500_000
    for size in (1000, 10**7):
        assert refused(f"gzip, {coding}", BY_NAME[coding](nothing), size, most_bytes=10**6) == "too_large"


def test_windows_within_other_codings_are_those_that_packers_take_by_themselves():
    wide = brotlied(STORY, 24)
    assert decoded("br", wide) == STORY
    assert refused("br, gzip", gzipped(wide)) == "bad_answer"
    assert decoded("zstd, gzip", gzipped(framed(STORY, window_log=22))) == STORY
    assert refused("zstd, gzip", gzipped(framed(STORY, window_log=23))) == "bad_answer"
    for window_log in range(10, 23):
        assert decoded("br, gzip", gzipped(brotlied(STORY, window_log))) == STORY


def test_the_beginning_of_a_body_past_its_cap_is_what_came_under_it():
    body, data = Body("gzip", 1000), gzipped(NOISE[:900] + bytes(5000))
    body.feed(data[:920])
    with pytest.raises(DropError, match="too_large"):
        body.feed(data[920:])
    assert NOISE.startswith(body.begun()[:900])
    assert 800 <= len(body.begun()) <= 1000
