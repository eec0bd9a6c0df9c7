"""What people can't do in help channels."""

from bot.errors import ModerationError, RefusalError
from index.i18n import N_


class NotTheirPostError(RefusalError):
    """Somebody takes back an answer to another person's post."""

    message = public = N_(
        "Whoever asked, and the team, can take this answer back. With 👎 you can say what you "
        "think of it."
    )


class RoleNotMentionableError(ModerationError):
    """A moderator lets the bot call a role that they may not mention themselves."""

    message = public = N_(
        "You may not mention {role} yourself, so I won't for you. Nothing was changed; a role that "
        "everybody may mention can be called."
    )
