"""What of a document isn't in its text: said wherever the document is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from index.i18n import N_, TEXTS, Language

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
    "around",
    "hidden",
    "scripts",
    "invisible",
]
"""`pages`: without text; `struck`: struck out or deleted; `running`: headers and footers of pages,
page numbers; `marks`: of notes; `parts`: of a page, such as menus; `attachments`: of a mail;
`images`: without a description; `external`: what would have to be fetched; `comments`: of people
who worked on it; `markup`: commands of a program that stand for something else; `metadata`: what
is said of the document but isn't understood; `data`: cells, formulas, outputs without text;
`around`: characters of a page besides its article; `hidden`: those that it doesn't show;
`invisible`: characters that would show a text otherwise than it is, or not at all."""

IN_WORDS: dict[OmissionKind, tuple[str, str]] = {
    "pages": (N_("{n} page without text"), N_("{n} pages without text")),
    "struck": (
        N_("{n} character struck out or deleted"),
        N_("{n} characters struck out or deleted"),
    ),
    "running": (
        N_("{n} header, footer or page number"),
        N_("{n} headers, footers or page numbers"),
    ),
    "marks": (N_("{n} note mark"), N_("{n} note marks")),
    "parts": (
        N_("{n} character of what stands beside the text"),
        N_("{n} characters of what stands beside the text"),
    ),
    "attachments": (N_("{n} attachment"), N_("{n} attachments")),
    "images": (N_("{n} image without a description"), N_("{n} images without a description")),
    "external": (
        N_("{n} part that would have to be fetched"),
        N_("{n} parts that would have to be fetched"),
    ),
    "comments": (N_("{n} comment"), N_("{n} comments")),
    "markup": (
        N_("{n} command or placeholder of another program"),
        N_("{n} commands or placeholders of another program"),
    ),
    "metadata": (
        N_("{n} detail that isn't understood"),
        N_("{n} details that aren't understood"),
    ),
    "data": (
        N_("{n} cell, formula or output without text"),
        N_("{n} cells, formulas or outputs without text"),
    ),
    "around": (
        N_("{n} character of navigation, notices and the like"),
        N_("{n} characters of navigation, notices and the like"),
    ),
    "hidden": (N_("{n} character of hidden text"), N_("{n} characters of hidden text")),
    "scripts": (N_("{n} script"), N_("{n} scripts")),
    "invisible": (
        N_("{n} invisible or order-changing character"),
        N_("{n} invisible or order-changing characters"),
    ),
}

DETAIL = 80
"""Characters of an omission's detail."""
MOST = len(get_args(OmissionKind))
"""Omissions that are told of one document: one a kind."""


@dataclass(frozen=True, slots=True)
class Omission:
    """`count` of a kind were left out: characters of `struck` and `parts`, else how many there are.

    `detail` shows which: the pages' numbers, the attachments' names, how the part begins.
    """

    kind: OmissionKind
    count: int
    detail: str = ""


def told(omissions: Iterable[Omission]) -> tuple[Omission, ...]:
    """Return omissions as they are told: one a kind, its details no more than anybody reads."""
    counts: dict[OmissionKind, int] = {}
    details: dict[OmissionKind, str] = {}
    for omission in omissions:
        if omission.count > 0:
            counts[omission.kind] = counts.get(omission.kind, 0) + omission.count
            before, detail = details.get(omission.kind, ""), " ".join(omission.detail.split())
            if len(before) <= DETAIL:
                details[omission.kind] = "; ".join(filter(None, (before, detail)))
    return tuple(Omission(kind, count, _shortened(details[kind])) for kind, count in counts.items())


def _shortened(detail: str) -> str:
    return detail if len(detail) <= DETAIL else detail[: DETAIL - 1].rstrip() + "…"


def in_words(omission: Omission, language: Language) -> str:
    """Say in a line what was left out."""
    singular, plural = IN_WORDS[omission.kind]
    words = TEXTS.plural(language, singular, plural, omission.count)
    return f"{words}: {omission.detail}" if omission.detail else words
