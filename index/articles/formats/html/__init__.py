"""HTML, of pages and of pieces within other documents: which text it is, and how it is built."""
