"""What parent and child say to each other; nothing that a child says is taken on trust.

A task is two frames: a head in JSON, and the document's bytes. An answer is four: a head in JSON,
the text, its blocks, five numbers each, and how it is divided, six numbers a sentence. No pickles:
what is read from them can do anything.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from traceback import format_exception
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, NonNegativeInt, StringConstraints, TypeAdapter

from index.articles import errors as articles
from index.articles.cleaning import UNWANTED, clean
from index.articles.documents import Document, Extraction
from index.articles.formats import errors as formats
from index.articles.metadata import MAX_AUTHOR, MAX_TITLE, Metadata, iso_date, web_address
from index.articles.omissions import DETAIL, MOST, Omission, OmissionKind
from index.articles.sniffing import Format
from index.config import IngestSettings
from index.dates import last_day
from index.errors import ArticleError
from index.models import Draft, Span, UnitKind, values_of
from index.pauses import in_turns
from index.shelves import Afterwards
from index.units.blocks import packed, sound, unpacked
from index.units.segmentation import fits

HEAD_BYTES = 2_000_000
"""More than any head of ours."""
TOLD = 4000
"""Characters of what a child says went wrong."""
ELLIPSIS = len(" …")
TEXT_PORTION = 100_000

MOST_LINKS = 500
"""Of a web page."""
LONGEST = 500
"""Characters of one."""

BLOCK = struct.Struct("<BBiII")
SPAN = struct.Struct("<5IB")
PORTION = 2000
"""Blocks or spans between two pauses."""

UNIT_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)

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
        """How long an answer may be: its text, its blocks, and how it is divided."""
        return 3 * self.settings.max_bytes


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


def _day(value: str) -> str:
    if last_day(_date(value)) != value:
        raise UnsoundError(value)
    return value


def _address(value: str) -> str:
    if web_address(value) != value:
        raise UnsoundError(value)
    return value


Line = AfterValidator(_honest)
Link = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_address)]
Short = Annotated[str, StringConstraints(max_length=TOLD)]


@dataclass(frozen=True, slots=True)
class Told:
    """An omission, as a child tells it."""

    kind: OmissionKind
    count: NonNegativeInt
    detail: Annotated[str, StringConstraints(max_length=DETAIL), Line]


@dataclass(frozen=True, slots=True)
class Facts:
    """An extraction's head: all but its text, its blocks, and how it is divided."""

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
    shaped: bool
    omissions: Annotated[tuple[Told, ...], Field(max_length=MOST)]
    valid_until: Annotated[str, AfterValidator(_day)] | None = None
    afterwards: Afterwards = "quote"
    links: Annotated[tuple[Link, ...], Field(max_length=MOST_LINKS)] = ()


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


Answer = tuple[bytes, bytes, bytes, bytes]
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
        valid_until=draft.valid_until,
        afterwards=draft.afterwards,
        dropped=extraction.dropped,
        hidden=extraction.hidden,
        scripts=extraction.scripts,
        invisible=extraction.invisible,
        shaped=draft.shaped,
        omissions=tuple(
            Told(omission.kind, omission.count, _shown(omission.detail))
            for omission in extraction.omissions
        ),
        links=extraction.links,
    )
    blocks = b"".join(BLOCK.pack(*numbers) for numbers in packed(draft.blocks or ()))
    spans = b"".join(_packed(span) for span in draft.spans or ())
    return HEADS.dump_json(Head(read=facts)), draft.text.encode(), blocks, spans


def refusal_frames(error: ArticleError) -> Answer:
    """Return what is sent for a document that a reader refuses."""
    values = {
        name: value if isinstance(value, int | float) else str(value)[:TOLD]
        for name, value in error.values.items()
        if name != "source"
    }
    head = Head(refused=type(error).__name__, values=values)
    return _told(head, error.__cause__), b"", b"", b""


def overrun_frames(what: Overrun) -> Answer:
    """Return what is sent for a document that takes too much."""
    return HEADS.dump_json(Head(overrun=what)), b"", b"", b""


def breakdown_frames(error: Exception) -> Answer:
    """Return what is sent when a reader fails."""
    return _told(Head(broken=True), error), b"", b"", b""


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


def extraction_of(facts: Facts, text: bytes, blocks: bytes, spans: bytes, task: Task) -> Extraction:
    """Return what a child has read.

    Raises:
        UnsoundError: it can't have come of reading.
    """
    try:
        decoded = text.decode()
        structure = tuple(unpacked(_unpacked(BLOCK, blocks)))
        divided = tuple(_span(numbers) for numbers in _unpacked(SPAN, spans))
    except (ValueError, IndexError, struct.error) as error:
        raise UnsoundError(str(error)) from error
    readable = not any(
        UNWANTED.search(decoded, start, start + TEXT_PORTION)
        for start in range(0, len(decoded), TEXT_PORTION)
    )
    fitting = sound(structure, decoded) and fits(divided, decoded)
    if not readable or not fitting or not _paged(facts.pages, decoded, task):
        raise UnsoundError("a text that no reader makes")
    draft = Draft(
        text=decoded,
        title=facts.title,
        language=facts.language,
        date=facts.date,
        url=facts.url,
        author=facts.author,
        pages=facts.pages,
        valid_until=facts.valid_until,
        afterwards=facts.afterwards,
        blocks=structure,
        shaped=facts.shaped,
        spans=divided,
    )
    return Extraction(
        draft,
        facts.format,
        facts.dropped,
        facts.hidden,
        facts.scripts,
        facts.invisible,
        tuple(Omission(told.kind, told.count, told.detail) for told in facts.omissions),
        facts.links,
    )


def _shown(detail: str) -> str:
    return UNWANTED.sub("", detail)


def _packed(span: Span) -> bytes:
    *numbers, kind = values_of(span)
    return SPAN.pack(*numbers, UNIT_KINDS.index(kind))


def _span(numbers: Sequence[int]) -> Span:
    paragraph, number, start, end, passage, kind = numbers
    return Span(paragraph, number, start, end, passage, UNIT_KINDS[kind])


def _unpacked(form: struct.Struct, raw: bytes) -> Iterator[tuple[int, ...]]:
    # A long list takes a while, and whoever waits for Python's lock should get it.
    size = form.size * PORTION
    parts = ([raw[start : start + size]] for start in range(0, len(raw), size))
    for [part] in in_turns(parts):
        yield from form.iter_unpack(part)


def _paged(pages: Sequence[int], text: str, task: Task) -> bool:
    bound = [0, *pages, len(text)]
    in_order = all(one <= next_one for one, next_one in pairwise(bound))
    return in_order and len(pages) <= task.settings.max_pages


def _value(value: str | float) -> str | float:
    return _shown(value) if isinstance(value, str) else value
