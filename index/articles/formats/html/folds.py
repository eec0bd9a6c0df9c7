"""What a page folds in until somebody opens it is text; what nobody can open stays hidden.

Something is folded if the page has what opens it: a button, a link or a tab that names it, or one
right before it. Whatever opens and what it opens become `details` with a `summary`, as HTML itself
has them, so that they are read together.
"""

import re
from itertools import islice

from lxml import html
from lxml.etree import XPath, _Element

from index.articles.formats.html.trees import (
    PARTS,
    drop,
    elements,
    has_more_than,
    hidden,
    holders,
    is_hidden,
)

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
OPENERS = {"button", "summary"}
ROLES = {"button", "tab"}
FIELDS = {"input", "select", "textarea"}
NAMING = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target")
BESIDE = {"nav", "form", "dialog", "header", "footer", "aside"}
TABS = {"tab", "tabs", "tablist"}
TABS_WITHIN = 3
HIDING = ("hidden", "style", "aria-hidden")

NAMED = XPath("//*[@id]")
TYPED = XPath("//*[@itemtype]")
OPENING = XPath(
    "//*[@aria-controls or @data-target or @data-bs-target or @data-toggle-target or @onclick"
    " or (self::a and starts-with(@href, '#'))]"
)
FAQS = XPath("//*[contains(@class, 'faq') or contains(@class, 'FAQ')]")
PAIRED = XPath("//button | //*[contains(@class, 'uestion') or contains(@class, 'rage')]")
"""Where a question can be, by its name."""

