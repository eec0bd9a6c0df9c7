"""Text of a wiki, of MediaWiki or DokuWiki -> Markdown, where its headings tell that it is some."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.articles.formats.markdown.leftout import omit

HEADING = re.compile(r"[^\S\n]{0,3}(?P<signs>={2,6})(?P<text>[^=\n][^\n]{0,300}?)={2,6}[^\S\n]*+")
MARK = re.compile(
    r"'''|\[\[[^\]\n]{1,200}\]\]|\{\{|^\{\||^\^ |^ {2}\* |^\*+ ?\w[^*\n]*+$|<ref", re.MULTILINE
)
DOKU_LEVEL = 5
"""Signs of DokuWiki's first heading, at least; its headings have fewer the lower they are."""

BRACES = re.compile(r"\{\{|\}\}")
REFERENCE = re.compile(r"<ref\b[^<>]{0,300}/>|<ref\b[^<>]{0,300}>(?P<note>[^<]{0,2000})</ref>")
SWITCH = re.compile(r"__[A-Z]{3,30}__|</?nowiki>|~~(?:NOTOC|NOCACHE)~~")
BOLD = re.compile(r"'''(?=\S)([^'\n]{1,500})'''")
ITALIC = re.compile(r"''(?=\S)([^'\n]{1,500})''")
SLANTED = re.compile(r"(?<![:/\w])//(?=[^\s/])([^/\n]{1,500})//(?![/\w])")
LINK = re.compile(r"(?<!\[)\[(?:https?:)?//[^\s\]]{1,500}[^\S\n]+(?P<text>[^\]\n]{1,500})\]")
LABEL = re.compile(
    r"^\[\[(?:Category|Kategorie|Catégorie|Categoría|Categoria|Categorie|Kategoria):"
    r"[^\]\n]{1,200}\]\][^\S\n]*+$",
    re.MULTILINE | re.IGNORECASE,
)
"""What a wiki sorts a page by."""
SPAN = re.compile(r"\browspan\s{0,3}=\s{0,3}[\"']?(?P<rows>\d{1,2})\b")
FORCED = re.compile(r"\\\\(?:[^\S\n]|$)", re.MULTILINE)
FRAMED = re.compile(r"\*{2,9}[^\S\n](?P<text>[^*\n]{1,80})[^\S\n]\*{2,9}")
"""A line with stars on both sides of it, which is no item but set off."""
LISTED = re.compile(r"(?P<signs>[*#]{1,9})[^\S\n]*+(?P<text>\S[^\n]*)")
DOKU_LISTED = re.compile(r"(?P<blanks>[ ]{2,40})(?P<sign>[*-])[^\S\n]++(?P<text>[^\n]*)")
DEFINED = re.compile(r";[^\S\n]*+(?P<term>[^:\n]{1,200}):[^\S\n]++(?P<said>[^\n]+)")
TERM = re.compile(r";[^\S\n]*+(?P<term>[^:\n]{1,200})")
INDENTED = re.compile(r":{1,9}[^\S\n]*+")
STYLE = re.compile(r"\A\s{0,9}+[^|\[\]\n=]{1,100}+=[^|\[\]\n]{0,200}+\|(?!\|)")
CELL_SIGN = re.compile(r"[\^|]")
CELLS = re.compile(r"\|\||!!")


def is_wikitext(text: str) -> bool:
    """Tell whether a text is that of a wiki: by two headings, or one and other marks."""
    headings = sum(1 for line in text.split("\n") if HEADING.fullmatch(line))
    return headings > 1 or (headings == 1 and MARK.search(text) is not None)


def as_markdown(text: str, env: dict[str, object]) -> str:
    """Return it as Markdown; what is left out is noted in `env`."""
    text = SWITCH.sub("", _without_notes(_without_templates(text, env), env))
    first = next(filter(None, map(HEADING.fullmatch, text.split("\n"))), None)
    doku = first is not None and len(first["signs"]) >= DOKU_LEVEL
    # Lines come first: one that begins with "**" is an item, and one with "'''" in bold type.
    text = "\n".join(_lines(text.split("\n"), doku=doku))
    if doku:
        text = FORCED.sub("<br>", SLANTED.sub(r"*\1*", text))
    for label in LABEL.findall(text):
        omit(env, "metadata", label)
    text = LABEL.sub("", text)
    return LINK.sub(r"\g<text>", ITALIC.sub(r"*\1*", BOLD.sub(r"**\1**", text)))


def _without_templates(text: str, env: dict[str, object]) -> str:
    """Leave out what stands for other pages' text, in braces within braces."""
    parts: list[str] = []
    place = start = depth = 0
    for brace in BRACES.finditer(text):
        if brace[0] == "{{":
            start = brace.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                parts.append(text[place:start])
                place = brace.end()
                omit(env, "markup", text[start:place])
    return "".join([*parts, text[place:]])


