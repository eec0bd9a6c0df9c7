"""Every regular expression of both packages takes time in proportion to what it is given."""

import re

import pytest

from index.asking.kinds import dates
from tests.hostile.growth import growth, repeated
from tests.hostile.patterns import Found, attacks, constants, made_on_the_way, names_of_re

MADE = {"index.asking.kinds.dates._day_pattern"}
"""Functions that make a pattern while the program runs, from what the house itself says."""

HARMLESS = {
    "index.cli.base.convert",  # an option of the operator's, with at most 20 digits
    "index.evaluation.run.located",  # a question set's excerpts, word by word
    "index.indexing.backends.tantivyfiles.clear_errors",  # an error of Tantivy's
    "index.indexing.generations._number",  # a folder's name
}

MOST = 16_384
"""Repetitions; at so many, whatever takes their square takes long enough to be told."""

FOUND = constants()
MADE_FOUND = [
    Found(f"_day_pattern({language})", dates._day_pattern(language))
    for language in ("de", "en", "fr", "ja")
]


def slow(found: Found) -> list[tuple[str, str, str]]:
    """Return the first attack that a pattern is slow at."""
    for attack in sorted(attacks(found.pattern)):
        if growth(repeated(found.tries, *attack), MOST) != "as the input":
            return [attack]
    return []


@pytest.mark.parametrize("found", FOUND + MADE_FOUND, ids=lambda found: found.name)
def test_a_pattern_s_time_grows_as_its_text_does(found: Found) -> None:
    assert slow(found) == []


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
