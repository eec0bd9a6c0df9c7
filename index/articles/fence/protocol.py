"""What parent and child say to each other; nothing that a child says is taken on trust.

A task is two frames: a head in JSON, and the document's bytes. An answer is three: a head in JSON,
the text, and how it is divided, five numbers a sentence. No pickles: what is read from them can do
anything.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from traceback import format_exception
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeInt, StringConstraints, TypeAdapter

from index.articles import errors as articles
from index.articles.cleaning import UNWANTED, clean
from index.articles.documents import Document, Extraction
from index.articles.formats import errors as formats
from index.articles.metadata import MAX_AUTHOR, MAX_TITLE, Metadata, iso_date, web_address
from index.articles.sniffing import Format
from index.config import IngestSettings
from index.errors import ArticleError
from index.models import Draft, Span, numbers_of
from index.pauses import in_turns
from index.units.segmentation import fits

HEAD_BYTES = 2_000_000
"""More than any head of ours."""
TOLD = 4000
"""Characters of what a child says went wrong."""
ELLIPSIS = len(" …")
TEXT_PORTION = 100_000

SPAN = struct.Struct("<5I")
SPANS_PORTION = 2000

Overrun = Literal["memory", "text"]
"""What a reading needs too much of."""


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be read, and what for."""

    document: Document
    given: Metadata
    settings: IngestSettings

    @property
    def answer_bytes(self) -> int:
        """How long an answer may be: its text, and how that is divided."""
        return 2 * self.settings.max_bytes


class UnsoundError(ValueError):
    """An answer that no honest child gives."""


class ToldError(Exception):
    """What a child tells of an error there: a traceback, for the log."""


def _honest(line: str) -> str:
    if "\n" in line or UNWANTED.search(line):
        raise UnsoundError(line)
    return line


def _date(value: str) -> str:
    if iso_date(value) != value:
        raise UnsoundError(value)
    return value


def _address(value: str) -> str:
    if web_address(value) != value:
        raise UnsoundError(value)
    return value


Line = AfterValidator(_honest)
Short = Annotated[str, StringConstraints(max_length=TOLD)]


@dataclass(frozen=True, slots=True)
class Facts:
    """An extraction's head: all but its text, and how that is divided."""

    title: Annotated[str, StringConstraints(max_length=MAX_TITLE + ELLIPSIS), Line]
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$")]
    format: Format
    date: Annotated[str, AfterValidator(_date)] | None
    url: Annotated[str, AfterValidator(_address)] | None
    author: Annotated[str, StringConstraints(max_length=MAX_AUTHOR + ELLIPSIS), Line] | None
    pages: Annotated[tuple[NonNegativeInt, ...], Field(fail_fast=True)]
    dropped: NonNegativeInt
    hidden: NonNegativeInt
    scripts: NonNegativeInt
    invisible: NonNegativeInt


@dataclass(frozen=True, slots=True)
class Head:
    """How a reading went: read, or refused by the name of an error, or too much, or broken off."""

    read: Facts | None = None
    refused: Short | None = None
    values: dict[Short, Short | int | float] = field(default_factory=dict)
    overrun: Overrun | None = None
    broken: bool = False
    told: Short = ""


HEADS = TypeAdapter(Head)
REFUSALS = {
    name: kind
    for module in (articles, formats)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, ArticleError) and hasattr(kind, "message")
}
"""The errors that a reader can raise, by their names."""


def task_frames(task: Task) -> tuple[bytes, bytes]:
    """Return what is sent for a task."""
    document = task.document
    head = {
        "source": document.source,
        "content_type": document.content_type,
        "address": document.address,
        "given": asdict(task.given),
        "settings": task.settings.model_dump(),
    }
    return json.dumps(head).encode(), document.raw


def task_of(head: bytes, raw: bytes) -> Task:
    """Return the task that was sent; for the child, which trusts its parent."""
    values = json.loads(head)
    given, settings = values.pop("given"), values.pop("settings")
    return Task(Document(raw=raw, **values), Metadata(**given), IngestSettings(**settings))


Answer = tuple[bytes, bytes, bytes]
"""The frames of an answer."""


