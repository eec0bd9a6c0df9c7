"""What runs in a child: reads one document after the other, until its parent has no more.

Nothing in here is of any worth to whoever takes it over: no secret, no file of ours is open.
"""

import os
import sys
from collections.abc import Sequence
from typing import IO

from index.articles.documents import import_readers, read_document
from index.articles.fence import frames, limits
from index.articles.fence.protocol import (
    HEAD_BYTES,
    Answer,
    breakdown_frames,
    extraction_frames,
    overrun_frames,
    refusal_frames,
    task_of,
)
from index.articles.fence.scratch import find_place
from index.errors import ArticleError

GREETING = b"belegbot reads\n"
"""What a child says first, on a line of its own; whatever was printed before it doesn't count."""
LIMITED, UNLIMITED = b"limited", b"unlimited"
"""What it says next: whether its memory is."""
WARM = b"warm"
"""A task that is none: get ready for one."""
MORE_BYTES = 2_000_000_000
"""Of a document: the parent has looked at its size."""


def main() -> None:
    """Answer the parent, whose pipes are standard input and output, until it closes them."""
    find_place()
    tasks, answers = _private(0, "rb"), _private(1, "wb")
    megabytes, *leash = map(int, sys.argv[1:])
    limited = limits.limit_memory(megabytes)
    answers.write(b"\n" + GREETING)
    frames.send(answers, LIMITED if limited else UNLIMITED)
    serve(tasks, answers, leash)


def serve(tasks: IO[bytes], answers: IO[bytes], leash: Sequence[int] = ()) -> None:
    """Answer tasks until there are no more; the parent is gone once nobody holds the `leash`."""
    while (task := _next(tasks)) is not None:
        head, raw, seconds = task
        with limits.watched(seconds, *leash):
            answer = read(head, raw)
        if limits.memory_ran_short():
            answer = overrun_frames("memory")
        frames.send(answers, *answer)


def read(head: bytes, raw: bytes) -> Answer:
    """Read the document of a task; whatever goes wrong is an answer, too."""
    if head == WARM:
        import_readers()
        return WARM, b"", b"", b""
    try:
        task = task_of(head, raw)
        extraction = read_document(task.document, task.given, task.settings)
        answer = extraction_frames(extraction)
    except MemoryError:
        return overrun_frames("memory")
    except ArticleError as error:
        return overrun_frames("memory") if _lacked_memory(error) else refusal_frames(error)
    except Exception as error:  # noqa: BLE001 - told to the parent, whose log has it
        return breakdown_frames(error)
    return answer if sum(map(len, answer)) <= task.answer_bytes else overrun_frames("text")


def _next(tasks: IO[bytes]) -> tuple[bytes, bytes, float] | None:
    try:
        head = frames.receive(tasks, HEAD_BYTES)
        raw = frames.receive(tasks, MORE_BYTES)
        return head, raw, float(frames.receive(tasks, HEAD_BYTES))
    except EOFError:
        return None


def _lacked_memory(error: BaseException) -> bool:
    """Tell whether a reader took a lack of memory for a fault of the document's."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, MemoryError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _private(standard: int, mode: str) -> IO[bytes]:
    """Open a standard stream where no reader looks for it: a print must not come between."""
    own = os.dup(standard)
    os.dup2(os.open(os.devnull, os.O_RDWR), standard)
    return os.fdopen(own, mode)
