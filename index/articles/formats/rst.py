"""reStructuredText, also as Sphinx writes it -> its text, through docutils' HTML.

Nothing but the text itself is read: `include`, `raw`, and tables from files are off, and no
configuration is looked for. What Sphinx knows beyond docutils is read by its shape: the text of a
role, the title and the content of a directive.
"""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any, ClassVar, TypeVar

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree
from docutils.parsers.rst import Directive, Parser, directives, states
from docutils.parsers.rst.languages import en
from docutils.utils import unescape

from index.articles.cleaning import clean, clean_line
from index.articles.drafting import Content
from index.articles.formats.errors import ArticleRstBrokenError
from index.articles.formats.html import fragments
from index.articles.metadata import MAX_TITLE, Metadata, found_metadata
from index.articles.omissions import Omission, OmissionKind
from index.articles.structure import lay_out, without_title

LINE_LENGTH = 20_000
"""Characters of a line; docutils leaves out all of a text with a longer one."""
SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "math_output": "LaTeX",
    "syntax_highlight": "none",
    "report_level": 2,
    "halt_level": 5,
    "line_length_limit": LINE_LENGTH,
    "output_encoding": "unicode",
}
"""`report_level`: warnings stand where something is missing, and are taken out again."""

DIRECTIVE = re.compile(
    r"^[^\S\n]{0,100}\.\. (?:\|[^|\n]{1,100}\| )?([\w:.+-]{1,80})::", re.MULTILINE
)
BORDER = re.compile(r"^[^\S\n]{0,100}=[= \t]{0,1000}$", re.MULTILINE)
MAX_BORDERS = 3000
"""Lines that may be a table's, of whose number docutils takes the square of time."""
MAX_DIRECTIVES = 500
"""Different ones that docutils doesn't know."""
LABELLED = re.compile(r"(.{1,1000}?)\s?<[^<>]{1,1000}>", re.DOTALL)
"""A role's text, with what it points at."""
HEAD = re.compile(
    r'<p class="(?:admonition-title|topic-title|sidebar-title|rubric)">'
    r"((?:[^\n<]|<(?!/?p[\s>]))*+)</p>"
)
"""How docutils writes the title of what is no section."""

CODE = ("code", "code-block", "sourcecode")
EMPTY = {
    "toctree", "index", "highlight", "currentmodule", "module", "automodule", "autoclass",
    "autofunction", "automethod", "autosummary", "literalinclude", "tabularcolumns",
    "bibliography", "graphviz", "uml", "mermaid", "plantuml", "youtube", "raw-html",
}  # fmt: skip
"""What stands for something else than what is in it."""
UNTITLED = {"only", "ifconfig", "rst-class", "grid", "tabs", "tab-set"}
"""Directives whose argument isn't a title."""
VERSIONS = {
    "versionadded": "New in version",
    "versionchanged": "Changed in version",
    "deprecated": "Deprecated since version",
}
"""As Sphinx words them."""
Found = TypeVar("Found", bound=nodes.Element)

LEFT = "left"
"""The class of a comment that stands for a directive."""
LOST = 3
"""The level of a message from which on what it shows isn't in the tree besides."""
NO_TEXT = {"orphan", "tocdepth", "nocomments", "nosearch", "author", "authors", "date"}
"""Fields at the beginning that aren't text, or are the article's details."""


