"""The button “Not what I meant”: an answer that nobody asked the bot for is taken back."""

import logging
from contextlib import suppress

import discord

from bot.desk.moderators import is_moderator
from bot.helping.calling import call_role
from bot.helping.errors import NotTheirPostError
from bot.helping.setting import HelpSetting
from bot.i18n import TEXTS
from bot.interactions.access import AN_ANSWER
from bot.interactions.actions import Finder, Key, action
from bot.interactions.buttons import Persistent, button
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, language_for
from bot.interactions.errors import AnswerForgottenError
from bot.interactions.seen import SeenAnswer
from bot.memory.answers import PostedAnswer
from bot.memory.opinions import Opinion
from bot.notices.late import message_of
from index.i18n import N_, Language

log = logging.getLogger(__name__)

NOT_MEANT = N_("Not what I meant")
TAKEN_BACK = N_("I have taken my answer back. That it wasn't what was meant is remembered.")


ROW = 3
"""Below the answer's own buttons."""


def not_meant(post_id: int, language: Language) -> Persistent:
    """Return the button below an answer that nobody asked the bot for."""
    label = TEXTS.text(language, NOT_MEANT)
    return button("bb:not-meant", Key(post_id), label=label, emoji="↩️", row=ROW)


@action("bb:not-meant", Right.EVERYONE, AN_ANSWER)
async def _take_back(interaction: Interaction, find: Finder[SeenAnswer]) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, posted = interaction.client, (await find()).posted
    channel_id = await bot.lanes.remember(bot.memory.helped.channel_of, posted.id)
    if channel_id is None:
        raise AnswerForgottenError
    setting = HelpSetting.of(bot.desk.preferences.of(posted.asked.guild_id, channel_id).help)
    _require_theirs(interaction, posted, setting)
    with suppress(discord.NotFound):
        await message_of(bot, posted).delete()
    if await bot.lanes.remember(bot.memory.helped.withdraw, posted.id):
        reason = TEXTS.text(posted.asked.language, NOT_MEANT)
        now = discord.utils.utcnow()
        opinion = Opinion(posted.id, interaction.user.id, -1, reason, now)
        await bot.lanes.remember(bot.memory.opinions.rate, opinion)
        log.info("Took an answer back", extra={"guild": interaction.guild_id})
        await _call(interaction, posted, setting)
    text = TEXTS.text(language_for(interaction), TAKEN_BACK)
    await interaction.edit_original_response(content=text)


def _require_theirs(interaction: Interaction, posted: PostedAnswer, setting: HelpSetting) -> None:
    """Raise `NotTheirPostError` unless the person has asked, or is of the team."""
    person = interaction.user
    has_role = (
        isinstance(person, discord.Member)
        and setting.team is not None
        and person.get_role(setting.team) is not None
    )
    if not (person.id == posted.asked.asker or has_role or is_moderator(interaction)):
        raise NotTheirPostError


async def _call(interaction: Interaction, posted: PostedAnswer, setting: HelpSetting) -> None:
    """Call the role that is to answer in the bot's place, if one is set."""
    channel = interaction.channel
    if setting.call is None or not isinstance(channel, discord.Thread | discord.TextChannel):
        return
    try:
        last = channel.get_partial_message(posted.id)
        await call_role(interaction.client, setting.call, last, channel)
    except discord.HTTPException as error:
        log.warning("A role couldn't be called: %s", error)
