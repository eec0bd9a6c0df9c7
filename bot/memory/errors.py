"""What isn't remembered, or not any more."""

from bot.errors import DiscordError, RefusalError
from index.i18n import N_


class PreviewGoneError(RefusalError):
    """What was previewed is decided on, or too old."""

    message = public = N_(
        "This preview is decided on or has expired, and is erased. Nothing was stored by this; "
        "add the source again if you still want it."
    )


class ServerUnknownError(DiscordError):
    """There is nothing of a Discord server."""

    message = N_(
        "There is no data of the server “{server}”. “belegbot server list” shows those there is "
        "some of."
    )
