"""Paragraphs one after the other, as word processors have them -> nodes; what is left out of them.

There, a list is a run of paragraphs with levels, and so are code and quotes.
"""

import re
from collections import Counter
from collections.abc import Iterable

from index.articles.omissions import Omission, OmissionKind
from index.articles.structure import Node, heading, paragraph
from index.language.sentences import ends_sentence

DEEPEST = 9
"""Of a list's levels; no program offers more."""

BOLD_LEVEL = 7
"""Of a line in bold type alone, which is below every other heading."""
BOLD_LENGTH = 150
"""Characters of a line in bold type that can be a heading."""
TYPED = re.compile(r"([-*•▪◦‣●○■➢►])\s++(?=\S)")
SENTENCE_MARKS = (".", "!", ",", ";", ":")

FIXED_PITCH = re.compile(
    r"courier|consolas|menlo|monaco|inconsolata|cascadia|fixedsys|lucida console|letter gothic"
    r"|typewriter|sansmono|\bmono(?:space|spaced)?\d{0,2}\b|\bcode\b",
    re.IGNORECASE,
)
"""Within the name of a font whose letters are all of one width, in which code is set."""
SENTENCE_WORDS = 4
"""Words of a line that may be a sentence."""

RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
RAISED_LETTERS = str.maketrans("abcdefghijklmoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def raised(text: str) -> str:
    """Return superscript text so that it isn't taken for what is before it: 10⁶, 2020⁵, not 106."""
    bare = text.strip()
    if all(ord(character) in RAISED for character in bare):
        return text.translate(RAISED)
    if len(bare) == 1:
        return text.translate(RAISED_LETTERS)
    return "^" + text if any(map(str.isdigit, bare)) else text


class Line:
    """A paragraph's text as it is put together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._bold = self._plain = False
        self.fixed = True
        """Whether all its letters are of one width."""
        self._begins = 0
        """How many parts come before the first that isn't in bold type."""

    def add(self, text: str, *, bold: bool = False, fixed: bool = False) -> None:
        """Add a piece; `fixed` is whether all its letters are of one width."""
        self._parts.append(text)
        if text and not text.isspace():
            self.fixed = self.fixed and fixed
            if self._bold and not self._plain and not bold:
                self._begins = len(self._parts) - 1
            self._bold, self._plain = self._bold or bold, self._plain or not bold

    @property
    def text(self) -> str:
        """All of it, blanks as they are."""
        return "".join(self._parts)

    @property
    def tidy(self) -> str:
        """Its lines without blanks that only make room."""
        lines = self.text.split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()

    @property
    def bold(self) -> bool:
        """Whether all of it is in bold type."""
        return self._bold and not self._plain

    @property
    def is_code(self) -> bool:
        """Whether it is code by its type alone: sentences may be set in such type, too."""
        text = self.tidy
        told = text[:1].isupper() and ends_sentence(text) and len(text.split()) >= SENTENCE_WORDS
        return self.fixed and not self._bold and not told

    @property
    def _asked(self) -> int:
        """How many of its first parts are a question in bold type, with its answer behind it."""
        if not self.bold and self._begins:
            first = "".join(self._parts[: self._begins]).strip()
            if first.endswith("?") and len(first) <= BOLD_LENGTH:
                return self._begins
        return 0

    def nodes(self) -> list[Node]:
        """Return it as paragraphs: a question in bold type at its beginning is apart."""
        if not self._asked:
            return [self.node()]
        parts = ["".join(self._parts[: self._asked]), "".join(self._parts[self._asked :])]
        asked, answer = (" ".join(part.split()) for part in parts)
        return [Node("question", asked), paragraph(answer)]

    def node(self) -> Node:
        """Return it as a paragraph; as a heading or a question if it is short and bold alone."""
        text = self.tidy
        if self.bold and len(text) <= BOLD_LENGTH and not text.endswith(SENTENCE_MARKS):
            return Node("question", text) if text.endswith("?") else heading(text, BOLD_LEVEL)
        return paragraph(text)


class Flow:
    """Nodes in a row; items go into lists, by their depth, and code and quotes together."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._items: list[tuple[int, Node]] = []
        """The items that the next one may be nested in, with their depths."""
        self._code: list[str] = []
        self._named = False
        """Whether the code that is open is called so, not told by its type."""
        self._fixed = 0
        """Characters of the lines in type of one width."""
        self._typed: dict[int, list[str]] = {}
        """Which nodes are code by their type alone, by their numbers, with their paragraphs."""

    @property
    def nodes(self) -> list[Node]:
        """All of them."""
        self._end_code()
        return self._nodes

    def settle(self) -> list[Node]:
        """Return all of them; lines in bold type at the very end stand above nothing.

        Where most is in the type of code, as from a typewriter, that says nothing.
        """
        if self.nodes and self._typed and 2 * self._fixed > len(flat(self.nodes)):
            typewritten = Flow()
            for number, node in enumerate(self.nodes):
                for each in (
                    map(paragraph, self._typed[number]) if number in self._typed else [node]
                ):
                    typewritten.add(each)
            return typewritten.settle()
        for node in reversed(self.nodes):
            if node.kind != "heading" or node.level != BOLD_LEVEL:
                break
            node.kind, node.level = "paragraph", 0
        return self.nodes

    def add_line(self, line: Line) -> None:
        """Add a paragraph of its own."""
        self._fixed += len(line.tidy) if line.fixed else 0
        if line.is_code and not TYPED.match(line.tidy):
            self._items.clear()
            self._code.append(line.text)
            return
        for node in line.nodes():
            self.add(node)

    def add(self, node: Node) -> None:
        """Add a node; it ends the list that is open. One that begins with a bullet is an item."""
        typed = TYPED.match(node.text) if node.kind == "paragraph" else None
        if typed is not None:
            self.add_item(Node("item", node.text[typed.end() :], mark=f"{typed[1]} "), 0)
            return
        if node.kind == "code":
            self._items.clear()
            self._code.append(node.text)
            self._named = True
            return
        if not node.text and not node.children:
            return
        self._end_code()
        self._items.clear()
        last = self._nodes[-1] if self._nodes else None
        if node.kind == "quote" and last is not None and last.kind == "quote":
            last.children += node.children
        else:
            self._nodes.append(node)

    def add_item(self, node: Node, depth: int) -> None:
        """Add an item; depths count from 0."""
        if not node.text and not node.children:
            return
        self._end_code()
        depth = min(max(depth, 0), DEEPEST)
        inside = bool(self._items)
        while self._items and self._items[-1][0] >= depth:
            self._items.pop()
        siblings = self._items[-1][1].children if self._items else self._nodes
        last = siblings[-1] if siblings and inside else None
        if last is not None and last.kind == "list" and _alike(last.children[0], node):
            last.children.append(node)
        else:
            siblings.append(Node("list", children=[node]))
        self._items.append((depth, node))

    def add_within(self, nodes: Iterable[Node]) -> None:
        """Add what belongs to the last item, if a list is open."""
        for node in nodes:
            if self._items and (node.text or node.children):
                self._items[-1][1].children.append(node)
            else:
                self.add(node)

    def _end_code(self) -> None:
        code = "\n".join(self._code)
        if code.strip():
            if not self._named:
                self._typed[len(self._nodes)] = [*self._code]
            self._nodes.append(Node("code", code.strip("\n")))
        self._code.clear()
        self._named = False


def _alike(first: Node, item: Node) -> bool:
    """Tell whether an item can be of the list that another begins: both numbered, or neither."""
    return (first.mark == "- ") == (item.mark == "- ")


def flat(nodes: Iterable[Node]) -> str:
    """Return the text of nodes on one line."""
    return " ".join(
        text.replace("\n", " ")
        for node in nodes
        for text in (node.mark + node.text if node.text else "", flat(node.children))
        if text
    )


class Tally:
    """What a reader leaves out, as it goes."""

    def __init__(self) -> None:
        self._counts: Counter[OmissionKind] = Counter()
        self._details: dict[OmissionKind, str] = {}
        self.hidden = 0
        """Characters, blanks apart, that the document itself doesn't show."""

    def note(self, kind: OmissionKind, count: int = 1, detail: str = "") -> None:
        """Count what is left out; of several details the first is told."""
        self._counts[kind] += count
        if detail.strip():
            self._details.setdefault(kind, detail)

    def hide(self, text: str) -> None:
        """Count hidden text."""
        self.hidden += len("".join(text.split()))

    def strike(self, text: str) -> None:
        """Count text that is struck out or deleted."""
        self.note("struck", len("".join(text.split())), text)

    @property
    def omissions(self) -> list[Omission]:
        """All of it."""
        return [
            Omission(kind, count, self._details.get(kind, ""))
            for kind, count in self._counts.items()
        ]
