"""PDF -> text with its structure; each module is one step on the way.

`words` and `forms` take what PDFium finds on a page, `layout/lines` makes rows of it, and
`layout/running` takes out what every page repeats. Where `tags` say what the rest is, they are
believed; elsewhere the rest of `layout/` tells by how it looks: `columns` in which order it is
read, `notes` which are notes, `paragraphs`, `tables` and `blocks` what it is. `identity` is what
the document says of itself.
"""

from index.articles.formats.pdf.reading import read

__all__ = ["read"]