def read(text: str, *, source: str) -> Content:
    """Read a text.

    Raises:
        ArticleRstBrokenError: it can't be taken apart.
        ArticleError: as in `fragments`.
    """
    text = clean(text)
    long = any(len(line) > LINE_LENGTH for line in text.split("\n"))
    if long or sum(1 for _ in BORDER.finditer(text)) > MAX_BORDERS:
        raise ArticleRstBrokenError(source=source)
    _learn(text)
    inliner = _Inliner()
    settings: dict[str, Any] = {**SETTINGS, "warning_stream": StringIO()}
    try:
        tree = publish_doctree(text, parser=Parser(inliner=inliner), settings_overrides=settings)
        metadata = _metadata(tree)
        omissions = _without(tree)
        html = publish_from_doctree(tree, writer="html5", settings_overrides=settings)
    except Exception as error:  # of docutils' tables and transforms: no common base
        raise ArticleRstBrokenError(source=source) from error
    html = HEAD.sub(r"<summary>\1</summary>", html).replace("aside>", "details>")
    html = html.replace("<aside", "<details").replace('</div>\n<div class="line">', "<br>")
    fragment = fragments.read(html, source=source)
    return Content(
        metadata=metadata,
        layout=lay_out(without_title(fragment.nodes, metadata.title)),
        omissions=[
            *omissions,
            *fragment.omissions,
            Omission("markup", len(inliner.left), ", ".join(inliner.left)),
        ],
    )


class _Inliner(states.Inliner):
    """Reads roles that it doesn't know as their text."""

    def __init__(self) -> None:
        super().__init__()
        self.left: list[str] = []

    def interpreted(
        self, rawsource: str, text: str, role: str, lineno: int
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what a role makes of its text."""
        found, messages = super().interpreted(rawsource, text, role, lineno)
        if not any(isinstance(node, nodes.problematic) for node in found):
            return found, messages
        if any("raw" in message.astext() for message in messages):
            self.left.append(rawsource)
            return [], []
        shown = unescape(text)
        labelled = LABELLED.fullmatch(shown)
        shown = labelled[1] if labelled else shown
        if shown.startswith("~"):
            shown = shown.rpartition(".")[2]
        return [nodes.Text(shown.removeprefix("!").removeprefix("~"))], []


for _name, _part in vars(states.Inliner).items():
    if isinstance(_part, str) and not _name.startswith("__"):
        # Where it makes its patterns, it looks for their parts among what is its class's own.
        setattr(_Inliner, _name, _part)


class _AnyOptions(dict[str, Callable[[str], object]]):
    """Takes options of every name."""

    def __missing__(self, name: str) -> Callable[[str], object]:
        return directives.unchanged


class _Unknown(Directive):
    """What docutils doesn't know: its argument is a title, its content is text."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], object]] | None] = _AnyOptions(
        {"class": directives.unchanged}
    )

    def run(self) -> list[nodes.Node]:
        """Return what the directive shows."""
        name = self.name.lower().rpartition(":")[2]
        if name in EMPTY:
            return [nodes.comment("", self.block_text.partition("\n")[0], classes=[LEFT])]
        title = " ".join(self.arguments[0].split()) if self.arguments else ""
        if name in UNTITLED or not any(map(str.isalpha, title)):
            title = title if name in VERSIONS else ""
        inside = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, inside)
        if name in VERSIONS:
            version, _, more = title.partition(" ")
            about = f"{VERSIONS[name]} {version}" + (f": {more}" if more else "")
            return [nodes.paragraph("", about), *inside.children]
        if not title:
            return inside.children
        parsed, messages = self.state.inline_text(title, self.lineno)
        if not inside.children:
            return [nodes.paragraph(title, "", *parsed), *messages]
        head = nodes.title(title, "", *parsed)
        return [nodes.admonition("", head, *inside.children), *messages]


class _Code(Directive):
    """Code, with the options that Sphinx knows."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = _Unknown.option_spec

    def run(self) -> list[nodes.Node]:
        """Return the code, below its caption."""
        code = "\n".join(self.content)
        caption = self.options.get("caption")
        block = nodes.literal_block(code, code)
        return [nodes.admonition("", nodes.title("", caption), block)] if caption else [block]


def _learn(text: str) -> None:
    """Have docutils take the directives that it doesn't know for what they look like."""
    for name in CODE:
        directives.register_directive(name, _Code)
    names = {name.lower() for name in DIRECTIVE.findall(text)} - {*CODE, *en.directives}
    for name in sorted(names)[:MAX_DIRECTIVES]:
        directives.register_directive(name, _Unknown)


