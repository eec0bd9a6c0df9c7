"""Metadata at the start of a text: YAML between `---` lines, or TOML between `+++` lines."""

import re
import tomllib
from itertools import accumulate
from typing import Any

from index.articles.errors import ArticleFrontMatterError
from index.articles.metadata import Metadata, found_metadata

FENCED = re.compile(
    r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<block>.{0,65536}?)^(?P=fence)[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
FIRST_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\w\"'-]+[ \t]*[:=]")
"""What tells front matter from a text between two rules."""

MAX_DEPTH = 50
"""Brackets within brackets in YAML, of which PyYAML takes the square of time."""


def split(text: str, source: str) -> tuple[Metadata, str]:
    """Return what a front matter says, and the text after it; without one, the text as it is.

    Raises:
        ArticleFrontMatterError: there is one that isn't valid YAML or TOML. Taken for text it
            could be quoted in answers.
    """
    match = FENCED.match(text)
    if match is None or not FIRST_KEY.match(match["block"]):
        return Metadata(), text
    try:
        metadata = found_metadata(_parse(match["fence"], match["block"]))
    except (ValueError, RecursionError) as error:
        raise ArticleFrontMatterError(source=source, fence=match["fence"]) from error
    return metadata, text[match.end() :]


def _deeper(sign: str) -> int:
    return (sign in "[{") - (sign in "]}")


def _parse(fence: str, block: str) -> dict[Any, Any]:
    if fence == "+++":
        return tomllib.loads(block)
    if max(accumulate(map(_deeper, block))) > MAX_DEPTH:
        raise ValueError(block)
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
