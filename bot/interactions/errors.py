"""Who may not do what they want to."""

from bot.errors import RefusalError
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
