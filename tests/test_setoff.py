"""What a page sets off by its form is in quotation marks afterwards."""

import pytest
from lxml import html

from extractors.setoff import marked

LETTER = "We sell seats, not promises, and a full ship is a good ship."
REPLY = "Nobody shall speak of the second list, neither on board nor ashore."
AROUND = [
    "The letter reached the crew on Saturday morning, and the evening papers had it by noon on the same day.",
    "Nobody at the company wished to say who had written it, or whether anybody had read it before it was sent.",
]


def page(middle: str) -> html.HtmlElement:
    return html.fromstring(f"<body><p>{AROUND[0]}</p>{middle}<p>{AROUND[1]}</p></body>")


@pytest.mark.parametrize(
    "middle",
    [
        f"<blockquote>{LETTER}</blockquote>",
        f"<blockquote><p>{LETTER}</p><footer>R. Tvedt</footer></blockquote>",
        f'<div class="quote">{LETTER}</div>',
        f'<p style="margin-left:3em;margin-right:3em"><i>{LETTER}</i></p>',
        f'<section class="post-embed tweet"><p>{LETTER}</p></section>',
        f'<div id="zitat-2"><div>{LETTER}</div></div>',
        f"<p>It reads as follows:</p><p><em>{LETTER}</em></p>",
        f"<blockquote>Rune Tvedt, by e-mail<br>{LETTER}<br></blockquote>",
    ],
)
def test_a_block_that_is_set_off_stands_in_marks(middle: str) -> None:
    assert marked([AROUND[0], LETTER, AROUND[1]], page(middle)) == [AROUND[0], f"“{LETTER}”", AROUND[1]]


@pytest.mark.parametrize(
    "middle",
    [
        f'<div class="embed-responsive"><p>{LETTER}</p></div>',
        f"<p>{LETTER}</p>",
        f"<p><em>{LETTER}</em></p>",
        f"<p>It reads:</p><p><em>Not</em> {LETTER}</p>",
    ],
)
def test_plain_paragraphs_stay_as_they_are(middle: str) -> None:
    assert marked([AROUND[0], LETTER, AROUND[1]], page(middle)) == [AROUND[0], LETTER, AROUND[1]]


def test_paragraphs_of_one_quotation_are_marked_each() -> None:
    tree = page(f"<blockquote><p>{LETTER}</p><p>{REPLY}</p></blockquote>")
    assert marked([*AROUND, LETTER, REPLY], tree)[2:] == [f"“{LETTER}”", f"“{REPLY}”"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("«Сандлайн» сожалеет о неудобствах, которые испытали пассажиры.", "“«Сандлайн» сожалеет о неудобствах, которые испытали пассажиры.”"),
        ("Пассажиры “Аурелии” ждали парома на причале до самого утра.", "«Пассажиры “Аурелии” ждали парома на причале до самого утра.»"),
        ("「我们卖的是座位，不是承诺，满座的船就是好船。」他在给船员的信里这样写道，语气像是在训话，没有人敢回答。", "“「我们卖的是座位，不是承诺，满座的船就是好船。」他在给船员的信里这样写道，语气像是在训话，没有人敢回答。”"),
        ("«نبيع المقاعد لا الوعود، والسفينة الممتلئة سفينة جيدة كما يقول المدير.»", None),
        ("نبيع المقاعد لا الوعود، والسفينة الممتلئة سفينة جيدة كما يقول المدير.", "“نبيع المقاعد لا الوعود، والسفينة الممتلئة سفينة جيدة كما يقول المدير.”"),
        ("אנחנו מוכרים מקומות ולא הבטחות, ואונייה מלאה היא אונייה טובה.", "“אנחנו מוכרים מקומות ולא הבטחות, ואונייה מלאה היא אונייה טובה.”"),
    ],
)  # fmt: skip
def test_marks_that_a_line_has_are_not_doubled(line: str, expected: str | None) -> None:
    assert marked([*AROUND, line], page(f"<blockquote>{line}</blockquote>"))[2] == (expected or line)


def test_a_page_that_is_set_off_as_a_whole_is_only_indented() -> None:
    tree = html.fromstring(f"<body><blockquote><p>{AROUND[0]}</p><p>{AROUND[1]}</p></blockquote></body>")
    assert marked(AROUND, tree) == AROUND
