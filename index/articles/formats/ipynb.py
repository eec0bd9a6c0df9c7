"""Notebooks of Jupyter -> their texts, code and what it printed, cell by cell."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from index.articles import frontmatter
from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.formats.errors import ArticleNotebookBrokenError
from index.articles.formats.html import fragments
from index.articles.formats.markdown.reading import MARKDOWN, rendered
from index.articles.metadata import Metadata, found_metadata
from index.articles.omissions import Omission, OmissionKind
from index.articles.structure import Node, heading, lay_out, plain, without_title
from index.articles.titles import title_of

OUTPUT_LENGTH = 10_000
"""Characters of an output that anybody reads; longer ones are logs or data."""

COLOURS = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
TABLE = re.compile(r"<table\b", re.IGNORECASE)


def read(text: str, *, source: str) -> Content:
    """Read a notebook; without a title in its metadata, the first heading of level 1 is it.

    Raises:
        ArticleNotebookBrokenError: it isn't one.
        ArticleFrontMatterError: its first cell is a front matter that can't be read.
        ArticleError: HTML in it can't be read, as in `fragments`.
    """
    notebook = _parsed(text, source)
    reading = _Reading(source)
    cells = list(_cells(notebook, source))
    metadata = _metadata(notebook)
    untold: Sequence[Omission] = ()
    if cells and cells[0].get("cell_type") in ("raw", "markdown"):
        found, rest, untold = frontmatter.split(clean(_text(cells[0].get("source"))), source)
        metadata = found.over(metadata)
        cells[0] = {**cells[0], "source": rest}
    nodes = [node for cell in cells for node in reading.cell(cell)]
    metadata = metadata.over(Metadata(title=title_of(nodes)))
    return Content(
        metadata=metadata,
        layout=lay_out(without_title(nodes, metadata.title)),
        dropped=reading.hidden,
        hidden=reading.hidden,
        scripts=reading.scripts,
        omissions=[*untold, *reading.omissions()],
    )


def _parsed(text: str, source: str) -> dict[str, Any]:
    try:
        notebook = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ArticleNotebookBrokenError(source=source) from error
    if not isinstance(notebook, dict):
        raise ArticleNotebookBrokenError(source=source)
    return notebook


def _cells(notebook: dict[str, Any], source: str) -> Iterator[dict[str, Any]]:
    """Yield the cells; up to format 3 they stood in worksheets."""
    sheets = [notebook, *_list(notebook.get("worksheets"))]
    lists = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and "cells" in sheet]
    if not lists:
        raise ArticleNotebookBrokenError(source=source)
    for cells in lists:
        yield from (cell for cell in _list(cells) if isinstance(cell, dict))


def _metadata(notebook: dict[str, Any]) -> Metadata:
    said = notebook.get("metadata")
    if not isinstance(said, dict):
        return Metadata()
    authors = [each.get("name") for each in _list(said.get("authors")) if isinstance(each, dict)]
    known = {name: said.get(name) for name in ("title", "date")}
    return found_metadata({**known, "author": authors})


class _Reading:
    """What is found in the cells of one notebook, and what is left out."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._left: Counter[OmissionKind] = Counter()
        self._details: dict[OmissionKind, str] = {}
        self.hidden = 0
        self.scripts = 0

    def omissions(self) -> list[Omission]:
        return [
            Omission(kind, count, self._details.get(kind, "")) for kind, count in self._left.items()
        ]

    def cell(self, cell: dict[str, Any]) -> Iterator[Node]:
        """Yield what a cell says, and what it gave out."""
        kind = cell.get("cell_type")
        text = _text(cell.get("source", cell.get("input")))
        if kind == "markdown":
            yield from self._marked(text)
        elif kind == "heading":
            level = cell.get("level")
            yield heading(text, level if isinstance(level, int) else 1)
        elif kind == "code":
            yield Node("code", text)
            for output in _list(cell.get("outputs")):
                if isinstance(output, dict):
                    yield from self._output(output)
        else:
            yield from plain(text)

    def _marked(self, text: str) -> list[Node]:
        html, left = rendered(clean(text), MARKDOWN, source=self._source)
        self._leave_out(left)
        return self._html(html)

    def _leave_out(self, omissions: Iterable[Omission]) -> None:
        for omission in omissions:
            self._left[omission.kind] += omission.count
            self._details.setdefault(omission.kind, omission.detail)

    def _html(self, html: str) -> list[Node]:
        fragment = fragments.read(html, source=self._source)
        self.hidden += fragment.hidden
        self.scripts += fragment.scripts
        self._leave_out(fragment.omissions)
        return fragment.nodes

    def _output(self, output: dict[str, Any]) -> Iterator[Node]:
        """Yield an output in the form that tells the most; of pictures and data, none does."""
        data = output.get("data")
        forms = data if isinstance(data, dict) else output
        table, marked = _text(forms.get("text/html")), _text(forms.get("text/markdown"))
        text = COLOURS.sub("", _text(forms.get("text/plain", forms.get("text"))))
        shown = (table if TABLE.search(table) else "") or marked or text
        pictures = [name for name in forms if isinstance(name, str) and name.startswith("image/")]
        if pictures:
            self._leave("images", "")
        elif not shown.strip():
            self._leave("data", str(output.get("ename") or next(iter(forms), "")))
        elif len(shown) > OUTPUT_LENGTH:
            self._leave("data", text or shown)
        elif shown is text:
            yield Node("code", text)
        else:
            yield from self._html(shown) if shown is table else self._marked(shown)

    def _leave(self, kind: OmissionKind, detail: str) -> None:
        self._left[kind] += 1
        self._details.setdefault(kind, detail[:OUTPUT_LENGTH])


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return a text, which may be written as a list of its lines."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""
