"""What of an answer can't be shown any more."""

from bot.errors import RefusalError
from index.i18n import N_


class SourceChangedError(RefusalError):
    """The context of a quote is wanted whose article was changed or removed since."""

    message = public = N_(
        "This source was corrected or removed since the answer. Please ask again; the new answer "
        "quotes what holds now."
    )


class SourceExpiredError(RefusalError):
    """The context of a quote is wanted whose article has expired, and isn't asked any more."""

    message = public = N_(
        "This source has expired since the answer and isn't asked any more. Please ask again; the "
        "new answer quotes what holds now."
    )
