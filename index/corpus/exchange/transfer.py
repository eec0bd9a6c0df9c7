"""Carries the whole collection with its history to another machine, as JSON Lines.

The first line says what the file is, and what goes along that this room knows nothing of, such as
watched pages; each further one is a row of the change log, with the version
that it wrote; the last one says how many these are, so that a part of a file is known as one.
The blocks of a text come along; those that don't fit it are derived anew, as sentences are divided
anew on arrival, and revisions counted on from what is there.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError

from index.corpus.catalogue import Catalogue
from index.corpus.changelog import ChangeLog, now, text_hash
from index.corpus.corpus import Corpus
from index.corpus.errors import ImportLineRefusedError, ImportRefusedError
from index.corpus.exchange.arrivals import (
    Course,
    Row,
    RowRefusedError,
    arrived,
    imported,
    unforged,
)
from index.corpus.history import History
from index.i18n import N_, escaped
from index.models import Change, Pin
from index.scopes import SHARED, Scope
from index.version import __version__

FORMAT = "belegbot collection"
FORMAT_VERSION = 1

HEADER_LINES = 1

NOT_AN_EXPORT = N_("it isn't an export of Belegbot's, or not all of one")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many changes came, and which articles were there already, with the same text."""

    changes: int
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What has just come in, within its transaction: the first line, and of which scope all is.

    Without a scope it may be of any. `skipped` are the articles that were there already.
    """

    log: ChangeLog
    header: Mapping[str, Any]
    scope: Scope | None
    skipped: tuple[str, ...]


def export_lines(
    history: History, scope: Scope | None = None, along: Mapping[str, object] | None = None
) -> Iterator[str]:
    """Give the collection, or one scope of it, line by line, as it stands at this moment.

    A scope comes with its parts. Of a part alone, its articles come with all their history, and
    arrive as the server's own. What goes `along` stands in the first line.
    """
    header = {"format": FORMAT, "version": FORMAT_VERSION, "belegbot": __version__}
    header |= {} if scope is None else {"scope": scope.whole}
    yield _line({**header, **(along or {})})
    count = 0
    pinned = history.pins()
    for change, version in history.with_texts(scope):
        row = asdict(change) | {"at": change.at.isoformat(), "text": None}
        if version is not None:
            draft, file_hash = version
            # What the text's shape tells is told anew on arrival.
            told = None if draft.shaped or draft.blocks is None else map(asdict, draft.blocks)
            blocks = None if told is None else list(told)
            row["text"] = draft.details | {"blocks": blocks, "file_hash": file_hash}
        if (pin := pinned.get(change.revision)) is not None:
            row["pin"] = asdict(pin) if isinstance(pin, Pin) else pin
        yield _line(row)
        count += 1
    yield _line({"changes": count})


def import_lines(  # noqa: PLR0913 - who imports, what goes along
    corpus: Corpus,
    lines: Iterable[str],
    source: str,
    only: Scope | None = None,
    *,
    importer: str,
    along: Callable[[Arrival], None] | None = None,
) -> ImportResult:
    """Take in an export, all of it or nothing, for an `importer` such as "operator:ada".

    What goes along with it is taken in by `along`.

    What says that it is of one scope, or may be of `only` one, comes into that one; if that is a
    server's, nobody in it speaks as the operator.

    Raises:
        ImportRefusedError: it isn't an export, or of another scope, or an article is there with
            another text.
    """
    header, scope, rows = _parse(iter(lines), source, only, importer)
    try:
        with corpus.write() as log:
            result = _store(corpus, log, rows, source)
            if along is not None:
                along(Arrival(log, header, scope, result.skipped))
            return result
    except RowRefusedError as error:
        raise ImportLineRefusedError(source=source, line=HEADER_LINES, field=error) from error
    except (IntegrityError, UnicodeEncodeError) as error:
        raise ImportRefusedError(source=source, reason=NOT_AN_EXPORT) from error


def _store(corpus: Corpus, log: ChangeLog, rows: list[Row], source: str) -> ImportResult:
    known = {summary.id for summary in Catalogue(corpus).articles()}
    purged = {change.article_id for change in corpus.changes()} - known
    # Erased here and there alike: only an older export could bring it back.
    purged -= {row.change.article_id for row in rows if row.draft is not None}
    rows = [row for row in rows if row.change.article_id not in purged]
    skipped = sorted({row.change.article_id for row in rows} & known)
    for article_id in skipped:
        _refuse_other_text(corpus, rows, article_id, source)
    revisions: dict[int, int] = {}
    for row in rows:
        if row.change.article_id not in skipped:
            change = replace(
                row.change,
                revision=log.next_revision(),
                undoes=revisions.get(row.change.undoes or 0),
            )
            revisions[row.change.revision] = change.revision
            change = replace(change, version=revisions.get(row.change.version or 0))
            log.adopt(change, row.draft, row.file_hash, _pin(row.pin, change, revisions))
    return ImportResult(len(revisions), tuple(skipped))


def _pin(pin: Pin | int | None, change: Change, revisions: dict[int, int]) -> Pin | int | None:
    """Return what a change pinned or unpinned, by this corpus's revisions."""
    if not isinstance(pin, Pin):
        return revisions.get(pin or 0)
    version = revisions.get(pin.version)
    if version is None:
        return None
    return replace(pin, revision=change.revision, version=version)


def _refuse_other_text(corpus: Corpus, rows: list[Row], article_id: str, source: str) -> None:
    texts = {
        text_hash(row.draft.text)
        for row in rows
        if row.draft is not None and row.change.article_id == article_id
    }
    if text_hash(corpus.article(article_id).text) not in texts:
        reason = f"{article_id}: " + N_("this article is there with another text")
        raise ImportRefusedError(source=source, reason=reason)


def _parse(
    lines: Iterator[str], source: str, only: Scope | None, importer: str
) -> tuple[Mapping[str, Any], Scope | None, list[Row]]:
    try:
        header = json.loads(next(lines, "null"))
        ours = (header["format"], header["version"]) == (FORMAT, FORMAT_VERSION)
        values = [json.loads(line) for line in lines if line.strip()] if ours else None
        if values is None:
            raise ImportRefusedError(source=source, reason=N_("it is of another kind or version"))
        complete = bool(values) and values.pop() == {"changes": len(values)}
        named = header.get("scope", only)
        scope = None if named is None else Scope(named)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ImportRefusedError(source=source, reason=NOT_AN_EXPORT) from error
    if not complete:
        raise ImportRefusedError(source=source, reason=NOT_AN_EXPORT)
    if scope != (only or scope):
        raise ImportRefusedError(source=source, reason=N_("it is of another server"))
    return header, scope, _believed(values, source, scope, importer)


def _believed(lines: list[Any], source: str, scope: Scope | None, importer: str) -> list[Row]:
    """Return the rows of an export, each of which could have been written here."""
    rows: list[Row] = []
    course, present = Course(scope), now()
    # Only the operator gives out what everybody can ask.
    ours = scope in {None, SHARED}
    try:
        for values in lines:
            row = arrived(values, present)
            course.follow(row)
            told = imported(row.change, importer) if ours else unforged(row.change)
            rows.append(replace(row, change=told))
        course.end()
    except RowRefusedError as error:
        line = len(rows) + HEADER_LINES + 1
        raise ImportLineRefusedError(source=source, line=line, field=error) from error
    return rows


def _line(value: dict[str, object]) -> str:
    return escaped(json.dumps(value, ensure_ascii=False)) + "\n"
