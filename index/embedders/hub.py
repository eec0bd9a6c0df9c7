"""Whether models can be fetched: who can't reach the hub shouldn't wait for it again and again."""

from pathlib import Path

SECONDS = 5.0
"""For connecting, and for the answer; the libraries themselves try for over a minute."""


def is_out_of_reach(model: str, revision: str | None) -> bool:
    """Tell whether a model, unless it is a folder, can only be the one fetched before, if any.

    Asked once, before a library loads it. What the hub answers, it tells better itself.
    """
    # Only who loads a model needs it.
    from huggingface_hub import HfApi  # noqa: PLC0415
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled  # noqa: PLC0415

    if Path(model).is_dir():
        return False
    try:
        HfApi().model_info(model, revision=revision, timeout=SECONDS)
    except HfHubHTTPError as error:
        return error.response.status_code >= 500
    except (OfflineModeIsEnabled, ValueError):
        return False
    except Exception:  # noqa: BLE001 - each version's HTTP client has errors of its own
        return True
    return False
