"""How a watch goes on from one look to the next: when, and what people are told of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from index.watching.news import Report
from index.watching.watches import Trouble, Watch

AGAIN = timedelta(hours=1)
"""After a look that went wrong, unless the page is read more often anyway; then twice as long."""

LONGEST = timedelta(days=3)
"""Between looks at a page that stays in trouble, unless it is read more seldom anyway."""

PATIENCE = 6
"""Looks in a row that a page must be unreachable before anybody is told: some 31 hours."""

SURE = 2
"""Looks in a row that must go well before a page in trouble counts as well again."""

DOUBLINGS = 16
"""More of them no interval needs."""

LEASE = timedelta(minutes=15)
"""For how long nobody else looks at a page that is being looked at; longer than a look takes."""


def begun(watch: Watch, now: datetime) -> Watch:
    """Return a watch that is being looked at; if that is never concluded, it is due again."""
    return replace(watch, asked_at=now, due_at=now + LEASE)


def postponed(watch: Watch, now: datetime, wait: timedelta) -> Watch:
    """Return a watch that couldn't be looked at, through no fault of the page's."""
    return replace(watch, due_at=now + wait)


def failed(
    watch: Watch, trouble: Trouble, now: datetime, wait: timedelta = timedelta()
) -> tuple[Watch, list[Report]]:
    """Go on after a look that went wrong; `wait` is how long the site wants to be left alone.

    Trouble is told once until the page is well again, whatever comes after it.
    """
    failures = watch.failures + 1
    told = watch.trouble_told or trouble != "unreachable" or failures >= PATIENCE
    again = min(watch.every, AGAIN) * 2 ** min(failures - 1, DOUBLINGS)
    pause = max(min(again, max(watch.every, LONGEST)), wait)
    after = replace(
        watch,
        trouble=trouble,
        failures=failures,
        recovered=0,
        trouble_told=told,
        due_at=now + pause,
    )
    return after, [Report("trouble", trouble)] if told and not watch.trouble_told else []


def well(watch: Watch, now: datetime) -> tuple[Watch, list[Report]]:
    """Go on after a look that went well. A page that was in trouble is soon looked at once more."""
    after = replace(watch, well_at=now, failures=0, due_at=now + watch.every)
    if watch.trouble is None:
        return after, []
    recovered = watch.recovered + 1
    if watch.trouble_told and recovered < SURE:
        soon = now + min(watch.every, AGAIN)
        return replace(after, recovered=recovered, due_at=soon), []
    healed = replace(after, trouble=None, recovered=0, trouble_told=False)
    return healed, [Report("healed")] if watch.trouble_told else []
