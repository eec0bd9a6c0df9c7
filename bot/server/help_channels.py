"""Where the bot answers without a mention: `/help-channel`, and the menu below `/settings`."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.helping.errors import RoleNotMentionableError
from bot.helping.setting import HelpSetting, Mode
from bot.i18n import TEXTS
from bot.interactions.access import A_CHANNEL, A_CHANNEL_AND_NUMBER_CHOSEN, A_CHANNEL_CHOSEN
from bot.interactions.actions import Finder, Key, action, form_action
from bot.interactions.buttons import Persistent, channels, menu
from bot.interactions.checks import Right, moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.forms import Form
from bot.interactions.options import ChannelOption
from bot.server.diagnosis import as_text
from bot.server.help_state import NO_CONTENT, described, hindrances
from index.i18n import N_, Language

log = logging.getLogger(__name__)

ON, TRIAL, OFF = N_("on"), N_("on trial: in the log channel only"), N_("off")
MODES: dict[str, Mode] = {ON: "on", TRIAL: "trial", OFF: "off"}
TEAM, CALL, TAG = N_("the team's role"), N_("the role to call"), N_("the tag for “solved”")
WITHOUT = {TEAM: "team", CALL: "call", TAG: "solved"}

KINDS = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
DAILIES, PAUSES = (5, 10, 20, 50, 100, 200, 500), (5, 10, 30, 60, 120, 300, 600)
"""Answers in 24 hours and seconds that the form offers; the command takes any in between."""
TAG_LIMIT = 20

CHOOSE = N_("Set up a help channel …")
TITLE = N_("Help channel")
ANSWERING = N_("Answer there without a mention")
TEAM_LABEL, CALL_LABEL = N_("The team's role"), N_("The role to call")
TEAM_HELP = N_("Where its people write, I keep silent, as with moderators")
CALL_HELP = N_("I mention it where I can't answer")
DAILY_LABEL, PAUSE_LABEL = N_("Answers in 24 hours at most"), N_("Seconds to wait for more")
WAITS = N_("I wait {n} seconds for more")
TAG_LABEL, TAG_HELP = N_("The tag for “solved”"), N_("Besides the usual ones")


class HelpChannelOption(ChannelOption):
    """An option for the channels that can be help channels."""

    kinds = KINDS


HelpChannel = app_commands.Transform[Finder[int], HelpChannelOption]


class HelpChannelCommand(commands.Cog):
    """Moderators switch it on and off, channel by channel."""

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @app_commands.command(
        name=locale_str(N_("help-channel")),
        description=locale_str(N_("Let me answer in a channel or forum without a mention")),
    )
    @app_commands.rename(
        channel=locale_str(N_("channel")),
        mode=locale_str(N_("answering")),
        team=locale_str(N_("team")),
        call=locale_str(N_("call")),
        daily=locale_str(N_("daily")),
        pause=locale_str(N_("pause")),
        solved=locale_str(N_("solved-tag")),
        without=locale_str(N_("without")),
    )
    @app_commands.describe(
        channel=locale_str(N_("A text channel or a forum; alone, it shows what is set")),
        mode=locale_str(N_("Whether I answer there, or only say in the log channel what I would")),
        team=locale_str(N_("A role whose people answer there; where they are, I keep silent")),
        call=locale_str(N_("A role that I mention where I can't answer")),
        daily=locale_str(N_("How many answers I may give there in 24 hours")),
        pause=locale_str(N_("Seconds without a message after which somebody has said all")),
        solved=locale_str(N_("A forum's tag that says a post is solved, besides the usual ones")),
        without=locale_str(N_("What is to be taken back")),
    )
    @app_commands.choices(
        mode=[Choice(name=locale_str(name), value=value) for name, value in MODES.items()],
        without=[Choice(name=locale_str(name), value=value) for name, value in WITHOUT.items()],
    )
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @moderators_only()
    async def help_channel(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        channel: HelpChannel,
        mode: str | None = None,
        team: discord.Role | None = None,
        call: discord.Role | None = None,
        daily: app_commands.Range[int, 1, 500] | None = None,
        pause: app_commands.Range[int, 5, 600] | None = None,
        solved: app_commands.Range[str, 1, TAG_LIMIT] | None = None,
        without: str | None = None,
    ) -> None:
        """Change what was given, leave the rest, and say what holds and what hinders."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await channel()
        setting = _setting_of(interaction, place).changed(
            {
                "mode": mode if mode in MODES.values() else None,
                "team": team and team.id,
                "call": call and call.id,
                "daily": daily,
                "pause": pause,
                "solved": solved,
            }
        )
        if without in WITHOUT.values():
            setting = setting.without(str(without))
        await set_help(interaction, place, setting)


async def set_help(
    interaction: Interaction, place: int, setting: HelpSetting, *, anew: bool = False
) -> None:
    """Keep how moderators want a help channel, and say what holds and what hinders.

    `anew`: the message says so that shows it, and no other.

    Raises:
        RoleNotMentionableError: the role to call is new, and the person may not mention it.
    """
    bot, before = interaction.client, _setting_of(interaction, place)
    assert interaction.guild is not None  # noqa: S101 - for servers only
    if setting.call != before.call:
        role = interaction.guild.get_role(setting.call or 0)
        if role and not (role.mentionable or interaction.permissions.mention_everyone):
            raise RoleNotMentionableError(role=f"@{role.name}")
    if setting != before:
        server = interaction.guild.id
        await bot.desk.preferences.prefer(server, place, {"help": setting.kept})
        facts = {"guild": server, "channel": place, "by": interaction.user.id}
        log.info("Help channel: %s", setting.mode, extra=facts)
    shown = _shown(interaction, place, setting)
    if anew:
        await interaction.edit_original_response(**shown)
    else:
        await interaction.followup.send(**shown, ephemeral=True)


