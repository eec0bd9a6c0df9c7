"""`belegbot health`: whether the bot that runs on this data directory does its work.

The bot writes a file every few seconds (`bot.running.vitals`); this reads it, and nothing else, so
that a container can be asked often: no model, no database, no Discord.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.running.errors import (
    BotBehindError,
    BotOfflineError,
    BotSilentError,
    NoBotError,
)
from index.indexing.files import INDEX_FOLDER, write_atomically

FILE_NAME = "health{shards}.json"
"""In the folder of what can be made anew; each process has its own, by its shards."""

EVERY = 10.0
"""Seconds between two signs of life."""

LATE = timedelta(seconds=60)
"""After so long without one, something hangs: a busy machine was never this late."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """A sign of life: when, and how it goes."""

    at: str
    connected: bool
    following: bool
    problem: str | None = None
    """What is wrong with the index that questions are answered in spite of."""


def now() -> datetime:
    """Return the time as it stands in the file."""
    return datetime.now(UTC)


def _file(data_dir: Path, shards: str) -> Path:
    own = shards.replace("/", " of ").replace(" ", "-")
    return data_dir / INDEX_FOLDER / FILE_NAME.format(shards=f"-{own}" if own else "")


def write(data_dir: Path, vitals: Vitals, shards: str = "") -> None:
    """Leave a sign of life of the process that has some shards; raises `OSError`."""
    write_atomically(_file(data_dir, shards), json.dumps(asdict(vitals)).encode())


def examine(data_dir: Path, at: datetime | None = None, shards: str = "") -> Vitals:
    """Return the latest sign of life of the process with these shards, if it does its work.

    Raises:
        HealthError: it doesn't.
    """
    try:
        vitals = Vitals(**json.loads(_file(data_dir, shards).read_bytes()))
        since = (at or now()) - datetime.fromisoformat(vitals.at)
    except (OSError, ValueError, TypeError) as error:
        raise NoBotError(path=data_dir) from error
    # One from the future is as good: the machine's clock was set back.
    if since > LATE:
        raise BotSilentError(path=data_dir, seconds=round(since.total_seconds()))
    if not vitals.connected:
        raise BotOfflineError
    if not vitals.following:
        raise BotBehindError
    return vitals
