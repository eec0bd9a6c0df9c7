"""Rich text (RTF) -> nodes: its control words are read one by one, what is embedded is skipped.

striprtf was looked at: it gives text without lists, tables and what is struck out.
"""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from index.articles.drafting import Content
from index.articles.formats.errors import ArticleOfficeBrokenError
from index.articles.formats.office.parts import styles
from index.articles.formats.office.parts.content import content_of
from index.articles.formats.office.parts.flow import FIXED_PITCH, Flow, Line, Tally, raised
from index.articles.formats.office.parts.grid import as_table
from index.articles.formats.office.parts.properties import properties, title_of_headings
from index.articles.metadata import Metadata, found_metadata
from index.articles.structure import Node, heading, without_title

TOKEN = re.compile(
    r"(?P<bracket>[{}])"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<word>[a-zA-Z]{1,32}+)(?P<number>-?\d{1,9}+)? ?"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<text>[^\\{}\r\n\x00]+)"
    r"|[\r\n\x00\\]",
    re.DOTALL,
)
MAX_GROUPS = 500
"""Groups within groups."""

# fmt: off
SKIPPED = {
    "colortbl", "listtable", "listoverridetable", "pict", "objdata", "objclass", "themedata",
    "fldinst", "nonshppict", "shprslt", "generator", "revtbl", "rsidtbl", "filetbl", "xmlnstbl",
    "sp", "datafield", "mmathPr", "latentstyles", "datastore", "pn", "tc", "xe", "txe", "rxe",
    "bkmkstart", "bkmkend", "operator", "company", "doccomm", "keywords", "subject", "category",
    "manager", "hlinkbase", "userprops", "printim", "buptim", "ftnsep", "ftnsepc", "aftnsep",
    "nonesttables", "nesttableprops",
}
"""Groups of which nothing is text."""
READ = {"footnote", "shpinst", "shptxt", "shppict", "annotation", "pntext", "listtext"}
"""Groups that are read even though they are marked as ones that may be skipped."""
RUNNING = {
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
}
TIMES = {"creatim", "revtim"}
CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
    "softline": "\n", "nestcell": " ", "nestrow": "\n", "qmspace": " ",
}
SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "", "\r": ""}
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}
# fmt: on
MANY_BYTES = {"cp932", "cp949", "gbk", "big5"}
SYMBOL_CHARSET = 2
LONGEST = 500
"""Characters of a style's name, a title and the like."""


@dataclass(slots=True)
class _State:
    """What holds within a group, and in those in it."""

    into: str = "text"
    """Where text goes: "" for nowhere."""
    bold: bool = False
    struck: bool = False
    hidden: bool = False
    high: bool = False
    font: int = 0
    skip: int = 1
    """Characters after a Unicode number that stand for it in older programs."""
    style: int = 0
    outline: int | None = None
    listed: bool = False
    depth: int = 0
    in_table: bool = False
    ends: str = ""
    """What ends with this group: a note, a box."""


@dataclass(slots=True)
class _Story:
    """A text that is put together: the document's, a note's, a box's."""

    flow: Flow = field(default_factory=Flow)
    line: Line = field(default_factory=Line)
    mark: str = ""
    cell: Flow = field(default_factory=Flow)
    cells: list[list[Node]] = field(default_factory=list)
    rows: list[list[list[Node]]] = field(default_factory=list)
    marked: int = 0
    header: bool = False
    boxes: list[Node] = field(default_factory=list)


def read(raw: bytes, *, source: str) -> Content:
    """Read a rich text.

    Raises:
        ArticleOfficeBrokenError: its groups don't close, or are nested too deeply.
    """
    reading = _Reading(source)
    nodes = reading.document(raw.decode("latin-1"))
    known = reading.metadata.over(Metadata(title=reading.title or title_of_headings(nodes)))
    return content_of(known, without_title(nodes, known.title), reading.tally)


