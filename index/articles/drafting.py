"""What a format's reader found -> a draft: cleaned, dated, titled, its language told."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.articles.cleaning import clean
from index.articles.errors import ArticleEmptyError
from index.articles.metadata import NOTHING_KNOWN, Metadata
from index.articles.omissions import Omission
from index.articles.structure import Layout
from index.articles.titles import has_word, title_of_text
from index.language.detection import detect_language
from index.models import Draft
from index.units.shape import refined, shape


@dataclass(frozen=True, slots=True)
class Content:
    """What a document holds.

    `layout` is its text with the structure that its format tells; of a plain text, whose format
    tells none, there is `plain` alone. `pages` as in `Draft`; a reader that sets it has cleaned the
    text, so that they fit.
    `dropped` counts the characters, without blanks, that the document has and its text lacks;
    `hidden` are those of them that the document itself doesn't show. `scripts` counts scripts.
    `omissions` say what else of the document isn't in its text. `unheaded` is what has no heading
    though its format has: lines may be some by their shape. `links` are addresses that it leads to.
    """

    plain: str = ""
    metadata: Metadata = NOTHING_KNOWN
    layout: Layout | None = None
    pages: tuple[int, ...] = ()
    dropped: int = 0
    hidden: int = 0
    scripts: int = 0
    omissions: Sequence[Omission] = ()
    unheaded: bool = False
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What there is to read."""
        return self.plain if self.layout is None else self.layout.text


def make_draft(content: Content, given: Metadata, *, source: str) -> Draft:
    """Make a draft; what is `given` by a person wins over what the document says.

    Raises:
        ArticleEmptyError: there is no letter or digit in the text.
    """
    layout = content.layout
    text = content.text.strip() if layout else clean(content.plain).strip()
    if not has_word(text):
        raise ArticleEmptyError(source=source)
    known = given.over(content.metadata)
    language = known.language or detect_language(text)
    blocks = (
        shape(text, language)
        if layout is None
        else refined(text, layout.blocks, language, unheaded=content.unheaded)
    )
    # What stands out on a page of a PDF may be a heading or not.
    guessed = layout is None or bool(content.pages)
    return Draft(
        text=text,
        title=known.title or title_of_text(text, blocks, language, source=source, guessed=guessed),
        language=language,
        date=known.date,
        url=known.url,
        author=known.author,
        pages=content.pages,
        valid_until=known.valid_until,
        afterwards=(known.valid_until and known.afterwards) or "quote",
        blocks=blocks,
        shaped=layout is None,
    )
