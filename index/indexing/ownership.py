"""Whose the index's files are."""

import os
from pathlib import Path

from index.indexing.errors import IndexForeignError


def refuse_foreign(folder: Path, reason: str, error: Exception) -> None:
    """Say whose the index is, if a part of it isn't the current user's.

    Raises:
        IndexForeignError: it isn't; `error` is what the file system said.
    """
    if not hasattr(os, "geteuid"):
        return  # Windows has other ways
    user = os.geteuid()
    found = (path for path in (folder, *sorted(folder.rglob("*"))) if os.path.lexists(path))
    owners = (path.lstat().st_uid for path in found)
    owner = next((owner for owner in owners if owner != user), None)
    if owner is not None:
        raise IndexForeignError(
            path=folder, owner=_name(owner), user=_name(user), reason=reason
        ) from error


def _name(user: int) -> str:
    """Return a user's name, or the number of one that has none."""
    import pwd  # noqa: PLC0415 - only where there are such users

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
