"""Why a process of several can't have its shards."""

from bot.errors import DiscordError
from index.i18n import N_


class ShardTakenError(DiscordError):
    """Another process goes on with a shard that this one was started for."""

    message = N_(
        "Another process ({holder}) runs this bot already, with shard {shards}. Stop that one, or "
        "name other shards with --shards; all processes name the same number in all. Nothing was "
        "started."
    )


class ShardsLostError(DiscordError):
    """Others have taken over all that this process had: it hung, or they were started for it."""

    message = N_(
        "Other processes have taken over the shards {shards} of this one, which has ended: it gave "
        "no sign of life for too long, or another was started in its place. Nothing is lost."
    )
