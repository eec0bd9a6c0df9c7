"""What isn't remembered, or not any more."""

from bot.errors import DiscordError, ModerationError
from index.i18n import N_


class PreviewGoneError(ModerationError):
    """What was previewed is decided on, or too old."""

    message = public = N_(
        "This preview was decided on or has expired. This click changed nothing; **/source list** "
        "shows what there is."
    )


class PreviewsFullError(ModerationError):
    """What waits to be decided on takes up too much in a server."""

    message = public = N_(
        "The previews that wait to be decided on in this server would take up more than {limit} "
        "MB. Nothing was stored; decide on some of them first, or wait until they expire."
    )


class ServerUnknownError(DiscordError):
    """There is nothing of a Discord server."""

    message = N_(
        "There is no data of the server “{server}”. “belegbot server list” shows those there is "
        "some of."
    )


class PersonUnknownError(DiscordError):
    """There is nothing of a person."""

    message = N_(
        "There is no data of the person {person}. A person's id is a number (in Discord: “Copy "
        "User ID”)."
    )
