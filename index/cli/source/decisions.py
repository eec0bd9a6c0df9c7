"""What `belegbot source reread` decides on: a page's change is taken over, or the article kept."""

from typing import TYPE_CHECKING

from index.cli.base import Invocation, print_json
from index.cli.source.changes import change_dict
from index.cli.source.collection import author
from index.cli.source.watched import watch_dict
from index.i18n import N_
from index.scopes import Scope

if TYPE_CHECKING:
    from index.library import Library
    from index.watching.watching import Watching


def watching_of(library: "Library") -> "Watching":
    """Return what looks after a library's watched pages."""
    # Imports the database and the HTTP client.
    from index.watching.watching import Watching  # noqa: PLC0415

    return Watching(library)


def articles_named(watching: "Watching", source: str, scope: Scope | None) -> list[str]:
    """Return the watched articles that a person names, by an id or by an address."""
    from index.articles.errors import ArticleAddressInvalidError  # noqa: PLC0415 - as above
    from index.articles.metadata import is_address, web_address  # noqa: PLC0415
    from index.watching.errors import ArticleNotWatchedError  # noqa: PLC0415

    found = [
        each.article_id for each in watching.watches(scope) if source in {each.article_id, each.url}
    ]
    if not found and is_address(source) and web_address(source) is None:
        raise ArticleAddressInvalidError(url=source)
    if not found:
        raise ArticleNotWatchedError(source=source)
    return found


def take_over_text(
    invocation: Invocation, watching: "Watching", article_id: str, why: str, *, as_json: bool
) -> None:
    """Put what waits in the article's place."""
    proposal = watching.decisions.proposal(article_id)
    shown = proposal[1] if proposal else ""
    change = watching.decisions.take_over(article_id, shown, author(why))
    if as_json:
        print_json(change_dict(change))
    else:
        invocation.terminal.show_change(change)


def keep_text(
    invocation: Invocation, watching: "Watching", article_id: str, *, as_json: bool
) -> None:
    """Leave an article as it is, and let nothing wait."""
    proposal = watching.decisions.proposal(article_id)
    kept = watching.decisions.keep(article_id, proposal[1] if proposal else "")
    if as_json:
        print_json(watch_dict(kept))
    else:
        invocation.terminal.say(
            N_("“{title}” ({article}) stays as it is; the page's next change is told again."),
            title=kept.title,
            article=article_id,
        )
