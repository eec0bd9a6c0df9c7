"""A channel's pins, a forum's posts or a thread -> what was said there, read page by page.

One request after the other, so that Discord's limits, which discord.py keeps, hold up nobody else.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import discord

from bot.asking.spoken import words_of
from bot.client.client import Belegbot
from bot.interactions.access import ReadablePlace
from bot.interactions.checks import NEEDED, own_permissions
from bot.sources.draft.conversation import Said, Talk
from bot.sources.errors import ContentWithheldError, NothingSaidError, PlaceUnreadableError

log = logging.getLogger(__name__)

Advance = Callable[[int, int], None]

POSTS = 200
"""Of a forum, the newest that are read; each is a request or more."""
LISTED = 10_000
"""Of a forum's posts that are counted, a hundred a request."""
MESSAGES = 2000
"""Of one thread, or of one forum's post, from the first on."""
PINS = 250
"""As many as Discord lets a channel have."""
LONGEST = 600.0
"""Seconds of reading; what would take longer is as much as there is by then."""

QUESTION_TYPES = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(slots=True)
class Gathered:
    """What was said somewhere, and how much isn't in it.

    `posts` counts those that there are, `taken` those that were read, `long` the threads that go
    on for longer than is read; the others count messages and files.
    """

    talks: list[Talk] = field(default_factory=list)
    posts: int = 0
    taken: int = 0
    unreadable: int = 0
    bots: int = 0
    wordless: int = 0
    files: int = 0
    long: int = 0

    @property
    def messages(self) -> list[Said]:
        """All that was said, in order."""
        return [said for talk in self.talks for said in talk.messages]

    def take(self, name: str, found: list[discord.Message]) -> None:
        """Take the messages of people, in order of time."""
        said = []
        for message in sorted(found, key=lambda each: each.id):
            if message.type not in QUESTION_TYPES:
                continue
            if message.author.bot or message.webhook_id:
                self.bots += 1
                continue
            self.files += len(message.attachments)
            text = words_of(message, clean=True)
            if text:
                said.append(Said(message.author.display_name, message.created_at, text))
            elif not message.attachments:
                self.wordless += 1
        if said:
            self.talks.append(Talk(said, name))


async def gather(bot: Belegbot, place: ReadablePlace, advance: Advance) -> Gathered:
    """Read what was said in a place.

    Raises:
        ContentWithheldError: Discord doesn't let the bot read what isn't meant for it.
        PlaceUnreadableError: the bot may not read there.
        NothingSaidError: there are no words of people.
    """
    _require_readable(bot, place)
    gathered = Gathered()
    try:
        if isinstance(place, discord.ForumChannel):
            await _gather_posts(place, gathered, advance)
        elif isinstance(place, discord.Thread):
            gathered.take("", await _messages_of(place, gathered))
        else:
            gathered.take("", [message async for message in place.pins(limit=PINS)])
    except discord.Forbidden as error:
        permission = NEEDED["read_message_history"]
        raise PlaceUnreadableError(channel=f"#{place.name}", permission=permission) from error
    if not gathered.talks:
        raise NothingSaidError(channel=f"#{place.name}")
    return gathered


def _require_readable(bot: Belegbot, place: ReadablePlace) -> None:
    if not bot.intents.message_content:
        raise ContentWithheldError
    permissions = own_permissions(place)
    needed = ("view_channel", "read_message_history")
    for name in needed:
        if not getattr(permissions, name):
            raise PlaceUnreadableError(channel=f"#{place.name}", permission=NEEDED[name])


async def _gather_posts(forum: discord.ForumChannel, gathered: Gathered, advance: Advance) -> None:
    """Read the newest posts, the oldest of them first in what comes of it."""
    posts = {thread.id: thread for thread in forum.threads}
    async for thread in forum.archived_threads(limit=LISTED):
        posts[thread.id] = thread
    gathered.posts = len(posts)
    newest = [posts[post_id] for post_id in sorted(posts, reverse=True)[:POSTS]]
    until = asyncio.get_running_loop().time() + LONGEST
    for number, thread in enumerate(newest):
        if asyncio.get_running_loop().time() > until:
            break
        advance(number, len(newest))
        try:
            gathered.take(thread.name, await _messages_of(thread, gathered))
        except discord.HTTPException as error:
            log.info("A forum's post can't be read: %s", error, extra={"channel": thread.id})
            gathered.unreadable += 1
        gathered.taken += 1
    gathered.talks.reverse()


async def _messages_of(thread: discord.Thread, gathered: Gathered) -> list[discord.Message]:
    """Return a thread's messages from the first on, with the one that it began below."""
    history = thread.history(limit=MESSAGES + 1, oldest_first=True)
    found = [message async for message in history]
    if len(found) > MESSAGES:
        gathered.long += 1
    return [*await _began_below(thread), *found[:MESSAGES]]


async def _began_below(thread: discord.Thread) -> list[discord.Message]:
    """Return the message of a channel that a thread was begun below; it isn't in the thread."""
    if not isinstance(thread.parent, discord.TextChannel):
        return []
    try:
        return [await thread.parent.fetch_message(thread.id)]
    except (discord.NotFound, discord.Forbidden):
        # One that was begun by itself, or whose message is gone.
        return []
