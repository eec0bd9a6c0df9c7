"""What there is to add of a site, looked at page by page before anything counts."""

from index.articles.errors import ArticleAddressInvalidError
from index.articles.metadata import web_address
from index.indexing.progress import silent
from index.scopes import Scope
from index.sites.pages import Limits, Survey
from index.sites.walk import Progress, Walk
from index.visiting.manners import site_of
from index.visiting.visits import Visits


def survey(
    visits: Visits,
    url: str,
    scope: Scope,
    limits: Limits,
    progress: Progress = silent,
) -> Survey:
    """Read what an address leads to; nothing is stored.

    Raises:
        ArticleError: the address itself can't be read, or leads to nothing.
    """
    if web_address(url) is None:
        raise ArticleAddressInvalidError(url=url)
    with visits.to(site_of(url)) as visit:
        return Walk(visits.library, url, scope, limits, visit, progress).walked()
