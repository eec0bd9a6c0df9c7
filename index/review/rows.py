"""A draft that waits for a decision, as a row of the database keeps it."""

from typing import Any

from index.models import Draft, Span, values_of
from index.units.blocks import packed, unpacked
from index.units.segmentation import DIVISION


def draft_row(draft: Draft) -> dict[str, Any]:
    """Return a draft as JSON keeps it, divided as it is."""
    spans = None if draft.spans is None else list(map(values_of, draft.spans))
    blocks = None if draft.blocks is None else list(packed(draft.blocks))
    structure = {"blocks": blocks, "shaped": draft.shaped, "spans": spans, "division": DIVISION}
    return draft.details | structure


def draft_of(row: dict[str, Any]) -> Draft:
    """Return the draft that a row keeps; what an earlier program divided is divided anew."""
    row = dict(row)
    spans, division = row.pop("spans", None), row.pop("division", None)
    blocks, shaped = row.pop("blocks", None), row.pop("shaped", False)
    if division != DIVISION:
        spans = None
        blocks = None if shaped else blocks
    return Draft(
        **row | {"pages": tuple(row["pages"])},
        blocks=None if blocks is None else tuple(unpacked(blocks)),
        shaped=shaped and blocks is not None,
        spans=None if spans is None else tuple(Span(*each) for each in spans),
    )
