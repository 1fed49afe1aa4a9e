"""Pages whose text only scripts fetch."""

import pytest

from extractors.errors import DropError
from extractors.extract import read

from .test_extract import page


def refused(body):
    with pytest.raises(DropError) as caught:
        read(page(f"<html><head><title>چر</title></head><body>{body}</body></html>"), {})
    return caught.value.reason


@pytest.mark.parametrize(
    "body",
    [
        "<noscript>برای دیدن صفحه اسکریپت را روشن کنید</noscript><div id='app'><i class='spin'></i></div>",
        "<kust-app></kust-app><script src='/bundle.js'></script>",
        "<div id='x-root'><div class='a'><span></span></div></div><script type='module' src='/a.js'></script>",
        "<nav><a href='/a'>Uudised</a></nav><main id='content'></main><script src='/a.js'></script>",
    ],
)
def test_a_place_without_text_is_left_to_scripts_whatever_noscript_says(body):
    assert refused(body) == "needs_js"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div></div>",
        "<div id='map'></div><p>Norvik in pictures: the harbour</p><script src='/a.js'></script>",
        "<h1>Picture of the day: fog</h1><img src='/a.jpg'><script src='/count.js'></script>",
    ],
)
def test_a_page_that_shows_the_little_it_has_is_too_short(body):
    assert refused(body) == "too_short"
