"""What HTML says within a line by elements alone -> text that says the same.

Superscripts, struck-out text, quotes and readings would change their meaning as bare text:
"2020⁵" becomes 20205, "10⁶" becomes 106.
"""

import re

from lxml.etree import XPath, _Element

from index.articles.formats.html.trees import PARTS, drop, elements, text_length
from index.articles.omissions import Omission

STRUCK = XPath("//del | //s | //strike | //*[contains(@style, 'line-through')]")

NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§#])(?:[,;–-](?:\d{1,3}|[a-z]))*+[\])]?")
BRACKETED = re.compile(r"[\[(](?:\d{1,3}|[a-z]|[A-Z][a-z]{0,8}[. ]\d{1,3})[\])]")
REMARK = re.compile(r"\[[^\]]{1,40}\]")
SYMBOLS = re.compile(r"[*†‡§]{1,4}|[,;]")
"""Of notes, and what parts their marks."""
NOTE_NAMES = re.compile(r"(?:^|[\s_-])(?:foot|end)?note(?:s|ref|-ref)?(?:$|[\s_-])|reference|\bfn")
INVISIBLE = "\u200b\ufeff\u2060"
BACK = {"¶", "#", "§", "↩", "↩\ufe0e", "↑", "^", "🔗", "⤴"}
"""Texts of links to a heading itself, or from a note to where its mark is."""

HIGH = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
)
ORDINALS = {"st", "nd", "rd", "th", "er", "ère", "re", "me", "ème", "le", "te", "ter", "tes", "de"}
UNITS = {"mm", "cm", "dm", "km", "hm", "nm", "µm", "μm", "ft", "in", "yd", "mi", "sec", "min"}
TRADE = {"TM": "™", "tm": "™", "SM": "℠", "R": "®", "®": "®", "™": "™"}
LONG = 8
"""Characters of a superscript that is a remark rather than an exponent."""
SHOWN = 3
"""Struck-out passages that are shown."""
LEVELS = 4
"""Elements around a superscript that are left to see what stands before it."""
LAST_WORD = re.compile(r"[^\W\d_]{1,5}$")
FORMULA = re.compile(r"(?:[=+·×*/−]\s?[^\W\d_]{1,3}|[α-ω][^\W\d_]?)$")
"""What a power may stand behind in a formula: "E = mc", "πr"."""
BEFORE = 20
"""Characters that are looked at on each side of a superscript."""

MONEY = re.compile(r"\s*(?:€|EUR\b|Euro\b|\$|USD\b|£|CHF\b|Fr\.|zł\b|Kč\b)")
MONEY_BEFORE = re.compile(r"(?:€|EUR|\$|USD|£|CHF|Fr\.)\s*\d{1,3}(?:[.,'’ ]\d{3}){0,3}$")
HOURS = re.compile(r"\s*(?:Uhr\b|[-–—])")

