import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import UseError
from flows.truth import Comparison, compare
from flows.truthfile import gaps, read_truth

ROOT = Path(__file__).parents[1]
A, B, C, D = (f"http://{name}.example/story" for name in ("alpha", "beta", "gamma", "delta"))
TRUTH = f"""
[[links]]
url = "{A}"
outcome = "article"
language = "en"
outlet = "alpha.example"
published = 2024-03-05T08:00:00+01:00
versions = 2
telling = "one"
is_original = true
presumed_retelling = false
of_url = ""

[[links]]
url = "{B}"
outcome = "article"
language = "zh"
published = 2024-03-06
telling = "one"
is_original = false
of_url = "{A}"
kind = "translated_copy"
direction = "known"

[[links]]
url = "{C}"
outcome = "article"
published = "none"
telling = "two"
relations = [{{ of_url = "{A}", kind = "excerpt", direction = "unknown" }}]

[[links]]
url = "{D}"
outcome = "article"
telling = "three"

[[links]]
url = "http://alpha.example/old"
outcome = "alias"
alias_of = "{A}"

[[links]]
url = "{A}?utm_source=x"
outcome = "alias"
alias_of = "{A}"

[[links]]
url = "http://alpha.example/weather"
outcome = "dropped"
reason = "off_topic"
"""


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "truth.toml"
    path.write_text(TRUTH, encoding="utf-8")
    return path


def link(url: str, outcome: str = "article", reason: str = "", alias_of: str | None = None) -> dict[str, Any]:
    return {"url": url, "outcome": outcome, "reason": reason, "alias_of": alias_of}


def article(url: str, telling: str, **other: Any) -> dict[str, Any]:
    plain = {
        "language": "en",
        "outlet": url.split("/")[2],
        "published": None,
        "published_precision": "unknown",
        "versions": 1,
        "is_original": True,
        "presumed_retelling": False,
        "of_url": None,
    }
    return {"url": url, "telling": telling, **plain, **other}


def found() -> dict[str, list[dict[str, Any]]]:
    """Return rows in which everything is as the truth says."""
    return {
        "links": [
            *map(link, (A, B, C, D)),
            link("http://alpha.example/old", "alias", alias_of=A),
            link("http://alpha.example/weather", "dropped", "off_topic"),
        ],
        "articles": [
            article(
                A,
                "t1",
                published=datetime.fromisoformat("2024-03-05T07:00:30"),
                published_precision="second",
                versions=2,
            ),
            article(
                B,
                "t1",
                language="zh-Hant",
                published=datetime.fromisoformat("2024-03-06"),
                published_precision="day",
                is_original=False,
                of_url=A,
            ),
            article(C, "t2"),
            article(D, "t3"),
        ],
        "retellings": [
            {"url": B, "of_url": A, "kind": "translated_copy", "direction": "known"},
            {"url": A, "of_url": C, "kind": "excerpt", "direction": "unknown"},
        ],
    }


def figures(comparison: Comparison) -> dict[str, tuple[int, int]]:
    return {aspect.name: (aspect.right, aspect.total) for aspect in comparison.aspects}


def test_rows_that_are_true_differ_in_nothing(truth: Path) -> None:
    comparison = compare(truth, found())
    assert comparison.differences == ()
    assert figures(comparison) == {
        "outcome": (7, 7),
        "reason": (1, 1),
        "alias_of": (1, 1),
        "language": (2, 2),
        "outlet": (1, 1),
        "published": (3, 3),
        "versions": (1, 1),
        "telling": (1, 1),
        "voices": (3, 3),
        "original": (2, 2),
        "presumed_retelling": (1, 1),
        "parent": (2, 2),
        "retelling": (2, 2),
        "kind": (2, 2),
        "direction": (2, 2),
    }


