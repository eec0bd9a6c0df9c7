"""The posts in help channels that were dealt with, so that none is answered twice.

What is about to be said is written here first: a process that ends in between says nothing.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from bot.memory.storage.tables import help_posts
from index.corpus.storage.database import Database

PostOutcome = Literal["answered", "tried", "called", "silent", "capped", "uncalled", "withdrawn"]
"""`tried`: on trial, in the log channel alone; `called`: a role was, or would have been; `capped`,
`uncalled`: these answers or calls were too many for a day; `withdrawn`: answered, and the answer
taken back."""

Claim = Literal["ours", "known", "capped", "first capped"]
"""Whether a post is ours to say something to, was dealt with, or is too much today."""

SAID: tuple[PostOutcome, ...] = ("answered", "tried", "withdrawn")
"""What counts as an answer of the day."""


@dataclass(frozen=True, slots=True)
class HelpPost:
    """A post: its first message's id, where and by whom it was written, and when dealt with.

    `last_message` is the last message that was taken with it.
    """

    post_id: int
    guild_id: int
    channel_id: int
    in_forum: bool
    person: int
    last_message: int
    at: datetime


class HelpPosts:
    """Keeps what was dealt with. Thread-safe; any number of processes may have it open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, post: HelpPost) -> bool:
        """Tell whether a post was dealt with, by itself or as a message of another."""
        with self._database.read() as connection:
            return _is_known(connection, post)

    def claim(self, post: HelpPost, outcome: PostOutcome, most: int, since: datetime) -> Claim:
        """Take a post before something is said to it, once, and `most` since then in its channel.

        Nothing is counted of what is `silent`.
        """
        alike = SAID if outcome in SAID else (outcome,)
        beyond: PostOutcome = "uncalled" if outcome == "called" else "capped"
        with self._database.write() as connection:
            if _is_known(connection, post):
                return "known"
            capped = _count(connection, post, beyond, since=since)
            said = sum(_count(connection, post, each, since=since) for each in alike)
            too_much = outcome != "silent" and said >= most
            row = asdict(post) | {"outcome": beyond if too_much else outcome}
            connection.execute(insert(help_posts).values(row))
        if too_much:
            return "capped" if capped else "first capped"
        return "ours"

    def withdraw(self, post_id: int) -> bool:
        """Note that a post's answer was taken back; False if it has none, or not any more."""
        with self._database.write() as connection:
            answered = (help_posts.c.post_id == post_id) & (help_posts.c.outcome == "answered")
            done = connection.execute(
                update(help_posts).where(answered).values(outcome="withdrawn")
            )
        return done.rowcount == 1

    def channel_of(self, post_id: int) -> int | None:
        """Return the help channel of a post; None of one that nothing was said to."""
        query = select(help_posts.c.channel_id).where(help_posts.c.post_id == post_id)
        with self._database.read() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else int(found)

    def forget_before(self, at: datetime) -> None:
        """Erase what is older; Discord brings no message twice that is."""
        with self._database.write() as connection:
            connection.execute(delete(help_posts).where(help_posts.c.at < at))


def _is_known(connection: Connection, post: HelpPost) -> bool:
    own = help_posts.c.post_id == post.post_id
    if not post.in_forum:
        # Of several messages that were taken together, Discord may bring any again.
        taken = (
            (help_posts.c.channel_id == post.channel_id)
            & (help_posts.c.person == post.person)
            & (help_posts.c.last_message >= post.post_id)
        )
        own = or_(own, taken)
    return connection.execute(select(help_posts.c.post_id).where(own).limit(1)).first() is not None


def _count(connection: Connection, post: HelpPost, outcome: PostOutcome, *, since: datetime) -> int:
    query = (
        select(func.count())
        .select_from(help_posts)
        .where(
            help_posts.c.channel_id == post.channel_id,
            help_posts.c.outcome == outcome,
            help_posts.c.at >= since,
        )
    )
    return int(connection.execute(query).scalar_one())
