"""Pages that a browser saved with all that belongs to them (MHTML) -> the page's main text."""

from dataclasses import replace

from index.articles.drafting import Content
from index.articles.formats.errors import ArticleWebPageEmptyError
from index.articles.formats.html import trees
from index.articles.formats.html.page import webpage
from index.articles.formats.mail import mime
from index.articles.metadata import Metadata, web_address
from index.articles.omissions import Omission

PAGES = {"text/html", "application/xhtml+xml"}


def read(raw: bytes, *, source: str) -> Content:
    """Read the page; when it was saved isn't its date.

    Raises:
        ArticleMailBrokenError: it can't be taken apart.
        ArticleWebPageEmptyError: there is no page in it.
        ArticleError: the page can't be read, as in `webpage` and `decoding.encodings`.
    """
    whole = mime.part(raw, source)
    found = [part for part in mime.leaves(whole, source) if part.type in PAGES]
    if not found:
        raise ArticleWebPageEmptyError(source=source)
    root = _root(whole, found)
    location = root.header("Content-Location") or whole.header("Snapshot-Content-Location")
    address = web_address(location)
    decoded = root.decoded(source)
    content = webpage.read(decoded.text, source=source, address=address)
    known = content.metadata
    decoded.require_readable((content.text, known.title, known.author), source)
    frames = sum(_length(part, source) for part in found if part is not root)
    return replace(
        content,
        metadata=known.over(Metadata(title=whole.header("Subject") or None, url=address)),
        omissions=[*content.omissions, Omission("parts", frames)],
    )


def _root(whole: mime.Part, found: list[mime.Part]) -> mime.Part:
    """Return the page that the others are frames of: the one named, or the first."""
    start = str(whole.head.get_param("start", ""))
    named = (part for part in found if start and part.header("Content-ID") == start)
    return next(named, found[0])


def _length(part: mime.Part, source: str) -> int:
    tree = trees.parse(part.text(source), source=source)
    if tree is None:
        return 0
    trees.drop_hidden(tree)
    return trees.visible_length(tree)
