"""`/help-channel`: where the bot answers without a mention, and what hinders it there."""

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.desk.preferences import PreferenceBook
from bot.helping.errors import RoleNotMentionableError
from bot.helping.setting import HelpSetting, Mode
from bot.i18n import TEXTS
from bot.interactions.access import own_channel
from bot.interactions.actions import Finder
from bot.interactions.checks import NEEDED, moderators_only, own_permissions
from bot.interactions.common import Interaction, language_for, server_of
from bot.markdown import escape
from bot.notices.log_channel import may_log
from bot.server.diagnosis import Finding, as_text
from index.i18n import N_, Language

log = logging.getLogger(__name__)

ON, TRIAL, OFF = N_("on"), N_("on trial: in the log channel only"), N_("off")
MODES: dict[str, Mode] = {ON: "on", TRIAL: "trial", OFF: "off"}
TEAM, CALL, TAG = N_("the team's role"), N_("the role to call"), N_("the tag for “solved”")
WITHOUT = {TEAM: "team", CALL: "call", TAG: "solved"}

IS_ON = N_("🛟 {channel} is a help channel: I answer there without a mention, where it is certain.")
IS_ON_TRIAL = N_(
    "🧪 {channel} is a help channel on trial: what I would answer is in the log channel only."
)
IS_OFF = N_("{channel} is no help channel: I answer there when I am asked.")
HOW = N_(
    "I wait until a person has written nothing for {pause} seconds, and give {daily} answers in 24 "
    "hours at most."
)
KEEPS_SILENT = N_("Where moderators write, or {role}, I keep silent.")
KEEPS_SILENT_MODERATORS = N_("Where moderators write, I keep silent.")
SOLVED_TAG = N_("So I do where a post is tagged as solved, or “{tag}”.")
SOLVED_USUAL = N_("So I do where a post is tagged as solved.")
CALLS = N_("Where I can't answer, I call {role}.")

NO_CONTENT = N_(
    "{channel} is a help channel, but Discord doesn't deliver its messages to me. The operator can "
    "change that."
)
NO_CONTENT_OPERATOR = N_(
    "{channel} is a help channel, but Discord doesn't deliver its messages: set message_content = "
    "true under [discord] in the configuration, and switch on “Message Content Intent” at "
    "https://discord.com/developers/applications: your application, then “Bot”."
)
PRIVATE_ONLY = N_(
    "{channel} is a help channel, but I am set to answer privately only there: **/settings "
    "channel** changes that."
)
LACKING = N_("In the help channel {channel} I lack: {permissions}. Until then I keep silent there.")
NO_LOG = N_(
    "{channel} is a help channel on trial, but there is no log channel that I can write in: "
    "**/settings server** names one."
)
ROLE_GONE = N_("The role that I am to call in {channel} is gone. **/help-channel** names another.")
ROLE_SILENT = N_(
    "I can't call {role} in {channel}: let everybody mention the role, or grant me “Mention "
    "@everyone, @here and All Roles”."
)