def _setting_of(interaction: Interaction, place: int) -> HelpSetting:
    preferences = interaction.client.desk.preferences
    return HelpSetting.of(preferences.of(server_of(interaction), place).help)


def _shown(interaction: Interaction, place: int, setting: HelpSetting) -> dict[str, Any]:
    """Return a message's arguments: what holds, what hinders, and what the form has no room for."""
    assert interaction.guild is not None  # noqa: S101 - for servers only
    bot, language = interaction.client, language_for(interaction)
    forum = isinstance(interaction.guild.get_channel(place), discord.ForumChannel)
    lines = described(place, setting, language, forum=forum)
    no_content = None if bot.intents.message_content else NO_CONTENT
    book = bot.desk.preferences
    found = hindrances(interaction.guild, (place, setting), book, language, no_content)
    view = discord.ui.View(timeout=None)
    if forum and setting.mode != "off":
        view.add_item(_pause_menu(place, setting.pause, language))
    return {
        "content": "\n".join([*lines, as_text(found)]).strip(),
        "view": view,
        "allowed_mentions": discord.AllowedMentions.none(),
    }


def _pause_menu(place: int, now: int, language: Language) -> Persistent:
    options = [
        discord.SelectOption(
            label=TEXTS.text(language, WAITS, n=each), value=each, default=each == str(now)
        )
        for each in _numbers(PAUSES, now)
    ]
    return menu("bh:pause", Key(place), options=options)


@action("bh:pause", Right.MODERATORS, A_CHANNEL_AND_NUMBER_CHOSEN)
async def _set_pause(interaction: Interaction, find: Finder[tuple[int, int]]) -> None:
    await interaction.response.defer()
    place, chosen = await find()
    setting = _setting_of(interaction, place)
    pause = _number({"pause": str(chosen)}, "pause", PAUSES, setting.pause)
    await set_help(interaction, place, replace(setting, pause=pause), anew=True)


def channel_menu(language: Language) -> Persistent:
    """Return a menu of the channels that can be help channels; each opens its form."""
    return channels("bh:channel", Key(), KINDS, placeholder=TEXTS.text(language, CHOOSE))


@action("bh:channel", Right.MODERATORS, A_CHANNEL_CHOSEN)
async def _open_form(interaction: Interaction, find: Finder[int]) -> None:
    place = await find()
    setting, guild = _setting_of(interaction, place), interaction.guild
    assert guild is not None  # noqa: S101 - for servers only
    form = Form(language_for(interaction), TITLE, "bh:form", Key(place))
    form.ask_one("mode", ANSWERING, {value: name for name, value in MODES.items()}, setting.mode)
    there = [each for each in (setting.team,) if each and guild.get_role(each)]
    form.ask_roles("team", TEAM_LABEL, 1, there, explained=TEAM_HELP)
    there = [each for each in (setting.call,) if each and guild.get_role(each)]
    form.ask_roles("call", CALL_LABEL, 1, there, explained=CALL_HELP)
    form.ask_one("daily", DAILY_LABEL, _numbers(DAILIES, setting.daily), str(setting.daily))
    if isinstance(guild.get_channel(place), discord.ForumChannel):
        form.ask("solved", TAG_LABEL, TAG_LIMIT, setting.solved, explained=TAG_HELP)
    else:
        form.ask_one("pause", PAUSE_LABEL, _numbers(PAUSES, setting.pause), str(setting.pause))
    await interaction.response.send_modal(form)


@form_action("bh:form", Right.MODERATORS, A_CHANNEL)
async def _set_by_form(interaction: Interaction, find: Finder[int], values: dict[str, str]) -> None:
    """Take over what was chosen; a field that is missing stays as it was."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    place = await find()
    setting, guild = _setting_of(interaction, place), interaction.guild
    assert guild is not None  # noqa: S101 - for servers only
    mode, solved = values.get("mode"), values.get("solved", setting.solved)
    setting = replace(
        setting,
        mode=next((each for each in MODES.values() if each == mode), setting.mode),
        team=_role(guild, values, "team", setting.team),
        call=_role(guild, values, "call", setting.call),
        daily=_number(values, "daily", DAILIES, setting.daily),
        pause=_number(values, "pause", PAUSES, setting.pause),
        solved=solved.strip()[:TAG_LIMIT],
    )
    await set_help(interaction, place, setting)


def _numbers(offered: Sequence[int], now: int) -> dict[str, str]:
    return {str(each): str(each) for each in sorted({*offered, now})}


def _number(values: Mapping[str, str], name: str, offered: Sequence[int], now: int) -> int:
    chosen = values.get(name)
    return next((each for each in offered if str(each) == chosen), now)


def _role(
    guild: discord.Guild, values: Mapping[str, str], name: str, now: int | None
) -> int | None:
    """Return the role that was chosen; as before where the form didn't ask, or it isn't one's."""
    chosen = values.get(name)
    if chosen is None:
        return now
    known = next((role.id for role in guild.roles if str(role.id) == chosen), now)
    return known if chosen else None
