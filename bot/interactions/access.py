"""What the ids stand for that come from Discord: the one door to what is somebody's.

An id says nothing by itself, wherever it comes from: a button, a menu's value, a form, an option
typed by hand, a message that is replied to. What it stands for is looked up here and nowhere else,
together with whose it is and who acts, at the moment when they act. What a person may not have and
what isn't there end in the same words.

- An **answer** is seen where it was posted; a private one, and one in direct messages, by whoever
  asked for it.
- An **article** is seen by moderators of its server, whomever it is for, a shared one by those of
  every server; it is changed in its own server alone, a shared one by the operator.
- A **fixed answer** is seen and taken back in the server whose article it is from.
- A **change** to articles is seen and taken back in the server that they belong to.
- A **preview** is its moderator's alone. A **channel** is set up by its server's moderators, and
  read by those who may read it anyway.
- A **watched page** is its server's moderators', see `watches`.
"""

import re
from collections.abc import Sequence

import discord

from bot.client.client import Belegbot
from bot.interactions.actions import LARGEST, About, Key, itself, nothing
from bot.interactions.common import Interaction, server_of
from bot.interactions.errors import (
    AnswerForgottenError,
    ChannelUnknownError,
    IdUnknownError,
    SourceAmbiguousError,
    SourceGoneError,
    SourceInForceError,
    SourceRemovedError,
    SourceSharedError,
    SourceUnknownError,
)
from bot.interactions.seen import (
    OwnArticle,
    SeenAnswer,
    SeenArticle,
    SeenHistory,
    Target,
    Viewer,
)
from bot.memory.answers import PostedAnswer
from bot.memory.errors import PreviewGoneError
from bot.memory.previews import Preview
from bot.memory.unanswered import OpenQuestion
from index.corpus.catalogue import Title
from index.corpus.errors import PinUnknownError
from index.corpus.pins import Pinned
from index.corpus.undo import Undo
from index.scopes import SHARED, Scope

ReadablePlace = discord.TextChannel | discord.ForumChannel | discord.Thread
"""Where something is said that can become a source."""

PREVIEW = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


async def posted_answer(interaction: Interaction, key: Key) -> SeenAnswer:
    """Return the answer that a button or form belongs to.

    Raises:
        AnswerForgottenError: the memory has none (any more), or it isn't for this person, or here.
    """
    bot = interaction.client
    posted = await bot.lanes.remember(bot.memory.answers.get, key.number)
    if posted is None or not Viewer.of(interaction).sees(posted):
        raise AnswerForgottenError
    return SeenAnswer(posted, key.page)


async def answer_shown_by(bot: Belegbot, message_id: int, viewer: Viewer) -> PostedAnswer | None:
    """Return the answer that a message shows; None if it shows none that `viewer` sees."""
    posted = await bot.lanes.remember(bot.memory.answers.shown_by, message_id)
    return posted if posted is not None and viewer.sees(posted) else None


async def own_channel(interaction: Interaction, channel_id: int) -> int:
    """Return the id of a channel of this server's; raises `ChannelUnknownError`."""
    guild = interaction.client.get_guild(server_of(interaction))
    if guild is None or guild.get_channel(channel_id) is None:
        raise ChannelUnknownError
    return channel_id


async def _channel(interaction: Interaction, key: Key) -> int:
    return await own_channel(interaction, key.number)


async def _channel_and_number(interaction: Interaction, key: Key) -> tuple[int, int]:
    return await _channel(interaction, key), key.page


async def readable_place(interaction: Interaction, place_id: int) -> ReadablePlace:
    """Return a channel, forum or thread of this server's that the person who acts may read.

    Raises:
        ChannelUnknownError: there is none, or not for them.
    """
    guild = interaction.client.get_guild(server_of(interaction))
    person = interaction.user
    try:
        place = guild and (
            guild.get_channel_or_thread(place_id) or await guild.fetch_channel(place_id)
        )
    except (discord.HTTPException, discord.InvalidData) as error:
        raise ChannelUnknownError from error
    if not isinstance(place, ReadablePlace) or not isinstance(person, discord.Member):
        raise ChannelUnknownError
    permissions = place.permissions_for(person)
    allowed = permissions.view_channel and permissions.read_message_history
    if isinstance(place, discord.Thread) and place.is_private():
        # Who is within it, or looks after all threads.
        within = place.id == interaction.channel_id
        allowed = allowed and (within or permissions.manage_threads)
    if not allowed:
        raise ChannelUnknownError
    return place


