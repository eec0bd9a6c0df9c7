"""The structure that a text's own shape tells: of plain text all of it, of others what is left.

Blank lines part a plain text into pieces, and its lines a piece into blocks: items, rows, what was
said when, wrapped text. A short line by itself before running text is a heading. A paragraph that
is one question is answered by what follows; one that ends in a colon before a list leads in to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.language.sentences import ends_sentence
from index.models import Block, BlockKind
from index.units.blocks import CONTAINERS
from index.units.lines import LIST_MARK, MARKED, ROW, SPEAKER, rows_of, runs

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
LINE = re.compile(r"[^\n]*\n?")

HEADING_LENGTH = 80
"""Characters of a line that can be a heading."""

SECTION_SIGN = re.compile(r"(?:§§?|Art(?:ikel|icle|\.)?)[^\S\n]?\d")
CHAPTER = re.compile(
    r"(?:Abschnitt|Kapitel|Teil|Anhang|Anlage|Chapter|Section|Part|Appendix)[^\S\n][\dA-Z]",
)
NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\.?[^\S\n]+[^\W\d_]")
UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,}|\*{3,}|#{3,})")
ASKED = re.compile(r"(?:Q|F|Frage|Question)[.:)][^\S\n]")
"""How a question begins that is marked as one."""
TIME = re.compile(
    r"\[?(?:\d{1,2}\.\d{1,2}\.\d{2,4},? )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: Uhr|\]|[^\S\n])"
)
LAST_SENTENCE = re.compile(r"[.!?…][\"'»”’)\]]{0,3}\s(?=\S)")
LEVELS = {"=": 1, "*": 1, "#": 1, "-": 2, "~": 3}


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between blank lines, or a line of its own."""

    start: int
    end: int
    text: str

    @property
    def is_line(self) -> bool:
        return "\n" not in self.text


