"""Bodies that unpack to half a gigabyte must not make the process that reads them grow.

Each is read in a fresh process that has read an ordinary page before. Its peak is read off VmHWM, for ru_maxrss begins
at the size of the process that started it.
"""

import gzip
import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache, reduce
from pathlib import Path

import brotli
import pytest

from extractors.codings import zstd

from .faultserver import PAGE, FaultServer, answer

MEGABYTES = 512
MOST_GROWTH_MB = 20
CAPS = {"page": 10_000_000, "sitemap": 50_000_000}  # what extractors.web asks for
ROW = b'<tr><td class="n">12</td><td>The bridge over the Norvik stays closed, says the town</td></tr>\n'
ZEROS, ROWS = bytes(2**20), ROW * (2**20 // len(ROW) + 1)

READS_FILE = """
import json, sys
from pathlib import Path
from extractors.decoding import Body
from extractors.errors import DropError

def read(path, coding, most_bytes):
    body = Body(coding, most_bytes)
    with path.open("rb") as file:
        while data := file.read(2**16):
            body.feed(data)
    return len(body.whole())

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024

page, bomb, coding, most_bytes = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
read(page, coding, most_bytes)
before = peak()
try:
    ended = read(bomb, coding, most_bytes)
except DropError as error:
    ended = error.reason
print(json.dumps({"ended": ended, "grown_mb": peak() - before}))
"""

ASKS_SERVER = """
import asyncio, json, sys
from pathlib import Path
from extractors.web import SITEMAP_BYTES, Client, Manners, Reach

port, paths = int(sys.argv[1]), sys.argv[2:]

def peak():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024

async def ask():
    reach = Reach(hosts={"desk.example": ("127.0.0.1", port)})
    async with Client(Manners(contact="mailto:desk@retold.example", delay_s=0.0), reach) as client:
        assert (await client.get("http://desk.example/page")).page.body
        before = peak()
        for path in paths:
            page = (await client.get(f"http://desk.example{path}", most_bytes=SITEMAP_BYTES)).page
            said = {"reason": page.reason, "body": len(page.body), "grown_mb": peak() - before}
            print(json.dumps({"path": path, **said}))

asyncio.run(ask())
"""


def run(script: str, *arguments: object) -> Iterator[dict[str, object]]:
    ended = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return map(json.loads, ended.stdout.splitlines())


def gzipped(part: bytes, times: int) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = stream.compress(part) + stream.flush(zlib.Z_FULL_FLUSH)  # refers to nothing before it
    checksum = reduce(lambda checksum, _: zlib.crc32(part, checksum), range(times), 0)
    trailer = struct.pack("<LL", checksum, len(part) * times)
    return gzip.compress(b"", mtime=0)[:10] + packed * times + stream.flush() + trailer


def brotlied(part: bytes, times: int, window_log: int = 22) -> bytes:
    stream = brotli.Compressor(quality=1, lgwin=window_log)
    return b"".join([*(stream.process(part) for _ in range(times)), stream.finish()])


def zstandarded(part: bytes, times: int, window_log: int = 21) -> bytes:
    stream = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window_log})
    return b"".join([*(stream.compress(part) for _ in range(times)), stream.flush()])


Packer = Callable[[bytes, int], bytes]
PACKERS: dict[str, Packer] = {"gzip": gzipped, "br": brotlied, "zstd": zstandarded}
WIDEST, WIDE = "br bomb with the widest window", "zstd bomb with the widest window"
BOMB_IN_BOMB = "br bomb in a br bomb in a br bomb"
BOMBS: dict[str, tuple[str, bytes]] = {
    "gzip bomb": ("gzip", ZEROS),
    "gzip bomb of markup": ("gzip", ROWS),
    "br bomb": ("br", ZEROS),
    WIDEST: ("br", ROWS),
    "zstd bomb": ("zstd", ROWS),
    WIDE: ("zstd", ROWS),
    "gzip in gzip bomb": ("gzip, gzip", ZEROS),
    "br in gzip bomb": ("br, gzip", ZEROS),
    "gzip in br bomb": ("gzip, br", ROWS),
    "gzip in zstd in br bomb": ("gzip, zstd, br", ROWS),
    BOMB_IN_BOMB: ("br, br, br", ROWS),
    "zstd five times": (", ".join(["zstd"] * 5), ROWS),
}
faults = pytest.mark.faults
named = pytest.mark.parametrize("name", BOMBS, ids=[f"T13 {name}" for name in BOMBS])


@cache
def packed(coding: str, part: bytes, times: int = MEGABYTES) -> bytes:
    inner, _, outermost = coding.rpartition(", ")
    if inner:
        return PACKERS[outermost](packed(inner, part, times), 1)
    return PACKERS[outermost](part, times)


def built(name: str) -> bytes:
    coding, part = BOMBS[name]
    if name == WIDEST:
        return brotlied(part, MEGABYTES, window_log=24)
    if name == WIDE:
        return zstandarded(part, MEGABYTES, window_log=23)
    if name == BOMB_IN_BOMB:  # each layer is half a gigabyte itself, and begins with the next
        return reduce(lambda bomb, _: brotlied(bomb + ZEROS, MEGABYTES), range(2), packed("br", part))
    return packed(coding, part)


@pytest.fixture(scope="session")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Half a gigabyte each, unpacked; no more than one of its megabytes was ever in memory."""
    folder = tmp_path_factory.mktemp("bombs")
    for name in BOMBS:
        (folder / name).write_bytes(built(name))
    return {name: folder / name for name in BOMBS}


def ordinary(folder: Path, coding: str) -> Path:
    path = folder / "page"
    path.write_bytes(packed(coding, PAGE, 20))
    return path


@faults
@named
@pytest.mark.parametrize("cap", CAPS)
def test_a_bomb_costs_no_memory_wherever_the_cap_is(bombs, tmp_path, name, cap):
    coding = BOMBS[name][0]
    (read,) = run(READS_FILE, ordinary(tmp_path, coding), bombs[name], coding, CAPS[cap])
    assert read["ended"] == "too_large"
    assert read["grown_mb"] < MOST_GROWTH_MB


@faults
@pytest.mark.parametrize(
    "names",
    [[WIDEST], [BOMB_IN_BOMB], [name for name in BOMBS if name not in (WIDEST, BOMB_IN_BOMB)]],
    ids=["T13 sent with the widest window", "T13 sent in one another", "T13 sent in a row"],
)
def test_bombs_sent_by_a_server_cost_no_memory(bombs, names):
    sent = {
        f"/{at}": answer(bombs[name].read_bytes(), Content_Encoding=BOMBS[name][0]) for at, name in enumerate(names)
    }
    page = answer(gzip.compress(PAGE * 20), Content_Encoding="gzip")
    with FaultServer({"/page": page, **sent}) as server:
        read = list(run(ASKS_SERVER, server.port, *sent))
    assert [(said["path"], said["reason"], said["body"]) for said in read] == [(path, "too_large", 0) for path in sent]
    assert read[-1]["grown_mb"] < MOST_GROWTH_MB


def test_the_measure_sees_a_body_that_is_kept(tmp_path):
    size = 40 * 2**20
    (tmp_path / "large").write_bytes(gzipped(ZEROS, 40))
    (read,) = run(READS_FILE, ordinary(tmp_path, "gzip"), tmp_path / "large", "gzip", size)
    assert read["ended"] == size
    assert 40 <= read["grown_mb"] < 40 + MOST_GROWTH_MB
