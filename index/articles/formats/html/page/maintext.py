"""Which of a page's blocks are its text.

Trafilatura says which text is the page's main text, and this walks the page's own tree: blocks that
it has are kept, and those that stand where mostly kept ones stand, unless they are navigation. On a
plain page, of which no part is said to be the text or which hardly has links, all is that isn't.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, islice

from lxml.etree import _Element

from index.articles.formats.html.page import navigation
from index.articles.formats.html.page.extracted import NOT_WORDS, MainText
from index.articles.formats.html.trees import PARTS, drop
from index.articles.omissions import Omission

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BOXES = {"div", "section", "aside", "article"}
GROUPS = {"ul", "ol", "menu", "dl", "table"}
TITLES = {*HEADINGS, "summary", "dt", "caption", "figcaption", "legend"}
"""What may lead to itself."""
NEAR = 4
"""Elements around a leaf within which its list is."""
UNDER = 100
"""Leaves after a heading that are looked at."""

MUCH = 200
"""Letters of the main text in what others of its name are like."""
FEW_LINKS = 40
"""To other pages, up to which a page is a plain one, for hardly any can belong to navigation."""

MAIN_TAGS = {"main", "article"}
MAIN_NAMES = re.compile(
    r"(?:^|[\s_-])(?:content|main|article|post|entry|story|inhalt|artikel|hauptinhalt)(?:$|[\s_-])",
    re.IGNORECASE,
)
UPWARDS = re.compile("[↑⇧▲△⬆↟⤒˄]")
"""In a link to the page itself whose place has no name."""
LINKED = 0.7
"""Share of a block's letters in links from which on it leads elsewhere."""
MOSTLY = 0.5
"""Share of the main text from which on what holds it is where it stands."""


_Kin = tuple[_Element | None, str]


@dataclass(slots=True)
class _Leaf:
    """A block without others in it, and what is decided about it.

    Of its letters, `linked` are in links to other pages, `around` in links to places of this one.
    """

    element: _Element
    letters: int
    linked: int
    around: int
    main: bool
    kept: bool = False
    named: bool = True
    """Where it isn't kept, whether anybody is told of it."""

    @property
    def level(self) -> int:
        """A heading's level, else 0."""
        tag = self.element.tag
        return int(tag[1]) if tag in HEADINGS else 0


@dataclass(slots=True)
class _Sum:
    """Letters of all that is in an element but navigation: all, in links, in the main text."""

    letters: int = 0
    linked: int = 0
    around: int = 0
    main: int = 0

    def add(self, other: "_Sum") -> None:
        self.letters += other.letters
        self.linked += other.linked
        self.around += other.around
        self.main += other.main


def keep_main_text(tree: _Element, holding: set[_Element], main: MainText) -> list[Omission]:
    """Drop from a tree, of which each element holds blocks or text, all that isn't its text.

    Returns what of it isn't navigation.
    """
    places = {element.get(name) for element in tree.iter() for name in ("id", "name")}
    leaves = [
        _leaf(element, main, places | {"top"})
        for element in tree.iter(*PARTS)
        if element not in holding and _has_words(element)
    ]
    _Selection(tree, leaves).decide()
    drop([leaf.element for leaf in leaves if not leaf.kept])
    return list(_omissions(leaves))


def _has_words(element: _Element) -> bool:
    return any(not text.isspace() for text in element.itertext())


def _leaf(element: _Element, main: MainText, places: Set[str | None]) -> _Leaf:
    letters = NOT_WORDS.sub("", "".join(element.itertext()))
    linked = around = 0
    for link in element.iter("a"):
        text = "".join(link.itertext())
        length = len(NOT_WORDS.sub("", text))
        if _leads_out(link):
            linked += length
        elif (link.get("href") or "-").removeprefix("#") in places or UPWARDS.search(text):
            around += length
    return _Leaf(element, len(letters), linked, around, main.has(letters))


