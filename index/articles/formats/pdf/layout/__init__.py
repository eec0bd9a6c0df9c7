"""How a document's words lie on its pages -> rows, columns, notes, paragraphs, tables, headings."""
