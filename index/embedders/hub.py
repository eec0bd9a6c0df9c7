"""What of the hub is here, and if it can be reached: who can't shouldn't wait again and again."""

import re
from collections.abc import Iterator
from pathlib import Path

SECONDS = 5.0
"""For connecting, and for the answer; the libraries themselves try for over a minute."""

COMMIT = re.compile("[0-9a-f]{40}")

CONFIGS = ("modules.json", "config.json")
"""Of a model of sentence-transformers, and of one of transformers: each has one at least."""


def is_out_of_reach(model: str, revision: str | None) -> bool:
    """Tell whether a model, unless it is a folder, can only be the one fetched before, if any.

    Asked once, before a library loads it. What the hub answers, it tells better itself.
    """
    # Only who loads a model needs it.
    from huggingface_hub import HfApi  # noqa: PLC0415
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled  # noqa: PLC0415

    if Path(model).is_dir():
        return False
    if revision is not None and COMMIT.fullmatch(revision) and is_cached(model, revision):
        return True  # and there's no need to: a commit never changes
    try:
        HfApi().model_info(model, revision=revision, timeout=SECONDS)
    except HfHubHTTPError as error:
        return error.response.status_code >= 500
    except (OfflineModeIsEnabled, ValueError):
        return False
    except Exception:  # noqa: BLE001 - each version's HTTP client has errors of its own
        return True
    return False


def is_cached(model: str, revision: str | None) -> bool:
    """Tell whether a model, by its name on the hub, was fetched before; asks nobody."""
    return cached_commit(model, revision) is not None


def cached_commit(model: str, revision: str | None) -> str | None:
    """Return which commit of a model was fetched before, if one was; asks nobody."""
    # Only who has such a model needs it.
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415

    for name in names_of(model):
        for config in CONFIGS:
            try:
                found = try_to_load_from_cache(name, config, revision=revision)
            except ValueError:
                continue  # what is no name is in no cache
            if isinstance(found, str):
                return Path(found).parent.name
    return None


def files_of(model: str) -> Iterator[Path]:
    """Give the files that the cache has of a model."""
    for name in names_of(model):
        yield from (cache() / _folder(name) / "blobs").glob("*")


def cached_embedders() -> list[str]:
    """Return the names of the sentence-transformers models that were fetched before."""
    found = cache().glob(f"{_folder('*')}/snapshots/*/{CONFIGS[0]}")
    folders = {path.parents[2].name for path in found}
    return sorted(folder.removeprefix(_folder("")).replace("--", "/", 1) for folder in folders)


def names_of(model: str) -> tuple[str, ...]:
    """Return what a model may be called in full: sentence-transformers' own need no owner."""
    return (model,) if "/" in model else (model, f"sentence-transformers/{model}")


def cache() -> Path:
    """Return the folder of all that was fetched."""
    from huggingface_hub import constants  # noqa: PLC0415 - see above

    return Path(constants.HF_HUB_CACHE)


def _folder(model: str) -> str:
    """Return the folder of a model in the cache, as huggingface_hub calls it."""
    return f"models--{model.replace('/', '--')}"
