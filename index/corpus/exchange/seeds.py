"""Keeps the corpus in step with the folder of seeds: its files are articles that everyone can ask.

New, changed and vanished files become changes in the log, in one transaction, so that of several
processes that start at once only the first makes them. What reads them is imported once there is
one to be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from index.articles.errors import ArticleFileUnreadableError, ArticleNotAFolderError
from index.corpus.changelog import Author, ChangeLog
from index.corpus.corpus import Corpus
from index.corpus.examples import file_hash
from index.corpus.storage.tables import articles, changes, versions
from index.corpus.undo import TEXTLESS
from index.errors import ArticleError
from index.scopes import SHARED


@dataclass(frozen=True, slots=True)
class SeedState:
    """What the log knows of an article from a file: its last file, and who changed it last."""

    file_hash: str
    in_force: bool
    changed_by: str


WHO = "seeds"
PATTERN = "*.txt"


def synchronise(corpus: Corpus, folder: Path | None) -> list[ArticleError]:
    """Bring the corpus in step with the folder; return what is wrong with files left out.

    A seed's article id is its file's name without the ending. What somebody removed or replaced
    by hand stays so until the file changes. No folder, or one that isn't there, changes nothing:
    what was taken in before stays.
    """
    if folder is None:
        return []
    if not folder.is_dir():
        return [ArticleNotAFolderError(source=folder)]
    files = {path.stem: path for path in sorted(folder.glob(PATTERN)) if path.is_file()}
    contents, problems = _read(files)
    with corpus.database.read() as connection:
        known = _states(connection)
    if not _differs(files, contents, known):
        return problems
    with corpus.write() as log:
        seeds = _states(log.connection)
        for article_id, raw in contents.items():
            try:
                _take_in(log, article_id, files[article_id].name, raw, seeds.get(article_id))
            except ArticleError as error:
                problems.append(error)
        for article_id in seeds.keys() - files.keys():
            if seeds[article_id].in_force:
                log.remove(article_id, Author(WHO, "its file is gone"))
    return problems


def seed_file(folder: Path | None, article_id: str) -> Path | None:
    """Return the file that would bring a purged article back; None if there is none."""
    if folder is None:
        return None
    path = folder / f"{article_id}.txt"
    return path if path.exists() else None


def _read(files: Mapping[str, Path]) -> tuple[dict[str, bytes], list[ArticleError]]:
    """Read the files; what can't be read keeps the version that is there."""
    contents: dict[str, bytes] = {}
    problems: list[ArticleError] = []
    for article_id, path in files.items():
        try:
            contents[article_id] = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            problems.append(ArticleFileUnreadableError(source=path.name, reason=reason))
    return contents, problems


def _differs(
    files: Mapping[str, Path], contents: Mapping[str, bytes], seeds: Mapping[str, SeedState]
) -> bool:
    gone = any(seeds[article_id].in_force for article_id in seeds.keys() - files.keys())
    return gone or any(_is_news(raw, seeds.get(article_id)) for article_id, raw in contents.items())


def _is_news(raw: bytes, seed: SeedState | None) -> bool:
    return (
        seed is None
        or seed.file_hash != file_hash(raw)
        or (not seed.in_force and seed.changed_by == WHO)
    )


def _take_in(
    log: ChangeLog, article_id: str, name: str, raw: bytes, seed: SeedState | None
) -> None:
    if not _is_news(raw, seed):
        return
    from index.articles import draft_from_bytes  # noqa: PLC0415 - see above

    draft = draft_from_bytes(raw, source=name)
    if seed is None:
        log.add(draft, Author(WHO), scope=SHARED, article_id=article_id, file_hash=file_hash(raw))
    else:
        log.replace(article_id, draft, Author(WHO, "its file changed"), file_hash=file_hash(raw))


def _states(connection: Connection) -> dict[str, SeedState]:
    """Return the state of each article that ever came from a file, by its id."""
    last_file = (
        select(func.max(versions.c.revision))
        .where(versions.c.file_hash.is_not(None))
        .group_by(versions.c.article_id)
    )
    of_text = changes.c.operation.not_in(TEXTLESS)
    last_change = select(func.max(changes.c.revision)).where(of_text).group_by(changes.c.article_id)
    query = (
        select(versions.c.article_id, versions.c.file_hash, articles.c.version, changes.c.who)
        .join(articles, articles.c.id == versions.c.article_id)
        .join(changes, changes.c.article_id == versions.c.article_id)
        .where(versions.c.revision.in_(last_file), changes.c.revision.in_(last_change))
    )
    return {
        row.article_id: SeedState(row.file_hash, row.version is not None, row.who)
        for row in connection.execute(query)
    }
