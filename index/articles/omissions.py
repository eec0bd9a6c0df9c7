"""What of a document isn't in its text: said wherever the document is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

OmissionKind = Literal[
    "pages",
    "struck",
    "running",
    "marks",
    "parts",
    "attachments",
    "images",
    "external",
    "comments",
    "markup",
    "metadata",
    "data",
]
"""`pages`: without text; `struck`: struck out or deleted; `running`: headers and footers of pages,
page numbers; `marks`: of notes; `parts`: of a page, such as menus; `attachments`: of a mail;
`images`: without a description; `external`: what would have to be fetched; `comments`: of people
who worked on it; `markup`: commands of a program that stand for something else; `metadata`: what
is said of the document but isn't understood; `data`: cells, formulas, outputs without text."""

DETAIL = 80
"""Characters of an omission's detail."""
MOST = 50
"""Omissions that are told of one document."""


@dataclass(frozen=True, slots=True)
class Omission:
    """`count` of a kind were left out: characters of `struck` and `parts`, else how many there are.

    `detail` shows which: the pages' numbers, the attachments' names, how the part begins.
    """

    kind: OmissionKind
    count: int
    detail: str = ""


def told(omissions: Iterable[Omission]) -> tuple[Omission, ...]:
    """Return omissions as they are told: a line each, no more than anybody reads."""
    found: list[Omission] = []
    for omission in omissions:
        if omission.count > 0 and len(found) < MOST:
            detail = " ".join(omission.detail.split())
            if len(detail) > DETAIL:
                detail = detail[: DETAIL - 1].rstrip() + "…"
            found.append(Omission(omission.kind, omission.count, detail))
    return tuple(found)