def _leads_out(link: _Element) -> bool:
    return not (link.get("href") or "#").startswith(("#", "mailto:", "tel:"))


class _Selection:
    """Decides which leaves of a tree are kept."""

    def __init__(self, tree: _Element, leaves: Sequence[_Leaf]) -> None:
        self._leaves = leaves
        self._elements = list(tree.iter())
        self._main = sum(leaf.letters for leaf in leaves if leaf.main)
        self._sums: dict[_Element, _Sum] = {}
        self._beside: dict[_Element, navigation.Beside] = {}
        self._alike: set[_Kin | None] = set()
        """How what holds much of the main text is called, and where it is."""
        self._around: set[_Element] = set()
        """What several blocks of the main text stand in, and little else."""
        self._inside: set[_Element] = set()
        """These, and what else stands there."""

    def decide(self) -> None:
        """Decide."""
        self._measure()
        plain = self._go_in()
        if not self._leaves:
            return
        self._keep(plain=plain)
        if not any(leaf.kept for leaf in self._leaves):
            for leaf in self._leaves:
                leaf.kept = True
        self._keep_headings()
        self._drop_bare_headings()

    def _measure(self) -> None:
        """Add up what elements hold, and tell navigation, from the inside out."""
        for leaf in self._leaves:
            main = leaf.letters if leaf.main else 0
            self._sums[leaf.element] = _Sum(leaf.letters, leaf.linked, leaf.around, main)
        for element in reversed(self._elements):
            held = self._sums.get(element)
            if held is None:
                continue
            kind = navigation.beside(element)
            if kind is not None and not self._is_overruled(element, held):
                self._beside[element] = kind
                continue
            if held.main >= max(MUCH, MOSTLY * held.letters):
                self._alike.add(_kin(element))
            parent = element.getparent()
            if parent is not None:
                self._sums.setdefault(parent, _Sum()).add(held)

    def _is_overruled(self, element: _Element, held: _Sum) -> bool:
        """Tell whether what looks like navigation is where the main text is."""
        if 2 * held.main < held.letters or navigation.is_certain(element):
            return False
        sure = element.tag in navigation.NAVIGATION_TAGS
        return not sure or 2 * held.main >= self._main

    def _go_in(self) -> bool:
        """Note what is within navigation or where the main text stands; tell a plain page."""
        plain = True
        for element in self._elements:
            parent = element.getparent()
            if parent is not None and parent in self._beside:
                self._beside.setdefault(element, self._beside[parent])
            if element in self._beside:
                continue
            plain = plain and not _is_named_main(element)
            self._place(element, parent)
        links = sum(1 for each in self._elements if each.tag == "a" and _leads_out(each))
        return plain or links <= FEW_LINKS

    def _place(self, element: _Element, parent: _Element | None) -> None:
        """Note whether an element is around the main text, or stands within it."""
        held = self._sums.get(element)
        kin = _kin(element)
        if held is not None and not held.main and kin and kin in self._alike:
            self._inside.add(element)
        elif parent is not None and parent in self._inside and (held is None or not held.main):
            # A box with a name of its own, though, is more often a teaser than a part of the text.
            if parent not in self._around or not _is_box(element):
                self._inside.add(element)
        elif held is not None and held.main and held.main >= MOSTLY * held.letters:
            found = [self._sums.get(child) for child in element]
            if sum(1 for each in found if each and each.main) > 1:
                self._around.add(element)
                self._inside.add(element)

    def _keep(self, *, plain: bool) -> None:
        above: _Leaf | None = None
        for leaf in self._leaves:
            kind = self._beside.get(leaf.element)
            if kind is None and self._leads_around(leaf):
                kind = "navigation"
                if above is not None and above.kept and _ends_in_colon(above):
                    above.kept = above.named = False
            here = plain or leaf.element in self._inside
            leaf.named = kind == "notes" or (kind is None and (here or not self._leads_away(leaf)))
            leaf.kept = kind is None and (
                leaf.main
                or (here and not self._leads_away(leaf))
                or (here and _leads_in(above, leaf, plain=plain))
            )
            above = leaf

    def _leads_away(self, leaf: _Leaf) -> bool:
        """Tell whether a leaf, or the list or table that it is in, is one of links."""
        if not leaf.linked:
            return False
        for holder in islice(leaf.element.iterancestors(), NEAR):
            if holder.tag in GROUPS:
                held = self._sums[holder]
                return held.linked >= LINKED * held.letters
        return leaf.linked >= LINKED * leaf.letters

    def _leads_around(self, leaf: _Leaf) -> bool:
        """Tell whether a leaf, or the list that it is in, only leads to places of its page."""
        around = [leaf.element, *islice(leaf.element.iterancestors(), NEAR)]
        if not leaf.around or any(each.tag in TITLES for each in around):
            return False
        for holder in around:
            if holder.tag in GROUPS:
                held = self._sums.get(holder)
                return held is not None and held.around >= LINKED * held.letters
        asks = "".join(leaf.element.itertext()).rstrip().endswith("?")
        return leaf.around == leaf.letters and not asks

    def _keep_headings(self) -> None:
        """Keep headings of what is kept right after them, and beside them."""
        below = self._leaves[-1]
        for leaf in reversed(self._leaves[:-1]):
            above = leaf.level > 0 and not 0 < below.level <= leaf.level
            if above and below.kept and not leaf.kept and leaf.element not in self._beside:
                around = [*islice(below.element.iterancestors(), NEAR)]
                beside = leaf.element.getparent() in around
                leaf.kept = beside and not self._leads_away(leaf)
            below = leaf

    def _drop_bare_headings(self) -> None:
        """Drop headings of which all that stands under them was dropped."""
        for number, leaf in enumerate(self._leaves):
            if not (leaf.kept and leaf.level):
                continue
            under = []
            for other in self._leaves[number + 1 : number + 1 + UNDER]:
                if other.level and other.level <= leaf.level:
                    break
                under.append(other)
            if under and not any(other.kept for other in under):
                leaf.kept, leaf.named = False, any(other.named for other in under)


