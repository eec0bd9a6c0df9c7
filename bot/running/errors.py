"""Why the bot can't start, or stay in Discord."""

from bot.errors import DiscordError
from index.i18n import N_


class TokenRefusedError(DiscordError):
    """Discord doesn't know the token."""

    message = N_(
        "Discord refused the token; one stops working when it is reset. Get a new one at "
        "https://discord.com/developers/applications: your application, then “Bot”, then “Reset "
        "Token”."
    )


class ContentRefusedError(DiscordError):
    """The configuration asks for the content of messages, which the application isn't granted."""

    message = N_(
        "Discord doesn't deliver the content of messages to this bot. Switch on “Message Content "
        "Intent” at https://discord.com/developers/applications: your application, then “Bot”; or "
        "set message_content = false under [discord] in the configuration."
    )


class ShardsRefusedError(DiscordError):
    """Discord has no such shards, or wants more of them for so many servers."""

    message = N_(
        "Discord doesn't let the bot in with the shards {shards}: for as many servers as it is in, "
        "there are to be more in all. Name another number with --shards, the same for all "
        "processes; without, Discord's own is taken. The articles are unharmed."
    )


class MetricsPackageError(DiscordError):
    """The package that serves metrics isn't installed."""

    message = N_(
        "Metrics need the package prometheus-client, which isn't installed: pip install "
        "'belegbot[metrics]', or set enabled = false under [metrics]. Nothing was started."
    )


class MetricsAddressError(DiscordError):
    """Somebody else has the address, or it isn't this machine's."""

    message = N_(
        "Metrics can't be served at {address}: {reason}. Set another host or port under [metrics]. "
        "Nothing was started."
    )


class DiscordRefusesError(DiscordError):
    """Discord lets the bot in only later: it was started, or asked, too often."""

    message = N_(
        "Discord doesn't let the bot in before {when} (429: too many starts or requests). Start it "
        "again after that; earlier attempts may make the wait longer. The articles are unharmed."
    )


class DiscordUnreachableError(DiscordError):
    """No connection, or Discord answers with an error of its own."""

    message = N_(
        "Discord can't be reached: {reason}. Check the network and https://discordstatus.com, "
        "then start the bot again. The articles are unharmed."
    )


class HealthError(DiscordError):
    """The bot doesn't do its work."""


class NoBotError(HealthError):
    """There is no sign of life at all."""

    message = N_(
        "No bot has run on {path}. Start it with “belegbot run”. The articles are unharmed."
    )


class BotSilentError(HealthError):
    """The last sign of life is too old."""

    message = N_(
        "The bot on {path} gave its last sign of life {seconds} seconds ago: it has ended, or "
        "hangs. Start it again; its log says more. The articles are unharmed."
    )


class BotOfflineError(HealthError):
    """It runs, and Discord doesn't hear it."""

    message = N_(
        "The bot runs, and isn't connected to Discord. It goes on trying; if that stays, see "
        "https://discordstatus.com and the machine's network."
    )


class BotBehindError(HealthError):
    """It can't follow the articles."""

    message = N_(
        "The bot runs, and can't follow the changes to the articles. They are kept; its log says "
        "why it can't."
    )
