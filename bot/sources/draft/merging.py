"""What two people changed of one article at once: each keeps what they alone changed. Pure."""

from dataclasses import replace

from bot.sources.draft.forms import DETAILS, TERMS
from index.models import Draft

KEPT = (*DETAILS, *TERMS)


def merged(base: Draft, own: Draft, current: Draft) -> Draft:
    """Return what `own` made of `base`, with what `current` made of it elsewhere.

    Who gave a new text keeps it, and so does, of a detail that both changed, `own`.
    """
    mine = set(changed(base, own))
    if own.text == base.text:
        return replace(current, **{name: getattr(own, name) for name in mine})
    return replace(own, **{name: getattr(current, name) for name in set(KEPT) - mine})


def disputed(base: Draft, own: Draft, current: Draft) -> list[str]:
    """Return the details that both changed, each otherwise."""
    theirs = changed(base, current)
    return [n for n in changed(base, own) if n in theirs and getattr(own, n) != getattr(current, n)]


def changed(base: Draft, other: Draft) -> list[str]:
    """Return the names of the details in which two drafts differ."""
    return [name for name in KEPT if getattr(base, name) != getattr(other, name)]