def _is_named_main(element: _Element) -> bool:
    if element.tag in MAIN_TAGS or element.get("role") in MAIN_TAGS:
        return True
    if element.tag in {"html", "body"}:
        return False
    if element.get("itemprop") == "articleBody":
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return names != " " and MAIN_NAMES.search(names[: navigation.PLACE]) is not None


def _kin(element: _Element) -> _Kin | None:
    """Return what an element has in common with those of its name beside it."""
    name = element.get("class") if element.tag in {"div", "section"} else None
    return (element.getparent(), name) if name else None


def _is_box(element: _Element) -> bool:
    return element.tag in BOXES and bool(element.get("class") or element.get("id"))


def _leads_in(above: _Leaf | None, leaf: _Leaf, *, plain: bool) -> bool:
    """Tell whether what stands above links introduces them: they are a part of the text then."""
    if above is None or not above.kept:
        return False
    if above.element.getparent() is leaf.element.getparent() and above.linked:
        return leaf.element.tag == above.element.tag == "li"
    return _ends_in_colon(above) or (plain and above.level > 0)


def _ends_in_colon(leaf: _Leaf) -> bool:
    return "".join(leaf.element.itertext()).rstrip().endswith(":")


def _omissions(leaves: Sequence[_Leaf]) -> Iterator[Omission]:
    """Yield what was dropped, but for navigation: what stands together as one."""
    for told, group in groupby(leaves, key=lambda leaf: leaf.named and not leaf.kept):
        if told:
            texts = [" ".join("".join(leaf.element.itertext()).split()) for leaf in group]
            yield Omission("parts", sum(len("".join(text.split())) for text in texts), texts[0])
