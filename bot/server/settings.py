"""What moderators decide about the bot, and how they find out what is wrong with it."""

import logging
from typing import Any, ClassVar

import discord
from babel import Locale
from discord import app_commands, ui
from discord.app_commands import Choice, locale_str
from discord.ext import commands

from bot.asking.render import CONTENT_LIMIT
from bot.client.client import Belegbot
from bot.desk.preferences import FOLLOW, Preferences
from bot.helping.setting import HelpSetting
from bot.i18n import TEXTS
from bot.interactions.actions import Finder
from bot.interactions.checks import moderators_only
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.errors import NotManagerError
from bot.interactions.options import Channel, ChannelOption
from bot.markdown import escape, split
from bot.memory.preferences import WHOLE_SERVER
from bot.notices.log_channel import may_log
from bot.server.diagnosis import (
    Finding,
    as_text,
    audience_findings,
    channel_findings,
    connection_findings,
    library_findings,
    watch_findings,
)
from bot.server.help_channels import channel_menu
from bot.server.help_state import help_findings
from bot.server.visibility import role_problem
from index.corpus.catalogue import Summary
from index.i18n import LANGUAGES, N_, Language, own_name
from index.scopes import Scope

log = logging.getLogger(__name__)


class WritableChannel(ChannelOption):
    """An option for the channels that the bot can write a log in."""

    kinds: ClassVar = [discord.ChannelType.text, discord.ChannelType.news]


LogChannel = app_commands.Transform[Finder[int], WritableChannel]

UNSET = "unset"
"""The choice that takes a preference back: in a channel the server's holds again."""

ON, OFF, INHERIT = N_("yes"), N_("no"), N_("as everywhere else")
SWITCH = [
    Choice(name=locale_str(ON), value="yes"),
    Choice(name=locale_str(OFF), value="no"),
    Choice(name=locale_str(INHERIT), value=UNSET),
]
PLACE = [
    Choice(name=locale_str(N_("in the channel")), value="no"),
    Choice(name=locale_str(N_("in a thread")), value="yes"),
    Choice(name=locale_str(INHERIT), value=UNSET),
]
AS_ASKED, AS_SERVER = N_("as the question"), N_("as elsewhere in the server")
LANGUAGE = [
    *(Choice(name=own_name(code), value=code) for code in LANGUAGES),
    Choice(name=locale_str(AS_ASKED), value=FOLLOW),
]
LANGUAGE_HERE = [*LANGUAGE, Choice(name=locale_str(AS_SERVER), value=UNSET)]

SAVED = N_("Saved.")
NOTHING = N_("You named nothing to change. This holds now:")
WHOLE = N_("In the whole server")
LISTENS, LISTENS_NOT = N_("I answer publicly"), N_("I answer privately only")
THREADS, INLINE = N_("each conversation in a thread"), N_("answers in the channel")
PRIVATE, PUBLIC = N_("/ask private unless one says otherwise"), N_("/ask public")
FOLLOWS = N_("in the question's language")
IN_LANGUAGE = N_("in {language}")
ROLE = N_("Moderators: “Manage Messages” or {role}")
LOGS = N_("Changes to the sources are posted in {channel}, in {language}")
LOGS_UNSEEN = N_("Changes to the sources would be posted in {channel}, but I may not write there")
NO_ROLE = N_("Moderators: whoever has “Manage Messages”")
HELPS = {"on": N_("help channel"), "trial": N_("help channel on trial")}
WRITES = N_("A language model says answers in other words, above what is quoted")
WRITES_NOT = N_("Answers are quoted only; no language model says them in other words")
EXCEPTIONS = 20


