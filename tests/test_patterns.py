"""Every regular expression of both packages takes time in proportion to what it is given."""

import re

import pytest

from tests.hostile.patterns import Found, made_on_the_way, names_of_re
from tests.hostile.tried import everything, key, slow, tried

MADE = {"index.asking.kinds.dates.day_pattern"}
"""Functions that make a pattern while the program runs, from what the house itself says."""

HARMLESS = {
    "index.evaluation.run.located",  # a question set's excerpts, word by word
    "index.indexing.backends.tantivyfiles.clear_errors",  # an error of Tantivy's
    "index.indexing.generations._number",  # a folder's name
}


def test_a_pattern_s_time_grows_as_its_text_does() -> None:
    """Those that `tests.hostile.tried` has written down aren't tried again."""
    new = [each for each in everything() if key(each) not in tried()]

    assert {each.name: attack for each in new if (attack := slow(each))} == {}


def test_no_pattern_is_written_down_that_is_there_no_more() -> None:
    assert tried() <= set(map(key, everything()))


def test_patterns_are_constants_so_that_none_is_overlooked() -> None:
    assert made_on_the_way() == MADE | HARMLESS
    assert names_of_re() == set()


@pytest.mark.parametrize(
    ("pattern", "at_start"),
    [
        (re.compile(r"\s*(?:<!--.{0,5000}?-->\s*)*<(?:html|body)\b", re.DOTALL), True),
        (re.compile(r"[^\W_]+[-\u2010]$"), False),
        (re.compile(r"[ \t]*\n[ \t]*"), False),
        (re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)+"), False),
        (re.compile(r"(?:a|b|ab)*c"), True),
        (re.compile(rb"x*x*x*y"), True),
    ],
    ids=lambda value: value.pattern if isinstance(value, re.Pattern) else "",
)
def test_what_is_slow_is_found(pattern: re.Pattern[str], at_start: bool) -> None:  # noqa: FBT001
    assert slow(Found("", pattern, at_start)) != []
