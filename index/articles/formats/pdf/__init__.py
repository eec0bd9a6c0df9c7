"""PDF -> text with its structure; each module is one step on the way.

`words` and `forms` take what PDFium finds on a page, `lines` makes rows of it, `running` takes out
what is repeated on every page. Where `tags` say what the rest is, they are believed; elsewhere
`columns` tells in which order it is read, `notes` sets notes apart, `paragraphs`, `tables` and
`blocks` tell by how it looks what it is. `identity` is what the document says of itself.
"""

from index.articles.formats.pdf.reading import read

__all__ = ["read"]
