"""How a change to the sources goes: done while its progress is told, then said and logged."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.failures import explain_to, record
from bot.interactions.common import Interaction, language_for, server_of
from bot.interactions.progress import with_progress
from bot.notices.log_channel import post_change, post_further
from bot.sources.texts.preview import said_of
from index.errors import BelegbotError
from index.indexing.errors import IndexLateError
from index.indexing.progress import Progress
from index.models import Change

log = logging.getLogger(__name__)

LOGGED = 10
"""Changes that are posted one by one."""


async def carry_out(
    interaction: Interaction, work: Callable[[Progress], Awaitable[Change]]
) -> tuple[Change, str]:
    """Make a change, and return it with what to say if it is stored but not indexed yet.

    Raises:
        ArticleError: it can't be made, or not any more.
    """
    try:
        return await with_progress(interaction, work), ""
    except IndexLateError as error:
        record(error, f"Indexing in server {interaction.guild_id}")
        return change_of(error), explain_to(interaction, error)


def change_of(error: BelegbotError) -> Change:
    """Return the change that an error tells of."""
    change = error.values["change"]
    if not isinstance(change, Change):
        raise TypeError(change)
    return change


async def finish(
    interaction: Interaction, change: Change, title: str, message: str, instead: str = ""
) -> None:
    """Say that a change is done, to who made it and in the log channel.

    Where there is more to say than `message`, which has the title alone, `instead` says it.
    """
    text = instead or said_of(title, language_for(interaction), message)
    await interaction.edit_original_response(content=text, embed=None, view=None, attachments=[])
    await announce(interaction, change, title)


async def announce(interaction: Interaction, change: Change, title: str) -> None:
    """Put a change into the operator's log, and in the server's log channel."""
    facts = {"guild": interaction.guild_id, "by": interaction.user.id, "revision": change.revision}
    log.info("Sources changed: %s", change.operation, extra=facts)
    if change.scope.server is not None:
        await post_change(interaction.client, change.scope.server, change, title)


async def announce_all(interaction: Interaction, changes: Sequence[tuple[Change, str]]) -> None:
    """Put the changes into the log channel, the first ones one by one."""
    bot, server = interaction.client, server_of(interaction)
    for change, title in changes[:LOGGED]:
        await post_change(bot, server, change, title)
    if (further := len(changes) - LOGGED) > 0:
        await post_further(bot, server, further)
