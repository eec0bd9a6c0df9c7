"""What can go wrong on the Discord side, as branches of the library's tree."""

from bot.i18n import TEXTS
from index.errors import BelegbotError
from index.i18n import N_


class DiscordError(BelegbotError):
    """Something on the Discord side doesn't work."""

    texts = TEXTS


class TokenMissingError(DiscordError):
    """No token in the environment, none in the configuration."""

    message = N_(
        "There is no Discord token. Put it in the environment variable {variable}, or as token "
        "under [discord] in the configuration. You get one at "
        "https://discord.com/developers/applications: your application, then “Bot”, then “Reset "
        "Token”."
    )


class RefusalError(DiscordError):
    """Nothing failed: what the person wants isn't possible now or for them, and they are told."""


class ModerationError(RefusalError):
    """The same of what only moderators do; its text may name their commands."""
