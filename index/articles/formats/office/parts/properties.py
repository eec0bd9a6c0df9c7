"""What an office document says of itself -> metadata, without what its program made up."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from index.articles.metadata import Metadata, found_metadata
from index.articles.structure import Node

MADE_UP = re.compile(
    r"(?:untitled|unbenannt|ohne titel|(?:microsoft |ms )?(?:word|excel|powerpoint)\b.*"
    r"|powerpoint[- ]\w{1,20}|(?:dokument|document|mappe|book|workbook|präsentation|presentation)"
    r" ?\d{0,4}|[^/\\]{1,200}\.(?:do[ct][xm]?|od[tsp]|rtf|xl[st][xm]?|pp[st][xm]?|pdf))",
    re.IGNORECASE,
)
"""Titles that programs make up, mostly from a file's name."""

PROGRAMS = re.compile(
    r"(?:python-docx|openpyxl|apache poi|un-?named|unknown|unbekannt"
    r"|(?:microsoft|ms) (?:office|word).{0,40}|windows.{0,20}"
    r"|benutzer|user|admin(?:istrator)?|anonymous|\(anonymous\)|anonym)",
    re.IGNORECASE,
)
"""Authors who are nobody."""

TEMPLATES = {"2013-12-23T23:15:00", "2013-01-27T09:14:16", "2013-01-27T09:15:58"}
"""When the templates were made that python-docx and python-pptx begin with: no document's date."""

FIRST_YEAR = 1990


def properties(
    *, title: str | None, author: str | None, created: str | None, modified: str | None
) -> Metadata:
    """Return what can be used of it; times are in ISO 8601."""
    title, author = (title or "").strip(), (author or "").strip()
    return found_metadata(
        {
            "title": "" if MADE_UP.fullmatch(title) else title,
            "author": "" if PROGRAMS.fullmatch(author) else author,
            "date": _day(created) or _day(modified),
        }
    )


def title_of_headings(nodes: Sequence[Node]) -> str | None:
    """Return the heading that a document begins with, if no other is as high."""
    headings = [node for node in nodes if node.kind == "heading"]
    first = headings[0] if headings and nodes[0] is headings[0] else None
    if first is None or any(other.level <= first.level for other in headings[1:]):
        return None
    return found_metadata({"title": first.text}).title


def _day(time: str | None) -> str | None:
    """Return the day of a time that a clock can have shown."""
    time = (time or "").strip()
    if time[:19] in TEMPLATES:
        return None
    today = datetime.now(UTC).date().isoformat()
    day = time[:10]
    return day if f"{FIRST_YEAR}-01-01" <= day <= today else None
