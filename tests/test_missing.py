"""Pages that say, in whatever language, that there is nothing."""

import pytest

from extractors import missing
from extractors.errors import DropError
from extractors.extract import read

from .test_extract import STORY, page

LINES = "".join(f"<p>{line}</p>" for line in STORY)
URL = "https://norvik-courier.example/a/1"
NOINDEX = '<meta name="robots" content="noindex">'


def gone(body, head="", title="Norvik", url=URL):
    built = f"<html><head><title>{title}</title>{head}</head><body>{body}{LINES}</body></html>"
    try:
        read(page(built, url=url, final_url=url), {})
    except DropError as error:
        return error.reason
    return None


@pytest.mark.parametrize(
    "body",
    ["<h1>404</h1><p>Puslapio nebėra</p>", "<div class='error-num'>410</div><h2>სამწუხაროდ</h2>", "<h2> 404 </h2>"],
)
def test_a_number_that_stands_large_says_that_there_is_nothing(body):
    assert gone(body) == "soft_404"
    assert gone(body, head='<meta name="author" content="Mara Holt">') is None


@pytest.mark.parametrize("body", ["<span class='count'>404</span>", "<table><tr><td>410</td></tr></table>"])
def test_any_other_number_says_nothing(body):
    assert gone(f"<h1>Berths in Norvik</h1>{body}") is None


@pytest.mark.parametrize("name", ["error-page", "page_not_found", "error404", "is-404"])
def test_a_page_named_after_the_error_is_one_if_no_search_engine_shall_keep_it(name):
    body = f"<main class='{name}'><h1>Hau ez dago hemen</h1></main>"
    assert gone(body, head=NOINDEX) == "soft_404"
    assert gone(body) is None


@pytest.mark.parametrize("name", ["error-none", "single error-tracking-on", "terror"])
def test_a_story_that_no_search_engine_shall_keep_is_one(name):
    assert gone(f"<main class='{name}'><h1>Hau hemen dago</h1></main>", head=NOINDEX) is None


@pytest.mark.parametrize("path", ["/404", "/404.html", "/error", "/page-not-found/"])
def test_the_address_of_an_error_holds_no_article(path):
    assert gone("<h1>Овде нема ништо</h1>", url=f"https://norvik-courier.example{path}") == "soft_404"


@pytest.mark.parametrize("title", ["404", "Klaida 404", "404 - Suara Muara", "HTTP 404 | Norvik", "エラー404 北の新聞"])
def test_a_title_of_the_number_and_names_tells(title):
    assert missing.told([title]) == title


@pytest.mark.parametrize(
    "title",
    [
        "404: kodėl šiandien dingsta senos svetainės",
        "410: toliko otrok bo jeseni brez mesta",
        "Peugeot 404 : la vieille dame",
        "404 Norviker erhalten in diesem Jahr Post",
    ],
)
def test_a_headline_that_begins_with_the_number_is_a_headline(title):
    assert missing.told([title]) is None
