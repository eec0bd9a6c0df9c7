"""One child, as its parent sees it: started, given documents, watched, ended."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, TypeVar

from index.articles.cleaning import UNWANTED, clean
from index.articles.documents import Extraction
from index.articles.fence import frames
from index.articles.fence.child import GREETING, LIMITED, UNLIMITED, WARM
from index.articles.fence.errors import (
    ArticleReadingBrokenError,
    ArticleTooDemandingError,
    ArticleTooMuchTextError,
    ArticleTooSlowError,
    ReadingUnavailableError,
)
from index.articles.fence.limits import MEGABYTE
from index.articles.fence.protocol import (
    HEAD_BYTES,
    Answer,
    Task,
    ToldError,
    UnsoundError,
    extraction_of,
    head_of,
    refusal,
    task_frames,
)
from index.errors import ArticleError, first_line

log = logging.getLogger(__name__)

CHILD = (sys.executable, "-P", "-m", "index.articles.fence")
"""With `-P` nothing is imported from the folder that somebody happens to be in."""

START_SECONDS = 60.0
"""A child is there within a fraction of one."""
END_SECONDS = 5.0
SAID_BYTES = 4000
"""Of what a child prints as an error, the end that is kept."""

PACKAGES = Path(__file__).resolve().parents[3]
PASSED_ON = ("PATH", "LANG", "LC_", "LD_", "DYLD_", "TMP", "TEMP", "SYSTEMROOT", "PYTHON")
"""How the variables begin that a child gets. Not the token, nor any other secret."""

BROKEN = (OSError, EOFError, UnsoundError, frames.FrameError)
"""What comes of a child that has ended, or answers nothing, or what makes no sense."""

T = TypeVar("T")


class Child:
    """A process that reads. Not thread-safe: one document at a time."""

    def __init__(self, megabytes: int, command: Sequence[str] = CHILD) -> None:
        """Start it, with so much memory to live on; raises `OSError`. It isn't waited for."""
        self.megabytes = megabytes
        self.used = False
        self._greeting: bytes | None = None
        self._said = b""
        leash, self._leash = _leash()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a module of ours, on our own interpreter
                [*command, str(megabytes), *map(str, leash)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(),
                # Ctrl-C at the terminal is for the parent; and what a child starts ends with it.
                start_new_session=True,
                pass_fds=leash,
            )
        except BaseException:
            for kept in self._leash:
                kept.close()
            raise
        finally:
            for held in leash:
                os.close(held)
        assert self._process.stdin and self._process.stdout and self._process.stderr  # noqa: S101, PT018
        self._tasks, self._answers = self._process.stdin, self._process.stdout
        self._threads = [Thread(target=self._listen, args=(self._process.stderr,), daemon=True)]
        self._threads[0].start()

    @property
    def alive(self) -> bool:
        """Whether it can be given something."""
        return self._process.poll() is None

    def greet(self) -> bool:
        """Wait until it is there; tell whether the platform holds it to its limit of memory.

        Raises:
            ReadingUnavailableError: it doesn't start.
        """
        if self._greeting is None:
            try:
                self._greeting = self._within(START_SECONDS, self._hear_greeting)
            except BROKEN as error:
                raise ReadingUnavailableError(reason=self._last_words(error)) from error
        return self._greeting == LIMITED

    def warm(self) -> None:
        """Let it import all that reading needs.

        Raises:
            ReadingUnavailableError: it doesn't start, or doesn't come through that.
        """
        self.greet()
        try:
            self._exchange((WARM, b""), START_SECONDS, 0)
        except BROKEN as error:
            raise ReadingUnavailableError(reason=self._last_words(error)) from error

    def read(self, task: Task) -> Extraction:
        """Let it read a document.

        Raises:
            ArticleError: what its reader says against the document, or what came in between.
        """
        source, seconds = task.document.source, task.settings.reading_timeout
        self.greet()
        self.used = True
        try:
            return self._read(task, seconds)
        except TimeoutError as error:
            raise ArticleTooSlowError(source=source, seconds=f"{seconds:g}") from error
        except BROKEN as error:
            self.kill()
            log.info("Reading broke off: %s", self._last_words(error), exc_info=error)
            raise ArticleReadingBrokenError(source=source) from error
        except ArticleError:
            raise
        except Exception:
            self.kill()
            raise

    def end(self) -> None:
        """Let it end by itself, which it does where nothing is to be read any more."""
        with suppress(OSError):
            self._tasks.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it at once, with all that it has started."""
        if self._process.returncode is None:
            with suppress(OSError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(END_SECONDS)
        threads = list(self._threads)
        for thread in threads:
            thread.join(END_SECONDS)
        if not any(thread.is_alive() for thread in threads):
            for pipe in (self._tasks, self._answers, *self._leash):
                with suppress(OSError):
                    pipe.close()

    def disown(self) -> None:
        """Leave it to another process, of which this one is a copy."""
        for pipe in (self._tasks, self._answers, *self._leash):
            with suppress(OSError):
                os.close(pipe.fileno())

    def _read(self, task: Task, seconds: float) -> Extraction:
        source = task.document.source
        frame, text, blocks, spans = self._exchange(task_frames(task), seconds, task.answer_bytes)
        head = head_of(frame)
        if head.read is not None:
            return extraction_of(head.read, text, blocks, spans, task)
        if head.refused is not None:
            raise refusal(head, source)
        if head.overrun == "text":
            raise ArticleTooMuchTextError(source=source, limit=task.answer_bytes // MEGABYTE)
        if head.overrun == "memory":
            # Some of it may be taken still.
            self.kill()
            raise ArticleTooDemandingError(source=source, limit=self.megabytes)
        raise UnsoundError from ToldError(clean(head.told))

    def _exchange(self, task: tuple[bytes, bytes], seconds: float, limit: int) -> Answer:
        """Send a task and wait for the answer, whose text, blocks and division are limited."""

        def exchange() -> Answer:
            frames.send(self._tasks, *task, b"%f" % (seconds + END_SECONDS))
            head = frames.receive(self._answers, HEAD_BYTES)
            text = frames.receive(self._answers, limit)
            blocks = frames.receive(self._answers, limit - len(text))
            spans = frames.receive(self._answers, limit - len(text) - len(blocks))
            return head, text, blocks, spans

        return self._within(seconds, exchange)

    def _within(self, seconds: float, work: Callable[[], T]) -> T:
        """Do what a child can hold up for ever; then the thread is left behind with it.

        Raises:
            TimeoutError: it took longer.
        """
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(work())
            except Exception as error:  # noqa: BLE001 - raised where it is waited for
                done.set_exception(error)

        thread = Thread(target=run, daemon=True)
        thread.start()
        self._threads[1:] = [thread]
        try:
            return done.result(seconds)
        except BaseException:
            # It might answer yet, when it is asked something else.
            self.kill()
            raise

    def _hear_greeting(self) -> bytes:
        while (line := self._answers.readline(HEAD_BYTES)) != GREETING:
            if not line:
                raise EOFError
        return frames.receive(self._answers, len(UNLIMITED))

    def _listen(self, errors: IO[bytes]) -> None:
        with errors:
            while said := errors.read1(SAID_BYTES):  # type: ignore[attr-defined]
                self._said = (self._said + said)[-SAID_BYTES:]

    def _last_words(self, error: BaseException) -> str:
        """Return the last that is known of a child that was killed."""
        words = self._said.decode(errors="replace").strip().splitlines() or [first_line(error)]
        return f"{UNWANTED.sub('', words[-1])} ({self._process.returncode})"


def _leash() -> tuple[tuple[int, ...], tuple[IO[bytes], ...]]:
    """Return the ends of a pipe that nothing is written to: the child's, and the parent's.

    Of a pipe that is written to the child may hear late, when it has read that already.
    """
    if sys.platform == "win32":
        return (), ()
    held, kept = os.pipe()
    return (held,), (os.fdopen(kept, "wb"),)


def environment() -> dict[str, str]:
    """Return the variables that a child gets; it imports from where its parent does."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
    folders = [str(Path(folder).absolute()) for folder in (*sys.path, str(PACKAGES)) if folder]
    return kept | {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(folders)),
        # Each thread would reserve memory that it doesn't use.
        "MALLOC_ARENA_MAX": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
