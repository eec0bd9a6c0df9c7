"""The values that travel through the house. All frozen; offsets count code points.

Paragraphs, sentences and citations are numbered from 1. Dates are ISO 8601 at the precision that
is known: "2020", "2020-02" or "2020-02-19".
"""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal

from index.scopes import Scope
from index.shelves import Afterwards, Shelf, has_ended

Operation = Literal["add", "replace", "remove", "restore", "purge", "pin", "unpin", "move"]
"""`pin`, `unpin` and `move`, to another part of a scope, leave an article's text as it is."""

BlockKind = Literal[
    "heading",
    "question",
    "lead_in",
    "caption",
    "paragraph",
    "message",
    "code",
    "list",
    "item",
    "table",
    "header",
    "row",
    "quote",
    "section",
]
"""`question`: what the blocks after it answer, as in an FAQ or an interview. `lead_in`: what
introduces a list or a table. `message`: what someone said at some time, as in a chat or a ticker.
`section`: blocks that belong together, such as what a page folds up."""

UnitKind = Literal["sentence", "item", "row", "answer", "code", "context"]
"""`answer`: a sentence of what answers a question in the text. `context`: what is no unit, because
it can't answer: headings, questions, lead-ins, captions, header rows."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text's structure: `[start, end)` in the text, within its parent's.

    Blocks are in the order of their beginnings, parents before what is in them. `parent` is a
    block's number, from 0. `level` is a heading's, 1 to 7 (a line in bold type alone); else 0.
    """

    kind: BlockKind
    level: int
    parent: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a sentence stands: `[start, end)` in the text, its paragraph, its number in it.

    `passage` is the part of the article that is searched as one, counted from 1: a paragraph, or a
    part of a long one.
    """

    paragraph: int
    number: int
    start: int
    end: int
    passage: int = 1
    kind: UnitKind = "sentence"

    @property
    def answers(self) -> bool:
        """Whether it can answer."""
        return self.kind != "context"


values_of = attrgetter(*(each.name for each in fields(Span)))
"""Returns a span's values, in the order in which it is made of them."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a unit stands under, outermost first: it is understood, searched and cited with it.

    `lead_ins` are what introduces the list or table that it is in, and the items that it is nested
    in; `header` is its table's header row.
    """

    headings: tuple[str, ...] = ()
    question: str | None = None
    lead_ins: tuple[str, ...] = ()
    header: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The headings and the question: where in its article a unit stands."""
        return self.headings if self.question is None else (*self.headings, self.question)

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it."""
        return (*self.path, *self.lead_ins, *([self.header] if self.header else []))


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way into the collection: clean text in NFC with its metadata.

    `pages` holds the offsets at which the pages of a paged document begin, the first one 0.
    `blocks` is what its format says of its structure, or what its shape tells where it says nothing
    (`shaped`). `spans` is how the text is divided (`index.units.segmentation.divide`), where that
    is known already: it follows from the text, its blocks and its language, and is no detail of the
    article's; nor are the blocks. `valid_until` is the last day on which it holds, if there is one,
    and `afterwards` what is to become of it then.
    """

    text: str
    title: str
    language: str
    date: str | None = None
    url: str | None = None
    author: str | None = None
    pages: tuple[int, ...] = ()
    valid_until: str | None = None
    afterwards: Afterwards = "quote"
    blocks: tuple[Block, ...] | None = field(default=None, compare=False, repr=False)
    shaped: bool = field(default=False, compare=False, repr=False)
    spans: tuple[Span, ...] | None = field(default=None, compare=False, repr=False)

    def lasting_as(self, old: "Article") -> "Draft":
        """Return the same with the last day of what it is to replace, if it names none itself."""
        if self.valid_until is not None or old.valid_until is None:
            return self
        return replace(self, valid_until=old.valid_until, afterwards=old.afterwards)

    @property
    def details(self) -> dict[str, Any]:
        """Its text and what is known about it, by name: all but its structure."""
        return {name: getattr(self, name) for name in DETAILS}


DETAILS = tuple(
    each.name for each in fields(Draft) if each.name not in {"blocks", "shaped", "spans"}
)
"""The names of `Draft.details`."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article. `revision` is the change that wrote this version.

    `example`: it came with the program, and nobody has made it theirs.
    """

    id: str
    scope: Scope
    revision: int
    title: str
    language: str
    date: str | None
    url: str | None
    author: str | None
    text: str
    pages: tuple[int, ...]
    valid_until: str | None = None
    afterwards: Afterwards = "quote"
    example: bool = False

    @property
    def shelf(self) -> str:
        """Where it stands in the index (`index.shelves`)."""
        return Shelf(self.scope, self.valid_until, self.afterwards, self.example).name

    def expired(self, today: str) -> bool:
        """Tell whether its last day is over."""
        return has_ended(self.valid_until, today)


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the change log: `scope` is where the article lies after it.

    `version` is the revision of the text in force after it, if any.
    """

    revision: int
    article_id: str
    scope: Scope
    operation: Operation
    version: int | None
    at: datetime
    who: str
    why: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """What somebody has approved as the answer to a question: `[start, end)` of a version's text.

    `revision` is the change that pinned it.
    """

    revision: int
    article_id: str
    scope: Scope
    question: str
    version: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Position:
    """A point in one collection's change log: whoever has it has all that came before, too.

    `token` was made with the change of this `revision`, and no other log has it; empty at 0.
    """

    revision: int
    token: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one version of an article; `article.text[span.start:span.end]` is its text."""

    id: int
    article: Article
    span: Span
    context: Context = NO_CONTEXT

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.article.text[self.span.start : self.span.end]

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands: the article's title, the headings above it, the question it answers.

        A heading that only repeats the title isn't told twice.
        """
        title, path = self.article.title, self.context.path
        return (title, *(path[1:] if path[:1] == (title,) else path))
