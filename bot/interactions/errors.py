"""What people can't have or do, whatever they click, type or send."""

from bot.errors import ModerationError, RefusalError
from index.i18n import N_


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


class IdUnknownError(RefusalError):
    """An id of a button, menu or form can't be read: another version's, or made up."""

    message = public = N_(
        "I don't know this button or form. Nothing was done; please call the command again."
    )


class ChannelUnknownError(RefusalError):
    """A moderator names a channel that their server doesn't have."""

    message = public = N_("I know no such channel in this server. Nothing was changed.")


class AnswerForgottenError(RefusalError):
    """An id is of an answer that isn't remembered (any more), or isn't for the person to see."""

    message = public = N_("I no longer remember this answer. Please ask again.")


class SourceUnknownError(RefusalError):
    """A moderator names an article that their server doesn't have."""

    message = public = N_(
        "I know no source “{source}” here to do that with. Choose one from the list that appears "
        "while you type."
    )


class SourceAmbiguousError(RefusalError):
    """A moderator names an article by a title that several have."""

    message = public = N_("Several sources are called “{title}”. Choose one from the list.")


class SourceGoneError(RefusalError):
    """A button, menu or form is of an article that their server doesn't have, or not any more."""

    message = public = N_("This source no longer exists.")


class PageNotWatchedError(RefusalError):
    """A moderator names a page that isn't watched in their server, or not any more."""

    message = public = N_("This page isn't watched (any more). Nothing was changed.")


class SourceWithoutPageError(ModerationError):
    """A moderator wants to have an article's page watched, and it comes from none."""

    message = public = N_(
        "“{title}” comes from no web page. Nothing was changed; name the address of the page, or "
        "set it with **/source edit**."
    )


class SourceRemovedError(ModerationError):
    """A moderator wants to do something to their server's article that was removed."""

    message = public = N_("“{title}” is removed already. **/source restore** brings it back.")


class SourceInForceError(RefusalError):
    """A moderator wants to restore an article that wasn't removed."""

    message = public = N_("“{title}” is in force already.")


class SourceSharedError(RefusalError):
    """A moderator wants to change an article that every server sees."""

    message = public = N_(
        "“{title}” is shared by all servers, so only the operator can change it. You can add a "
        "source of your own beside it."
    )


class PersonExportTooLargeError(RefusalError):
    """What is kept of a person doesn't fit a message."""

    message = public = N_(
        "What I keep of you is too large for a message. The operator can give it to you, by your "
        "id: {person}."
    )
