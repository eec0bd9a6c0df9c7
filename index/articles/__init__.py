"""Files, web pages and pasted text -> drafts of articles."""

from index.articles.documents import Extraction
from index.articles.folders import Found, Skipped, find_files
from index.articles.formats.text import draft_from_bytes, draft_from_text
from index.articles.metadata import Metadata, given_metadata
from index.articles.reading import (
    memory_can_be_limited,
    prepare_to_read,
    read_bytes,
    read_file,
    read_page,
    read_stream,
    read_url,
    stop_reading,
)

__all__ = [
    "Extraction",
    "Found",
    "Metadata",
    "Skipped",
    "draft_from_bytes",
    "draft_from_text",
    "find_files",
    "given_metadata",
    "memory_can_be_limited",
    "prepare_to_read",
    "read_bytes",
    "read_file",
    "read_page",
    "read_stream",
    "read_url",
    "stop_reading",
]
