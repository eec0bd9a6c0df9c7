"""What a page whose text a script would show has besides: `noscript`, and JSON-LD for machines.

It counts where nothing else is there to be read.
"""

import json
import re
from collections.abc import Iterator
from html import unescape

from lxml.etree import _Element, iterwalk

from index.articles.formats.html import markup, trees
from index.articles.structure import Node, paragraph

APART = {"nav", "header", "footer", "h1", "title"}
ABOUT_SCRIPTS = re.compile(r"java ?script|cookies?\b", re.IGNORECASE)
MESSAGE = 400
"""Characters of what only asks for scripts to be switched on."""
MOST_VALUES = 10_000
"""Of a script, that are looked through."""
NEARLY_NOTHING = 200
"""Characters of a page's text, headings apart, beside which what machines are told counts."""


def show_noscript(tree: _Element) -> None:
    """Make text of `noscript` elements that hold more than all else that the page shows."""
    found = [element for element in trees.outermost(tree, _is_noscript) if _says_something(element)]
    length = sum(map(trees.text_length, found))
    if length and length > _shown(tree):
        for element in found:
            element.tag = "div"


def article_bodies(tree: _Element) -> list[str]:
    """Return what scripts for machines say is the article's text, the longest first."""
    bodies: list[str] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            try:
                value = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            bodies += _bodies(value)
    return sorted(bodies, key=len, reverse=True)


def with_body(nodes: list[Node], bodies: list[str], source: str) -> list[Node]:
    """Add the article's text as machines are told it, where the page shows next to nothing."""
    length = sum(_length(node) for node in nodes if node.kind != "heading")
    if not bodies or length > NEARLY_NOTHING or 2 * length > len(bodies[0]):
        return nodes
    return [*nodes, *_read(bodies[0], source)]


def _is_noscript(element: _Element) -> bool:
    return element.tag == "noscript"


def _says_something(element: _Element) -> bool:
    text = "".join(element.itertext())
    return len(text) > MESSAGE or not ABOUT_SCRIPTS.search(text)


def _shown(tree: _Element) -> int:
    count = 0
    elements = iterwalk(tree, events=("start", "end"))
    for event, element in elements:
        skipped = element.tag in trees.NEVER_TEXT or element.tag in APART
        if event == "start" and skipped:
            elements.skip_subtree()
        text = element.tail if event == "end" else None if skipped else element.text
        count += len("".join((text or "").split()))
    return count


def _bodies(value: object) -> Iterator[str]:
    waiting = [value]
    for _ in range(MOST_VALUES):
        if not waiting:
            return
        each = waiting.pop()
        if isinstance(each, dict):
            body = each.get("articleBody")
            if isinstance(body, str) and body.strip():
                yield body
            waiting += [inner for inner in each.values() if isinstance(inner, dict | list)]
        elif isinstance(each, list):
            waiting += each


def _length(node: Node) -> int:
    return len(node.text) + sum(_length(child) for child in node.children)


def _read(body: str, source: str) -> list[Node]:
    if "</" in body:
        tree = trees.parse(body, source=source)
        if tree is not None:
            trees.drop_hidden(tree)
            trees.drop_never_text(tree)
            return markup.nodes(tree)
    return [paragraph(line) for line in unescape(body).splitlines() if line.strip()]
