"""`/source audience`: for whom an article is, of all in its server."""

from collections.abc import Iterable

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.client.client import Belegbot
from bot.desk.readers import PART, Audience
from bot.i18n import TEXTS
from bot.interactions.actions import Finder
from bot.interactions.channels import Channel
from bot.interactions.checks import moderators_only
from bot.interactions.common import Interaction, author, language_for, server_of
from bot.interactions.errors import IdUnknownError
from bot.sources.choose import Own
from bot.sources.draft.forms import EVERYBODY, WHY_LIMIT
from bot.sources.errors import NobodyNamedError
from bot.sources.outcome import announce, carry_out
from bot.sources.texts.article import shown_title
from bot.sources.texts.audience import for_whom
from index.i18n import N_
from index.scopes import Scope

FOR_ROLE = N_("Only whoever has this role can ask it")
ONE_MORE_ROLE = N_("… or this role")
FOR_CHANNEL = N_("It can be asked in this channel, by everybody there")
ONE_MORE_CHANNEL = N_("… or in this channel")

MOVED = N_("✅ {title}: {audience}. Article {article}, change {revision}.")


class AudienceCommands(commands.Cog):
    """Who may ask what."""

    bot: Belegbot

    @app_commands.command(
        name=locale_str(N_("audience")),
        description=locale_str(N_("Choose for whom a source is: some roles or channels, or all")),
    )
    @app_commands.rename(
        article=locale_str(N_("article")),
        role=locale_str(N_("for-role")),
        role_2=locale_str(N_("for-role-2")),
        channel=locale_str(N_("for-channel")),
        channel_2=locale_str(N_("for-channel-2")),
        everybody=locale_str(N_("for-everybody")),
        why=locale_str(N_("reason")),
    )
    @app_commands.describe(
        article=locale_str(N_("Begin to type its title")),
        role=locale_str(FOR_ROLE),
        role_2=locale_str(ONE_MORE_ROLE),
        channel=locale_str(FOR_CHANNEL),
        channel_2=locale_str(ONE_MORE_CHANNEL),
        everybody=locale_str(N_("Everybody in this server can ask it")),
        why=locale_str(N_("For the history and the log channel")),
    )
    @moderators_only()
    async def audience(  # noqa: PLR0913, PLR0917 - the command's options
        self,
        interaction: Interaction,
        article: Own,
        role: discord.Role | None = None,
        role_2: discord.Role | None = None,
        channel: Channel | None = None,
        channel_2: Channel | None = None,
        everybody: bool = False,  # noqa: FBT001, FBT002 - an option's value
        why: app_commands.Range[str, 1, WHY_LIMIT] = "",
    ) -> None:
        """Give the article to these; what there is of it in answers elsewhere is struck."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, language = interaction.client, language_for(interaction)
        found = await article()
        part = (await chosen((role, role_2), (channel, channel_2))).part
        if not part and not everybody and not _everyone(role, role_2):
            raise NobodyNamedError
        scope = Scope.of(server_of(interaction), "" if everybody else part)
        who = author(interaction, " ".join(why.split()))
        change, late = await carry_out(
            interaction,
            lambda _: bot.lanes.write(
                bot.library.move, found.article.id, scope, who, found.expected
            ),
        )
        text = late or TEXTS.text(
            language,
            MOVED,
            title=shown_title(found.article.title),
            audience=for_whom(scope, language),
            article=change.article_id,
            revision=change.revision,
        )
        await interaction.edit_original_response(content=text)
        await announce(interaction, change, found.article.title)


async def chosen(
    roles: Iterable[discord.Role | None], channels: Iterable[Finder[int] | None]
) -> Audience:
    """Return for whom a source is to be by a command's options; nobody's says everybody.

    Who is given the role that all have, is everybody.

    Raises:
        ChannelUnknownError: the server has no such channel.
    """
    named = [role for role in roles if role is not None]
    places = [await find() for find in channels if find is not None]
    if _everyone(*named):
        return Audience()
    return Audience(frozenset(role.id for role in named), frozenset(places))


def _everyone(*roles: discord.Role | None) -> bool:
    return any(role is not None and role.is_default() for role in roles)


def part_in(rest: str) -> str:
    """Read in a form's id for whom its text is to be; raises `IdUnknownError`."""
    if rest == EVERYBODY:
        return ""
    if not PART.fullmatch(rest):
        raise IdUnknownError
    return Audience.of(rest).part
