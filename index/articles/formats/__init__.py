"""One file a format: bytes -> text and what the document says of itself."""
