"""What is around a quote, in pieces that fit a message: of a long list, all can be read."""

from collections.abc import Iterator
from dataclasses import replace

from index.asking.context import Context

LENGTH = 2400
"""Characters of a piece: Discord takes 4096 with Markdown's marks and the paragraphs around."""


def pieces(context: Context) -> list[Context]:
    """Divide a context whose paragraph is too long: first with the quote, then what comes after."""
    room = max(0, LENGTH - len(context.before + context.sentence))
    parts = list(_divided(context.after, room))
    if len(parts) < 2:
        return [context]
    rest = [
        replace(context, previous="", before="", sentence="", after=part, following="")
        for part in parts[1:]
    ]
    first = replace(context, after=parts[0], following="")
    return [first, *rest[:-1], replace(rest[-1], following=context.following)]


def _divided(text: str, room: int) -> Iterator[str]:
    """Cut a text at the ends of lines, or of words; the first part has at most `room`."""
    start = 0
    while len(text) - start > room:
        ends = [text.rfind(space, start, start + room + 1) for space in ("\n", " ")]
        cut = next((end for end in ends if end > start), start + room)
        yield text[start:cut]
        start, room = cut, LENGTH
    yield text[start:]