async def named_article(interaction: Interaction, typed: str) -> SeenArticle:
    """Return the article whose id or title was typed, or that was chosen from a list.

    Raises:
        SourceUnknownError: the server sees none.
        SourceAmbiguousError: it sees several of that title.
    """
    titles = await _titles(interaction)
    by_value = {value_of(title): title for title in titles}
    title = by_value.get(typed)
    if title is None:
        same = [found for found in titles if found.title.casefold() == typed.casefold()]
        if not same:
            raise SourceUnknownError(source=typed)
        if len(same) > 1:
            raise SourceAmbiguousError(title=same[0].title)
        [title] = same
    return await _seen(interaction, title, title.changed)


async def own_named_article(interaction: Interaction, typed: str, *, removed: bool) -> OwnArticle:
    """Return the same, of the server's own ones and in this state.

    Raises:
        SourceUnknownError: there is none.
        SourceAmbiguousError: there are several.
        SourceSharedError: it is shared by all servers.
        SourceRemovedError: it is the server's own, but was removed.
        SourceInForceError: it is the server's own, but wasn't removed.
    """
    found = _own(await named_article(interaction, typed))
    # Only of what is their own they hear how it is.
    if found.title.removed and not removed:
        raise SourceRemovedError(title=found.title.title)
    if removed and not found.title.removed:
        raise SourceInForceError(title=found.title.title)
    return found


VALUE_LIMIT = 100
"""Discord's, of a choice's value in characters."""


def value_of(title: Title) -> str:
    """Return what a list of choices has for an article."""
    # The name of a seed's file can be longer than Discord allows.
    return title.article_id if len(title.article_id) <= VALUE_LIMIT else f"#{title.changed}"


async def own_change(interaction: Interaction, revision: int | None) -> Undo:
    """Return what it means to take a change of this server's back, or the latest one.

    Raises:
        ChangeNotUndoableError: there is none here, or something else was built on it.
    """
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    number = None if revision is None else min(revision, LARGEST)
    return await bot.lanes.browse(bot.library.history.undoing, number, scope)


async def own_pin(interaction: Interaction, revision: int) -> Pinned:
    """Return a fixed answer of this server's; raises `PinUnknownError`."""
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    for pinned in await bot.lanes.browse(bot.library.pins.within, scope):
        if pinned.pin.revision == revision:
            return pinned
    raise PinUnknownError


async def own_preview(interaction: Interaction, preview_id: str) -> Preview:
    """Return a draft that the person who acts has yet to decide on.

    Raises:
        PreviewGoneError: it is decided on, too old, or another person's.
    """
    bot, own = interaction.client, (server_of(interaction), interaction.user.id)
    since = discord.utils.utcnow() - bot.settings.undecided
    preview = await bot.lanes.remember(bot.memory.previews.get, preview_id, since)
    if preview is None or (preview.guild_id, preview.person) != own:
        raise PreviewGoneError
    return preview


async def _answer_if_any(interaction: Interaction, key: Key) -> SeenAnswer | None:
    return await posted_answer(interaction, key) if key.number else None


async def _open_question(interaction: Interaction, key: Key) -> OpenQuestion:
    bot, server = interaction.client, server_of(interaction)
    question = await bot.lanes.browse(bot.memory.unanswered.question, server, key.number)
    if question is None:
        raise AnswerForgottenError
    return question


async def _article(interaction: Interaction, key: Key) -> SeenArticle:
    bot = interaction.client
    titles = await _titles(interaction)
    change = await bot.lanes.browse(bot.library.history.change, key.number)
    for title in titles:
        if change is not None and title.article_id == change.article_id:
            return await _seen(interaction, title, key.number, key.page)
    raise SourceGoneError


