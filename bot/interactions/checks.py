"""Who may do what, checked when it is done; and what the bot itself may do in a channel."""

from collections.abc import Callable, Coroutine
from enum import Enum, auto
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import discord

from bot.desk.moderators import is_moderator
from bot.interactions.errors import NotModeratorError
from index.i18n import N_

C = TypeVar("C")
A = TypeVar("A", bound=discord.Interaction[Any])
P = ParamSpec("P")
R = TypeVar("R")

Command = Callable[Concatenate[C, A, P], Coroutine[Any, Any, R]]

NEEDED = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "embed_links": N_("Embed Links"),
    "read_message_history": N_("Read Message History"),
    "create_public_threads": N_("Create Public Threads"),
}
"""What the bot uses, by discord.py's names, as Discord's settings call it."""


class Right(Enum):
    """Who may do something, at the moment when they do it."""

    EVERYONE = auto()
    MODERATORS = auto()


ServerChannel = discord.abc.GuildChannel | discord.Thread


def require_moderator(interaction: discord.Interaction[Any]) -> bool:
    """Return True for moderators; raises `NotModeratorError` for everyone else."""
    if not is_moderator(interaction):
        raise NotModeratorError
    return True


def require(interaction: discord.Interaction[Any], right: Right) -> None:
    """Make sure that the person has a right; raises `NotModeratorError`."""
    if right is not Right.EVERYONE:
        require_moderator(interaction)


def moderators_only() -> Callable[[Command[C, A, P, R]], Command[C, A, P, R]]:
    """Guard a command; Discord hides it, but who sees it isn't who may use it.

    The guard is within what is called, not one of discord.py's checks: nobody comes past it.
    """

    def guard(command: Command[C, A, P, R]) -> Command[C, A, P, R]:
        @wraps(command)
        async def guarded(cog: C, interaction: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
            require_moderator(interaction)
            return await command(cog, interaction, *args, **kwargs)

        return guarded

    return guard


def own_permissions(channel: object) -> discord.Permissions:
    """Return what the bot may do in a channel; all that matters in direct messages."""
    if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return channel.permissions_for(channel.guild.me)
    return discord.Permissions.all()


def missing_permissions(channel: ServerChannel, *, threads: bool = False) -> list[str]:
    """Return the names of what the bot would need in a channel and doesn't have."""
    needed = ["view_channel", "send_messages", "embed_links", "read_message_history"]
    if isinstance(channel, discord.Thread):
        needed[1] = "send_messages_in_threads"
    elif threads:
        needed += ["create_public_threads", "send_messages_in_threads"]
    permissions = own_permissions(channel)
    return [name for name in needed if not getattr(permissions, name)]
