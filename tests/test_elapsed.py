"""How long ago, as pages say it."""

from datetime import timedelta

import pytest

from extractors.elapsed import elapsed


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("3 hours ago", "en"), ("vor 3 Stunden", "de-AT"), ("hace 3 horas", "es"), ("há 3 horas", "pt-BR"),
        ("il y a 3 heures", "fr"), ("3 часа назад", "ru"), ("3 saat önce", "tr"), ("3 tuntia sitten", "fi"),
        ("πριν από 3 ώρες", "el"), ("قبل 3 ساعات", "ar"), ("לפני 3 שעות", "he"), ("3時間前", "ja"), ("3시간 전", "ko"),
        ("3 小时前", "zh"), ("3 hours ago", "xx"), ("3 hours ago", None),
    ],
)  # fmt: skip
def test_hours_ago_are_read_in_the_pages_language(text, language):
    assert elapsed(text, language) == timedelta(hours=3)


@pytest.mark.parametrize("text", ["Yesterday, 6:05 pm", "Gestern, 18:30 Uhr", "вчера в 18:30", "昨日 18:30"])
def test_yesterday_counts_beside_an_hour(text):
    assert elapsed(text, "en") == timedelta(days=1)


@pytest.mark.parametrize("text", ["Today", "Yesterday", "5 minutes of fame", "3 years ago", "40 days ago", "3", ""])
def test_other_texts_say_nothing_of_it(text):
    assert elapsed(text, "en") is None
