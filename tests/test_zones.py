"""In which zones the clock of a newsroom may stand."""

import pytest

from extractors import zones


def names(url, country):
    return sorted(zone.key for zone in zones.of(url, country))


def test_the_table_of_outlets_names_a_newsrooms_zone():
    assert names("https://www.latimes.com/story", "US") == ["America/Los_Angeles"]


@pytest.mark.parametrize(
    ("country", "expected"),
    [("JP", ["Asia/Tokyo"]), ("PL", ["Europe/Warsaw"]), ("CN", ["Asia/Shanghai"]), (None, []), ("XX", [])],
)
def test_an_unknown_outlets_zones_are_its_countrys(country, expected):
    assert names("https://norvik.example/story", country) == expected


def test_a_wide_country_has_several():
    assert len(names("https://norvik.example/story", "RU")) > 5


def test_what_an_aggregator_shows_was_written_anywhere():
    assert names("https://www.163.com/story", "CN") == []
