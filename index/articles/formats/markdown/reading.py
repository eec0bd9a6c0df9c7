"""Markdown (CommonMark with tables, and its dialects) -> nodes, its front matter as metadata."""

import re
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from index.articles import frontmatter
from index.articles.cleaning import clean
from index.articles.drafting import Content
from index.articles.formats.errors import ArticleMarkupBrokenError
from index.articles.formats.html import fragments
from index.articles.formats.markdown import wikitext
from index.articles.formats.markdown.dialects import block_dialects
from index.articles.formats.markdown.inline import inline_dialects
from index.articles.formats.markdown.leftout import (
    left_out,
    with_parts,
    with_plain_links,
    without_comments,
)
from index.articles.formats.markdown.notes import notes_in_place
from index.articles.formats.markdown.softbreaks import lines_told
from index.articles.metadata import Metadata, stated_date
from index.articles.omissions import Omission
from index.articles.structure import lay_out, without_title
from index.articles.titles import title_of

HEADED = re.compile(r"<(?:h[1-6]|summary)\b", re.IGNORECASE)

MAX_NESTING = 100
"""Blocks within blocks; the parser leaves out what is nested deeper."""


def parser() -> MarkdownIt:
    """Make a parser of all dialects.

    HTML within Markdown is taken apart like any other, so that what it hides stays hidden.
    """
    made = (
        MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin, move_to_end=False)
        .use(deflist_plugin)
        .use(block_dialects)
        .use(inline_dialects)
    )
    made.core.ruler.push("notes", notes_in_place)
    made.core.ruler.push("lines", lines_told)
    return made


MARKDOWN = parser()


def read(text: str, *, source: str) -> Content:
    """Read a Markdown text; without a title in the front matter, the first `#` heading is it.

    The text of a wiki is read as such.

    Raises:
        ArticleFrontMatterError: it begins with a front matter that can't be read.
        ArticleMarkupBrokenError: it, or HTML in it, is nested too deeply.
        ArticleAttributesError: an element of HTML in it has too many attributes.
    """
    metadata, text, unused = frontmatter.split(clean(text), source)
    html, left = rendered(text, MARKDOWN, source=source)
    fragment = fragments.read(html, source=source)
    metadata = metadata.over(Metadata(title=title_of(fragment.nodes)))
    layout = lay_out(without_title(fragment.nodes, metadata.title))
    return Content(
        metadata=metadata.over(Metadata(date=stated_date(layout.text))),
        layout=layout,
        dropped=fragment.hidden,
        hidden=fragment.hidden,
        scripts=fragment.scripts,
        omissions=[*unused, *left, *fragment.omissions],
        unheaded=not HEADED.search(html),
    )


def rendered(text: str, by: MarkdownIt, *, source: str) -> tuple[str, list[Omission]]:
    """Return the HTML of a Markdown text, and what isn't in it.

    Raises:
        ArticleMarkupBrokenError: it is nested too deeply.
    """
    env: dict[str, Any] = {}
    if wikitext.is_wikitext(text):
        text = wikitext.as_markdown(text, env)
    tokens = by.parse(with_parts(with_plain_links(without_comments(text, env))), env)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise ArticleMarkupBrokenError(source=source)
    return by.renderer.render(tokens, by.options, env), left_out(tokens, env)
