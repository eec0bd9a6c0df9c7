"""What a database file has beside the tables that the code names."""

from index.corpus.storage.sqlite.sums import UNSUMMED
from index.corpus.storage.sums import COLUMN


def is_of_sums(name: str | None) -> bool:
    """Tell whether a column or an index is there for the checksums of rows."""
    return name is not None and (name == COLUMN or name.startswith(UNSUMMED))
