"""Lists whose items are boxes without headings."""

import pytest

from extractors.errors import DropError
from extractors.extract import read

from .test_extract import STORY, page

TEASERS = (
    "The ice on the inner harbour is thick enough to carry a horse, says the pilot, who has tried it with his own.",
    "Nobody has slept in the old customs house since the flood, but on Friday evening a light was seen upstairs.",
    "A new ferry will take its first passengers in April, three years later than the company had promised them.",
)
SECTION = "https://norvik-courier.example/lokalt"
FORMS = {
    "links": "<a href='/i/{n}x'><div class='t'>The harbour in winter, part {n}</div><div>{story}</div></a>",
    "items": "<li><span>12/3</span> <a href='/i/?id={n}'>The harbour in winter, part {n}</a> <em>{story}</em></li>",
    "boxes": "<div><b><a href='/i/{n}x'>The harbour in winter, part {n}</a></b><br>{story}</div>",
}


def items(form, count=12):
    return "".join(FORMS[form].format(n=n, story=f"{n} {TEASERS[n % 3]}") for n in range(count))


def outcome(body, head="", url=SECTION):
    menu = "<nav><a href='/a'>Home</a><a href='/b'>Sport</a></nav>"
    built = f"<html><head><title>Lokalt</title>{head}</head><body>{menu}<main>{body}</main></body></html>"
    try:
        return read(page(built, url=url, final_url=url), {}).text
    except DropError as error:
        return error.reason


@pytest.mark.parametrize("form", FORMS)
def test_a_row_of_boxes_that_each_lead_elsewhere_is_a_list(form):
    assert outcome(items(form)) in {"listing", "too_short"}


@pytest.mark.parametrize("form", FORMS)
def test_a_short_story_above_such_a_row_is_an_article(form):
    story = f"<article><h1>The wall</h1>{''.join(f'<p>{line}</p>' for line in STORY)}</article>"
    assert STORY[0] in outcome(f"{story}<section>{items(form)}</section>")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<meta property="og:type" content="article">', SECTION),
        ('<meta name="author" content="Mara Holt">', SECTION),
        ("", "https://norvik-courier.example/2024/05/twelve-harbours"),
        ("", "https://norvik-courier.example/tips/twelve-harbours-for-a-winter-walk"),
    ],
)
def test_boxes_are_the_items_of_one_text_where_metadata_or_the_address_say_so(head, url):
    assert TEASERS[1] in outcome(items("boxes"), head, url)


def test_counted_boxes_are_the_items_of_one_text():
    tips = "".join(
        f"<div><b><a href='/i/{n}x'>{n}. A harbour for the winter</a></b><p>{n}: {STORY[n % 4]}</p></div>"
        for n in range(1, 13)
    )
    assert STORY[1] in outcome(f"<h1>Twelve harbours</h1>{tips}")


def test_the_entries_of_a_live_blog_are_no_boxes():
    entries = "".join(f"<div><p><a href='/live/{n}'>{n}:20</a></p><p>{n}: {STORY[n % 4]}</p></div>" for n in range(12))
    assert STORY[1] in outcome(f"<h1>The storm, hour by hour</h1>{entries}")
