"""A look at a watched page: is it the page, and does it say something else than before?

Nothing is stored here. A page that reads otherwise is read twice: what differs between two visits
in a row, such as a clock or an advertisement, is no change. One that is known for that is read more
often before a change is believed, for one of a few advertisements comes twice in a row soon.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from index.config import IngestSettings
from index.models import Draft
from index.review.inspection import missing_from, sentences_of
from index.visiting.errors import ArticleLaterError
from index.visiting.manners import Visit
from index.visiting.reading import SHRUNK, Reading, read
from index.visiting.troubles import Trouble
from index.watching.watches import Watch

WHOLE_AGAIN = timedelta(days=14)
"""So old, the server's word that nothing has changed isn't believed, and all is read again."""

TWICE, OFTEN = 2, 4
"""Visits after which a change is believed: of any page, and of one that differs between visits."""

LOGIN = re.compile(
    r"(?<![a-z])(?:log-?in|sign-?in|anmeld|auth(?!or)|sso|session|account)",
    re.IGNORECASE,
)
"""In an address that a page was redirected to."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look has shown: `reading` is None where the server says that nothing has changed.

    Without trouble, `changed` tells whether the text is another one than was taken over or left
    alone, and `restless` how many of its sentences differ between visits in a row.
    """

    reading: Reading | None
    trouble: Trouble | None = None
    changed: bool = False
    restless: int = 0


def look(watch: Watch, old: Draft, settings: IngestSettings, visit: Visit, now: datetime) -> Look:
    """Look at a page; `old` is its article as it stands.

    Raises:
        ArticleError: why the page can't be read.
    """
    believed = watch.whole_at is not None and now - watch.whole_at < WHOLE_AGAIN
    known = watch.validators if believed else None
    first = read(watch.url, settings, watch.scope, visit, known)
    if first is None or first.text_hash == watch.text_hash:
        return Look(first)
    if trouble := suspicion(watch, first, old):
        return Look(first, trouble)
    if first.text_hash == watch.proposed_hash and watch.proposed is not None:
        return Look(first, changed=True)
    seen, changed, before, visits = first, True, sentences_of(old), [sentences_of(first.draft)]
    while changed and len(visits) < (OFTEN if watch.restless else TWICE):
        try:
            further = read(watch.url, settings, watch.scope, visit)
        except ArticleLaterError:
            break
        assert further is not None  # noqa: S101 - nothing was known to ask by
        if trouble := suspicion(watch, further, old):
            return Look(further, trouble)
        seen = further
        visits.append(sentences_of(further.draft))
        changed = further.text_hash != watch.text_hash and not _only_restless(before, visits)
    return Look(seen, changed=changed, restless=len(_fleeting(visits)))


def suspicion(watch: Watch, reading: Reading, old: Draft) -> Trouble | None:
    """Tell why what was read isn't the page that is watched, if it isn't."""
    if reading.text_hash in {watch.text_hash, watch.proposed_hash}:
        return None
    landed = reading.validators.url
    if _place(landed) != _place(watch.landed):
        return "login" if LOGIN.search(landed) else "moved"
    shrunk = len(reading.draft.text) * SHRUNK <= watch.size
    kept = len(_kept(sentences_of(old), sentences_of(reading.draft)))
    if reading.has_password and (shrunk or not kept):
        return "login"
    return "shrunk" if shrunk else None


def nothing_kept(old: Draft, new: Draft) -> bool:
    """Tell whether no sentence of an article that has several is left."""
    before = sentences_of(old)
    return len(before) > 2 and not _kept(before, sentences_of(new))


def _kept(old: Sequence[str], new: Sequence[str]) -> Sequence[str]:
    gone = set(missing_from(old, new))
    return [sentence for sentence in old if sentence not in gone]


def _fleeting(visits: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the sentences of the last visit that another didn't have."""
    *others, last = visits
    gone = {sentence for other in others for sentence in missing_from(last, other)}
    return [sentence for sentence in last if sentence in gone]


def _only_restless(old: Sequence[str], visits: Sequence[Sequence[str]]) -> bool:
    """Tell whether what differs from `old` is no more than differs between visits."""
    *others, last = visits
    fleeting = _fleeting(visits)
    left = max(len(missing_from(other, last)) for other in others)
    if not fleeting and not left:
        return False
    added, removed = missing_from(last, old), missing_from(old, last)
    return not missing_from(added, fleeting) and len(removed) <= max(len(added), left)


def _place(url: str) -> tuple[str, str, str]:
    """Return what of an address makes it another page: neither its scheme nor a last slash."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
