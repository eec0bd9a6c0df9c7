"""How tests look at what was read: exact units, and that they cover the text."""

from itertools import pairwise
from pathlib import Path

from index.articles import read_bytes
from index.articles.documents import Extraction
from index.config import IngestSettings
from index.models import Draft
from index.units.blocks import sound
from index.units.outline import Outline

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
"""Documents as programs write them."""


def extract(raw: bytes | str, source: str) -> Extraction:
    """Read a document as it is read in use."""
    raw = raw.encode() if isinstance(raw, str) else raw
    extraction = read_bytes(raw, source=source, settings=IngestSettings())
    require_covered(extraction.draft)
    return extraction


def read(raw: bytes | str, source: str) -> Draft:
    """Return a document's draft."""
    return extract(raw, source).draft


def units(draft: Draft) -> list[tuple[str, str]]:
    """Return each unit's kind and text."""
    return [(span.kind, draft.text[span.start : span.end]) for span in draft.spans or ()]


def answers(draft: Draft) -> list[str]:
    """Return the texts of the units that can answer."""
    return [draft.text[span.start : span.end] for span in draft.spans or () if span.answers]


def stands_under(draft: Draft, text: str) -> tuple[str, ...]:
    """Return what the first unit of that text is understood with."""
    outline = Outline(draft.text, draft.blocks or ())
    return outline.context(draft.text.index(text)).lines


def require_covered(draft: Draft) -> None:
    """See that the units slice back out of the text and leave nothing of it out."""
    assert sound(draft.blocks or (), draft.text)
    spans = draft.spans or ()
    assert all(one.end <= two.start for one, two in pairwise(spans))
    texts = "".join(draft.text[span.start : span.end] for span in spans)
    assert "".join(texts.split()) == "".join(draft.text.split())
