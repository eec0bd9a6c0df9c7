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


class ArticleRobotsError(ArticleError):
    """The site's robots.txt keeps programs from the page."""

    message = public = N_(
        "“{host}” doesn't want “{url}” to be read by programs (robots.txt), so it isn't watched. "
        "Nothing was stored; a page can still be added once, by hand."
    )


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


class ArticleBeingReadError(ArticleError):
    """Another process is reading from the same site, for longer than one waits."""

    message = public = N_(
        "“{host}” is being read just now, and only one at a time reads from a site. Nothing was "
        "changed; try again in a moment."
    )


class ArticleLaterError(ArticleError):
    """The site's robots.txt asks for a longer pause between requests than one waits for."""

    message = public = N_(
        "“{host}” asks for {seconds} seconds between two requests (robots.txt). Nothing was "
        "changed; try again later."
    )