def wrong(truth: Path, rows: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    return {
        aspect.name: aspect.total - aspect.right
        for aspect in compare(truth, rows).aspects
        if aspect.right != aspect.total
    }


@pytest.mark.parametrize(
    ("table", "number", "change", "expected"),
    [
        ("links", 5, {"outcome": "article"}, {"outcome": 1}),
        ("links", 5, {"reason": "http_404"}, {"reason": 1}),
        ("links", 4, {"alias_of": B}, {"alias_of": 1}),
        ("articles", 1, {"language": "zho"}, {"language": 1}),
        ("articles", 1, {"language": "ja"}, {"language": 1}),
        ("articles", 0, {"outlet": "beta.example"}, {"outlet": 1}),
        ("articles", 0, {"published": datetime.fromisoformat("2024-03-05T08:00")}, {"published": 1}),
        ("articles", 0, {"published": datetime.fromisoformat("2024-03-05"), "published_precision": "day"}, {}),
        ("articles", 0, {"published": datetime(2024, 3, 5, 7, 0, tzinfo=UTC)}, {}),
        ("articles", 1, {"published": datetime.fromisoformat("2024-03-05T23:00")}, {"published": 1}),
        ("articles", 1, {"published": None}, {"published": 1}),
        ("articles", 2, {"published": datetime.fromisoformat("2024-03-01")}, {"published": 1}),
        ("articles", 0, {"versions": 1}, {"versions": 1}),
        ("articles", 0, {"presumed_retelling": True}, {"presumed_retelling": 1}),
        ("articles", 1, {"telling": "t4"}, {"telling": 1, "voices": 1}),
        ("articles", 3, {"telling": "t2"}, {"telling": 1, "voices": 2}),
        ("articles", 0, {"is_original": False}, {"original": 1}),
        ("articles", 1, {"of_url": None}, {"parent": 1}),
        ("articles", 0, {"of_url": B}, {"parent": 1}),
        ("retellings", 0, {"kind": "excerpt"}, {"kind": 1}),
        ("retellings", 0, {"direction": "unknown"}, {"direction": 1}),
        ("retellings", 0, {"url": A, "of_url": B}, {"direction": 1}),
        ("retellings", 1, {"direction": "known"}, {"direction": 1}),
    ],
)
def test_one_wrong_value_is_one_difference_where_it_matters(
    truth: Path, table: str, number: int, change: dict[str, Any], expected: dict[str, int]
) -> None:
    rows = found()
    rows[table][number] |= change
    assert wrong(truth, rows) == expected
    assert len(compare(truth, rows).differences) == sum(expected.values())


def test_an_article_that_was_not_found_is_wrong_in_all_that_truth_says_of_it(truth: Path) -> None:
    rows = found()
    rows["links"][1] |= {"outcome": "dropped", "reason": "too_short"}
    del rows["articles"][1], rows["retellings"][0]
    assert wrong(truth, rows) == dict.fromkeys(
        (
            "outcome",
            "language",
            "published",
            "telling",
            "voices",
            "original",
            "parent",
            "retelling",
            "kind",
            "direction",
        ),
        1,
    )


def test_a_source_further_back_is_found_where_the_parents_lead_to_it(tmp_path: Path) -> None:
    path = tmp_path / "truth.toml"
    path.write_text(
        "".join(f'[[links]]\nurl = "{url}"\n' for url in (A, B))
        + f'[[links]]\nurl = "{C}"\nrelations = [{{ of_url = "{A}", kind = "near_copy", direction = "known" }}]\n',
        encoding="utf-8",
    )
    rows = found()
    rows["links"], rows["retellings"] = rows["links"][:3], []
    rows["articles"][2]["of_url"] = B
    assert wrong(path, rows) == {}
    rows["articles"][1]["of_url"] = None
    assert wrong(path, rows) == {"retelling": 1, "kind": 1, "direction": 1}


def test_a_link_that_truth_does_not_name_is_a_difference(truth: Path) -> None:
    rows = found()
    rows["links"].append(link("http://alpha.example/menu"))
    assert wrong(truth, rows) == {"outcome": 1}
    assert "http://alpha.example/menu is article, and truth does not name it" in compare(truth, rows).differences[0]


def test_an_alias_that_cleaning_takes_away_needs_its_article(truth: Path) -> None:
    rows = found()
    rows["links"] = [row for row in rows["links"] if row["url"] != A]
    assert wrong(truth, rows) == {"outcome": 2}


def test_a_retelling_between_tellings_that_have_nothing_from_each_other_is_invented(truth: Path) -> None:
    rows = found()
    rows["retellings"].append({"url": D, "of_url": A, "kind": "near_copy", "direction": "known"})
    assert compare(truth, rows).differences == (f"retelling: {D} is held to be near_copy of {A}",)


def test_an_excerpt_is_also_one_of_the_copies_of_its_source(truth: Path) -> None:
    rows = found()
    rows["retellings"].append({"url": C, "of_url": B, "kind": "translated_excerpt", "direction": "unknown"})
    assert compare(truth, rows).differences == ()


def test_a_parent_may_not_be_claimed_where_the_pages_do_not_tell(tmp_path: Path) -> None:
    path = tmp_path / "truth.toml"
    path.write_text(TRUTH.replace('direction = "known"', 'direction = "unknown"', 1), encoding="utf-8")
    rows = found()
    assert wrong(path, rows) == {"parent": 1, "direction": 1}
    rows["articles"][1]["of_url"] = None
    rows["retellings"][0] |= {"url": A, "of_url": B, "direction": "unknown"}
    assert wrong(path, rows) == {}


def test_what_truth_does_not_say_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "truth.toml"
    path.write_text("".join(f'[[links]]\nurl = "{url}"\n' for url in (A, B, C, D)), encoding="utf-8")
    rows = found()
    rows["links"] = rows["links"][:4]
    assert {total for _, total in figures(compare(path, rows)).values()} == {0}


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ('[[links]]\nurl = "http://a.example/"\noutcom = "article"', "links[1].outcom", "one of of_url"),
        ('[[links]]\nurl = "http://a.example/"\noutcome = "lost"', "links[1].outcome", "one of article"),
        ('[[links]]\nurl = "http://a.example/"\nkind = "shares_quotation"', "links[1].kind", "exact_copy"),
        ('[[links]]\nurl = "http://a.example/"\nversions = 0', "links[1].versions", "1 or more"),
        ('[[links]]\nurl = "http://a.example/"\npublished = 2024-03-05T08:00:00', "links[1].published", "offset"),
        ('[[links]]\nurl = "http://a.example/"\nrelations = [{ kind = "excerpt" }]', "relations[1]", "with of_url"),
        ('[[links]]\nurl = "a.example"', "links[1]", "addresses"),
        ('[[links]]\noutcome = "article"', "links[1]", "with url"),
        ('[[links]]\nurl = "http://a.example/"\n[[links]]\nurl = "http://a.example"', "links[2].url", "not yet named"),
        ('[links]\nurl = "http://a.example/"', "truth.toml", "[[links]] tables"),
        ('title = "x"', "truth.toml", "[[links]] tables"),
    ],
)
def test_a_bad_truth_is_refused_by_file_key_and_what_was_expected(
    tmp_path: Path, text: str, key: str, expected: str
) -> None:
    path = tmp_path / "truth.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UseError) as refusal:
        read_truth(path)
    assert str(path) in str(refusal.value)
    assert key in str(refusal.value)
    assert expected in str(refusal.value)


