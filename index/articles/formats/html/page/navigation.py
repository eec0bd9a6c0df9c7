"""What of a page leads to other pages, or is about the page: menus, notices, teasers, forms."""

import re
from functools import lru_cache
from itertools import islice
from typing import Literal

from lxml.etree import _Element

Beside = Literal["navigation", "notes"]
"""`notes`: lists of references, boxes beside the text: no navigation, and yet no part of it."""

NAVIGATION_ROLES = {
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog",
    "alertdialog", "toolbar", "alert", "status",
}  # fmt: skip
NAVIGATION_TAGS = {"nav", "search", "dialog", "form", "footer"}
CONTROLS = ("button", "select", "textarea", "input", "datalist")
OPENERS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend", "label"}
"""In which a button says something."""
NOTE_ROLES = {"doc-endnotes", "doc-bibliography", "doc-footnote", "doc-toc"}

WORD = re.compile(r"[A-Z]?[a-zß-ÿ]{2,40}|[A-Z]{2,20}")
NAVIGATION_WORDS = {
    "nav", "navbar", "navi", "navigation", "menu", "menue", "submenu", "breadcrumb", "breadcrumbs",
    "brotkrumen", "crumbs", "pagination", "pager", "paging", "paginator", "cookie",
    "cookies", "consent", "gdpr", "dsgvo", "share", "sharing", "shariff", "social", "socials",
    "sharedaddy", "addtoany", "addthis", "newsletter", "subscribe", "subscription", "related",
    "recommended", "recommendation", "recommendations", "teaser", "teasers", "promo", "advert",
    "advertisement", "ad", "ads", "adsense", "anzeige", "werbung", "sponsor", "sponsored",
    "comment", "comments", "kommentar", "kommentare", "disqus", "respond", "footer", "skip",
    "skiplink", "toolbar", "login",
    "signup", "search", "suche", "popup", "modal", "tags", "tagcloud", "byline", "meta",
    "outbrain", "taboola", "copyright", "masthead", "jump", "noprint",
    "metadata", "topbar", "langswitch", "languages", "dropdown",
}  # fmt: skip
NAVIGATION_IDS = {"siteSub", "contentSub", "jump-to-nav"}
CERTAIN_WORDS = {
    "toc", "editsection", "navbox", "catlinks", "printfooter", "breadcrumb", "breadcrumbs",
    "brotkrumen", "pagination", "headerlink",
}  # fmt: skip
SIDE_WORDS = {"sidebar", "aside", "widget", "widgets"}
NOTE_WORDS = {"reflist", "references", "footnotes", "endnotes", "fussnoten", "einzelnachweise"}
NEAR = 3
NOTHING: frozenset[str] = frozenset()
PLACE = 200
"""Characters of classes and ids that are looked at."""


def beside(element: _Element) -> Beside | None:
    """Return what an element is, by its tag, role and names, if it isn't text."""
    tag, role = element.tag, element.get("role")
    if role in NAVIGATION_ROLES or element.get("id") in NAVIGATION_IDS:
        return "navigation"
    if tag in NAVIGATION_TAGS:
        return None if tag == "footer" and _is_in(element, {"blockquote"}) else "navigation"
    if role in NOTE_ROLES:
        return "notes"
    if tag in {"html", "body", "main", "h1"}:
        return None
    words = names(element)
    if words & (NAVIGATION_WORDS | CERTAIN_WORDS):
        return "navigation"
    return "notes" if words & (NOTE_WORDS | SIDE_WORDS) or tag == "aside" else None


def is_certain(element: _Element) -> bool:
    """Tell whether what isn't text can't be anything else, whatever is in it."""
    return bool(names(element) & (CERTAIN_WORDS | NOTE_WORDS)) or element.get("role") in NOTE_ROLES


def names(element: _Element) -> frozenset[str]:
    """Return the words in an element's classes and its id."""
    classes, name = element.get("class"), element.get("id")
    return _words(f"{classes or ''} {name or ''}"[:PLACE]) if classes or name else NOTHING


def controls(tree: _Element) -> list[_Element]:
    """Return what a page is operated with, but for what opens a part of its text."""
    operated = [
        element
        for element in tree.iter(*CONTROLS)
        if not any(each.tag in OPENERS for each in islice(element.iterancestors(), NEAR))
    ]
    return [*operated, *(each for each in tree.iter("span", "a", "sup") if is_certain(each))]


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(text))


def _is_in(element: _Element, tags: set[str]) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in tags
