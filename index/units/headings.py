"""Which lines of a plain text are headings, told by how they are written.

A heading never answers, and a sentence always may: a line is one only if little else can be meant.
"""

import re

from index.language.sentences import ends_sentence
from index.units.marks import (
    AGENDA,
    CAPTION,
    CHAPTER,
    LABELLED,
    LETTERED,
    LIST_MARK,
    NUMBERED,
    ORDINAL_CHAPTER,
    ROMAN,
    SAID,
    SECTION_SIGN,
    SPEAKER,
    TIME,
)
from index.units.tables import ROW

LENGTH = 80
"""Characters of a line that can be a heading."""
WORDS = 12

ACRONYM = 5
"""Characters of a word in capitals alone that says nothing of its rank."""

ABOVE = 60
"""Characters of a heading that no blank line parts from what it stands above."""
ROOM = 0.8
"""Of the longest line's length: one that is shorter was not broken for want of room."""
WIDE = 50
"""Characters of a line that isn't just one of many short ones."""

SIGN = re.compile(
    rf"(?P<part>{CHAPTER.pattern}|{AGENDA.pattern})|(?P<section>{SECTION_SIGN.pattern})"
)
PART_LEVEL, SECTION_LEVEL = 2, 3
LETTERED_LEVEL = 5
LEVELS = {"=": 1, "*": 1, "#": 1, "-": 2, "~": 3, "^": 4}
UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}|\*{3,}|#{3,}|\^{3,}")

LETTER = re.compile(
    r"Sehr geehrte|Liebe[rs]? |Hallo\b|Guten (?:Tag|Morgen|Abend)|Moin\b|Servus\b|Dear |Hello\b"
    r"|Hi\b|Mit (?:\w{1,20} ){0,3}Gr[üu](?:ß|ss)|(?:\w{1,20} ){1,3}Gr(?:ü|ue)(?:ß|ss)e?n?\b"
    r"|Hochachtungsvoll|Ihre?\b|Eure?\b|Euer\b|gez\.|i\. ?[AV]\.|(?:Best|Kind|Warm) regards|Regards"
    r"|Sincerely|Yours\b|P\.? ?S\b|(?:Seite|Page|S\.|p\.)\s?\d"
)
"""What letters and pages have in lines of their own that is no heading."""
NAMED = re.compile(r"[^\W\d_]{1,40}(?: \([^()\n]{1,40}\))?")
"""A word above lines that begin with numbers: "Ingredients (for 4)"."""
FACT = re.compile(r".{0,80}?(?:\d|\S@\S|https?://|www\.)")
"""A short line that tells a number or where to find somebody."""
GREETING = re.compile(r"(?:Sehr geehrte|Liebe[rs]? |Hallo\b|Dear |Hello\b|Hi\b)[^.?!\n]{0,60}[,!]")
SUBJECT = re.compile(r"(?:Betreff|Betr\.|Subject|Re|RE)(?:: |\. )")
"""What a letter is about."""
BYLINE = re.compile(
    r"(?:Von|By|Text|Fotos?|Photo|Quelle|Source|Bild)(?:: | [A-ZÄÖÜ])"
    r"|(?:Veröffentlicht|Erschienen|Aktualisiert|Stand|Posted|Published|(?:Last )?[Uu]pdated)\b"
)
"""What stands between an article's headline and its text, who wrote it and when."""
DATED = re.compile(
    r"(?:[^\W\d][\w .-]{0,40}, ?)?(?:den |the |am )?"
    r"(?:\d{1,2}\. ?(?:\d{1,2}\. ?|[^\W\d]{3,12}\.? )\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|[^\W\d]{3,12} \d{1,2}(?:st|nd|rd|th)?, \d{4}|\d{1,2} [^\W\d]{3,12} \d{4})[^\w\n]*"
)
"""A line with when, and where, a text was written."""
VERSION = re.compile(
    r"\[?(?:(?:Version|version|Release|v)[^\S\n]?\d{1,4}(?:\.\d{1,6}){0,3}"
    r"|\d{1,4}(?:\.\d{1,6}){2,3})[\w.-]{0,20}\]?"
    r"(?:[^\S\n]?(?:[-–—:,(]|/)[^.!?\n]{0,50})?"
)
"""What a list of changes is parted by: "2.1.0 (2024-05-02)"."""
DECORATED = re.compile(
    r"(?P<sign>#{1,6})[^\S\n]+(?P<marked>[^\W_].{0,80})"
    r"|>{3,9}[^\S\n]*(?P<pointed>[^\W_].{0,80})"
    r"|(?:[=*~_#>-]{2,40}|[=~*-](?=[^\S\n]))[^\S\n]*(?P<framed>[^\W_][^*_=~#\n]{0,80})"
    r"(?:[=*~_#<-]{2,40}|(?<=[^\S\n])[=~*-]):?"
)
"""A line with signs around it that set it off: "*** News ***", "# News", ">>> News"."""
NAME_OF_CODE = re.compile(r"[-*_]{1,2}[a-z0-9_-]{1,40}[-*_]{0,2}")
"""Such as "__init__" and "**kwargs"."""
DIGIT = re.compile(r"\d")
DECORATION = ("#", ">", "=", "*", "~", "_", "-")
SHORTENED_NAME = re.compile(r"(?:(?<!\S)[^\W\d_]\.[^\S\n]?[^\W\d_]\.|\d{1,2}\.\d{1,2}\.)$")
"""How a name or a day ends that has a full stop of its own: "e.V.", "31.12."."""
ADDRESS = re.compile(r"\d{4,5} [A-ZÄÖÜ]|.{0,60}(?:\S@\S|https?://|www\.|\.\.\.)")
BARE_SIGN = re.compile(
    r"(?:§§?|Art(?:ikel|icle|\.)?|Kapitel|Abschnitt|Chapter|Section) ?\d{1,4}[a-z]?\.?"
    rf"|{ORDINAL_CHAPTER}|(?:ARTICLE|Article|CHAPTER|Chapter|PART|Part) [IVXLC]{{1,6}}"
)
"""The first line of a heading of two: "§ 3", and below it "Contributions"."""
SAYS = re.compile(
    r".{1,80}?\s(?:ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können"
    r"|muss|müssen|darf|dürfen|soll|sollen|gibt|bleibt|kostet|kosten|is|are|was|were|has|have|had|will|can"
    r"|must|may|should|costs)(?:\s|$)"
)
ASKS = re.compile(
    r"(?:Wie|Was|Wer|Wen|Wem|Wann|Wo|Woher|Wohin|Warum|Weshalb|Wieso|Wozu|Welche[rsmn]?|How|What|When"
    r"|Where|Why|Who|Which)\b"
)


