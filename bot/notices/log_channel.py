"""The log channel: what is changed in a server is said where its moderators want to read it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import discord

from bot.asking.render import CONTENT_LIMIT, TITLE_LIMIT
from bot.client.client import Belegbot
from bot.i18n import TEXTS
from bot.interactions.checks import own_permissions
from bot.interactions.common import mention_of
from bot.markdown import escape, fit
from index.corpus.history import HistoryEntry
from index.dates import format_known_date
from index.i18n import N_, Language
from index.models import Change, Operation

log = logging.getLogger(__name__)

SAID: dict[Operation, str] = {
    "add": N_("➕ {who} added {title}."),
    "replace": N_("✏️ {who} changed {title}."),
    "remove": N_("➖ {who} removed {title}."),
    "restore": N_("♻️ {who} restored {title}."),
    "purge": N_("🗑️ {who} erased {title} for good."),
    "pin": N_("📌 {who} set a fixed answer from {title}."),
    "unpin": N_("📍 {who} took back a fixed answer from {title}."),
    "move": N_("👥 {who} changed for whom {title} is."),
}
ENDS = N_("⌛ {who} set the last day of {title}: {day}.")
ENDS_HIDDEN = N_("⌛ {who} set the last day of {title}: {day}; after that it isn't asked any more.")
ENDLESS = N_("⌛ {who} took the last day of {title} back.")
DETAILED = N_("✏️ {who} changed details of {title}: {details}.")
DETAILS = {
    "title": N_("Title"),
    "date": N_("Date"),
    "url": N_("Address"),
    "author": N_("Author"),
    "language": N_("Language"),
    "valid_until": N_("Valid until"),
    "afterwards": N_("After that"),
}
UNNAMED = "**🔒**"
"""Stands for a title where whoever reads may not know of it."""
CONFINED = N_("not for everybody")
UNDONE = N_("↩️ {who} took back change {undoes}, to {title}.")
UNDONE_SO: dict[Operation, str] = {
    "remove": N_("↩️ {who} took back change {undoes}: {title} is removed."),
    "restore": N_("↩️ {who} took back change {undoes}: {title} is in force again."),
}
FURTHER = N_("… and {n} more change"), N_("… and {n} more changes")
OPERATOR = N_("The operator")
WHY = N_("Why: {why}")
DETAIL = N_("Source {article} · change {revision}")


async def post_change(bot: Belegbot, guild_id: int, change: Change, title: str) -> None:
    """Say in the server's log channel who changed what, and why.

    Nothing happens without such a channel. Where the bot may not write there, the operator's log
    has it and `/diagnose` shows it: the change itself is done, so nobody is told of an error.
    """
    entry = await bot.lanes.browse(bot.library.history.entry, change.revision)
    shown = replace(entry or HistoryEntry(change, None), title=title)
    await post_line(bot, guild_id, lambda language: change_text(shown, language))


async def post_further(bot: Belegbot, guild_id: int, count: int) -> None:
    """Say how many changes more there were, in the same way."""
    await post_line(bot, guild_id, lambda language: TEXTS.plural(language, *FURTHER, count))


@dataclass(frozen=True, slots=True)
class LogChannel:
    """A server's log channel, and the language of what is posted there."""

    channel: discord.TextChannel
    language: Language


def log_channel_of(bot: Belegbot, guild_id: int) -> LogChannel | None:
    """Return a server's log channel; None without one, or where the bot may not write there."""
    preferences = bot.desk.preferences.of(guild_id)
    if preferences.log_channel is None:
        return None
    channel = bot.get_channel(preferences.log_channel)
    facts = {"guild": guild_id, "channel": preferences.log_channel}
    if not isinstance(channel, discord.TextChannel) or channel.guild.id != guild_id:
        log.warning("The log channel can't be seen", extra=facts)
        return None
    if not may_log(channel):
        log.warning("The log channel can't be written", extra=facts)
        return None
    return LogChannel(channel, preferences.language_in(channel.guild))


async def post_line(bot: Belegbot, guild_id: int, say: Callable[[Language], str]) -> None:
    """Say something in the server's log channel, in the same way."""
    found = log_channel_of(bot, guild_id)
    if found is None:
        return
    try:
        await found.channel.send(say(found.language), suppress_embeds=True, silent=True)
    except discord.HTTPException as error:
        facts = {"guild": guild_id, "channel": found.channel.id}
        log.warning("The log channel couldn't be written: %s", error, extra=facts)


def may_log(channel: discord.TextChannel) -> bool:
    """Tell whether the bot may write in a log channel."""
    permissions = own_permissions(channel)
    return permissions.view_channel and permissions.send_messages


def said_of_change(entry: HistoryEntry, who: str, title: str, language: Language) -> str:
    """Return what somebody, `who`, did to a source, `title`, as Markdown."""
    change = entry.change
    values = {"who": who, "title": title}
    if change.undoes is not None:
        said = UNDONE_SO.get(change.operation, UNDONE)
        return TEXTS.text(language, said, undoes=change.undoes, **values)
    if entry.only_end and entry.valid_until is None:
        return TEXTS.text(language, ENDLESS, **values)
    if entry.only_end and entry.valid_until is not None:
        said = ENDS_HIDDEN if entry.hides else ENDS
        day = format_known_date(entry.valid_until, language)
        return TEXTS.text(language, said, day=day, **values)
    if entry.details:
        names = [TEXTS.text(language, DETAILS[name]) for name in entry.details]
        return TEXTS.text(language, DETAILED, details=", ".join(names), **values)
    return TEXTS.text(language, SAID[change.operation], **values)


def change_text(entry: HistoryEntry, language: Language) -> str:
    """Return who changed what, and why, as Markdown.

    Whoever reads a log channel isn't asked for their roles: of a source that isn't for everybody it
    has neither title nor reason, which moderators find in the history.
    """
    change, confined = entry.change, bool(entry.change.scope.part)
    title = fit(entry.title or "", TITLE_LIMIT, lambda part: f"**{escape(part)}**")
    text = said_of_change(
        entry,
        mention_of(change.who) or TEXTS.text(language, OPERATOR),
        UNNAMED if confined else title,
        language,
    )
    detail = TEXTS.text(
        language, DETAIL, article=escape(change.article_id), revision=change.revision
    )
    lines = [text]
    if change.why and not confined:
        lines.append(fit(change.why, 900, lambda why: TEXTS.text(language, WHY, why=escape(why))))
    details = [TEXTS.text(language, CONFINED), detail] if confined else [detail]
    lines.append(f"-# {' · '.join(details)}")
    return "\n".join(lines)[:CONTENT_LIMIT]


def who_text(who: str) -> str:
    """Return who made a change, as Markdown: a person of Discord by a mention that pings nobody."""
    return mention_of(who) or escape(who)
