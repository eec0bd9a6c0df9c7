"""The headings that something stands under, in a line that is short enough to be read."""

from collections.abc import Callable, Iterator, Sequence

SEPARATOR = " › "
ELLIPSIS = "…"


def trail(parts: Sequence[str], limit: int, width: Callable[[str], int] = len) -> str:
    """Join parts; what is too wide loses its middle, then its beginning.

    The last part is kept whole, though it alone be wider than `limit`.
    """
    return next((each for each in _shorter(parts) if width(each) <= limit), _last(parts))


def _shorter(parts: Sequence[str]) -> Iterator[str]:
    yield SEPARATOR.join(parts)
    for left_out in range(1, len(parts) - 1):
        yield SEPARATOR.join((parts[0], ELLIPSIS, *parts[1 + left_out :]))


def _last(parts: Sequence[str]) -> str:
    return SEPARATOR.join((ELLIPSIS, parts[-1]) if len(parts) > 1 else parts)
