"""How often a page is read, as people write it."""

from datetime import timedelta

import pytest

from index.watching.intervals import interval_of, written


@pytest.mark.parametrize(
    ("text", "interval", "again"),
    [
        ("30m", timedelta(minutes=30), "30m"),
        (" 24 H ", timedelta(days=1), "24h"),
        ("1d", timedelta(days=1), "24h"),
        ("36h", timedelta(hours=36), "36h"),
        ("14d", timedelta(days=14), "2w"),
        ("10m", timedelta(minutes=10), "10m"),
        ("365d", timedelta(days=365), "365d"),
    ],
)
def test_an_interval_is_read_and_written(text: str, interval: timedelta, again: str) -> None:
    assert interval_of(text) == interval
    assert written(interval) == again


@pytest.mark.parametrize("text", ["", "0h", "9m", "366d", "24", "h", "1 month", "٣h", "1h\n2h"])
def test_what_is_none_or_too_short_or_too_long_is_refused(text: str) -> None:
    assert interval_of(text) is None