def sign_level(line: str) -> int:
    """Return the level of a heading with a sign, such as "§ 3 Contributions"; 0 for none.

    A sign with a sentence behind it is none.
    """
    match = SIGN.match(line) if len(line) <= LENGTH else None
    if match is None or line.endswith((",", ";")) or (ends_sentence(line) and not _ends(line)):
        return 0
    rest = line[match.end() :].lstrip(" .:–-")
    # Within a sentence it goes on in small letters: "§ 3 gilt auch für Gäste".
    if rest[:1].islower() or _tells(rest):
        return 0
    return PART_LEVEL if match["part"] else SECTION_LEVEL


def _ends(line: str) -> bool:
    """Tell whether a heading of a statute ends in a full stop, as some do: "§ 1. Name."."""
    return line.endswith(".") and len(line.split()) <= 5 and not SAYS.match(line)


def level_of(line: str, *, first: bool = False) -> int:
    """Return the level of the heading that a line may be that stands for itself; 0 for none.

    `first`: the text begins with it, so that it may be a headline, with what happens in it.
    """
    if not _is_short(line) or _is_other(line):
        return 0
    if match := NUMBERED.match(line):
        return (
            0
            if _tells(line) or LABELLED.match(line, match.end() - 1)
            else min(6, 2 + match["number"].count("."))
        )
    if SUBJECT.match(line):
        return 2
    if LETTERED.match(line):
        return 0 if _tells(line) else LETTERED_LEVEL
    labelled = LABELLED.match(line) and not (first and len(line.split()) > 3)
    marked = LIST_MARK.match(line) and not ROMAN.match(line)
    if labelled or marked or line[0].islower() or not (first or not _tells(line)):
        return 0
    return 1 if line.isupper() and len(line) > ACRONYM else 2


def decorated_level(line: str) -> int:
    """Return the level of a heading that signs around it set off; 0 if it is none."""
    match = DECORATED.fullmatch(line.rstrip()) if line.startswith(DECORATION) else None
    title = (match["marked"] or match["pointed"] or match["framed"]).strip() if match else ""
    if match is None or not title or len(title.split()) > WORDS or title.endswith((",", ";", ".")):
        return 0
    return len(match["sign"]) if match["sign"] else 2


def undecorated(line: str) -> str:
    """Return what a heading says without the signs around it: "*** News ***" is "News".

    Such as "__init__" is a name.
    """
    match = DECORATED.fullmatch(line.rstrip()) if line.startswith(DECORATION) else None
    if match is None or NAME_OF_CODE.fullmatch(line.rstrip()):
        return line
    title: str = match["marked"] or match["pointed"] or match["framed"].rstrip(f"{line[0]} ")
    # As Markdown closes a heading: "## News ##", but not "# C#".
    closed = title.rstrip("#")
    return closed.strip() if closed.endswith(" ") else title.strip()


def is_entry(line: str) -> bool:
    """Tell whether a line is a version or a day and no more, as entries of a log begin."""
    if len(line) > ABOVE or not DIGIT.search(line):
        return False
    return VERSION.fullmatch(line) is not None or DATED.fullmatch(line) is not None


def stands_above(line: str, following: str, width: int) -> bool:
    """Tell whether a line is a heading though no blank line parts it from what follows.

    Of text with long lines it is a short one, ended on purpose.
    """
    if len(line) > ABOVE or width < WIDE or not level_of(line):
        return False
    word = following.split(None, 1)[0] if following.strip() else "a"
    return not word[0].islower() and len(line) + 1 + len(word) < ROOM * width


def _is_short(line: str) -> bool:
    if len(line) > LENGTH or len(line.split()) > WORDS or not any(map(str.isalpha, line)):
        return False
    ended = ends_sentence(line) and not SHORTENED_NAME.search(line)
    return not ended and not line.endswith((",", ";", "-", "–"))


def _is_other(line: str) -> bool:
    """Tell whether a line is known to be another thing than a heading of its own."""
    whole = LETTER.match(line) or BYLINE.match(line) or DATED.fullmatch(line)
    whole = whole or ADDRESS.match(line) or CAPTION.match(line)
    said = TIME.match(line) or SPEAKER.match(line) or SAID.match(line)
    return bool(whole or said or ROW in line or SIGN.match(line))


def _tells(line: str) -> bool:
    """Tell whether a line without a full stop is a sentence all the same."""
    return SAYS.match(line) is not None and not ASKS.match(line)
