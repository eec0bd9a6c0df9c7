"""Lists too long for one message: cut into pages, which two buttons turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from discord import ui

from bot.interactions.actions import Key
from bot.interactions.buttons import button
from index.i18n import N_

PAGE = N_("Page {page} of {pages}")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Page `number`, from 0, of `count`; its first item is the list's at position `first`."""

    items: Sequence[T]
    number: int
    count: int
    first: int


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Return a page of a list, or the last one if there are fewer."""
    count = max(1, -(-len(items) // size))
    number = min(max(number, 0), count - 1)
    first = number * size
    return Page(items[first : first + size], number, count, first)


def add_pager(view: ui.View, name: str, key: Key, pages: int, row: int = 0) -> None:
    """Add buttons to the pages before and after that of `key`, if there are any."""
    if pages < 2:
        return
    for emoji, page in (("◀️", key.page - 1), ("▶️", key.page + 1)):
        # At the ends the ids still have to differ.
        target = Key(key.number, max(page, 0), key.words)
        beyond = not 0 <= page < pages
        view.add_item(button(name, target, emoji=emoji, disabled=beyond, row=row))
