"""What the bot says in a help channel: an answer, that it can't, or what it would have said."""

import logging
from collections.abc import Callable
from typing import Any

import discord

from bot.asking.delivery import messages, reference_to, where_to
from bot.client.client import Belegbot
from bot.desk.question import Question, Reply
from bot.helping.taking_back import not_meant
from bot.i18n import TEXTS
from bot.interactions.checks import own_permissions
from bot.notices.log_channel import CONFINED, log_channel_of, post_line
from index.asking.answers import Answer
from index.i18n import N_, Language

log = logging.getLogger(__name__)

WOULD_SAY = N_("🧪 On trial: to {post} I would have said:")
WOULD_CALL = N_("🧪 On trial: to {post} I would have called {role}.")
CAPPED = N_(
    "⏸️ In {channel} I have answered as many posts in 24 hours as I may: {n}. Until that is over, I "
    "keep silent there; **/help-channel** sets how many."
)
CAPPED_CALLS = N_(
    "⏸️ In {channel} I have called a role as often in 24 hours as I may: {n}. Until that is "
    "over, I call nobody there."
)
LEFT_OUT = (
    N_("⏭️ Too many posts came at once: {n} in this server's help channels was left out."),
    N_("⏭️ Too many posts came at once: {n} in this server's help channels were left out."),
)


async def say_answer(
    bot: Belegbot, question: Question, answer: Answer, last: discord.PartialMessage
) -> None:
    """Answer a post with a reply to its last message, or in a thread as the server has it."""
    target, line = await where_to(bot, last, question)
    reply = await _reply(bot, question, answer)
    text = TEXTS.text(reply.language, line, mention=bot.me.mention) if line else ""
    await bot.desk.one_by_one()
    [message] = messages(reply, embeds=True, line=text)
    message.arguments["view"].add_item(not_meant(question.id, reply.language))
    sent = await target.send(**message.arguments, **reference_to(last, target))
    await bot.desk.remember(reply, target.id, sent.id)


async def say_on_trial(
    bot: Belegbot, question: Question, answer: Answer, last: discord.PartialMessage
) -> None:
    """Say in the log channel what the answer would have been; without its buttons."""
    assert question.guild_id is not None  # noqa: S101 - help channels are in servers
    place = log_channel_of(bot, question.guild_id)
    if place is None:
        return
    channel, line = place.channel, TEXTS.text(place.language, WOULD_SAY, post=last.jump_url)
    if any(each.article.scope.part for each in answer.citations):
        # Whoever reads the log channel may not know of such a source.
        line = f"{line} {TEXTS.text(place.language, CONFINED)}"
        await channel.send(line, silent=True, suppress_embeds=True)
        return
    reply = await _reply(bot, question, answer)
    embeds = own_permissions(channel).embed_links
    for number, message in enumerate(messages(reply, embeds=embeds)):
        arguments = {name: each for name, each in message.arguments.items() if name != "view"}
        if number == 0:
            arguments["content"] = "\n".join(filter(None, (line, arguments.get("content"))))
        await channel.send(**arguments, silent=True)


async def say_call_on_trial(
    bot: Belegbot, guild_id: int, role: int, last: discord.PartialMessage
) -> None:
    """Say in the log channel which role would have been called; that calls nobody."""
    await post_line(bot, guild_id, _saying(WOULD_CALL, post=last.jump_url, role=f"<@&{role}>"))


async def say_capped(
    bot: Belegbot, guild_id: int, channel_id: int, most: int, *, calls: bool
) -> None:
    """Say in the log channel that it was enough for a day."""
    text = CAPPED_CALLS if calls else CAPPED
    await post_line(bot, guild_id, _saying(text, channel=f"<#{channel_id}>", n=most))


async def say_left_out(bot: Belegbot, guild_id: int, count: int) -> None:
    """Say in the log channel how many posts there was no room for."""
    log.warning("Posts in help channels were left out", extra={"guild": guild_id, "n": count})
    await post_line(bot, guild_id, lambda language: TEXTS.plural(language, *LEFT_OUT, count))


def _saying(message: str, **values: Any) -> Callable[[Language], str]:  # noqa: ANN401 - a text's
    return lambda language: TEXTS.text(language, message, **values)


async def _reply(bot: Belegbot, question: Question, answer: Answer) -> Reply:
    shown = [each.article.language for each in answer.citations[:1]]
    return Reply(question, answer, await bot.desk.language_of(question, shown))
