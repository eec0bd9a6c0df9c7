"""PDF -> text with its structure; each module is one step on the way.

`words` and `forms` take what PDFium finds on a page, `lines` makes rows of it, `running` takes out
what is repeated on every page, `columns` tells in which order the rest is read, `notes` sets notes
apart, `blocks` tells headings, lists, tables and paragraphs by how they look, and `identity` what
the document says of itself.
"""

from index.articles.formats.pdf.reading import read

__all__ = ["read"]