def extraction_frames(extraction: Extraction) -> Answer:
    """Return what is sent for what was read."""
    draft = extraction.draft
    facts = Facts(
        title=draft.title,
        language=draft.language,
        format=extraction.format,
        date=draft.date,
        url=draft.url,
        author=draft.author,
        pages=draft.pages,
        dropped=extraction.dropped,
        hidden=extraction.hidden,
        scripts=extraction.scripts,
        invisible=extraction.invisible,
    )
    spans = b"".join(SPAN.pack(*numbers_of(span)) for span in draft.spans or ())
    return HEADS.dump_json(Head(read=facts)), draft.text.encode(), spans


def refusal_frames(error: ArticleError) -> Answer:
    """Return what is sent for a document that a reader refuses."""
    values = {
        name: value if isinstance(value, int | float) else str(value)[:TOLD]
        for name, value in error.values.items()
        if name != "source"
    }
    head = Head(refused=type(error).__name__, values=values)
    return _told(head, error.__cause__), b"", b""


def overrun_frames(what: Overrun) -> Answer:
    """Return what is sent for a document that takes too much."""
    return HEADS.dump_json(Head(overrun=what)), b"", b""


def breakdown_frames(error: Exception) -> Answer:
    """Return what is sent when a reader fails."""
    return _told(Head(broken=True), error), b"", b""


def _told(head: Head, cause: BaseException | None) -> bytes:
    """Return a head with the end of a traceback, which matters most."""
    told = "".join(format_exception(cause))[-TOLD:] if cause else ""
    return HEADS.dump_json(replace(head, told=told.encode(errors="replace").decode()))


def head_of(frame: bytes) -> Head:
    """Return the head of an answer.

    Raises:
        UnsoundError: it is none.
    """
    try:
        return HEADS.validate_json(frame, strict=True)
    except ValueError:
        # Its text may be a hundred times as long as the frame: it is neither worded nor kept.
        pass
    raise UnsoundError(f"a head of {len(frame)} bytes")


def refusal(head: Head, source: str) -> ArticleError:
    """Return the error that a child names, with the document's name and what it stems from.

    Raises:
        UnsoundError: there is no such error, or it doesn't say what it should.
    """
    kind = REFUSALS.get(head.refused or "")
    if kind is None or {"source", "self"} & head.values.keys():
        raise UnsoundError(head.refused)
    error = kind(source=source, **{name: _value(value) for name, value in head.values.items()})
    try:
        error.text("en")
    except KeyError as missing:
        raise UnsoundError(str(missing)) from missing
    if head.told:
        error.__cause__ = ToldError(clean(head.told))
    return error


def extraction_of(facts: Facts, text: bytes, spans: bytes, task: Task) -> Extraction:
    """Return what a child has read.

    Raises:
        UnsoundError: it can't have come of reading.
    """
    try:
        decoded = text.decode()
        divided = tuple(_spans(spans))
    except (UnicodeDecodeError, struct.error) as error:
        raise UnsoundError(str(error)) from error
    sound = not any(
        UNWANTED.search(decoded, start, start + TEXT_PORTION)
        for start in range(0, len(decoded), TEXT_PORTION)
    )
    if not sound or not fits(divided, decoded) or not _paged(facts.pages, decoded, task):
        raise UnsoundError("a text that no reader makes")
    draft = Draft(
        text=decoded,
        title=facts.title,
        language=facts.language,
        date=facts.date,
        url=facts.url,
        author=facts.author,
        pages=facts.pages,
        spans=divided,
    )
    return Extraction(
        draft, facts.format, facts.dropped, facts.hidden, facts.scripts, facts.invisible
    )


def _spans(raw: bytes) -> Iterator[Span]:
    # A long list takes a while, and whoever waits for Python's lock should get it.
    size = SPAN.size * SPANS_PORTION
    parts = ([raw[start : start + size]] for start in range(0, len(raw), size))
    for [part] in in_turns(parts):
        yield from (Span(*numbers) for numbers in SPAN.iter_unpack(part))


def _paged(pages: Sequence[int], text: str, task: Task) -> bool:
    bound = [0, *pages, len(text)]
    in_order = all(one <= next_one for one, next_one in pairwise(bound))
    return in_order and len(pages) <= task.settings.max_pages


def _value(value: str | float) -> str | float:
    return UNWANTED.sub("", value) if isinstance(value, str) else value