def _without_notes(text: str, env: dict[str, object]) -> str:
    count = sum(1 for _ in REFERENCE.finditer(text))
    if count:
        omit(env, "marks", "", count)
    return REFERENCE.sub("", text)


@dataclass(slots=True)
class _Table:
    caption: str = ""
    rows: list[list[str]] = field(default_factory=lambda: [[]])
    headed: bool = False
    reaching: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By column, of cells over several rows: in how many more, and what they say."""

    def add(self, cell: str) -> None:
        """Add a cell, after those that reach down from rows above."""
        self.reach()
        row = self.rows[-1]
        style = STYLE.match(cell)
        text = STYLE.sub("", cell, count=1).strip()
        if style and (span := SPAN.search(style[0])) and int(span["rows"]) > 1:
            self.reaching[len(row)] = int(span["rows"]) - 1, text
        row.append(text)

    def reach(self) -> None:
        """Repeat what reaches down from rows above into the columns that come next."""
        row = self.rows[-1]
        while len(row) in self.reaching and len(self.rows) > 1:
            more, text = self.reaching.pop(len(row))
            if more > 1:
                self.reaching[len(row)] = more - 1, text
            row.append(text)


def _lines(lines: Sequence[str], *, doku: bool) -> Iterator[str]:
    table: _Table | None = None
    term = ""
    """What the next line may say something of."""
    for line in lines:
        if term:
            yield f"\n{term}\n{line}\n" if line.startswith(": ") else f"\n**{term}**\n"
            said, term = line.startswith(": "), ""
            if said:
                continue
        if table is None and line.startswith("{|"):
            table = _Table()
        elif table is not None and line.startswith("|}"):
            yield from _written(table)
            table = None
        elif table is not None:
            _add_cells(table, line.strip())
        elif doku and line.startswith(("^", "|")):
            yield from _row(line)
        elif not doku and (alone := TERM.fullmatch(line)):
            term = alone["term"].strip()
        elif framed := FRAMED.fullmatch(line):
            yield f"\n# {framed['text']}\n"
        else:
            yield _line(line, doku=doku)
    if term:
        yield f"\n**{term}**\n"
    if table is not None:
        yield from _written(table)


def _line(line: str, *, doku: bool) -> str:
    if heading := HEADING.fullmatch(line):
        signs = len(heading["signs"])
        return f"\n{'#' * (7 - signs if doku else signs)} {heading['text'].strip()}\n"
    if doku:
        item = DOKU_LISTED.match(line)
        if item is None:
            return line
        mark = "- " if item["sign"] == "*" else "1. "
        return " " * 4 * (len(item["blanks"]) // 2 - 1) + mark + item["text"]
    if item := LISTED.fullmatch(line):
        mark = "- " if item["signs"].endswith("*") else "1. "
        return " " * 4 * (len(item["signs"]) - 1) + mark + item["text"]
    if defined := DEFINED.fullmatch(line):
        return f"\n{defined['term'].strip()}\n: {defined['said']}\n"
    return INDENTED.sub("", line, count=1) if line.startswith(":") else line


def _add_cells(table: _Table, line: str) -> None:
    row = table.rows[-1]
    if line.startswith("|-"):
        table.reach()
        table.rows += [[]] if row or len(table.rows) == 1 else []
    elif line.startswith("|+"):
        table.caption = line[2:].strip()
    elif line.startswith(("|", "!")):
        first = not row and not any(table.rows)
        table.headed = line[0] == "!" if first else table.headed
        for cell in CELLS.split(line[1:]):
            table.add(cell)
    elif row and line:
        row[-1] += f" {line}"


def _written(table: _Table) -> Iterator[str]:
    rows = [row for row in table.rows if row]
    width = max(map(len, rows), default=0)
    if not table.headed:
        rows = [[""] * width, *rows]
    yield f"\n**{table.caption}**\n" if table.caption else ""
    for number, row in enumerate(rows if width else []):
        cells = [cell.replace("|", "\\|") for cell in row]
        yield f"| {' | '.join([*cells, *([''] * (width - len(row)))])} |"
        if number == 0:
            yield "|" + "---|" * width
    yield ""


def _row(line: str) -> Iterator[str]:
    """Give a row of DokuWiki's tables, whose header cells stand behind "^"."""
    cells = [cell.strip() for cell in CELL_SIGN.split(line.strip().strip("^|"))]
    if line.startswith("^") and line.rstrip().endswith("^"):
        yield ""
        yield f"| {' | '.join(cells)} |"
        yield "|" + "---|" * len(cells)
    else:
        yield f"| {' | '.join(cells)} |"
