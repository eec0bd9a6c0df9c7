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


class RefusalError(DiscordError):
    """Nothing failed: what the person wants isn't possible now or for them, and they are told."""


class CooldownError(RefusalError):
    """A person asks faster than they may."""

    message = public = N_("That was quick. Please ask again in {seconds} s.")


class ServerCooldownError(RefusalError):
    """A server's members together ask faster than they may."""

    message = public = N_("This server is asking a lot right now. Please ask again in {seconds} s.")


class BusyError(RefusalError):
    """The queue is full."""

    message = public = N_(
        "I'm busy: {waiting} questions are waiting already. Yours was not taken; please ask again "
        "in a minute."
    )


class NotModeratorError(RefusalError):
    """A person without the permission uses a moderators' command or button."""

    message = public = N_(
        "That is for this server's moderators: whoever has “Manage Messages” here, or the role "
        "that was set for it."
    )


class NotManagerError(RefusalError):
    """A moderator wants to change who is one."""

    message = public = N_(
        "Which role may moderate me is for members with “Manage Server” to decide."
    )


class AnswerForgottenError(RefusalError):
    """A button belongs to an answer that the journal doesn't have (any more)."""

    message = public = N_("I no longer remember this answer. Please ask again.")


class SourceChangedError(RefusalError):
    """The context of a quote is wanted whose article was changed or removed since."""

    message = public = N_(
        "This source was corrected or removed since the answer. Please ask again; the new answer "
        "quotes what holds now."
    )


class SourceUnknownError(RefusalError):
    """A moderator names an article that their server doesn't have, or not in this state."""

    message = public = N_(
        "I know no source “{source}” here to do that with. Choose one from the list that appears "
        "while you type."
    )


class SourceSharedError(RefusalError):
    """A moderator wants to change an article that every server sees."""

    message = public = N_(
        "“{title}” is shared by all servers, so only the operator can change it. You can add a "
        "source of your own beside it."
    )


class AttachmentGoneError(RefusalError):
    """Discord doesn't deliver a file that was attached."""

    message = public = N_(
        "Discord doesn't deliver the file “{source}”. Nothing was stored; attach it again."
    )


class MessageEmptyError(RefusalError):
    """A message has no text and no file that could be one."""

    message = public = N_(
        "This message holds neither a text nor a file that I can read. Nothing was stored; text, "
        "Markdown, HTML and PDF can be added."
    )


class SameTextTwiceError(RefusalError):
    """The same text was handed in twice at once."""

    message = public = N_("“{source}” has the same text as “{other}”; it is shown once.")


class ExportTooLargeError(RefusalError):
    """A server's export is larger than Discord takes."""

    message = public = N_(
        "This server's sources are too large for a file in Discord. Ask the operator for them, who "
        "can write them to a file all the same."
    )


class NothingToUndoError(RefusalError):
    """A moderator wants to take back the latest change, and there is none."""

    message = public = N_("In this server nothing was changed yet that could be taken back.")