def shape(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text."""
    found: list[Block] = []
    pieces = list(_pieces(text))
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        level = _heading_level(piece, following)
        if level:
            found.append(Block("heading", level, None, piece.start, piece.end))
        else:
            _add_lines(found, piece, None)
    return _related(text, found)


def refined(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks that a reader gave (`index.units.blocks.sound`), with what is in them.

    Its paragraphs are divided where their lines tell more; text that is in no block gets its own.
    """
    found: list[Block] = []
    numbers: dict[int, int] = {}
    covered = 0
    for number, block in enumerate(blocks):
        parent = None if block.parent is None else numbers[block.parent]
        if block.start > covered:
            _add_gap(found, text, covered, block.start, parent)
        numbers[number] = len(found)
        holds = number + 1 < len(blocks) and blocks[number + 1].parent == number
        if block.kind == "paragraph" and not holds:
            piece = _Piece(block.start, block.end, text[block.start : block.end])
            _add_lines(found, piece, parent)
        else:
            found.append(replace(block, parent=parent))
        if not holds:
            covered = max(covered, block.end)
        elif block.kind not in CONTAINERS:
            covered = max(covered, blocks[number + 1].start)
    _add_gap(found, text, covered, len(text), None)
    return _related(text, found)


def _pieces(text: str) -> Iterator[_Piece]:
    start = 0
    for match in BLANK_LINE.finditer(text):
        yield from _stripped(text, start, match.start())
        start = match.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[_Piece]:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        start += len(piece) - len(piece.lstrip())
        yield _Piece(start, start + len(kept), kept)


def _heading_level(piece: _Piece, following: _Piece | None) -> int:
    """Return the level of the heading that a piece is; 0 if it is none."""
    line, _, below = piece.text.partition("\n")
    if below and UNDERLINE.fullmatch(below.strip()) and len(line) <= HEADING_LENGTH:
        return LEVELS[below.strip()[0]]
    if below or following is None or not _can_be_heading(line):
        return 0
    if CHAPTER.match(line) or SECTION_SIGN.match(line):
        return 2 if CHAPTER.match(line) else 3
    if not _is_body(following) or line[0].islower():
        # Of lines in a row none is known to be one, but by its number.
        return 0
    if match := NUMBERED.match(line):
        return min(6, 2 + match["number"].count("."))
    return 1 if line.isupper() else 2


def _can_be_heading(line: str) -> bool:
    if len(line) > HEADING_LENGTH or not any(map(str.isalpha, line)) or ROW in line:
        return False
    if TIME.match(line) or SPEAKER.match(line) or line.endswith((",", ";")):
        return False
    listed = LIST_MARK.match(line) and not NUMBERED.match(line)
    return not listed and (not ends_sentence(line) or SECTION_SIGN.match(line) is not None)


def _is_body(piece: _Piece) -> bool:
    """Tell whether a piece is what a heading stands above."""
    return not piece.is_line or ends_sentence(piece.text) or bool(MARKED.match(piece.text))


def _add_lines(found: list[Block], piece: _Piece, parent: int | None) -> None:
    """Add the blocks that the lines of a piece are."""
    if piece.is_line:
        kind = _kind(piece.text, listed=False)
        found.append(Block(kind, 0, parent, piece.start, piece.end))
        return
    lines = LINE.findall(piece.text)
    bare = [line.rstrip("\n") for line in lines if line]
    rows = rows_of(bare)
    marked = sum(1 for line in bare if LIST_MARK.match(line.lstrip()))
    number, start = 0, piece.start
    group: int | None = None
    """The list or table that the block before is in."""
    for count in runs(bare):
        raw = "".join(lines[number : number + count])
        end = start + len(raw)
        kept = raw.strip()
        left = start + len(raw) - len(raw.lstrip())
        if kept:
            kind = "row" if number in rows else _kind(kept, listed=marked > 1)
            holder: BlockKind | None = {"item": "list", "row": "table"}.get(kind)  # type: ignore[assignment]
            if holder is None:
                group = None
            elif group is None or found[group].kind != holder:
                group = len(found)
                found.append(Block(holder, 0, parent, left, left + len(kept)))
            if group is not None:
                found[group] = replace(found[group], end=left + len(kept))
            block = Block(kind, 0, parent if group is None else group, left, left + len(kept))
            found.append(block)
        number += count
        start = end


def _kind(run: str, *, listed: bool) -> BlockKind:
    """Tell what a run of lines is by its beginning."""
    if TIME.match(run) or SPEAKER.fullmatch(run):
        return "message"
    if ASKED.match(run):
        return "question"
    if listed and LIST_MARK.match(run) and run[0] != "(":
        return "item"
    return "paragraph"


def _add_gap(found: list[Block], text: str, start: int, end: int, parent: int | None) -> None:
    for piece in _stripped(text, start, end):
        _add_lines(found, piece, parent)


def _related(text: str, found: list[Block]) -> tuple[Block, ...]:
    """Tell questions and lead-ins by what comes after them."""
    siblings: dict[int | None, list[int]] = {}
    for number, block in enumerate(found):
        siblings.setdefault(block.parent, []).append(number)
    split: dict[int, Block] = {}
    for group in siblings.values():
        for number, following in pairwise(group):
            block, after = found[number], found[following]
            if block.kind != "paragraph":
                continue
            own = text[block.start : block.end]
            if own.endswith("?") and not LAST_SENTENCE.search(own):
                if after.kind not in {"heading", "question"} and not _asks(text, after):
                    found[number] = replace(block, kind="question")
            elif own.endswith(":") and after.kind in {"list", "table", "code", "quote"}:
                last = max((match.end() for match in LAST_SENTENCE.finditer(own)), default=0)
                lead_in = replace(block, kind="lead_in", start=block.start + last)
                if last:
                    found[number] = replace(block, end=block.start + len(own[:last].rstrip()))
                    split[number] = lead_in
                else:
                    found[number] = lead_in
    return tuple(_with_split(found, split)) if split else tuple(found)


def _asks(text: str, block: Block) -> bool:
    return block.kind == "paragraph" and text[block.end - 1] == "?"


def _with_split(found: Sequence[Block], split: dict[int, Block]) -> Iterator[Block]:
    """Give the blocks with others after some of them, and their parents' new numbers."""
    numbers: list[int] = []
    count = 0
    for number in range(len(found)):
        numbers.append(count)
        count += 1 + (number in split)
    for number, block in enumerate(found):
        for each in (block, split.get(number)):
            if each is not None:
                parent = None if each.parent is None else numbers[each.parent]
                yield replace(each, parent=parent)
