"""What the fuzzer found once (`tests/benchmarks/fuzz.py`), and how a file is looked at."""

import unicodedata
from contextlib import suppress
from pathlib import Path

from index.articles import read_bytes
from index.articles.cleaning import clean
from index.config import IngestSettings
from index.errors import ArticleError
from index.units.segmentation import segment

FOLDER = Path(__file__).with_name("findings")

SETTINGS = IngestSettings(reading_timeout=5)


def kept_findings() -> list[Path]:
    """Return the files, without what is noted about them."""
    return sorted(path for path in FOLDER.glob("*") if path.suffix != ".json")


def read_again(name: str, raw: bytes) -> None:
    """Read a document, or see it refused.

    Raises:
        AssertionError: the text isn't what is stored, or its sentences don't cover it.
        Exception: what no reader may raise.
    """
    with suppress(ArticleError):
        draft = read_bytes(raw, source=name, settings=SETTINGS).draft
        assert draft.text == draft.text.strip() != ""
        assert clean(draft.text) == draft.text
        assert unicodedata.is_normalized("NFC", draft.text)
        assert draft.title.strip()
        assert all(0 <= page <= len(draft.text) for page in draft.pages)
        spans = segment(draft.text, draft.language, draft.blocks)
        sentences = "".join(draft.text[span.start : span.end] for span in spans)
        assert "".join(sentences.split()) == "".join(draft.text.split())
