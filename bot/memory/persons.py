"""What there is of one person: counted, given out, and erased.

Their changes to the articles stay in the log; only that it was them goes.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select

from bot.memory.answers import delete_answers
from bot.memory.storage.tables import (
    cooldowns,
    feedback,
    help_posts,
    posted_answers,
    previews,
    quotes,
    source_requests,
)
from index.corpus.changelog import ChangeLog
from index.corpus.storage.database import Database
from index.corpus.storage.tables import LOGGED, changes
from index.i18n import N_

WHO = "discord:{person}"
"""What the change log calls somebody in Discord."""

PARTS = {
    "posted_answers": N_("questions with their answers"),
    "quotes": N_("passages that these cite"),
    "feedback": N_("opinions"),
    "source_requests": N_("requested sources"),
    "help_posts": N_("posts in help channels"),
    "previews": N_("undecided previews"),
    "changes": N_("changes to the sources"),
}
"""What there is, by table, in words."""


class Persons:
    """Looks at single people's data, by their ids. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self, person: int) -> dict[str, int]:
        """Count what there is, by table; what there is nothing of is left out."""
        with self._database.read() as connection:
            found = {
                name: connection.execute(
                    select(func.count()).select_from(table).where(own)
                ).scalar_one()
                for name, table, own in _parts(person)
            }
        return {name: number for name, number in found.items() if number}

    def export(self, person: int) -> Iterator[dict[str, object]]:
        """Give what they asked, thought, requested, prepared and changed, a row at a time."""
        with self._database.read() as connection:
            for name, table, own in _parts(person):
                columns = LOGGED if table is changes else table.columns
                for row in connection.execute(select(*columns).where(own)):
                    yield {"table": name} | _plain(row._asdict())


def erase_person(changelog: ChangeLog, person: int) -> None:
    """Erase a person within the transaction; who then made their changes is nobody known."""
    connection = changelog.connection
    delete_answers(connection, select(posted_answers.c.id).where(posted_answers.c.asker == person))
    for table in (feedback, source_requests, previews, help_posts, cooldowns):
        connection.execute(delete(table).where(table.c.person == person))
    changelog.forget_author(WHO.format(person=person))


def _parts(person: int) -> list[tuple[str, Table, ColumnElement[bool]]]:
    asked = posted_answers.c.asker == person
    own = select(posted_answers.c.id).where(asked)
    return [
        ("posted_answers", posted_answers, asked),
        ("quotes", quotes, quotes.c.answer_id.in_(own)),
        ("feedback", feedback, feedback.c.person == person),
        ("source_requests", source_requests, source_requests.c.person == person),
        ("previews", previews, previews.c.person == person),
        ("help_posts", help_posts, help_posts.c.person == person),
        ("changes", changes, changes.c.who == WHO.format(person=person)),
    ]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return a row's values as JSON has them."""
    times = {name: each.isoformat() for name, each in values.items() if isinstance(each, datetime)}
    return values | times