QUOTES = {
    "de": ("„", "“", "‚", "‘"),
    "en": ("“", "”", "‘", "’"),
    "es": ("«", "»", "“", "”"),
    "fr": ("« ", " »", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "pl": ("„", "”", "‚", "’"),
}
MARKS = "„“”‚‘’«»‹›\"'"
DECIMAL_POINT = {"en", "zh", "ja", "ko", "th", "he"}


def write_out(tree: _Element) -> list[Omission]:
    """Write out what elements mean; return what of it is left out."""
    struck = _drop_struck(tree)
    marks = _drop_marks(tree)
    marks += _write_superscripts(tree)
    _write_quotes(tree)
    told = {each.getparent() for each in tree.iter("rp")}
    for reading in tree.iter("rt"):
        if reading.getparent() not in told:
            _set(reading, f"({_text(reading)})")
    return [*struck, *([Omission("marks", marks)] if marks else [])]


def _drop_struck(tree: _Element) -> list[Omission]:
    """Drop what is struck out, unless it is most of the page: then something wasn't closed."""
    struck = set(elements(tree, STRUCK))
    found = [each for each in elements(tree, STRUCK) if struck.isdisjoint(each.iterancestors())]
    count = sum(text_length(element) for element in found)
    if not count or 2 * count > text_length(tree):
        return []
    detail = " … ".join("".join(element.itertext()).strip() for element in found[:SHOWN])
    drop(found)
    return [Omission("struck", count, detail)]


def _drop_marks(tree: _Element) -> int:
    """Drop links to notes and back; return how many notes there were."""
    marks, back = [], []
    for link in tree.iter("a"):
        if "#" not in (link.get("href") or ""):
            continue
        text = _text(link)
        if text.strip(INVISIBLE) in BACK:
            back.append(link)
        elif BRACKETED.fullmatch(text) or (_is_named(link) and NOTE.fullmatch(text)):
            marks.append(link)
    drop(back)
    drop(marks)
    return len(marks)


def _write_superscripts(tree: _Element) -> int:
    """Write superscripts as such, or set them apart; return how many marks of notes are dropped."""
    marks: dict[_Element, str] = {}
    """With what stands before them."""
    for element in list(tree.iter("sup")):
        previous = element.getprevious()
        if previous is not None and previous in marks and not (previous.tail or "").strip():
            before = marks[previous]
        else:
            before = _before(element)
        text = _text(element)
        linked = element.find(".//a") is not None or _is_in_link(element)
        told = _is_named(element) or REMARK.fullmatch(text)
        if text and (told or (linked and NOTE.fullmatch(text))):
            marks[element] = before
            continue
        high = _high(text, before, (element.tail or "")[:BEFORE], _point(element))
        if high is None:
            marks[element] = before
        else:
            _set(element, high)
    drop(list(marks))
    return len(marks)


def _high(  # noqa: PLR0911 - one line a case
    text: str, before: str, after: str, point: str
) -> str | None:
    """Return how a superscript is written behind what stands before it; None for a note's mark."""
    last = before[-1:]
    word = LAST_WORD.search(before)
    measured = word is not None and (len(word[0]) == 1 or word[0] in UNITS)
    measured = measured or FORMULA.search(before) is not None
    if BRACKETED.fullmatch(text) or SYMBOLS.fullmatch(text):
        return None
    if text.isdecimal() and last in {",", "."} and before[-2:-1].isdecimal():
        return text
    if last.isdecimal() and text.isdecimal() and len(text) == len("90"):
        if MONEY.match(after) or MONEY_BEFORE.search(before):
            return point + text
        if HOURS.match(after):
            return ":" + text
    if text.lower() in ORDINALS and last.isalnum():
        return text
    if NOTE.fullmatch(text) and last and not (last.isdecimal() or last.isspace() or measured):
        return None
    if text and all(map(HIGH.get, map(ord, text))):
        return text.translate(HIGH)
    if not last.isalnum() or not any(map(str.isalnum, text)):
        return TRADE.get(text, text)
    return TRADE.get(text) or (f" {text}" if " " in text or len(text) > LONG else f"^{text}")


def _text(element: _Element) -> str:
    return "".join(element.itertext()).strip()


def _is_named(element: _Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('role') or ''}"
    return bool(NOTE_NAMES.search(names))


def _is_in_link(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "a" and "#" in (parent.get("href") or "")


def _before(element: _Element) -> str:
    """Return the end of what stands before an element in its line."""
    for _ in range(LEVELS):
        previous, parent = element.getprevious(), element.getparent()
        if previous is not None:
            found = previous.tail
            if not found and previous.tag not in PARTS and previous.tag != "br":
                found = "".join(previous.itertext())
            return (found or "")[-BEFORE:]
        if parent is None or parent.text or parent.tag in PARTS:
            return ((parent is not None and parent.text) or "")[-BEFORE:]
        element = parent
    return ""


def _write_quotes(tree: _Element) -> None:
    """Put quotation marks of their language around quotes, others around those within them."""
    known: dict[_Element, tuple[str, int]] = {}
    for quote in tree.iter("q"):
        language, depth = _said_language(quote), 0
        for each in quote.iterancestors():
            if each in known:
                language, depth = language or known[each][0], known[each][1] + 1
                break
            language = language or _said_language(each)
        known[quote] = language, depth
    for quote, (language, depth) in known.items():
        first = next((text.strip() for text in quote.itertext() if text.strip()), "")
        if first and first[0] not in MARKS:
            signs = QUOTES.get(language, QUOTES["en"])
            _put_around(quote, *(signs[2:] if depth % 2 else signs[:2]))


def _put_around(quote: _Element, begin: str, end: str) -> None:
    quote.text = begin + (quote.text or "").lstrip()
    if len(quote):
        quote[-1].tail = (quote[-1].tail or "").rstrip() + end
    else:
        quote.text = quote.text.rstrip() + end


def _point(element: _Element) -> str:
    return "." if _language(element) in DECIMAL_POINT else ","


def _language(element: _Element) -> str:
    """Return the language that an element, or what it is in, says it is in."""
    for each in (element, *element.iterancestors()):
        if said := _said_language(each):
            return said
    return ""


def _said_language(element: _Element) -> str:
    said = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return said.strip().lower().partition("-")[0]


def _set(element: _Element, text: str) -> None:
    """Give an element a text in place of all that is in it."""
    for child in list(element):
        element.remove(child)
    element.text = text
    element.tag = "span"
