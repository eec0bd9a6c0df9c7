"""Files, web pages and pasted text -> drafts of articles."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.articles.documents import Extraction
    from index.articles.folders import FolderFiles, Skipped, find_files
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
    "FolderFiles",
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

_HOMES = {
    "index.articles.documents": {"Extraction"},
    "index.articles.folders": {"FolderFiles", "Skipped", "find_files"},
    "index.articles.formats.text": {"draft_from_bytes", "draft_from_text"},
    "index.articles.metadata": {"Metadata", "given_metadata"},
}


def __getattr__(name: str) -> object:
    """Import what is asked for; a question asks for nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((home for home, names in _HOMES.items() if name in names), "index.articles.reading")
    return getattr(import_module(home), name)
