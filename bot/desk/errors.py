"""Why a question has to wait."""

from bot.errors import RefusalError
from index.i18n import N_


class WaitError(RefusalError):
    """Too much is asked at the moment. In a channel a person reads that once a minute at most."""


class CooldownError(WaitError):
    """A person asks faster than they may."""

    message = public = N_("That was quick. Please ask again in {seconds} s.")


class ServerCooldownError(WaitError):
    """A server's members together ask faster than they may."""

    message = public = N_("This server is asking a lot right now. Please ask again in {seconds} s.")


class BusyError(WaitError):
    """The queue is full."""

    message = public = N_(
        "I'm busy: {waiting} questions are waiting already. Yours was not taken; please ask again "
        "in a minute."
    )