class HelpChannelOption(app_commands.Transformer):
    """An option for the channels that can be help channels."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Text channels and forums."""
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.forum]

    async def transform(
        self,
        interaction: discord.Interaction[Any],
        value: Any,  # noqa: ANN401 - Discord's partial channel
        /,
    ) -> Finder[int]:
        """Return what finds the channel's id."""
        return partial(own_channel, interaction, int(value.id))


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
        solved: app_commands.Range[str, 1, 20] | None = None,
        without: str | None = None,
    ) -> None:
        """Change what was given, leave the rest, and say what holds and what hinders."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        server, place = server_of(interaction), await channel()
        if call is not None and not (call.mentionable or interaction.permissions.mention_everyone):
            raise RoleNotMentionableError(role=f"@{call.name}")
        book = self.bot.desk.preferences
        before = HelpSetting.of(book.of(server, place).help)
        given = {
            "mode": mode if mode in MODES.values() else None,
            "team": team and team.id,
            "call": call and call.id,
            "daily": daily,
            "pause": pause,
            "solved": solved,
        }
        setting = before.changed(given)
        if without in WITHOUT.values():
            setting = setting.without(str(without))
        if setting != before:
            await book.prefer(server, place, {"help": setting.kept})
            facts = {"guild": server, "channel": place, "by": interaction.user.id}
            log.info("Help channel: %s", setting.mode, extra=facts)
        await self._show(interaction, place, setting)

    async def _show(self, interaction: Interaction, place: int, setting: HelpSetting) -> None:
        assert interaction.guild is not None  # noqa: S101 - the command is for servers only
        language = language_for(interaction)
        forum = isinstance(interaction.guild.get_channel(place), discord.ForumChannel)
        lines = _described(place, setting, language, forum=forum)
        book = self.bot.desk.preferences
        no_content = None if self.bot.intents.message_content else NO_CONTENT
        found = _hindrances(interaction.guild, (place, setting), book, language, no_content)
        text = "\n".join([*lines, as_text(found)]).strip()
        none = discord.AllowedMentions.none()
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=none)


def help_findings(
    guild: discord.Guild,
    book: PreferenceBook,
    language: Language,
    *,
    content: bool,
    operator: bool = False,
) -> Iterator[Finding]:
    """Tell what keeps the bot from answering in a server's help channels.

    `content`: Discord delivers what messages say. Only an operator reads of settings.
    """
    no_content = NO_CONTENT_OPERATOR if operator else NO_CONTENT
    for place in book.set_in(guild.id):
        setting = HelpSetting.of(book.of(guild.id, place).help)
        if guild.get_channel(place) is not None:
            lacking = None if content else no_content
            yield from _hindrances(guild, (place, setting), book, language, lacking)


def _hindrances(
    guild: discord.Guild,
    of: tuple[int, HelpSetting],
    book: PreferenceBook,
    language: Language,
    no_content: str | None,
) -> Iterator[Finding]:
    place, setting = of
    channel = guild.get_channel(place)
    if setting.mode == "off" or channel is None:
        return

    def finding(message: str, **values: object) -> Finding:
        text = TEXTS.text(language, message, channel=f"<#{place}>", **values)
        return Finding(well=False, text=text)

    if no_content is not None:
        yield finding(no_content)
    preferences = book.of(guild.id, place)
    if not preferences.listens:
        yield finding(PRIVATE_ONLY)
    if setting.mode == "trial":
        target = guild.get_channel(preferences.log_channel or 0)
        if not isinstance(target, discord.TextChannel) or not may_log(target):
            yield finding(NO_LOG)
    trial = setting.mode == "trial"
    if lacking := lacking_in(channel, threads=preferences.threads, trial=trial):
        names = ", ".join(TEXTS.text(language, NEEDED[name]) for name in lacking)
        yield finding(LACKING, permissions=names)
    if setting.call is not None:
        role = guild.get_role(setting.call)
        if role is None:
            yield finding(ROLE_GONE)
        elif not (role.mentionable or own_permissions(channel).mention_everyone):
            yield finding(ROLE_SILENT, role=escape(f"@{role.name}"))


def lacking_in(channel: discord.abc.GuildChannel, *, threads: bool, trial: bool) -> list[str]:
    """Return the names of the permissions that the bot lacks to answer in a help channel."""
    needed = ["view_channel"]
    if trial:
        return [name for name in needed if not getattr(own_permissions(channel), name)]
    needed += ["embed_links", "read_message_history"]
    if isinstance(channel, discord.ForumChannel):
        needed.append("send_messages_in_threads")
    else:
        needed.append("send_messages")
        needed += ["create_public_threads", "send_messages_in_threads"] if threads else []
    permissions = own_permissions(channel)
    return [name for name in needed if not getattr(permissions, name)]


def _described(place: int, setting: HelpSetting, language: Language, *, forum: bool) -> list[str]:
    """Say what holds in a channel."""
    heads = {"on": IS_ON, "trial": IS_ON_TRIAL, "off": IS_OFF}

    def say(message: str, **values: object) -> str:
        return TEXTS.text(language, message, **values)

    lines = [say(heads[setting.mode], channel=f"<#{place}>")]
    if setting.mode == "off":
        return lines
    lines.append(say(HOW, pause=setting.pause, daily=setting.daily))
    team = f"<@&{setting.team}>"
    silent = say(KEEPS_SILENT if setting.team else KEEPS_SILENT_MODERATORS, role=team)
    tag = say(SOLVED_TAG if setting.solved else SOLVED_USUAL, tag=escape(setting.solved))
    lines.append(f"{silent} {tag}" if forum else silent)
    if setting.call:
        lines.append(say(CALLS, role=f"<@&{setting.call}>"))
    return lines