class _Reading:
    """A rich text on its way to nodes."""

    def __init__(self, source: str) -> None:
        self.tally = Tally()
        self.title: str | None = None
        self.default_font = 0
        self._source = source
        self._states = [_State()]
        self._stories = [_Story()]
        self._codec = "cp1252"
        self._charsets: dict[int, int] = {}
        self._fonts: dict[int, str] = {}
        self._style_names: dict[int, str] = {}
        self._info: dict[str, str] = {}
        self._time: dict[str, int] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._half = 0
        """The first half of a character beyond 16 bits."""
        self._optional = False

    @property
    def metadata(self) -> Metadata:
        """What the document says of itself."""
        return properties(
            title=self._info.get("title"),
            author=self._info.get("author"),
            created=self._info.get("creatim"),
            modified=self._info.get("revtim"),
        )

    def document(self, text: str) -> list[Node]:
        """Return all of it."""
        place = 0
        while place < len(text):
            token = TOKEN.match(text, place)
            if token is None:
                break
            place = token.end()
            if token["byte"] is None:
                self._end_bytes(token["text"])
            if token["word"] == "bin":
                place += max(0, int(token["number"] or 0))
            elif token["bracket"]:
                self._bracket(token["bracket"])
                if len(self._states) == 1:
                    break
            elif token["byte"]:
                self._byte(int(token["byte"], 16))
            elif token["word"]:
                number = token["number"]
                self._word(token["word"], None if number is None else int(number))
            elif token["symbol"]:
                self._symbol(token["symbol"])
            elif token["text"]:
                self._text(token["text"])
        if len(self._states) > 1 or len(self._stories) > 1:
            raise ArticleOfficeBrokenError(source=self._source)
        self._end_paragraph()
        self._end_table()
        return self._stories[0].flow.settle()

    @property
    def _state(self) -> _State:
        return self._states[-1]

    @property
    def _story(self) -> _Story:
        return self._stories[-1]

    def _bracket(self, bracket: str) -> None:
        self._optional = False
        self._to_skip = 0
        if bracket == "{":
            if len(self._states) > MAX_GROUPS:
                raise ArticleOfficeBrokenError(source=self._source)
            self._states.append(replace(self._state, ends=""))
        elif len(self._states) > 1:
            ended = self._states.pop()
            if ended.ends == "story":
                self._end_story()
            elif ended.ends in TIMES:
                time = [self._time.get(name, 1) for name in ("yr", "mo", "dy")]
                self._info[ended.ends] = "{:04}-{:02}-{:02}".format(*time)
            elif ended.ends in RUNNING:
                text = self._info.pop(ended.ends, "").strip()
                self.tally.note("running", 1 if text else 0, text)

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        optional, self._optional = self._optional, False
        if word == "u" and number is not None:
            self._unicode(number & 0xFFFF)
        elif self._begins_group(word, optional=optional):
            return
        elif optional:
            state.into = ""
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif word in PARAGRAPH:
            PARAGRAPH[word](self, state, number)
        elif word in LOOKS:
            LOOKS[word](state, number is None or number != 0)
        elif word in NUMBERS and number is not None:
            NUMBERS[word](self, state, number)

    def _begins_group(self, word: str, *, optional: bool) -> bool:
        """Tell whether a word says where the text of its group goes."""
        state = self._state
        if word in SKIPPED or not state.into:
            if word == "pict" and state.into == "text":
                self.tally.note("images")
            state.into = ""
        elif word in {"fonttbl", "stylesheet", "info"}:
            state.into = word
        elif state.into == "info" and word in {"title", "author", *TIMES}:
            state.into, state.ends = f"info {word}", word if word in TIMES else ""
            self._time.clear()
        elif word in RUNNING:
            state.into, state.ends = f"info {word}", word
        elif word == "object":
            self.tally.note("attachments")
            state.into = ""
        elif word in {"listtext", "pntext"}:
            state.into = "mark"
        elif word == "annotation":
            self.tally.note("comments")
            state.into = ""
        elif word in {"footnote", "shptxt"} and state.into == "text":
            self.tally.note("marks", 1 if word == "footnote" else 0)
            self._stories.append(_Story())
            self._states[-1] = _State(font=state.font, skip=state.skip, ends="story")
        else:
            return optional and word in READ
        return True

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._optional = True
        elif symbol in "\r\n":
            self._end_paragraph()
        else:
            self._add(SYMBOLS.get(symbol, ""))

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _end_bytes(self, following: str | None) -> None:
        """Read the bytes that stand in a row; the second of a pair may be a letter."""
        if self._bytes:
            raw, self._bytes = bytes(self._bytes), bytearray()
            codec = self._codec_of(self._state.font)
            if codec in MANY_BYTES and following and _is_half(raw, codec):
                raw += following[:1].encode("latin-1")
                self._to_skip += 1
            self._add(raw.decode(codec, "replace"), raw=True)

    def _codec_of(self, font: int) -> str:
        charset = self._charsets.get(font, 0)
        return CHARSETS.get(charset, "latin-1" if charset == SYMBOL_CHARSET else self._codec)

    def _unicode(self, value: int) -> None:
        if 0xD800 <= value < 0xDC00:
            self._half = value
        elif 0xDC00 <= value < 0xE000:
            half, self._half = self._half, 0
            if half:
                self._add(chr(0x10000 + ((half - 0xD800) << 10) + value - 0xDC00), raw=True)
        else:
            self._add(chr(value), raw=True)
        self._to_skip = self._state.skip

    def _text(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text = text[skipped:]
        if not text.isascii():
            text = text.encode("latin-1").decode(self._codec_of(self._state.font), "replace")
        self._add(text, raw=True)

    def _add(self, text: str, *, raw: bool = False) -> None:
        if self._to_skip and not raw:
            self._to_skip -= 1
            return
        state = self._state
        if state.into == "text":
            self._show(text, state)
        elif state.into == "mark":
            self._story.mark = (self._story.mark + text)[:LONGEST]
        elif state.into == "stylesheet":
            name = self._style_names.get(state.style, "")
            self._style_names[state.style] = (name + text)[:LONGEST]
        elif state.into == "fonttbl":
            self._fonts[state.font] = (self._fonts.get(state.font, "") + text)[:LONGEST]
        elif state.into.startswith("info "):
            name = state.into[5:]
            self._info[name] = (self._info.get(name, "") + text)[:LONGEST]

    def _show(self, text: str, state: _State) -> None:
        if state.hidden:
            self.tally.hide(text)
        elif state.struck:
            self.tally.strike(text)
        else:
            fixed = FIXED_PITCH.search(self._fonts.get(state.font, "")) is not None
            self._story.line.add(raised(text) if state.high else text, bold=state.bold, fixed=fixed)

    def _end_paragraph(self) -> None:
        story, state = self._story, self._state
        line, mark = story.line, " ".join(story.mark.split())
        story.line, story.mark = Line(), ""
        if not state.in_table:
            self._end_table()
        flow = story.cell if state.in_table else story.flow
        name = self._style_names.get(state.style, "").strip().rstrip(";")
        style = styles.Style((name.partition(",")[0],))
        if line.tidy:
            self._place(flow, line, style, state, mark)
        elif style.matches(styles.CODE):
            flow.add(Node("code", ""))
        boxes, story.boxes = story.boxes, []
        flow.add_within(boxes)

    def _place(self, flow: Flow, line: Line, style: styles.Style, state: _State, mark: str) -> None:
        text = line.tidy
        level = style.level or (0 if state.outline is None else state.outline + 1)
        if style.matches(styles.TITLE):
            self.title = self.title or found_metadata({"title": text}).title
            flow.add(heading(text, 1))
        elif 0 < level <= styles.DEEPEST_LEVEL:
            flow.add(heading(f"{mark} {text}" if any(map(str.isalnum, mark)) else text, level))
        elif mark or state.listed:
            shown = mark if any(map(str.isalnum, mark)) else "-"
            flow.add_item(Node("item", text, mark=f"{shown} "), state.depth)
        elif style.matches(styles.CODE):
            flow.add(Node("code", line.text))
        elif style.matches(styles.QUOTE):
            flow.add(Node("quote", children=[Node("paragraph", text)]))
        elif style.matches(styles.CAPTION):
            flow.add(Node("caption", text))
        else:
            flow.add_line(line)

    def _end_cell(self) -> None:
        self._state.in_table = True
        self._end_paragraph()
        self._story.cells.append(self._story.cell.nodes)
        self._story.cell = Flow()

    def _end_row(self) -> None:
        story = self._story
        if story.cells:
            story.marked += story.header and story.marked == len(story.rows)
            story.rows.append(story.cells)
        story.cells = []

    def _end_table(self) -> None:
        story = self._story
        self._end_row()
        rows, story.rows = story.rows, []
        for node in as_table(rows, story.marked) if rows else []:
            story.flow.add(node)
        story.marked = 0

    def _end_story(self) -> None:
        state = _State()
        self._states.append(state)
        self._end_paragraph()
        self._end_table()
        self._states.pop()
        story = self._stories.pop()
        self._story.boxes += story.flow.nodes

    def begin_row(self) -> None:
        """Begin a row, of which it isn't known yet whether it is a header."""
        self._story.header = False

    def end(self, what: str) -> None:
        """End a paragraph, cell or row, where it is the document's text."""
        if self._state.into == "text":
            {"par": self._end_paragraph, "cell": self._end_cell, "row": self._end_row}[what]()

    def mark_header(self) -> None:
        """Call the row that is open one of the header."""
        self._story.header = True

    def reset_paragraph(self, state: _State) -> None:
        """Forget what was said of paragraphs."""
        state.style, state.outline, state.listed, state.depth = 0, None, False, 0
        state.in_table = False

    def set_codec(self, page: int) -> None:
        """Take over which code page the document is written in."""
        try:
            self._codec = codecs.lookup(f"cp{page}").name
        except LookupError:
            self._codec = "cp1252"

    def set_charset(self, font: int, charset: int) -> None:
        """Note in which letters a font is written."""
        if self._state.into == "fonttbl":
            self._charsets[font] = charset

    def set_time(self, part: str, number: int) -> None:
        """Note a part of a time."""
        self._time[part] = max(0, number)


def _is_half(raw: bytes, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    decoder.decode(raw)
    return bool(decoder.getstate()[0])


def _plain(reading: _Reading, state: _State, _number: int | None) -> None:
    state.font = reading.default_font
    state.bold = state.struck = state.hidden = state.high = False


def _listed(_reading: _Reading, state: _State, number: int) -> None:
    state.listed = number > 0


Words = dict[str, Callable[[_Reading, _State, int | None], None]]
Numbers = dict[str, Callable[[_Reading, _State, int], None]]

PARAGRAPH: Words = {
    "par": lambda reading, _state, _number: reading.end("par"),
    "sect": lambda reading, _state, _number: reading.end("par"),
    "page": lambda reading, _state, _number: reading.end("par"),
    "cell": lambda reading, _state, _number: reading.end("cell"),
    "row": lambda reading, _state, _number: reading.end("row"),
    "trowd": lambda reading, _state, _number: reading.begin_row(),
    "trhdr": lambda reading, _state, _number: reading.mark_header(),
    "pard": lambda reading, state, _number: reading.reset_paragraph(state),
    "intbl": lambda _reading, state, _number: setattr(state, "in_table", True),
    "plain": _plain,
    "nosupersub": lambda _reading, state, _number: setattr(state, "high", False),
}
LOOKS: dict[str, Callable[[_State, bool], None]] = {
    "b": lambda state, on: setattr(state, "bold", on),
    "v": lambda state, on: setattr(state, "hidden", on),
    "strike": lambda state, on: setattr(state, "struck", on),
    "striked": lambda state, on: setattr(state, "struck", on),
    "deleted": lambda state, on: setattr(state, "struck", on),
    "super": lambda state, on: setattr(state, "high", on),
    "sub": lambda state, _on: setattr(state, "high", False),
}
NUMBERS: Numbers = {
    "uc": lambda _reading, state, number: setattr(state, "skip", max(0, min(number, 10))),
    "deff": lambda reading, _state, number: setattr(reading, "default_font", number),
    "f": lambda _reading, state, number: setattr(state, "font", number),
    "s": lambda _reading, state, number: setattr(state, "style", number),
    "outlinelevel": lambda _reading, state, number: setattr(state, "outline", max(0, number)),
    "ls": _listed,
    "ilvl": lambda _reading, state, number: setattr(state, "depth", max(0, number)),
    "ansicpg": lambda reading, _state, number: reading.set_codec(number),
    "fcharset": lambda reading, state, number: reading.set_charset(state.font, number),
    "yr": lambda reading, _state, number: reading.set_time("yr", number),
    "mo": lambda reading, _state, number: reading.set_time("mo", number),
    "dy": lambda reading, _state, number: reading.set_time("dy", number),
}
