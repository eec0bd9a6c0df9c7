"""A change as programs get it."""

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.models import Change


def change_dict(change: "Change") -> dict[str, object]:
    """Return a change as programs get it."""
    return asdict(change) | {"at": change.at.isoformat()}
