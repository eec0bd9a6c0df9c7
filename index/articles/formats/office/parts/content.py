"""What becomes of a document once it is read."""

from collections.abc import Sequence

from index.articles.drafting import Content
from index.articles.formats.office.parts.flow import Tally
from index.articles.metadata import Metadata
from index.articles.structure import Node, lay_out


def content_of(known: Metadata, nodes: Sequence[Node], tally: Tally, scripts: int = 0) -> Content:
    """Lay out what was read, and say what of it was left out; `scripts` counts programs."""
    return Content(
        metadata=known,
        layout=lay_out(nodes),
        dropped=tally.hidden,
        hidden=tally.hidden,
        scripts=scripts,
        omissions=tally.omissions,
    )
