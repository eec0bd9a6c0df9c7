"""Pieces of HTML that stand in other documents -> nodes; unlike a page, nothing is to be picked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from index.articles.formats.html import folds, markup, phrasing, trees
from index.articles.omissions import Omission
from index.articles.structure import Node


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
    shown, scripts = trees.visible_length(tree), trees.scripts(tree)
    folds.unfold(tree)
    trees.drop_hidden(tree)
    hidden = shown - trees.visible_length(tree)
    trees.drop_never_text(tree)
    omissions = phrasing.write_out(tree)
    return Fragment(markup.nodes(tree), hidden, scripts, omissions)
