"""Plain text -> content, with a front matter or a seed's header as metadata."""

import re

from index.articles import frontmatter
from index.articles.cleaning import clean
from index.articles.drafting import Content, make_draft
from index.articles.errors import ArticleEncodingError
from index.articles.formats.markdown import wikitext
from index.articles.formats.unwrap import mended
from index.articles.metadata import Metadata, found_metadata, iso_date, stated_date
from index.models import Draft

SEED_HEADER = re.compile(r"\A\s*date\s+(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)\s+")
"""` date 2020-02 ` before the text: the article's date, at the precision that is known."""


def draft_from_bytes(raw: bytes, *, source: str) -> Draft:
    """Make a draft of a seed's content; `source` names it in errors.

    Strictly UTF-8, unlike what people add: seeds are read unattended, and the same file has to
    give the same article with every version of whatever detects encodings.

    Raises:
        ArticleEmptyError: there is no text.
        ArticleEncodingError: it isn't UTF-8.
        ArticleFrontMatterError: it begins with a front matter that can't be read.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleEncodingError(source=source, offset=error.start) from error
    return draft_from_text(text, source=source)


def draft_from_text(
    text: str, *, source: str, title: str | None = None, url: str | None = None
) -> Draft:
    """Make a draft of plain text, with what the text itself says of its date and title.

    Raises:
        ArticleEmptyError: there is no text.
        ArticleFrontMatterError: it begins with a front matter that can't be read.
    """
    given = found_metadata({"title": title, "url": url})
    return make_draft(read(text, source=source), given, source=source)


def read(text: str, *, source: str) -> Content:
    """Read a plain text and the metadata before it; words that line breaks divide are mended."""
    if wikitext.is_wikitext(text):
        # Only needed for the text of a wiki.
        from index.articles.formats.markdown import reading as markdown  # noqa: PLC0415

        return markdown.read(text, source=source)
    metadata, text, unused = frontmatter.split(clean(text), source)
    if (header := SEED_HEADER.match(text)) and (date := iso_date(header["date"])):
        metadata = metadata.over(Metadata(date=date))
        text = text[header.end() :]
    metadata = metadata.over(Metadata(date=stated_date(text)))
    return Content(mended(text), metadata, omissions=unused)
