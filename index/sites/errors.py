"""Why the pages of a site can't be found."""

from index.errors import ArticleError
from index.i18n import N_


class ArticleListingBrokenError(ArticleError):
    """A sitemap or feed that isn't well-formed, or declares entities."""

    message = public = N_(
        "“{url}” can't be read as a sitemap or feed: {reason}. Nothing was stored; name a page of "
        "the site instead, whose links are followed then."
    )


class ArticleSiteEmptyError(ArticleError):
    """A sitemap or feed names no page."""

    message = public = N_(
        "“{url}” names no page. Nothing was stored; name another sitemap or feed, or a page whose "
        "links are to be followed."
    )


class ArticleSiteUnknownError(ArticleError):
    """A site isn't watched, or not any more."""

    message = public = N_("This site isn't watched (any more). Nothing was changed.")


class ArticleOffersGoneError(ArticleError):
    """No new page of a site waits, or others than were shown."""

    message = public = N_(
        "Nothing of this site waits for a decision, or something else than was shown. Nothing was "
        "changed; look at it as it stands and decide again."
    )
