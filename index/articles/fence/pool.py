"""The children that read, kept warm and shared out."""

import atexit
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Condition

from index.articles.documents import Extraction
from index.articles.fence.errors import (
    ArticleReadingBrokenError,
    ArticleTooDemandingError,
    ReadingUnavailableError,
)
from index.articles.fence.process import CHILD, Child
from index.articles.fence.protocol import Task
from index.errors import first_line
from index.scopes import Scope

CHILDREN = 2
"""At most; each takes 160 MB once it has read."""
SHARE = 1
"""As many of them as read for one scope at once."""


class Pool:
    """Children that read, started when they are needed. Thread-safe."""

    def __init__(
        self, children: int = CHILDREN, share: int = SHARE, command: Sequence[str] = CHILD
    ) -> None:
        self._children, self._share, self._command = children, share, command
        self._changed = Condition()
        self._idle: list[Child] = []
        self._busy: list[Child] = []
        self._turns: Counter[Scope | None] = Counter()
        self._era = 0

    def read(self, task: Task, whose: Scope | None = None) -> Extraction:
        """Let a child read a document, once there is one to spare for `whose` documents it is.

        Raises:
            ArticleError: why it can't become an article.
        """
        era, source = self._era, task.document.source
        with self._turn(whose):
            with self._child(task.settings.reading_megabytes) as child:
                self._require_era(era, source, child)
                used = child.used
                try:
                    return child.read(task)
                except (ArticleReadingBrokenError, ArticleTooDemandingError):
                    if not used or era != self._era:
                        raise
            # What it had read before may have been too much for it, or somebody has ended it.
            with self._child(task.settings.reading_megabytes, fresh=True) as child:
                return child.read(task)

    def warm(self, megabytes: int) -> None:
        """Have a child that has imported all that reading needs.

        Raises:
            ReadingUnavailableError: none starts.
        """
        with self._turn(None), self._child(megabytes) as child:
            child.warm()

    def limits_memory(self, megabytes: int) -> bool:
        """Tell whether this platform holds a child to its limit of memory; a child tries it.

        Raises:
            ReadingUnavailableError: none starts.
        """
        with self._turn(None), self._child(megabytes) as child:
            return child.greet()

    def break_off(self) -> None:
        """End the children that read, and with them what they read."""
        with self._changed:
            self._era += 1
            busy = list(self._busy)
        for child in busy:
            child.kill()

    def close(self) -> None:
        """End all children."""
        self.break_off()
        with self._changed:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def disown(self) -> None:
        """Start anew in a process that is a copy of another one, whose children they are."""
        for child in (*self._idle, *self._busy):
            child.disown()
        self._changed = Condition()
        self._idle, self._busy, self._turns = [], [], Counter()

    def _require_era(self, era: int, source: str, child: Child) -> None:
        """Break off what was asked for before all reading was, and has only now got its turn."""
        if era != self._era:
            child.kill()
            raise ArticleReadingBrokenError(source=source)

    @contextmanager
    def _turn(self, whose: Scope | None) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._has_room(whose))
            self._turns[whose] += 1
        try:
            yield
        finally:
            with self._changed:
                self._turns[whose] -= 1
                if not self._turns[whose]:
                    del self._turns[whose]
                self._changed.notify_all()

    def _has_room(self, whose: Scope | None) -> bool:
        mine = self._turns[whose] if whose is not None else 0
        return self._turns.total() < self._children and mine < self._share

    @contextmanager
    def _child(self, megabytes: int, *, fresh: bool = False) -> Iterator[Child]:
        """Give a child that lives, with so much memory; afterwards, if it still does, it waits."""
        child = None if fresh else self._waiting(megabytes)
        if child is None:
            try:
                child = Child(megabytes, self._command)
            except OSError as error:
                raise ReadingUnavailableError(reason=first_line(error)) from error
        with self._changed:
            self._busy.append(child)
        try:
            yield child
        finally:
            with self._changed:
                self._busy.remove(child)
                if child.alive:
                    self._idle.append(child)

    def _waiting(self, megabytes: int) -> Child | None:
        """Return an idle child; those that have ended, or live on another limit, are let go."""
        with self._changed:
            idle, self._idle = self._idle, []
            usable = [child for child in idle if child.alive and child.megabytes == megabytes]
            found = usable.pop() if usable else None
            self._idle = usable
        for child in idle:
            if child is not found and child not in usable:
                child.end()
        return found


FENCE = Pool()
"""The one of this process."""

atexit.register(FENCE.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=FENCE.disown)
