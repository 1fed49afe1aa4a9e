"""How many bars a run has, and what they are called. The bars themselves: test_ui.py."""

import pytest

from flows.artifacts import Progress
from flows.progress import came_to, counted, singular
from flows.running import joined
from flows.staging import Staged
from flows.tasks import MOST_BARS, Bars, shares


@pytest.fixture
def bars() -> Bars:
    return Bars(Progress("small"))


def test_however_much_there_is_to_do_a_run_has_sixty_bars_at_most(bars: Bars) -> None:
    begun = sum(bars._bars(stage, 500) for stage in MOST_BARS for _ in range(100))

    assert begun + 1 == 60  # and one for what it met with


def test_a_later_round_still_has_bars(bars: Bars) -> None:
    assert [bars._bars("scrape", 8) for _ in range(3)] == [8, 6, 0]
    assert [bars._bars("extract", 16), bars._bars("extract", 2), bars._bars("extract", 2)] == [8, 2, 2]


def test_batches_are_shared_out_among_bars_in_their_order_and_evenly() -> None:
    assert shares(10, 4) == [0, 2, 5, 7, 10]
    assert shares(3, 3) == [0, 1, 2, 3]


def test_what_has_no_bar_is_done_all_the_same_and_the_first_failure_comes_last(bars: Bars) -> None:
    bars._left["extract"] = 0
    done = []

    def fail() -> int:
        raise ValueError("two")

    with pytest.raises(ValueError, match="two"):
        done.extend(bars("extract", [("1 pages", lambda: 1), ("2 pages", fail), ("3 pages", lambda: 3)]))

    assert sorted(done) == [1, 3]


def test_a_bar_that_holds_several_batches_adds_up_what_is_alike_and_names_a_few_of_the_rest() -> None:
    assert joined(["50 pages", "50 pages", "3 pages"]) == "103 pages"
    assert joined(["12 outlets · 96 links", "9 outlets · 80 links"]) == "21 outlets · 176 links"
    assert (
        joined(["fr · 400 sentences", "fr · 12 sentences", "it · 3 sentences"])
        == "fr · 412 sentences + it · 3 sentences"
    )
    assert joined(["n24.example · 3 links", "n25.example · 3 links"]) == "n24.example · 3 links + n25.example · 3 links"
    assert joined([f"{tag} · 2 sentences" for tag in ("ar", "de", "fi", "he", "ja")]).endswith(" + 2 more")


def test_what_a_batch_came_to_begins_with_what_was_hoped_for() -> None:
    assert counted({"http_404": 3, "pages": 1, "timeout": 7}) == "1 page, 7 timeout, 3 http_404"
    assert counted({}) == "nothing"
    assert came_to([1]) == "1 row"
    assert came_to(Staged(path=None, counts={"article": 2})) == "2 article"  # type: ignore[arg-type]
    assert singular("1 links · 21 links + 1 address") == "1 link · 21 links + 1 address"
