"""Why a page can't be watched, or what it says can't be decided on."""

from index.corpus.errors import QuotaError
from index.errors import ArticleError
from index.i18n import N_


class ArticleNotWatchedError(ArticleError):
    """No page is watched for this article, or by this address."""

    message = N_(
        "“{source}” isn't watched. Nothing was changed; “belegbot source list --watched” shows "
        "what is."
    )
    public = N_("“{source}” isn't watched. Nothing was changed.")


class QuotaWatchesError(QuotaError):
    """A server watches as many pages as it may."""

    message = public = N_(
        "This server may have {limit} web pages watched, and has them. Nothing was changed; stop "
        "watching one, or ask the operator for more."
    )


class QuotaWatchedTooOftenError(QuotaError):
    """A server's page is to be read more often than its moderators may have it read."""

    message = public = N_(
        "In this server a page is read every {least} at most. Nothing was changed; choose a longer "
        "interval, or ask the operator."
    )


class ArticleNothingProposedError(ArticleError):
    """Nothing waits for a decision, or something else by now."""

    message = public = N_(
        "Nothing of “{title}” waits for a decision, or something else than was shown. Nothing was "
        "changed; look at it as it stands and decide again."
    )
