"""What a PDF says of itself: title, author, and the date that is the text's own."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from index.articles.cleaning import clean_line
from index.articles.formats.pdf.layout.lines import Line, Row
from index.articles.formats.pdf.layout.paragraphs import stands_apart
from index.articles.metadata import MAX_TITLE, Metadata, found_metadata, iso_date

NO_TITLE = re.compile(
    r"\W*(?:untitled|unbenannt|ohne titel|kein titel|no title|(?:pdf|microsoft word) document"
    r"|dokument|document|unknown|null|none|anonymous|präsentation|folie|slide)\W*\d{0,4}"
    r"|(?:untitled|unbenannt|microsoft (?:word|powerpoint|excel))\b.{0,300}"
    r"|.{0,300}\.\w{2,5}|\S*[_\\/]\S*",
    re.IGNORECASE,
)
"""Titles that programs make up, mostly from a file's name."""
PROGRAM = re.compile(r"Microsoft (?:Word|PowerPoint|Excel)\s?-\s?", re.IGNORECASE)
ENDING = re.compile(r"\.(?:docx?|odt|rtf|pptx?|xlsx?|indd|pdf|tex|dvi|qxd|pages)$", re.IGNORECASE)
NO_AUTHOR = re.compile(
    r"\W*(?:anonymous|anonym|unknown|unbekannt|unspecified|author|autor|user|benutzer|admin"
    r"|administrator|root|owner|besitzer|microsoft office user|(?:windows|pc|pc-|office)[ -]?"
    r"(?:user|nutzer|benutzer|anwender)|default|none|null|test)\W*\d{0,3}",
    re.IGNORECASE,
)
LETTERHEAD = re.compile(
    r"\b\d{5} [A-ZÄÖÜ]|[ \d]·|·[ \d]|\bTel(?:efon)?\b|\bFax\b|\S@\S|\bwww\.|https?://|\bIBAN\b"
    r"|(?:straße|strasse|str\.|platz|weg|allee|gasse) \d"
)
"""Where somebody lives, and how to reach them."""
LARGE = 1.15
"""Of the text's size: how large a title is at least."""
TITLE_LINES = 4

PRINT = re.compile(
    r"skia/pdf|print to pdf|chrome|mozilla|firefox|safari|edg[ea]?/|webkit|pdf24|cutepdf|bullzip"
    r"|pdfcreator|wkhtmltopdf",
    re.IGNORECASE,
)
"""Programs that print what is there already: the day is that of printing."""
CREATED = re.compile(r"(?:D:)?(?P<year>\d{4})(?P<month>\d{2})?(?P<day>\d{2})?")

DAY = re.compile(
    r"(?<![\d.])(?:\d{1,2}\. ?(?:\d{1,2}\. ?|[A-Za-zä]{3,9}\.? )\d{4}|\d{4}-\d{2}-\d{2}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-zä]{2,8} \d{4}"
    r"|(?P<month>[A-Z][a-zä]{2,8} \d{4}))(?!\d)"
)
BEFORE_DATE = re.compile(
    r"|(?:.{0,60}[ (])?(?:Stand|Datum|Date|Version|Fassung|Ausgabe|Updated|Published|As of"
    r"|Veröffentlicht|Erstellt|Herausgegeben|Beschlossen|Rev\.?|Revision)\b[^.]{0,25}"
    r"|[^\d:]{1,40}, (?:(?:den|der|am|dated) )?|.{0,60}\b(?:vom|dated|of) |[(\[]",
    re.IGNORECASE,
)
"""What stands before the date of a text: a place, an author, "Stand:"."""
LABEL = re.compile(r"\b(?:Stand|Version|Fassung|Ausgabe|As of|Updated)\b", re.IGNORECASE)
NEAR_THE_TOP = 15
"""Rows."""
DATED_LENGTH = 100
"""Characters of a row that tells the date."""


def identify(
    information: Mapping[str, str],
    first: Sequence[Row],
    text: Sequence[Row],
    size: float,
    *,
    printed: bool,
) -> Metadata:
    """Return what is known by a PDF's information and its first page's rows.

    `text` are those that aren't a header or footer; `size` is that of their type. A day of
    printing (`printed`) is no date.
    """
    title = information.get("Title", "").strip()
    shown = _title_on(text, size)
    author = information.get("Author", "").strip()
    return found_metadata(
        {
            "title": _title(title, shown, text),
            "author": "" if NO_AUTHOR.fullmatch(author) else author,
            "date": _date_on(text) or _date_on(first) or _created(information, printed=printed),
        }
    )


def _title(said: str, shown: str, rows: Sequence[Row]) -> str:
    """Choose between what the information says and what is printed largest."""
    bare = ENDING.sub("", PROGRAM.sub("", said)).strip()
    page = _words(" ".join(row.text for row in rows))
    if bare and _words(bare) and f" {_words(bare)} " in f" {page} " and " " in bare:
        return bare
    if shown:
        return shown
    return "" if NO_TITLE.fullmatch(said) else said


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _title_on(rows: Sequence[Row], size: float) -> str:
    """Return the lines in the largest type, unless they are a letterhead."""
    lines = [row.whole for row in rows]
    able = [
        number
        for number, line in enumerate(lines)
        if line.size >= LARGE * size
        and len(rows[number].pieces) == 1
        and any(map(str.isalpha, line.text))
        and not LETTERHEAD.search(line.text)
        and not _is_letterhead(lines, number)
    ]
    if not able:
        return ""
    largest = max(lines[number].size for number in able)
    first = next(number for number in able if lines[number].size >= 0.97 * largest)
    parts: list[str] = []
    for number in range(first, min(first + TITLE_LINES, len(lines))):
        line = lines[number]
        near = not parts or not stands_apart(lines[number - 1], line)
        if number in able and near and abs(line.size - largest) <= 0.03 * largest:
            parts.append(line.text)
        else:
            break
    title = clean_line(" ".join(parts), MAX_TITLE + 1)
    return title if 3 <= len(title) <= MAX_TITLE else ""


def _is_letterhead(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a large line at the top stands above an address."""
    if number > 1 or number + 1 >= len(lines):
        return False
    below = lines[number + 1]
    return bool(LETTERHEAD.search(below.text)) and below.size < lines[number].size


def _date_on(rows: Sequence[Row]) -> str:
    """Return the date that a line near the top is about, or one that says "Stand"."""
    for number, row in enumerate(rows):
        text = row.text
        if len(text) > DATED_LENGTH:
            continue
        if number >= NEAR_THE_TOP and not LABEL.search(text):
            continue
        for match in DAY.finditer(text):
            ends = not any(map(str.isalnum, text[match.end() :]))
            if ends and BEFORE_DATE.fullmatch(text[: match.start()]):
                found = iso_date(match[0])
                if found and (not match["month"] or LABEL.search(text)):
                    return found
    return ""


def _created(information: Mapping[str, str], *, printed: bool) -> str:
    """Return the day on which a PDF was made, unless it was a print's."""
    programs = f"{information.get('Producer', '')} {information.get('Creator', '')}"
    match = CREATED.match(information.get("CreationDate", ""))
    if printed or PRINT.search(programs) or match is None:
        return ""
    try:
        made = date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return ""
    # Years before PDF and days to come are a clock that was never set.
    return made.isoformat() if made.year >= 1993 and made <= datetime.now(UTC).date() else ""
