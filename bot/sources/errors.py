"""What can't be done with a server's sources."""

from bot.errors import ModerationError, RefusalError
from index.i18n import N_


class AttachmentGoneError(RefusalError):
    """Discord doesn't deliver a file that was attached."""

    message = public = N_(
        "Discord doesn't deliver the file “{source}”. Nothing was stored; attach it again."
    )


class MessageEmptyError(RefusalError):
    """A message has no text and no file that could be one."""

    message = public = N_(
        "This message holds neither a text nor a file that I can read. Nothing was stored; "
        "texts, web pages, PDF, office documents, mails and e-books can be added."
    )


class AttachmentsPassedOverError(RefusalError):
    """Files of a message that can't be texts; the others are read."""

    message = public = N_(
        "I can't read a text from pictures, videos or sound. Nothing was stored of: {names}."
    )


class ContentWithheldError(ModerationError):
    """A moderator wants what was said somewhere, and Discord doesn't let the bot read it."""

    message = N_(
        "Discord doesn't let the bot read what isn't meant for it. Set message_content = true "
        "under [discord] in the configuration, and switch on “Message Content Intent” at "
        "https://discord.com/developers/applications: your application, then “Bot”."
    )
    public = N_(
        "Discord doesn't let me read what isn't meant for me; the operator can change that. Until "
        "then, press a message, “Apps”, “Add as source”."
    )


class PlaceUnreadableError(ModerationError):
    """A moderator wants what was said somewhere that the bot may not read."""

    message = public = N_(
        "I may not read {channel}: I lack the permission “{permission}” there. Nothing was stored."
    )


class NothingSaidError(ModerationError):
    """A moderator wants what was said somewhere, and there are no words of people."""

    message = public = N_(
        "In {channel} there are no words of people that could be a source: of a text channel its "
        "pins are read, of a forum its posts. Nothing was stored."
    )


class OwnAnswerError(RefusalError):
    """A moderator wants to add what I said myself."""

    message = public = N_("That is one of my answers; add its source instead.")


class SameTextTwiceError(RefusalError):
    """The same text was handed in twice at once."""

    message = public = N_("“{source}” has the same text as “{other}”; it is shown once.")


class ExportTooLargeError(RefusalError):
    """A server's export is larger than Discord takes."""

    message = public = N_(
        "This server's sources are too large for a file in Discord. Ask the operator for them, who "
        "can write them to a file all the same."
    )


class NoAnswerToFixError(RefusalError):
    """A moderator wants to fix a message that shows no answer with an excerpt."""

    message = public = N_(
        "That is no answer of mine with an excerpt, or I no longer remember it. Press a public "
        "answer, “Apps”, “Set as fixed answer”."
    )


class NoSuchExcerptError(RefusalError):
    """A moderator names an excerpt that an answer doesn't have."""

    message = public = N_("This answer has no excerpt “{number}”. Nothing was changed.")


class NobodyNamedError(RefusalError):
    """A moderator doesn't say for whom a source is to be."""

    message = public = N_(
        "Say for whom the source is to be: roles, channels, or for-everybody. Nothing was changed."
    )


class NothingToUndoError(RefusalError):
    """A moderator wants to take back the latest change, and there is none."""

    message = public = N_("In this server nothing was changed yet that could be taken back.")
