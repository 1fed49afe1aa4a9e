"""Sample webs that are wrong are told so before anything is served."""

from pathlib import Path

import pytest

from flows import demo

from .wronguse import GOOD, Command, written

SAMPLE = {"incident.toml": GOOD, "hosts.toml": '["a.example"]\n"/" = { text = "x" }\n', "truth.toml": "links = []\n"}
PATH = '["a.example"]\n"/" = '
LINK_TABLE = '[[links]]\nurl = "http://a.example/"\n'
SAMPLES = {
    "no incident": ("incident.toml", None, "is no sample web: it has no incident.toml"),
    "no hosts": ("hosts.toml", None, "hosts.toml: cannot be read: No such file or directory"),
    "an empty list of hosts": ("hosts.toml", "", "hosts.toml: (top): expected at least one host"),
    "hosts that are no TOML": ("hosts.toml", "\n[", "hosts.toml: not TOML: "),
    "a host that is no table": ("hosts.toml", "a = 1", "hosts.toml: a: expected a table of paths"),
    "a path without its slash": ("hosts.toml", '["a.example"]\nx = {}', 'hosts.toml: "a.example"."x": expected a path that begins with /'),
    "an answer that is no table": ("hosts.toml", f'{PATH}"x"', 'hosts.toml: "a.example"."/": expected a table such as'),
    "an answer with an unknown key": ("hosts.toml", f'{PATH}{{ fil = "x" }}', 'hosts.toml: "a.example"."/".fil: expected one of after, file'),
    "an answer of two kinds": ("hosts.toml", f'{PATH}{{ file = "hosts.toml", text = "x" }}', '"/": expected either file or text, not both'),
    "a file that is not there": ("hosts.toml", f'{PATH}{{ file = "gone" }}', '"/".file: expected a file of '),
    "a file of another folder": ("hosts.toml", f'{PATH}{{ file = "../x" }}', '"/".file: expected a file of '),
    **{
        f"{key} of the wrong kind": ("hosts.toml", f"{PATH}{{ {key} = {value} }}", f'"/".{key}: expected {expected}')
        for key, value, expected in (
            ("after", "-1", "a position of the clock, 0 or more, not -1"),
            ("file", "7", "a file of the sample folder, not 7"),
            ("text", "7", "the body as a text, not 7"),
            ("status", "999", "an HTTP status from 200 to 599, not 999"),
            ("type", "7", "a content type, not 7"),
            ("redirect", "7", "the address to go to, not 7"),
            ("headers", '["x"]', "a table of texts of one line, not ['x']"),
            ("etag", '"x"', "true or false, not 'x'"),
            ("last_modified", "2024-03-04", "a moment with offset, such as 2024-03-05T08:00:00Z, not "),
            ("later", "7", "a list of tables, each with `after`"),
        )
    },
    "hosts with too many brackets": ("hosts.toml", f"a = {'[' * 5000}", "hosts.toml: not TOML: too many brackets in one another"),
    "hosts that are no text": ("hosts.toml", "\0", "hosts.toml: expected a text in UTF-8"),
    "a host with a scheme": ("hosts.toml", PATH.replace("a.ex", "http://a.ex") + "{}", 'hosts.toml: "http://a.example": expected a host'),
    "a host twice": ("hosts.toml", PATH + "{}\n" + PATH.replace("a.ex", "A.ex") + "{}", 'hosts.toml: "A.example": expected each host once; a.example'),
    "a file that cannot be": ("hosts.toml", f'{PATH}{{ file = "a\\u0000b" }}', '"/".file: expected a file of '),
    "a file with a name longer than any": ("hosts.toml", f'{PATH}{{ file = "{"a" * 5000}" }}', '"/".file: expected a file of '),
    "a header of two lines": ("hosts.toml", f'{PATH}{{ headers = {{ X = "a\\nb" }} }}', '"/".headers: expected a table of texts of one line'),
    "later that is not later": ("hosts.toml", f'{PATH}{{ text = "x", later = [{{ after = 0 }}] }}', '"/".later: expected `after` to grow'),
    "truth that is no TOML": ("truth.toml", "\n[", "truth.toml: not TOML: "),
    "an incident with a mistake": ("incident.toml", GOOD.replace("began", "begun"), "incident.toml: begun: expected one of title"),
    "a link with an empty address": ("truth.toml", '[[links]]\nurl = ""', "truth.toml: links[1]: expected a table with url"),
    "truth without links": ("truth.toml", "a = 1", "truth.toml: expected [[links]] tables and nothing else, not a"),
    "truth of texts": ("truth.toml", 'links = ["x"]', "truth.toml: links[1]: expected a table with url"),
    "a link without its address": ("truth.toml", '[[links]]\noutcome = "article"', "truth.toml: links[1]: expected a table with url"),
    "a link with no address": ("truth.toml", '[[links]]\nurl = "x"', "truth.toml: links[1]: expected addresses, not "),
    "a link twice": ("truth.toml", LINK_TABLE * 2, "truth.toml: links[2].url: expected an address not yet named, not 'http://a.example/'"),
    "a link with an unknown key": ("truth.toml", f"{LINK_TABLE}colour = 1", "truth.toml: links[1].colour: expected one of "),
    "a relation to nothing": ("truth.toml", f'{LINK_TABLE}relations = [{{ kind = "excerpt" }}]', "links[1].relations[1]: expected a table with of_url"),
    **{
        f"truth with {key} of the wrong kind": ("truth.toml", f"{LINK_TABLE}{key} = {value}", f"truth.toml: links[1].{key}: expected {expected}")
        for key, value, expected in (
            ("outcome", '"lost"', "one of article, alias, dropped, waiting, not 'lost'"),
            ("reason", "7", "a word such as off_topic, not 7"),
            ("alias_of", "7", "an address, not 7"),
            ("language", "7", "a BCP-47 tag, not 7"),
            ("outlet", "7", "a registered domain, not 7"),
            ("published", '"soon"', "a day, a moment with offset, or \"none\", not 'soon'"),
            ("telling", "7", "a word for the telling, not 7"),
            ("is_original", '"yes"', "true or false, not 'yes'"),
            ("relations", "7", "a list of tables, not 7"),
            ("of_url", "7", "an address, not 7"),
            ("kind", '"theft"', "one of exact_copy, near_copy, excerpt, translated_copy, translated_excerpt, not 'theft'"),
            ("direction", '"north"', "known or unknown, not 'north'"),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "said"), SAMPLES.values(), ids=SAMPLES)
def test_a_sample_web_that_is_wrong_is_told_before_anything_is_served(
    tmp_path: Path, command: Command, name: str, text: str | None, said: str
) -> None:
    sample = tmp_path / "sample"
    sample.mkdir()
    for file, content in {**SAMPLE, name: text}.items():
        if content is not None:
            written(sample, content, file)

    command("demo", "--sample", sample, "--output", tmp_path / "output").refused(2, said)


@pytest.mark.parametrize(("name", "slug"), [("-sample", "sample"), ("a:b", "a-b"), ("…", "sample-web")])
def test_a_sample_web_whose_name_is_no_slug_gets_one(tmp_path: Path, name: str, slug: str) -> None:
    assert demo._slug(tmp_path / name) == slug


@pytest.mark.parametrize("place", ["/nonexistent", "/etc/hostname"])
def test_a_sample_web_that_is_no_folder_is_told_so(tmp_path: Path, command: Command, place: str) -> None:
    command("demo", "--sample", place, "--output", tmp_path).refused(
        2, f"{place} is no sample web: it has no incident.toml"
    )
