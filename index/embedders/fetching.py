"""Fetches a model from the hub into its cache, file by file, and says how far it is.

Only what embedding takes: no copies of the weights for other engines.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Event, Thread

from index.embedders.errors import (
    HubUnreachableError,
    ModelGatedError,
    ModelUnknownError,
    ModelUnstorableError,
    ModelUnusableError,
)
from index.embedders.hub import CONFIGS, SECONDS, cache, cached_commit, files_of, names_of
from index.errors import first_line
from index.i18n import N_

Progress = Callable[[int, int], None]
"""Told how many bytes are here, of how many."""

LOOKS = 0.2
"""Seconds between two looks at how much has come."""

OTHER_ENGINES = {"onnx", "openvino", "coreml", "gguf"}
READ = {".json", ".txt", ".model", ".jinja", ".tiktoken", ".md"}
"""Endings of what is read beside the weights: configurations, vocabularies, the card."""
BEST, OLDER = ".safetensors", ".bin"
"""Endings of weights; the older ones are fetched where there are none of the others."""

FULL = {errno.ENOSPC, errno.EDQUOT}
SILENT = N_("it has neither modules.json nor config.json")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the hub has of a model at a commit: files with their sizes in bytes."""

    name: str
    commit: str
    files: Sequence[tuple[str, int]]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(size for _, size in self.files)


def fetch(model: str, revision: str | None, progress: Progress) -> str | None:
    """Fetch what isn't here yet of a model, and return its commit.

    If the hub can't be reached, one that was fetched before will do.

    Raises:
        ModelUnknownError: the hub has none of this name.
        ModelGatedError: its owner must let one have it.
        ModelUnusableError: it isn't one that embeds.
        ModelUnstorableError: there is no space left, or no permission.
        HubUnreachableError: no network; or the hub is out of order.
    """
    try:
        offered = _offered(model, revision)
        if not {name for name, _ in offered.files} & set(CONFIGS):
            raise ModelUnusableError(model=model, reason=SILENT)
        _require_space(model, offered)
        with _clear_errors(model, offered.size), _watched(offered, progress):
            _download(offered, revision)
    except HubUnreachableError:
        commit = cached_commit(model, revision)
        if commit is None:
            raise
        return commit
    return offered.commit


def _offered(model: str, revision: str | None) -> Offered:
    from huggingface_hub import HfApi  # noqa: PLC0415 - only who fetches needs it

    *others, last = names_of(model)
    for name in (*others, last):
        try:
            with _clear_errors(model, 0):
                info = HfApi().model_info(
                    name, revision=revision, files_metadata=True, timeout=SECONDS
                )
        except ModelUnknownError:
            if name == last:
                raise
        else:
            sizes = {file.rfilename: file.size or 0 for file in info.siblings or ()}
            needed = sorted(_needed(sizes))
            return Offered(name, str(info.sha), [(file, sizes[file]) for file in needed])
    raise AssertionError(last)


def _needed(files: Iterable[str]) -> Iterator[str]:
    paths = [PurePosixPath(file) for file in files]
    with_best = {path.parent for path in paths if path.suffix == BEST}
    for path in paths:
        if set(path.parts[:-1]) & OTHER_ENGINES:
            continue
        older = path.suffix == OLDER and path.parent not in with_best
        if path.suffix in READ or path.suffix == BEST or older:
            yield str(path)


def _require_space(model: str, offered: Offered) -> None:
    folder = cache()
    there = next(path for path in (folder, *folder.parents) if path.is_dir())
    if offered.size - _here(offered) > shutil.disk_usage(there).free:
        raise ModelUnstorableError(
            model=model,
            folder=folder,
            megabytes=_megabytes(offered.size),
            reason=os.strerror(errno.ENOSPC),
        )


def _here(offered: Offered) -> int:
    """Return how many bytes of it are here; a file that was begun isn't."""
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - see above

    return sum(
        size
        for file, size in offered.files
        if isinstance(try_to_load_from_cache(offered.name, file, revision=offered.commit), str)
    )


def _download(offered: Offered, revision: str | None) -> None:
    from huggingface_hub import hf_hub_download  # noqa: PLC0415 - see above
    from huggingface_hub.utils.tqdm import disable_progress_bars  # noqa: PLC0415

    disable_progress_bars()
    # The first one by the name that was asked for, which the cache notes with its commit.
    wanted = [revision, *[offered.commit] * (len(offered.files) - 1)]
    for (file, _), at in zip(offered.files, wanted, strict=True):
        hf_hub_download(offered.name, file, revision=at)


@contextmanager
def _watched(offered: Offered, progress: Progress) -> Iterator[None]:
    """Look from time to time at how much has come, for no version tells it in the same way."""
    total, done, ended = offered.size, _here(offered), Event()
    before = _bytes(offered.name)

    def look() -> None:
        while not ended.wait(LOOKS):
            progress(min(total, done + max(0, _bytes(offered.name) - before)), total)

    progress(done, total)
    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
        ended.set()
        watcher.join()
        progress(total, total)
    finally:
        ended.set()
        watcher.join()


def _bytes(name: str) -> int:
    sizes = 0
    for path in files_of(name):
        try:
            sizes += path.stat().st_size
        except FileNotFoundError:
            continue  # it has got its final name
    return sizes


@contextmanager
def _clear_errors(model: str, size: int) -> Iterator[None]:
    """Say what went wrong in words of ours; each version's HTTP client has errors of its own."""
    from huggingface_hub import constants  # noqa: PLC0415 - see above
    from huggingface_hub.errors import (  # noqa: PLC0415
        GatedRepoError,
        HFValidationError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    try:
        yield
    except GatedRepoError as error:
        raise ModelGatedError(model=model, page=f"{constants.ENDPOINT}/{model}") from error
    except (RepositoryNotFoundError, RevisionNotFoundError, HFValidationError) as error:
        raise ModelUnknownError(model=model) from error
    except OSError as error:
        if error.errno in FULL or isinstance(error, PermissionError):
            reason = error.strerror or str(error)
            raise ModelUnstorableError(
                model=model, folder=cache(), megabytes=_megabytes(size), reason=reason
            ) from error
        raise HubUnreachableError(model=model, reason=_reason(error)) from error
    except Exception as error:
        raise HubUnreachableError(model=model, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    return first_line(error).rstrip(".")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}"