def test_gaps_of_a_folder_are_told_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "hosts.toml").write_text(
        '["a.example"]\n"/robots.txt" = { text = "" }\n"/feed" = { text = "<rss/>", type = "application/rss+xml" }\n'
        '"/one" = { text = "<p>", type = "text/html" }\n"/old" = { redirect = "/one" }\n',
        encoding="utf-8",
    )
    (tmp_path / "truth.toml").write_text(
        '[[links]]\nurl = "http://a.example/one"\noutcome = "article"\ntelling = "t"\nis_original = true\n'
        'of_url = "http://a.example/lost"\n'
        '[[links]]\nurl = "http://b.example/two"\noutcome = "article"\ntelling = "t"\nis_original = true\n'
        '[[links]]\nurl = "http://dead.example/"\noutcome = "waiting"\n',
        encoding="utf-8",
    )
    assert gaps(tmp_path) == [
        "http://a.example/old is served, and truth does not name it",
        "http://a.example/one: of_url is http://a.example/lost, which truth does not call an article",
        "http://b.example/two is article, and no host serves it",
        "t has more than one original",
    ]


def test_no_stage_can_name_the_truth() -> None:
    knowing = {
        str(file.relative_to(ROOT))
        for folder in ("flows", "extractors")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"truth\.toml|truthfile|\.truth\b", file.read_text(encoding="utf-8"))
    }
    assert knowing == {"flows/demo.py", "flows/truth.py", "flows/truthfile.py"}
