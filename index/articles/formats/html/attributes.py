"""HTML before it is parsed: whether an element has more attributes than the parser can take."""

import re

from index.articles.formats.errors import ArticleAttributesError

MAX_ATTRIBUTES = 500
"""Of one element. libxml2 takes the square of their number: 13 seconds for 40,000."""

ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+")
TAG = re.compile(
    rf"<!--(?>-?>|.*?--!?>|.*)"
    rf"|<[!?/][^>]*+>?"
    rf"|<(?:(?P<raw>script|style|textarea|title)\b|[a-z][^\s/>]*+)"
    rf"(?P<attributes>(?:[\s/]*+{ATTRIBUTE.pattern})*+)"
    rf"(?(raw)(?:\s*+/\s*+>|(?>.*?</(?P=raw)|.*)))",
    re.DOTALL | re.IGNORECASE,
)
"""An element's beginning. Comments, declarations and scripts are skipped as libxml2 skips them:
nothing in them is an element."""


def refuse_many_attributes(markup: str, source: str) -> None:
    """Refuse a page, in time that grows with its length alone.

    Raises:
        ArticleAttributesError: an element has more than `MAX_ATTRIBUTES`.
    """
    for tag in TAG.finditer(markup):
        attributes = tag["attributes"] or ""
        # The shortest are a blank and a letter; of most elements none needs to be counted.
        if len(attributes) > 2 * MAX_ATTRIBUTES and _count(attributes) > MAX_ATTRIBUTES:
            raise ArticleAttributesError(source=source, limit=MAX_ATTRIBUTES)


def _count(attributes: str) -> int:
    return sum(1 for _ in ATTRIBUTE.finditer(attributes))
