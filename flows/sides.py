"""A dataset -> what is known of the articles that are to be related again, besides their texts."""

from datetime import date

from extractors import direction

from .dataset import Dataset, Row
from .relations import METHOD


def touch(dataset: Dataset, began: date | None, *, anew: bool) -> None:
    """Forget of the articles that hang together with something new that they are up to date; `anew`: of all."""
    if anew:
        dataset.run("relate/forget_related")
    held = outlets(dataset)
    unseen = [credit for (credit,) in dataset.run("relate/credits") if credit and not held.named_in(credit)]
    dataset.run("relate/states", method=METHOD, began=began or date.min, unseen=unseen)
    with dataset.transaction():
        dataset.run("relate/touch")


def outlets(dataset: Dataset) -> direction.Outlets:
    """Return the outlets of all articles."""
    return direction.Outlets(dataset.run("relate/outlets"))


def articles(dataset: Dataset, began: date | None) -> dict[str, Row]:
    """Return what is known besides its text of each article that is related again, by url."""
    sides = {row["url"]: row for row in dataset.rows("relate/sides", began=began or date.min)}
    held = outlets(dataset)
    for row in sides.values():
        row["source_unseen"] = bool(row["credit"]) and not held.named_in(row["credit"])
    return sides