def _metadata(tree: nodes.document) -> Metadata:
    """Return what the text says of itself at its beginning; its title is the first one in it."""
    said: dict[str, object] = {}
    for field in _fields(tree):
        if isinstance(field, nodes.field):
            said[field[0].astext()] = field[1].astext()
        else:
            said[field.tagname] = ", ".join(field.astext().split("\n\n"))
        if _field_name(field) in NO_TEXT:
            field.parent.remove(field)
    title = next(iter(tree.findall(nodes.title)), None)
    first = clean_line(title.astext(), MAX_TITLE) if title else None
    return found_metadata(said).over(Metadata(title=first or None))


def _fields(tree: nodes.document) -> list[nodes.Element]:
    lists = [child for child in tree.children if isinstance(child, nodes.docinfo)]
    return [field for each in lists for field in each.children if isinstance(field, nodes.Element)]


def _field_name(field: nodes.Element) -> str:
    name = field[0].astext() if isinstance(field, nodes.field) else field.tagname
    return name.lower()


def _without(tree: nodes.document) -> list[Omission]:
    """Take out of a tree what isn't text, and tell what it was."""
    left: dict[OmissionKind, list[str]] = {}

    def leave(node: nodes.Element, kind: OmissionKind | None, detail: str = "") -> None:
        if kind is not None:
            left.setdefault(kind, []).append(detail)
        node.parent.remove(node)

    for section in _all(tree, nodes.section):
        if "system-messages" in section["classes"]:
            section.parent.remove(section)
    for topic in _all(tree, nodes.topic):
        if "contents" in topic["classes"]:
            topic.parent.remove(topic)
    tree.parse_messages.clear()
    tree.transform_messages.clear()
    for message in _all(tree, nodes.system_message):
        _resolve(message, leave)
    for comment in _all(tree, nodes.comment):
        leave(comment, "markup" if LEFT in comment["classes"] else "comments", comment.astext())
    for reference in (*_all(tree, nodes.footnote_reference), *_all(tree, nodes.citation_reference)):
        _close_up(reference)
        leave(reference, "marks", reference.astext())
    for label in _all(tree, nodes.label):
        label.parent.remove(label)
    for classifier in _all(tree, nodes.classifier):
        term = next(iter(classifier.parent.findall(nodes.term)))
        term.append(nodes.Text(f" ({classifier.astext()})"))
        classifier.parent.remove(classifier)
    for image in _all(tree, nodes.image):
        words = image.get("alt", "")
        inline = isinstance(image.parent, nodes.TextElement)
        if not words:
            leave(image, "images", image.get("uri", ""))
        else:
            image.replace_self(nodes.Text(words) if inline else _captioned(words))
    return [Omission(kind, len(details), ", ".join(details)) for kind, details in left.items()]


def _close_up(mark: nodes.Element) -> None:
    """Take out the blank that a note's mark has to have before it."""
    before = mark.previous_sibling()
    if isinstance(before, nodes.Text):
        mark.parent.replace(before, nodes.Text(before.rstrip(" ")))


def _captioned(words: str) -> nodes.Element:
    """Return what a picture shows, as the caption of one."""
    return nodes.figure("", nodes.caption("", words))


def _resolve(message: nodes.system_message, leave: Callable[..., None]) -> None:
    """Keep as it is what couldn't be taken apart, such as a table; name what isn't read."""
    block = next(iter(message.findall(nodes.literal_block)), None)
    if block is not None and block.astext().startswith(".. "):
        line = block.astext().partition("\n")[0]
        outside = line.startswith((".. include", ".. csv-table"))
        leave(message, "external" if outside else "markup", line)
    elif block is not None and message["level"] >= LOST:
        message.replace_self(block)
    else:
        leave(message, None)


def _all(tree: nodes.document, kind: type[Found]) -> list[Found]:
    return [node for node in tree.findall(kind) if node.parent is not None]
