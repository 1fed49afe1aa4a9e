"""Files of overrides that are wrong, or contradict themselves: one line that says what, where and what was expected."""

import os
import re
from pathlib import Path

import pytest

from extractors.errors import UseError
from flows.overrides import read_overrides

from .wronguse import Command, written

A, B, C = (f"https://{name}.example/pad" for name in "abc")


def pair(url: str = A, of_url: str = B, said: str = "copy = true") -> str:
    return f'[[pairs]]\nurl = "{url}"\nof_url = "{of_url}"\n{said}\n'


def article(said: str, url: str = A) -> str:
    return f'[[articles]]\nurl = "{url}"\n{said}\n'


KINDS = "one of exact_copy, near_copy, excerpt, translated_copy, translated_excerpt"
ADDRESS = "an address that begins with http:// or https://"
DATE = "a date or a time such as 2011-12-26 or 2011-12-26T10:00:00Z"

WRONG = {
    "an unknown table": ("[[pair]]\n", "pair: expected one of pairs, articles; this key is unknown"),
    "pairs no tables": ("pairs = 7\n", "pairs: expected [[pairs]] tables, not 7"),
    "pairs one table": ("[pairs]\n", "pairs: expected [[pairs]] tables, not {}"),
    "an unknown key of a pair": (pair(said="copies = true"), "pairs[1].copies: expected one of url, of_url, copy, kind, why; this"),
    "url missing": (f'[[pairs]]\nof_url = "{A}"\ncopy = true\n', f"pairs[1].url: expected {ADDRESS}; it is missing"),
    "url no address": (pair(url="a.example/pad"), f"pairs[1].url: expected {ADDRESS}, not 'a.example/pad'"),
    "of_url of another scheme": (pair(of_url="ftp://b.example/"), f"pairs[1].of_url: expected {ADDRESS}, not 'ftp:"),
    "of_url the same": (pair(of_url=f"{A}?utm_source=x"), "pairs[1].of_url: expected the address of another article than url"),
    "copy missing": (pair(said=""), "pairs[1].copy: expected true, false (neither has it from the other), or a kind in its place; it"),
    "copy a text": (pair(said='copy = "no"'), "pairs[1].copy: expected true, false (neither has it from the other), or a kind in its place, not 'no'"),
    "kind unknown": (pair(said='kind = "copy"'), f"pairs[1].kind: expected {KINDS}, not 'copy'"),
    "kind that is no copy": (pair(said='kind = "shares_quotation"'), f"pairs[1].kind: expected {KINDS}, not 'shares_quotation'"),
    "kind of no copy": (pair(said='copy = false\nkind = "excerpt"'), "pairs[1].kind: expected copy = true beside it, or no kind"),
    "why of two lines": (pair(said='copy = true\nwhy = "a\\nb"'), "pairs[1].why: expected a line of text, not 'a\\nb'"),
    "a second pair": (pair() + pair(said="copy = 1"), "pairs[2].copy: expected true, false"),
    "nothing said": (article("why = 'so'"), "articles[1].url: expected one of published, outlet, relevant, telling beside it"),
    "an unknown key of an article": (article("date = 2024-03-04"), "articles[1].date: expected one of url, published, outlet, relevant, telling, why"),
    "published no date": (article('published = "in March"'), f"articles[1].published: expected {DATE}, not 'in March'"),
    "published a number": (article("published = 2024"), f"articles[1].published: expected {DATE}, not 2024"),
    "published a time of day": (article("published = 10:00:00"), f"articles[1].published: expected {DATE}, not 10:00:00"),
    "published out of this world": (article("published = 0001-01-01"), f"articles[1].published: expected {DATE}, not 0001-01-01"),
    "outlet a name": (article('outlet = "The Harbour Herald"'), "articles[1].outlet: expected the domain of an outlet such as herald.example, not 'The"),
    "outlet an address": (article('outlet = "https://herald.example/"'), "articles[1].outlet: expected the domain of an outlet"),
    "outlet a place on no platform": (article('outlet = "herald.example/news"'), "articles[1].outlet: expected the domain of an outlet"),
    "outlet empty": (article('outlet = ""'), "articles[1].outlet: expected the domain of an outlet such as herald.example, not ''"),
    "relevant a text": (article('relevant = "no"'), "articles[1].relevant: expected true or false, not 'no'"),
    "telling a word": (article('telling = "theirs"'), "articles[1].telling: expected the address of its original, or \"own\", not 'theirs'"),
    "no TOML": ("[[pairs]\n", "not TOML: "),
}  # fmt: skip

AGAINST = {
    "a copy and none": (pair() + pair(B, A, "copy = false"), "pairs[2].copy: expected nothing against pairs[1], which calls the two a copy"),
    "a kind and no copy": (pair(said="copy = false") + pair(said='kind = "near_copy"'), "pairs[2].kind: expected nothing against pairs[1], which calls the two no copy"),
    "each from the other": (pair() + pair(B, A), "pairs[2].of_url: expected nothing against pairs[1], which has it the other way round"),
    "two kinds": (pair(said='kind = "excerpt"') + pair(said='kind = "near_copy"'), "pairs[2].kind: expected nothing against pairs[1], which says excerpt"),
    "a circle": (pair(A, B) + pair(B, C) + pair(C, A), "by which these articles retell one another in a circle"),
    "a circle through a telling": (pair(A, B) + pair(B, C) + article(f'telling = "{A}"', C), "which calls this article an original"),
    "a circle in an excerpt": (pair(B, A, 'kind = "excerpt"') + article(f'telling = "{B}"'), "pairs[1], by which these articles retell"),
    "two dates": (article("published = 2024-03-04") + article("published = 2024-03-05"), "articles[2].published: expected nothing against articles[1].published, which says '2024-03-04'"),
    "relevant and not": (article("relevant = true") + article("relevant = false"), "articles[2].relevant: expected nothing against articles[1].relevant, which says true"),
    "two originals": (article(f'telling = "{B}"') + article(f'telling = "{C}"'), "articles[2].telling: expected nothing against articles[1].telling"),
    "an original of others": (article(f'telling = "{B}"') + article(f'telling = "{C}"', B), "articles[2].telling: expected nothing against articles[1].telling, which calls this article an original"),
    "a voice of its own that retells": (article('telling = "own"') + pair(), "pairs[1].url: expected nothing against articles[1].telling, which calls this article an original"),
    "no copy of its original": (article(f'telling = "{B}"') + pair(said="copy = false"), "pairs[1].copy: expected nothing against articles[1].telling, which calls one the original of the other"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), {**WRONG, **AGAINST}.values(), ids=[*WRONG, *AGAINST])