NAME = re.compile(r"[A-Z]{0,40}+[a-z]{0,40}")
FOLDED = {
    "accordion", "akkordeon", "collapse", "collapsible", "collapsed", "toggle", "toggler",
    "toggles", "faq", "faqs", "expand", "expandable", "fold", "expander", "foldable", "spoiler",
    "tab", "panel",
    "tabs", "tabcontent", "tabpanel", "question", "answer", "frage", "antwort", "aufklapp", "klapp",
    "ausklappen", "aufklappen", "reveal", "more", "readmore", "mehr", "details",
}  # fmt: skip
"""Words in the classes of what is folded, or of what is around it."""
ASKED = {"question", "frage"}
ANSWERED = {"answer", "antwort"}
APART = {
    "modal", "popup", "popover", "overlay", "lightbox", "offcanvas", "drawer", "dropdown", "menu",
    "nav", "navbar", "navigation", "cookie", "consent", "login", "search", "tooltip", "dialog",
    "submenu", "megamenu", "flyout",
}  # fmt: skip
"""Words in the classes of what opens beside the text."""
MORE = re.compile(
    r"[^\w]{0,5}(?:mehr|weiter|show|read|see|lire|view|expand|alles|ganzen?|vollständige?n?)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"['\"]#?([\w-]{1,100})['\"]")
SHORT = 200
"""Characters of what opens something."""
LOOKED_AT = 30
"""Elements within one that are looked at to tell whether it opens something."""


def unfold(tree: _Element) -> None:
    """Show what is folded, each with what opens it."""
    openers, links = _openers(tree)
    found = hidden(tree)
    often, asking = _repeated(found), holders(tree, FIELDS)
    for element in found:
        name = element.get("id") or ""
        opener = openers.get(name, links.get(name))
        before = _before(element)
        if element in asking or _is_apart(element) or _is_around(element, opener):
            continue
        if (
            opener is not None
            or element.get("role") == "tabpanel"
            or (before is not None and _opens(before, element, often=element in often))
            or _goes_on(element)
        ):
            for hiding in HIDING:
                element.attrib.pop(hiding, None)
            _put_together(element, before, opener)
    shown = set(found)
    for element in [each for each in elements(tree, NAMED) if each.get("id") in openers]:
        opener = openers[element.get("id") or ""]
        if element not in shown and not _is_apart(element) and not _is_around(element, opener):
            _put_together(element, _before(element), opener)
    for before in elements(tree, PAIRED):
        after = before.getnext()
        if after is not None and not is_hidden(after) and _is_pair(before, after):
            _put_together(after, _before(after), None)


def mark_faqs(tree: _Element) -> None:
    """Let the last question of what is called an FAQ end with it."""
    for element in elements(tree, FAQS):
        if element.tag in {"div", "section"} and {"faq", "faqs"} & _names(element):
            element.tag = "details"


def _put_together(element: _Element, before: _Element | None, opener: _Element | None) -> None:
    """Let what is folded be read with what opens it."""
    if before is not None and (opener is None or _holds(before, opener)):
        if _is_short(before) and sum(1 for _ in islice(before.iter(), LOOKED_AT)) < LOOKED_AT:
            _join(before, element)
    elif opener is not None and _is_tab(opener):
        _label(opener, element)


def mark_questions(tree: _Element) -> None:
    """Make `details` of questions that are marked as such for machines (schema.org)."""
    for scope in elements(tree, TYPED):
        if not (scope.get("itemtype") or "").rstrip("/").endswith("schema.org/Question"):
            continue
        name = next((each for each in scope.iter() if each.get("itemprop") == "name"), None)
        if name is not None and name is not scope and scope.tag in PARTS:
            scope.tag = "details"
            if name.tag not in HEADINGS:
                name.tag = "summary"


def _openers(tree: _Element) -> tuple[dict[str, _Element], dict[str, _Element]]:
    """Return what opens each id: what says so, and what only leads there."""
    openers: dict[str, _Element] = {}
    links: dict[str, _Element] = {}
    for element in elements(tree, OPENING):
        for name in NAMING:
            for value in (element.get(name) or "")[:SHORT].split():
                openers.setdefault(value.lstrip("#"), element)
        for match in QUOTED.finditer((element.get("onclick") or "")[:SHORT]):
            openers.setdefault(match[1], element)
        address = element.get("href") if element.tag == "a" else None
        if address and address.startswith("#"):
            (openers if _is_opener(element) else links).setdefault(address[1:], element)
    return openers, links


def _is_pair(before: _Element, after: _Element) -> bool:
    """Tell a button and what it folds, or a question and its answer, by what they are called."""
    if after.tag not in {"div", "section"} or _is_apart(after):
        return False
    names, following = _names(before), _names(after)
    if before.tag == "button":
        return bool((names | following) & FOLDED)
    return bool(names & ASKED and following & ANSWERED)


def _repeated(elements: list[_Element]) -> set[_Element]:
    """Return what is hidden right after a heading or the like as a neighbour of it is, too."""
    found: dict[tuple[_Element, object, object], list[_Element]] = {}
    for element in elements:
        before, parent = element.getprevious(), element.getparent()
        if before is not None and parent is not None:
            outer = parent.getparent()
            holder = parent if has_more_than(parent, 2) or outer is None else outer
            found.setdefault((holder, before.tag, element.tag), []).append(element)
    return {each for group in found.values() if len(group) > 1 for each in group}


def _before(element: _Element) -> _Element | None:
    before = element.getprevious()
    if before is None or (before.tail or "").strip() or is_hidden(before):
        return None
    return before


def _opens(before: _Element, element: _Element, *, often: bool) -> bool:
    """Tell whether what stands right before a hidden element opens it."""
    if not _is_short(before):
        return False
    if any(map(_is_opener, islice(before.iter(), LOOKED_AT))):
        return True
    text = "".join(before.itertext()).strip()
    around = (before, element, element.getparent())
    return before.tag in {*HEADINGS, "dt", "div", "p", "span", "a", "strong", "label"} and (
        text.endswith("?")
        or (often and (before.tag in HEADINGS or before.tag == "dt"))
        or any(_names(each) & FOLDED for each in around if each is not None)
    )


def _is_opener(element: _Element) -> bool:
    return (
        element.tag in OPENERS
        or element.get("role") in ROLES
        or any(
            element.get(name) is not None
            for name in ("aria-expanded", "aria-controls", "onclick", "data-toggle")
        )
    )


def _goes_on(element: _Element) -> bool:
    """Tell whether a button or a link behind a hidden element shows the rest."""
    after = element.getnext()
    if after is None:
        return False
    found = next((each for each in (after, *after[:1]) if each.tag in {"button", "a"}), None)
    return found is not None and MORE.match("".join(found.itertext())) is not None


def _is_apart(element: _Element) -> bool:
    return (
        element.tag in BESIDE
        or element.get("role") in {"dialog", "menu", "alert"}
        or bool(_names(element) & APART)
    )


def _is_around(element: _Element, opener: _Element | None) -> bool:
    return opener is not None and (opener is element or element in opener.iterancestors())


def _holds(before: _Element, opener: _Element) -> bool:
    return before is opener or before in opener.iterancestors()


def _is_tab(opener: _Element) -> bool:
    around = (opener, *islice(opener.iterancestors(), TABS_WITHIN))
    return any(each.get("role") in {"tab", "tablist"} or _names(each) & TABS for each in around)


def _is_short(element: _Element) -> bool:
    return 0 < len("".join(element.itertext()).strip()) <= SHORT


def _names(element: _Element) -> set[str]:
    """Return the words in an element's classes."""
    words = NAME.findall((element.get("class") or "")[:SHORT])
    return {word.lower() for word in words if word}


def _join(before: _Element, element: _Element) -> None:
    """Put what opens something, and that, into a `details` of their own."""
    parent = before.getparent()
    if parent is None or parent.tag == "details" or element.tag not in PARTS:
        return
    if element.tag in {"dd", "li", "tr", "td", "th"} or before.tag in {
        "dt",
        "li",
        "summary",
        "details",
    }:
        return
    made: _Element = html.Element("details")
    before.addprevious(made)
    made.append(before)
    behind, element.tail = element.tail, None
    made.append(element)
    made.tail = behind
    if not any(each.tag in HEADINGS for each in before.iter()):
        before.tag = "summary"


def _label(opener: _Element, element: _Element) -> None:
    """Give what a tab opens the tab's name as its own, in place of the tab."""
    text = " ".join("".join(opener.itertext()).split())
    if not text or element.tag not in PARTS:
        return
    made = html.Element("summary")
    made.text = text
    made.tail, element.text = element.text, None
    element.insert(0, made)
    if element.tag in {"div", "section", "article"}:
        element.tag = "details"
    drop([opener])
