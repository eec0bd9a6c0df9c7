"""Markdown (CommonMark with tables, and its dialects) -> nodes, its front matter as metadata."""

from typing import Any

from lxml.etree import _Element
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from index.articles import frontmatter
from index.articles.cleaning import clean, clean_line
from index.articles.drafting import Content
from index.articles.formats import folds, markup, phrasing, trees, wikitext
from index.articles.formats.dialects import block_dialects
from index.articles.formats.errors import ArticleMarkupBrokenError
from index.articles.formats.inline import inline_dialects
from index.articles.formats.leftout import left_out, without_comments
from index.articles.formats.notes import notes_in_place
from index.articles.formats.softbreaks import lines_told
from index.articles.metadata import MAX_TITLE, Metadata, stated_date
from index.articles.structure import lay_out, without_title

MAX_NESTING = 100
"""Blocks within blocks; the parser leaves out what is nested deeper."""

MARKDOWN = (
    MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    .enable(["table", "strikethrough"])
    .use(footnote_plugin, move_to_end=False)
    .use(deflist_plugin)
    .use(block_dialects)
    .use(inline_dialects)
)
"""HTML within Markdown is taken apart like any other, so that what it hides stays hidden."""
MARKDOWN.core.ruler.push("notes", notes_in_place)
MARKDOWN.core.ruler.push("lines", lines_told)


def read(text: str, *, source: str) -> Content:
    """Read a Markdown text; without a title in the front matter, the first `#` heading is it.

    The text of a wiki is read as such.

    Raises:
        ArticleFrontMatterError: it begins with a front matter that can't be read.
        ArticleMarkupBrokenError: it, or HTML in it, is nested too deeply.
        ArticleAttributesError: an element of HTML in it has too many attributes.
    """
    metadata, text, unused = frontmatter.split(clean(text), source)
    env: dict[str, Any] = {}
    if wikitext.is_wikitext(text):
        text = wikitext.as_markdown(text, env)
    tokens = MARKDOWN.parse(without_comments(text, env), env)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise ArticleMarkupBrokenError(source=source)
    omissions = [*unused, *left_out(tokens, env)]
    page = MARKDOWN.renderer.render(tokens, MARKDOWN.options, env)
    tree = trees.parse(page, source=source)
    if tree is None:
        return Content("", metadata, omissions=omissions)
    scripts, shown = trees.scripts(tree), trees.visible_length(tree)
    folds.unfold(tree)
    trees.drop_hidden(tree)
    hidden = shown - trees.visible_length(tree)
    trees.drop_never_text(tree)
    omissions += phrasing.write_out(tree)
    metadata = metadata.over(Metadata(title=_heading(tree)))
    layout = lay_out(without_title(markup.nodes(tree), metadata.title))
    return Content(
        metadata=metadata.over(Metadata(date=stated_date(layout.text))),
        layout=layout,
        dropped=hidden,
        hidden=hidden,
        scripts=scripts,
        omissions=omissions,
        unheaded=not any(token.type in {"heading_open", "html_block"} for token in tokens),
    )


def _heading(tree: _Element) -> str | None:
    heading = tree.find(".//h1")
    return None if heading is None else clean_line("".join(heading.itertext()), MAX_TITLE) or None
