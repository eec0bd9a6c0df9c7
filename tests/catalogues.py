"""What a catalogue of translations holds."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.pofile import read_po


def translations(catalogue: Path) -> dict[str, str]:
    """Return all texts with their German; one that depends on a number counts as two."""
    found: dict[str, str] = {}
    with catalogue.open("rb") as file:
        for message in read_po(file, locale="de"):
            if message.id and not message.fuzzy:
                found |= zip(_texts(message.id), _texts(message.string), strict=True)
    return found


def _texts(value: str | Iterable[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
