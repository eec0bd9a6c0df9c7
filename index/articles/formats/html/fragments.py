"""Pieces of HTML that stand in other documents -> nodes; unlike a page, nothing is to be picked."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from lxml.etree import _Element

from index.articles.formats.html import folds, markup, phrasing, trees
from index.articles.omissions import Omission
from index.articles.structure import Node

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a piece is made of. `hidden` counts characters that it doesn't show, without blanks."""

    nodes: list[Node]
    hidden: int = 0
    scripts: int = 0
    omissions: Sequence[Omission] = ()


def read(html: str, *, source: str, prepare: Callable[[_Element], None] | None = None) -> Fragment:
    """Read a piece of HTML; `prepare` changes its tree before it is read.

    Raises:
        ArticleMarkupBrokenError: elements are nested too deeply.
        ArticleAttributesError: an element has too many attributes.
    """
    tree = trees.parse(html, source=source)
    if tree is None:
        return Fragment([])
    if prepare is not None:
        prepare(tree)
    contents = list(_contents(tree))
    trees.drop(contents)
    shown, scripts = trees.visible_length(tree), trees.scripts(tree)
    folds.unfold(tree)
    trees.drop_hidden(tree)
    hidden = shown - trees.visible_length(tree)
    trees.drop_never_text(tree)
    texts = [" ".join("".join(each.itertext()).split()) for each in contents]
    counts = (sum(len("".join(text.split())) for text in texts), "; ".join(texts))
    omissions = [*phrasing.write_out(tree), Omission("parts", *counts)]
    return Fragment(markup.nodes(tree), hidden, scripts, omissions)


def _contents(tree: _Element) -> Iterator[_Element]:
    """Yield lists and paragraphs of links to places of the document alone, if it has more.

    Of a list that is nothing but links most do, or name its headings.
    """
    headings = {_letters(each) for each in tree.iter(*HEADINGS)}
    found = trees.outermost(tree, lambda each: _leads_around(each, headings))
    if trees.text_length(tree) > sum(map(trees.text_length, found)):
        yield from found


def _leads_around(element: _Element, headings: Set[str]) -> bool:
    if element.tag not in {"ul", "ol", "p"}:
        return False
    links = [link for link in element.iter("a") if len(link.get("href") or "") > 1]
    inside = [link.get("href", "").startswith("#") for link in links]
    letters = [_letters(link) for link in links]
    named = sum(place or name in headings for place, name in zip(inside, letters, strict=True))
    if element.tag != "p" and 2 * named + any(inside) > len(links):
        inside = [True] * len(links)
    linked = sum(len(name) for place, name in zip(inside, letters, strict=True) if place)
    return 0 < len(_letters(element)) == linked


def _letters(element: _Element) -> str:
    return "".join(filter(str.isalnum, "".join(element.itertext())))