async def _history(interaction: Interaction, key: Key) -> SeenHistory:
    return SeenHistory(await _article(interaction, key) if key.number else None, key.page)


async def _own_article(interaction: Interaction, key: Key) -> OwnArticle:
    return _own(await _article(interaction, key))


async def _own_target(interaction: Interaction, target: Target) -> OwnArticle:
    for title in await _titles(interaction):
        if title.article_id == target.article_id:
            return _own(await _seen(interaction, title, target.seen))
    raise SourceGoneError


async def _own_change(interaction: Interaction, key: Key) -> Undo:
    return await own_change(interaction, key.number)


async def _own_pin(interaction: Interaction, key: Key) -> Pinned:
    return await own_pin(interaction, key.number)


async def _own_previews(interaction: Interaction, preview_ids: list[str]) -> Sequence[Preview]:
    found = []
    for preview_id in preview_ids:
        try:
            found.append(await own_preview(interaction, preview_id))
        except PreviewGoneError:
            # Whoever decided on one by itself was told then.
            continue
    if not found:
        raise PreviewGoneError
    return found


async def _own_batch(interaction: Interaction, batch: str) -> Sequence[Preview]:
    """Return the drafts of a site that the person who acts has yet to decide on."""
    bot, own = interaction.client, (server_of(interaction), interaction.user.id)
    since = discord.utils.utcnow() - bot.settings.undecided
    found = await bot.lanes.remember(bot.memory.previews.of_batch, batch, since)
    mine = [each for each in found if (each.guild_id, each.person) == own]
    if not mine:
        raise PreviewGoneError
    return mine


async def _titles(interaction: Interaction) -> list[Title]:
    """Return the titles that the moderators of this server see."""
    bot, scope = interaction.client, Scope.of(server_of(interaction))
    return await bot.lanes.browse(bot.library.catalogue.titles, scope, parts=True)


async def _seen(interaction: Interaction, title: Title, seen: int, page: int = 0) -> SeenArticle:
    # The title's revision was read first: what changes in between is noticed, not missed.
    bot = interaction.client
    article = await bot.lanes.browse(bot.library.corpus.article, title.article_id)
    return SeenArticle(title, article, seen, page)


def _own(found: SeenArticle) -> OwnArticle:
    """Return an article that may be changed; raises `SourceSharedError`."""
    if found.title.scope == SHARED:
        raise SourceSharedError(title=found.title.title)
    return OwnArticle(found.title, found.article, found.seen, found.page)


def _preview_id(rest: str) -> str:
    if not PREVIEW.fullmatch(rest):
        raise IdUnknownError
    return rest


AN_ANSWER = About(Key.of, posted_answer)
AN_ANSWER_IF_ANY = About(Key.of, _answer_if_any)
AN_OPEN_QUESTION = About(Key.of, _open_question)
AN_ARTICLE = About(Key.of, _article)
ITS_OR_ALL_CHANGES = About(Key.of, _history)
AN_ARTICLE_CHOSEN = About(Key.of, _article, lambda _, value: Key.of(f"{value}:0"))
AN_OWN_ARTICLE = About(Key.of, _own_article)
A_TARGET = About(Target.of, _own_target)
A_CHANGE = About(Key.of, _own_change)
A_PIN = About(Key.of, _own_pin)
A_PIN_CHOSEN = About(Key.of, _own_pin, lambda _, value: Key.of(f"{value}:0"))
A_PREVIEW = About(_preview_id, own_preview)
PREVIEWS = About(lambda rest: [_preview_id(part) for part in rest.split(".")], _own_previews)
A_PREVIEW_CHOSEN = About(_preview_id, own_preview, lambda _, value: _preview_id(value))
A_CHANNEL = About(Key.of, _channel)
A_CHANNEL_CHOSEN = About(Key.of, _channel, lambda _, value: Key.of(f"{value}:0"))
A_CHANNEL_AND_NUMBER_CHOSEN = About(
    Key.of, _channel_and_number, lambda key, value: Key.of(f"{key.number}:{value}")
)
A_BATCH = About(_preview_id, _own_batch)
NOTHING = itself(nothing)
