"""Why a site isn't visited now, or not at all."""

from index.errors import ArticleError
from index.i18n import N_


class ArticleRobotsError(ArticleError):
    """The site's robots.txt keeps programs from the page."""

    message = public = N_(
        "“{host}” doesn't want “{url}” to be read by programs (robots.txt), so it isn't watched. "
        "Nothing was stored; a page can still be added once, by hand."
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
