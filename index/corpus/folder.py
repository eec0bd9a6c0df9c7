"""The data directory: made if it isn't there, and refused if it is somebody else's."""

from collections.abc import Collection
from pathlib import Path

from index.corpus.corpus import FILE_NAME
from index.corpus.errors import CorpusDamagedError, DataDirForeignError, DataDirUnwritableError
from index.i18n import N_


def prepare(folder: Path, beside: Collection[str]) -> None:
    """Create the data directory, or make sure that it's ours.

    Without a collection there may be what is kept `beside` one, and what its name begins.

    Raises:
        DataDirUnwritableError: it can't be created or read.
        DataDirForeignError: there is no collection, but something else.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataDirUnwritableError(path=folder, reason=reason) from error
    foreign = [name for name in names if name not in beside and not name.startswith(FILE_NAME)]
    if FILE_NAME not in names and foreign:
        raise DataDirForeignError(path=folder, example=foreign[0])


def refuse_emptied(folder: Path, beside: str) -> None:
    """Refuse a database without a byte where what is made of one lies beside.

    A new one is empty, too, but for a moment, and there is nothing of it yet.

    Raises:
        CorpusDamagedError: it was emptied.
    """
    file = folder / FILE_NAME
    if (folder / beside).exists() and file.is_file() and file.stat().st_size == 0:
        raise CorpusDamagedError(path=file, reason=N_("it is empty, though there is an index"))
