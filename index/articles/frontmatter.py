"""Metadata at the start of a text: YAML, TOML, or lines such as "Title: …" and "% Title"."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any, NamedTuple

from index.articles.errors import ArticleFrontMatterError
from index.articles.metadata import (
    KEYS,
    NOTHING_KNOWN,
    Metadata,
    found_metadata,
    not_understood,
)
from index.articles.omissions import Omission

FENCED = re.compile(
    r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<block>.{0,65536}?)"
    r"^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
TITLE_BLOCK = re.compile(
    r"\A%[ \t]++(?P<title>\S[^\n]*+(?:\n[ \t]++\S[^\n]*+)*+)\n"
    r"(?:%[ \t]*+(?P<author>[^\n]*+(?:\n[ \t]++\S[^\n]*+)*+)\n"
    r"(?:%[ \t]*+(?P<date>[^\n]*+)\n)?)?(?=[ \t]*+(?:\n|\Z))"
)
"""As Pandoc has it: lines that begin with %, for title, authors and date."""
KEY_LINE = re.compile(r"(?P<key>[^\W\d_][\w -]{0,30}):[ \t]*(?P<value>\S[^\n]*)")
# fmt: off
OTHER_KEYS = frozenset({
    "categories", "category", "copyright", "draft", "kategorie", "kategorien", "keywords", "layout",
    "license", "lizenz", "schlagworte", "schlagwörter", "slug", "status", "subtitle", "summary",
    "tags", "untertitel", "version",
})
# fmt: on
"""What else stands between lines such as "Title: …" at the top of a text."""
KNOWN_KEYS = OTHER_KEYS.union(*KEYS.values()) - {"by", "von", "link", "stand"}
HEADER_LINES = 20
EMPHASIS = re.compile(
    r"(?<![\w*])(?P<marks>\*{1,3})(?=[^\s*])(?P<words>[^*\n]{1,300})(?<=\S)(?P=marks)(?![\w*])"
)
"""Markdown within a title: "Costs (*today*)"."""
AUTHORS = re.compile(r"[;\n]")
FIRST_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\w\"'-]+(?:[ \t](?:bis|until))?[ \t]*[:=]")
"""What tells front matter from a text between two rules."""
LOOSE_LINE = re.compile(
    r"^(?P<key>[\w-]++(?: (?:bis|until))?): ++(?!(?P<mark>[\"'])[^\n]*(?P=mark) *$)"
    r"(?P<value>(?:[@`][^\n]*|[^\s\[{&*!|>#][^\n]*?:(?: [^\n]*)?))$",
    re.MULTILINE,
)
"""A line that YAML can't read for its colon, or for what it begins with: "title: News: May"."""

MAX_DEPTH = 50
"""Brackets within brackets in YAML, of which PyYAML takes the square of time."""


class Front(NamedTuple):
    """What a front matter says, the text after it, and what of it has no effect."""

    metadata: Metadata
    text: str
    omissions: list[Omission]


def split(text: str, source: str) -> Front:
    """Take a front matter off a text; without one, the text is as it was.

    Raises:
        ArticleFrontMatterError: there is one that isn't TOML or, lines with a colon too many
            aside, YAML. Taken for text it could be quoted in answers.
    """
    match = FENCED.match(text)
    if match is None or not FIRST_KEY.match(match["block"]):
        return _split_header(text)
    try:
        values = _parse(match["fence"], match["block"])
        metadata = _found(values)
        unused = not_understood(values, metadata)
    except (ValueError, RecursionError) as error:
        raise ArticleFrontMatterError(source=source, fence=match["fence"]) from error
    return Front(metadata, text[match.end() :], unused)


def _found(values: Mapping[str, object]) -> Metadata:
    found = found_metadata(values)
    return replace(found, title=found.title and EMPHASIS.sub(r"\g<words>", found.title))


def _split_header(text: str) -> Front:
    """Take off lines such as "Title: …" with which a text begins, and Pandoc's title block."""
    block = TITLE_BLOCK.match(text)
    if block is not None:
        values = {name: value for name, value in block.groupdict().items() if value}
        if "author" in values:
            values["author"] = ", ".join(map(str.strip, AUTHORS.split(values["author"])))
        end = block.end()
    else:
        values, end = _key_lines(text)
    metadata = _found(values)
    if metadata == NOTHING_KNOWN:
        return Front(metadata, text, [])
    return Front(metadata, text[end:], not_understood(values, metadata))


def _key_lines(text: str) -> tuple[dict[str, str], int]:
    """Return what lines at the top say, if all do up to a blank one, and where they end."""
    values: dict[str, str] = {}
    place = len(text) - len(text.lstrip())
    while True:
        end = text.find("\n", place)
        line = text[place : end if end >= 0 else len(text)]
        if not line.strip():
            return values, place
        match = KEY_LINE.fullmatch(line.rstrip())
        known = match and (match["key"].lower() in KNOWN_KEYS)
        if match is None or not known or end < 0 or len(values) == HEADER_LINES:
            return {}, 0
        values.setdefault(match["key"], match["value"])
        place = end + 1


def _deeper(sign: str) -> int:
    return (sign in "[{") - (sign in "]}")


def _parse(fence: str, block: str) -> dict[Any, Any]:
    if fence == "+++":
        return tomllib.loads(block)
    if max(accumulate(map(_deeper, block))) > MAX_DEPTH:
        raise ValueError(block)
    # PyYAML takes tabs for no blanks, unlike YAML and all that is written in it.
    block = block.replace("\t", " ")
    try:
        return _yaml(block)
    except ValueError:
        return _yaml(LOOSE_LINE.sub(_quoted, block))


def _quoted(line: re.Match[str]) -> str:
    return "{}: '{}'".format(line["key"], line["value"].replace("'", "''"))


def _yaml(block: str) -> dict[Any, Any]:
    # Only needed for a text with front matter.
    import yaml  # noqa: PLC0415

    try:
        # The base loader makes nothing but texts, lists and mappings: "2020-02" stays as it is.
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(error) from error
    if not isinstance(values, dict):
        raise ValueError(values)  # noqa: TRY004 - a wrong document, not a wrong argument
    return values