def test_a_wrong_file_is_told_which_key_and_what_was_expected(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "pad.overrides.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UseError) as refused:
        read_overrides(tmp_path / "pad.toml")

    assert str(refused.value).startswith(f"{file}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        pair() + pair(),
        pair() + pair(said='kind = "near_copy"'),
        pair(A, B) + pair(A, C) + pair(B, C),
        article('telling = "own"') + pair(said='kind = "excerpt"'),
        article('telling = "own"') + article(f'telling = "{A}"', B),
        article(f'telling = "{A}"'),
        article("published = 2024-03-04\nrelevant = false"),
    ],
    ids=["nothing", "twice", "more exactly", "a chain", "an excerpt", "an original", "itself", "left out"],
)
def test_what_agrees_is_no_contradiction(tmp_path: Path, text: str) -> None:
    (tmp_path / "overrides.toml").write_text(text, encoding="utf-8")

    assert read_overrides(tmp_path / "pad.toml").file == tmp_path / "overrides.toml"


def test_the_run_is_refused_before_it_begins(tmp_path: Path, command: Command, late_pad: Path) -> None:
    late_pad.with_name("overrides.toml").write_text(pair(said=""), encoding="utf-8")
    ended = command("cover", late_pad, "--output", tmp_path / "output")

    ended.refused(2, "overrides.toml: pairs[1].copy: expected true, false")


def test_two_files_of_overrides_are_one_too_many(tmp_path: Path) -> None:
    for name in ("overrides.toml", "pad.overrides.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")

    with pytest.raises(
        UseError, match=r"/overrides\.toml: expected one file of overrides, for there is pad\.overrides\.toml too"
    ):
        read_overrides(tmp_path / "pad.toml")


def test_of_several_incidents_in_a_folder_each_needs_a_file_of_its_own(tmp_path: Path) -> None:
    for name in ("overrides.toml", "pad.toml", "ferry.toml"):
        sources = "" if name == "overrides.toml" else "[[sources]]\n"
        (tmp_path / name).write_text(sources, encoding="utf-8")

    with pytest.raises(
        UseError, match=r"/overrides\.toml: expected the name pad\.overrides\.toml, for ferry\.toml lies in"
    ):
        read_overrides(tmp_path / "pad.toml")

    (tmp_path / "overrides.toml").rename(tmp_path / "ferry.overrides.toml")
    assert read_overrides(tmp_path / "pad.toml").file is None
    assert read_overrides(tmp_path / "ferry.toml").file == tmp_path / "ferry.overrides.toml"


def test_a_file_named_after_no_incident_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "ferries.overrides.toml").write_text("", encoding="utf-8")

    with pytest.raises(
        UseError, match=r"/ferries\.overrides\.toml: expected the name pad\.overrides\.toml or overrides\.toml, "
    ):
        read_overrides(tmp_path / "pad.toml")


@pytest.mark.parametrize("name", ["storm.override.toml", "Overrides.toml", "storm_overrides.TOML"])
def test_a_file_that_looks_like_overrides_is_not_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "storm.toml").touch()
    (tmp_path / name).touch()

    with pytest.raises(UseError, match=rf"{re.escape(name)}: expected the name storm\.overrides\.toml"):
        read_overrides(tmp_path / "storm.toml")
    (tmp_path / "storm.overrides.toml").touch()  # then the other may be an old one
    assert read_overrides(tmp_path / "storm.toml").tables == ()


def test_a_link_to_a_file_that_is_gone_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "storm.overrides.toml").symlink_to(tmp_path / "gone.toml")

    with pytest.raises(UseError, match="cannot be read: No such file"):
        read_overrides(tmp_path / "storm.toml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "overrides.toml")

    with pytest.raises(UseError, match="it is a pipe, not a file"):
        read_overrides(tmp_path / "storm.toml")


def test_utf_16_is_named(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        (tmp_path / "overrides.toml").write_bytes("# правка\n".encode(encoding))
        with pytest.raises(UseError, match="not UTF-16 or a file of another kind: save it as UTF-8"):
            read_overrides(tmp_path / "storm.toml")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").mkdir()

    with pytest.raises(UseError, match=r"overrides\.toml: cannot be read: Is a directory"):
        read_overrides(tmp_path / "pad.toml")


def test_a_file_of_overrides_is_no_incident(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.incident.INCIDENTS", tmp_path)
    written(tmp_path, "").with_name("late-pad.overrides.toml").write_text("", encoding="utf-8")
    ended = command("cover", "late", "--output", tmp_path / "output")

    assert "late-pad" in ended.err
    assert "overrides" not in ended.err
