"""What can go wrong on the Discord side, as branches of the library's tree."""

from bot.i18n import TEXTS
from index.errors import BelegbotError
from index.i18n import N_


class DiscordError(BelegbotError):
    """The bot can't start or stay in Discord."""

    texts = TEXTS


class TokenMissingError(DiscordError):
    """No token in the environment, none in the configuration."""

    message = N_(
        "There is no Discord token. Put it in the environment variable {variable}, or as token "
        "under [discord] in the configuration. You get one at "
        "https://discord.com/developers/applications: your application, then “Bot”, then “Reset "
        "Token”."
    )


class TokenRefusedError(DiscordError):
    """Discord doesn't know the token."""

    message = N_(
        "Discord refused the token; one stops working when it is reset. Get a new one at "
        "https://discord.com/developers/applications: your application, then “Bot”, then “Reset "
        "Token”."
    )


class DiscordUnreachableError(DiscordError):
    """No connection, or Discord answers with an error of its own."""

    message = N_(
        "Discord can't be reached: {reason}. Check the network and https://discordstatus.com, "
        "then start the bot again. The articles are unharmed."
    )
