"""Rows of an export as they arrive: none is believed before it could have been written here.

Whoever exported may have changed the file, or made it up. What can't be is refused, with its line;
invisible and control characters go, as from every text that comes in.
"""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.articles.cleaning import clean, clean_line
from index.articles.metadata import iso_date, language_code, web_address
from index.corpus.changelog import MAX_LINE
from index.corpus.undo import PINNING, TEXTLESS
from index.dates import last_day
from index.models import DETAILS, Block, Change, Draft, Pin
from index.scopes import SHARED, Scope

CHANGES, DRAFTS = TypeAdapter(Change), TypeAdapter(Draft)
BLOCKS = TypeAdapter(tuple[Block, ...])
PINS: TypeAdapter[Pin | int | None] = TypeAdapter(Pin | int | None)

MAX_ID = 255
"""Characters of an article's id, which may be a file's name."""
MAX_REVISION = 2**62
SCOPE = re.compile(r"\w[\w.-]{0,99}(?:/\w[\w.-]{0,99})?")
FILE_HASH = re.compile("[0-9a-f]{64}")
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""By which another machine's clock may be ahead of this one's."""

SOMEBODY = "imported"
"""Stands for an operator, or the seeds, in what others than the operator hand in."""
OPERATOR = "operator:"
OTHERS = re.compile(rf"(?!{OPERATOR})[a-z]{{1,20}}:[1-9][0-9]{{0,19}}")
"""Who else may be named: by a number, so that nobody looks like another."""

IMPORTED = ", imported: "
"""Between who has imported a change and whom the file names."""


@dataclass(frozen=True, slots=True)
class Row:
    """A change, and the version that it wrote, if that isn't erased.

    `pin` is what it pinned, or the revision of the change whose pin it took back.
    """

    change: Change
    draft: Draft | None
    file_hash: str | None
    pin: Pin | int | None = None


class RowRefusedError(ValueError):
    """Such a row was never written by a collection; says what of it is wrong."""


@dataclass(slots=True)
class _Known:
    """An article as the rows so far tell of it."""

    scope: Scope
    lengths: dict[int, int] = field(default_factory=dict)
    """Of the text of each version, in characters."""
    revisions: set[int] = field(default_factory=set)
    version: int | None = None
    """In force, if one is."""
    latest: int | None = None
    """That was last in force."""
    texts_missing: bool = False
    purged: bool = False


def arrived(values: Any, now: datetime) -> Row:  # noqa: ANN401 - JSON
    """Make a row of what a line says.

    Raises:
        RowRefusedError: it isn't one.
    """
    _require("row", isinstance(values, dict))
    text = values.get("text")
    _require("text", text is None or isinstance(text, dict))
    try:
        # As JSON, so that a time may be written out and nothing else is taken for what it isn't.
        change = CHANGES.validate_json(json.dumps(values), strict=True)
        if text is None:
            pin = PINS.validate_json(json.dumps(values.get("pin")), strict=True)
            return Row(_checked_change(change, now), None, None, _checked_pin(pin, change))
        details = {name: text[name] for name in DETAILS if name in text}
        draft = DRAFTS.validate_json(json.dumps(details), strict=True)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise RowRefusedError(place or "row") from error
    file_hash = text.get("file_hash")
    _require("file_hash", file_hash is None or _is_hash(file_hash))
    return Row(_checked_change(change, now), _checked_draft(draft, text.get("blocks")), file_hash)


class Course:
    """Follows rows in their order, of `only` one scope if that is given.

    Methods raise `RowRefusedError` for what can't come after the rest, or without it.
    """

    def __init__(self, only: Scope | None) -> None:
        self._only = only
        self._latest = 0
        self._known: dict[str, _Known] = {}

    def follow(self, row: Row) -> None:
        """Take the next row."""
        change = row.change
        _require("revision", self._latest < change.revision < MAX_REVISION)
        _require("scope", self._only is None or self._only.holds(change.scope))
        self._latest = change.revision
        article = self._known.get(change.article_id)
        if article is None:
            _require("operation", change.operation == "add")
            article = self._known[change.article_id] = _Known(change.scope)
        else:
            _require("operation", change.operation != "add" and not article.purged)
        if change.operation == "move":
            _require("scope", article.scope.whole == change.scope.whole != SHARED)
            article.scope = change.scope
        _require("scope", article.scope == change.scope)
        _require("undoes", change.undoes is None or change.undoes in article.revisions)
        article.revisions.add(change.revision)
        _follow(article, row)

    def end(self) -> None:
        """Make sure that only what was erased has no text."""
        missing = [article for article in self._known.values() if article.texts_missing]
        _require("text", all(article.purged for article in missing))


def _follow(article: _Known, row: Row) -> None:
    change = row.change
    if change.operation == "purge":
        _require("text", row.draft is None and change.version is None)
        article.purged = True
    elif change.operation in TEXTLESS:
        _follow_textless(article, row)
    elif row.draft is not None:
        _require("version", change.version == change.revision)
        _require("operation", change.operation in {"add", "replace"})
        article.lengths[change.revision] = len(row.draft.text)
    else:
        _follow_back(article, change)
    article.version = change.version
    article.latest = change.version or article.latest


def _follow_textless(article: _Known, row: Row) -> None:
    """Follow a move or a fixed answer, set or taken back; what is in force stays."""
    change = row.change
    _require("text", row.draft is None)
    _require("version", change.version == article.version)
    if change.operation == "pin":
        # Taking it back can be undone after a removal.
        _require("operation", article.version is not None or change.undoes is not None)
    if isinstance(row.pin, Pin):
        _require("pin", row.pin.end <= article.lengths.get(row.pin.version, 0))
    # Of an article that is erased later, nothing pinned has come along.
    article.texts_missing |= change.operation in PINNING and row.pin is None


def _follow_back(article: _Known, change: Change) -> None:
    """Follow a removal, an earlier version in force again, or what has lost its text."""
    if change.operation == "remove":
        _require("operation", article.version is not None)
        _require("version", change.version is None)
        return
    _require("version", change.version is not None)
    if change.operation == "restore":
        _require("operation", article.version is None)
        _require("version", change.undoes is not None or change.version == article.latest)
    elif change.operation == "replace" and change.version != change.revision:
        _require("operation", article.version is not None and change.undoes is not None)
    # Of an article that is erased later, no text has come along.
    article.texts_missing |= change.version not in article.lengths


def unforged(change: Change) -> Change:
    """Return a change from others than the operator, who name a person by number or nobody."""
    return change if OTHERS.fullmatch(change.who) else replace(change, who=SOMEBODY)


def imported(change: Change, importer: str) -> Change:
    """Return a change as who imports it tells of it: the file may say of anybody what it likes.

    An operator's change is theirs then; beside stands whom the file names, once, wherever it was.
    """
    if not change.who.startswith(OPERATOR):
        return change
    named = change.who.rpartition(IMPORTED)[2]
    return replace(change, who=f"{importer}{IMPORTED}{named}")


def _checked_change(change: Change, now: datetime) -> Change:
    known = change.article_id
    _require("article_id", 0 < len(known) <= MAX_ID and known.isprintable() and known.strip())
    _require("scope", SCOPE.fullmatch(change.scope))
    _require("scope", change.scope == SHARED or change.scope.whole != SHARED)
    _require("at", change.at.tzinfo is not None and change.at >= EARLIEST)
    who = clean_line(change.who, MAX_LINE)
    _require("who", who)
    # Where it was made a clock was ahead, or the file makes something up.
    at = change.at if change.at <= now + AHEAD else now
    return replace(change, at=at, who=who, why=clean_line(change.why, MAX_LINE))


def _checked_pin(pin: Pin | int | None, change: Change) -> Pin | int | None:
    if not isinstance(pin, Pin):
        _require("pin", pin is None or (change.operation == "unpin" and pin < change.revision))
        return pin
    own = (pin.revision, pin.article_id, pin.scope)
    _require("pin", change.operation == "pin")
    _require("pin", own == (change.revision, change.article_id, change.scope))
    question = clean_line(pin.question, MAX_LINE)
    _require("pin", question and 0 <= pin.start < pin.end)
    return replace(pin, question=question)


def _checked_draft(draft: Draft, blocks: object) -> Draft:
    text, title = clean(draft.text), clean_line(draft.title, MAX_LINE)
    _require("text", text.strip())
    _require("title", title)
    _require("date", draft.date is None or iso_date(draft.date) == draft.date)
    ends = draft.valid_until
    _require("valid_until", ends is None or (iso_date(ends) == ends == last_day(ends)))
    _require("afterwards", draft.afterwards == "quote" or ends is not None)
    _require("url", draft.url is None or web_address(draft.url) == draft.url)
    _require("language", language_code(draft.language) == draft.language)
    pages = draft.pages
    in_order = pages == tuple(sorted(set(pages)))
    _require("pages", not pages or (in_order and pages[0] == 0 and pages[-1] <= len(draft.text)))
    whole = text == draft.text
    return replace(
        draft,
        text=text,
        title=title,
        author=None if draft.author is None else clean_line(draft.author, MAX_LINE) or None,
        pages=pages if whole else (),
        blocks=_blocks(blocks) if whole else None,
    )


def _blocks(values: object) -> tuple[Block, ...] | None:
    """Return blocks that came along; None, to be derived anew, if they aren't any."""
    try:
        return None if values is None else BLOCKS.validate_python(values)
    except (ValidationError, RecursionError):
        return None


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and FILE_HASH.fullmatch(value) is not None


def _require(place: str, holds: object) -> None:
    if not holds:
        raise RowRefusedError(place)
