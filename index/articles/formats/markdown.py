"""Markdown (CommonMark with tables) -> text that reads well, its front matter as metadata."""

from lxml.etree import _Element
from markdown_it import MarkdownIt

from index.articles import frontmatter
from index.articles.cleaning import clean, clean_line
from index.articles.drafting import Content
from index.articles.formats import markup, trees
from index.articles.metadata import MAX_TITLE, Metadata
from index.articles.structure import lay_out, without_title

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""HTML within Markdown is taken apart like any other, so that what it hides stays hidden."""


def read(text: str, *, source: str) -> Content:
    """Read a Markdown text; without a title in the front matter, the first `#` heading is it.

    Raises:
        ArticleFrontMatterError: it begins with a front matter that can't be read.
        ArticleMarkupBrokenError: HTML in it is nested too deeply.
        ArticleAttributesError: an element of HTML in it has too many attributes.
    """
    metadata, text = frontmatter.split(clean(text), source)
    tree = trees.parse(MARKDOWN.render(text), source=source)
    if tree is None:
        return Content("", metadata)
    scripts, shown = trees.scripts(tree), trees.visible_length(tree)
    trees.drop_hidden(tree)
    hidden = shown - trees.visible_length(tree)
    trees.drop_never_text(tree)
    metadata = metadata.over(Metadata(title=_heading(tree)))
    nodes = without_title(markup.nodes(tree), metadata.title)
    return Content("", metadata, lay_out(nodes), dropped=hidden, hidden=hidden, scripts=scripts)


def _heading(tree: _Element) -> str | None:
    heading = tree.find(".//h1")
    return None if heading is None else clean_line("".join(heading.itertext()), MAX_TITLE) or None