class Admin(commands.Cog):
    """Moderators' commands: hidden from others by Discord, and checked here at each use."""

    settings = app_commands.Group(
        name=locale_str(N_("settings")),
        description=locale_str(N_("How I behave in this server")),
        default_permissions=discord.Permissions(manage_messages=True),
        guild_only=True,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, bot: Belegbot) -> None:
        self.bot = bot

    @settings.command(
        name=locale_str(N_("show")), description=locale_str(N_("Show what is set here"))
    )
    @moderators_only()
    async def show(self, interaction: Interaction) -> None:
        """Show the server's settings and the channels that differ."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._show(interaction, "")

    @settings.command(
        name=locale_str(N_("server")),
        description=locale_str(N_("Set how I behave in all channels")),
    )
    @app_commands.rename(
        answering=locale_str(N_("answering")),
        place=locale_str(N_("place")),
        private=locale_str(N_("private")),
        writing=locale_str(N_("writing")),
        language=locale_str(N_("language")),
        role=locale_str(N_("role")),
        no_role=locale_str(N_("no-role")),
        log_channel=locale_str(N_("log-channel")),
        no_log=locale_str(N_("no-log")),
    )
    @app_commands.describe(
        answering=locale_str(N_("Whether I answer publicly, unless a channel is set otherwise")),
        place=locale_str(N_("Where the answers are")),
        private=locale_str(N_("Whether /ask is private unless one says otherwise")),
        writing=locale_str(N_("Whether a language model says answers in other words, too")),
        language=locale_str(N_("The language around the answers; quotes stay as they are")),
        role=locale_str(N_("A role that may moderate me, besides “Manage Messages”")),
        no_role=locale_str(N_("Take the role's permission back")),
        log_channel=locale_str(N_("Where I post each change to the sources: who, what, why")),
        no_log=locale_str(N_("Post changes nowhere")),
    )
    @app_commands.choices(
        answering=SWITCH[:2],
        place=PLACE[:2],
        private=SWITCH[:2],
        writing=SWITCH[:2],
        language=LANGUAGE,
    )
    @moderators_only()
    async def server(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        answering: str | None = None,
        place: str | None = None,
        private: str | None = None,
        writing: str | None = None,
        language: str | None = None,
        role: discord.Role | None = None,
        no_role: bool = False,  # noqa: FBT001, FBT002 - an option's value
        log_channel: LogChannel | None = None,
        no_log: bool = False,  # noqa: FBT001, FBT002 - an option's value
    ) -> None:
        """Change what was given, leave the rest."""
        values = _values(answering, place, private, language)
        if writing is not None:
            values["writes"] = writing == "yes"
        if log_channel is not None or no_log:
            values["log_channel"] = None if log_channel is None else await log_channel()
        if role is not None or no_role:
            if not interaction.permissions.manage_guild:
                raise NotManagerError
            values["moderator_role"] = None if role is None else role.id
        await self._set(interaction, WHOLE_SERVER, values)

    @settings.command(
        name=locale_str(N_("channel")),
        description=locale_str(N_("Set how I behave in one channel")),
    )
    @app_commands.rename(
        channel=locale_str(N_("channel")),
        answering=locale_str(N_("answering")),
        place=locale_str(N_("place")),
        private=locale_str(N_("private")),
        language=locale_str(N_("language")),
    )
    @app_commands.describe(
        channel=locale_str(N_("Which channel; its threads follow it")),
        answering=locale_str(N_("Whether I answer publicly there")),
        place=locale_str(N_("Where the answers are")),
        private=locale_str(N_("Whether /ask is private unless one says otherwise")),
        language=locale_str(N_("The language around the answers; quotes stay as they are")),
    )
    @app_commands.choices(answering=SWITCH, place=PLACE, private=SWITCH, language=LANGUAGE_HERE)
    @moderators_only()
    async def channel(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        channel: Channel,
        answering: str | None = None,
        place: str | None = None,
        private: str | None = None,
        language: str | None = None,
    ) -> None:
        """Change what was given, leave the rest."""
        values = _values(answering, place, private, language)
        await self._set(interaction, await channel(), values)

    @app_commands.command(
        name=locale_str(N_("diagnose")),
        description=locale_str(N_("Show what keeps me from answering, and what to do about it")),
    )
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.guild_only()
    @app_commands.allowed_installs(guilds=True, users=False)
    @moderators_only()
    async def diagnose(self, interaction: Interaction) -> None:
        """Look at the connection, this server's channels and the index."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        language = language_for(interaction)
        assert interaction.guild is not None  # noqa: S101 - the command is for servers only
        findings = [
            *connection_findings(self.bot, language),
            *channel_findings(interaction.guild, self.bot.desk.preferences, language),
            *help_findings(
                interaction.guild,
                self.bot.desk.preferences,
                language,
                content=self.bot.intents.message_content,
            ),
            *library_findings(await self.bot.lanes.browse(self.bot.library.status), language),
            *audience_findings(interaction.guild, await self._own_sources(interaction), language),
        ]
        findings += await self._watch_findings(interaction.guild, language)
        if problem := await self._role_problem(interaction):
            findings.append(Finding(well=False, text=problem))
        for page in split(as_text(findings), CONTENT_LIMIT):
            await interaction.followup.send(page, ephemeral=True, suppress_embeds=True)

    async def _own_sources(self, interaction: Interaction) -> list[Summary]:
        listed, scope = self.bot.library.catalogue.articles, Scope.of(server_of(interaction))
        return await self.bot.lanes.browse(listed, scope, parts=True)

    async def _watch_findings(self, guild: discord.Guild, language: Language) -> list[Finding]:
        bot, scope = self.bot, Scope.of(guild.id)
        watches, waiting = await bot.lanes.browse(bot.watching.counts, scope)
        sites = await bot.lanes.browse(bot.sites.all, scope)
        waiting += len(await bot.lanes.browse(bot.sites.news, scope))
        named = bot.desk.preferences.of(guild.id).log_channel
        place = guild.get_channel(named) if named is not None else None
        channel = place if isinstance(place, discord.TextChannel) else None
        return list(watch_findings(watches + len(sites), waiting, channel, language))

    async def _role_problem(self, interaction: Interaction) -> str | None:
        if interaction.guild is None:
            return None
        try:
            return await role_problem(self.bot, interaction.guild, language_for(interaction))
        except discord.HTTPException as error:
            log.warning("Who sees which command can't be told: %s", error)
            return None

    async def _set(self, interaction: Interaction, channel_id: int, values: dict[str, Any]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        server = server_of(interaction)
        if values:
            await self.bot.desk.preferences.prefer(server, channel_id, values)
            spoken = {"spoken": language_for(interaction)}
            await self.bot.desk.preferences.prefer(server, WHOLE_SERVER, spoken)
            facts = {"guild": server, "by": interaction.user.id, "set": values}
            log.info("Settings changed", extra=facts)
        await self._show(interaction, SAVED if values else NOTHING)

    async def _show(self, interaction: Interaction, first: str) -> None:
        language, server = language_for(interaction), server_of(interaction)
        book = self.bot.desk.preferences
        whole = book.of(server)
        lines = [TEXTS.text(language, first)] if first else []
        lines.append(f"**{TEXTS.text(language, WHOLE)}**: {preferences_line(whole, language)}")
        own = [place for place in book.set_in(server) if place != WHOLE_SERVER]
        lines += [
            f"<#{place}>: {preferences_line(book.of(server, place), language)}"
            for place in own[:EXCEPTIONS]
        ]
        role = whole.moderator_role
        shown = f"<@&{role}>"
        lines.append(TEXTS.text(language, ROLE if role else NO_ROLE, role=shown))
        if self.bot.library.writer is not None:
            lines.append(TEXTS.text(language, WRITES if whole.writes else WRITES_NOT))
        if problem := await self._role_problem(interaction):
            lines.append(f"⚠️ {problem}")
        if whole.log_channel is not None:
            lines.append(self._log_line(server, whole, language))
        view = ui.View(timeout=None).add_item(channel_menu(language))
        await interaction.followup.send("\n".join(lines), view=view, ephemeral=True)

    def _log_line(self, server: int, whole: Preferences, language: Language) -> str:
        guild = self.bot.get_guild(server)
        channel = guild.get_channel(whole.log_channel or 0) if guild else None
        place = f"<#{whole.log_channel}>"
        if guild and isinstance(channel, discord.TextChannel) and may_log(channel):
            theirs = Locale(whole.language_in(guild)).get_language_name(language) or ""
            return TEXTS.text(language, LOGS, channel=place, language=theirs)
        return TEXTS.text(language, LOGS_UNSEEN, channel=place)


def preferences_line(preferences: Preferences, language: Language) -> str:
    """Return what holds in a channel, for moderators."""
    own = preferences.language
    texts = [LISTENS_NOT]
    if preferences.listens:
        # The rest says how, and has no effect elsewhere.
        texts = [
            LISTENS,
            THREADS if preferences.threads else INLINE,
            PRIVATE if preferences.private else PUBLIC,
        ]
    texts.append(IN_LANGUAGE if own else FOLLOWS)
    helps = HELPS.get(HelpSetting.of(preferences.help).mode)
    texts += [helps] if helps else []
    name = Locale(own).get_language_name(language) if own else ""
    return "; ".join(escape(TEXTS.text(language, text, language=name)) for text in texts)


def _values(
    answering: str | None, place: str | None, private: str | None, language: str | None
) -> dict[str, Any]:
    """Return the preferences that were given; None for those that are to be taken back."""
    switches = {"listens": answering, "threads": place, "private": private}
    values: dict[str, Any] = {
        name: None if value == UNSET else value == "yes"
        for name, value in switches.items()
        if value is not None
    }
    if language is not None:
        known = {*LANGUAGES, FOLLOW}
        values["language"] = language if language in known else None
    return values
