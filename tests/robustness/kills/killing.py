"""Kills workers at random moments, and compares what is there with what they acknowledged."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from random import Random
from time import sleep

from index.config import Settings
from index.corpus.corpus import Corpus
from index.library import Library
from index.models import Change
from index.units.segmentation import segment
from tests.processes.forks import PROCESSES
from tests.robustness.kills.worker import Kind, Step, work

KINDS: tuple[Kind, ...] = ("start", "change", "catch up", "checkpoint", "rebuild", "purge")

LONGEST = 0.4
"""Seconds until a worker is killed, at most; a change takes some hundredths."""

LATE = 0.75
"""The share of workers that may acknowledge something before, however slow the machine is."""

Message = str | list[Step] | list[str]
"""That a worker is ready, what it begins, or the articles that it is done with."""


@dataclass
class Ledger:
    """What the workers acknowledged: the log's rows, and each article's text, None if removed.

    Of each version the first word, which no other has, must be in no file once it's purged.
    """

    rows: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, str | None] = field(default_factory=dict)
    versions: dict[str, list[str]] = field(default_factory=dict)
    purged: set[bytes] = field(default_factory=set)
    kills: int = 0
    late_kills: int = 0
    """Those of workers that had acknowledged something."""
    unacknowledged_kept: int = 0

    def kill_one(self, settings: Settings, kind: Kind, seed: int) -> None:
        """Let a worker work for a while, kill it, and check what is there."""
        mine, theirs = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=work, args=(theirs, settings, kind, seed), daemon=True)
        process.start()
        theirs.close()
        chance, heard = Random(seed), list[Message]()
        with closing(mine):
            if kind != "start":
                heard.append(mine.recv())
                assert heard == ["ready"]
                if chance.random() < LATE:
                    while not _acknowledges(heard[-1]):
                        heard.append(mine.recv())
            sleep(chance.uniform(0, LONGEST))
            process.kill()
            process.join()
            with suppress(EOFError):
                while True:
                    heard.append(mine.recv())
        assert process.exitcode == -9
        process.close()
        self.kills += 1
        self.late_kills += any(map(_acknowledges, heard))
        self._check(settings, self._take_in(heard))

    def _take_in(self, heard: Sequence[Message]) -> Sequence[Step]:
        """Acknowledge what was; return what had begun and wasn't acknowledged."""
        pending: list[Step] = []
        for message in heard:
            if message == "ready":
                continue
            steps = [each for each in message if isinstance(each, Step)]
            if not steps:
                self._acknowledge(pending, [each for each in message if isinstance(each, str)])
            pending = steps
        return pending

    def _acknowledge(self, steps: Sequence[Step], article_ids: Sequence[str]) -> None:
        for step, article_id in zip(steps, article_ids, strict=True):
            self.rows.append((step.operation, article_id))
            if step.operation == "purge":
                self.purged |= {text.split()[0].encode() for text in self.versions.pop(article_id)}
                del self.texts[article_id]
            else:
                self.texts[article_id] = step.text
                self.versions.setdefault(article_id, []).extend([step.text] if step.text else [])

    def _check(self, settings: Settings, pending: Sequence[Step]) -> None:
        with closing(Library.open(settings)) as library:
            history = library.corpus.changes()
            if len(history) > len(self.rows):
                self._accept(history[len(self.rows) :], pending)
            assert [(change.operation, change.article_id) for change in history] == self.rows
            assert library.indexer.verify() == []
            found = {
                a.id: library.corpus.article(a.id).text
                for a in library.catalogue.articles()
                if not a.removed
            }
            assert found == {id_: text for id_, text in self.texts.items() if text is not None}
            assert {a.id for a in library.catalogue.articles()} == self.texts.keys()
        for path in settings.data_dir.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            assert not [word for word in self.purged if word in content]
        with closing(Corpus.open(settings.data_dir)) as corpus:
            assert_sentences_are_whole(corpus)

    def _accept(self, rows: Sequence[Change], pending: Sequence[Step]) -> None:
        """Take in what was stored though nobody was told: all of what was begun, or it's wrong."""
        assert [row.operation for row in rows] == [step.operation for step in pending]
        for row, step in zip(rows, pending, strict=True):
            assert step.article_id in {None, row.article_id}
        self._acknowledge(pending, [row.article_id for row in rows])
        self.unacknowledged_kept += 1


def _acknowledges(message: Message) -> bool:
    return message != "ready" and not isinstance(message[0], Step)


def assert_sentences_are_whole(corpus: Corpus) -> None:
    """Compare the sentences of each version in force with what its text divides into."""
    latest = {change.article_id: change.version for change in corpus.changes()}
    versions = [version for version in latest.values() if version is not None]
    for sentences in corpus.sentences_of(versions).values():
        article = sentences[0].article
        spans = [sentence.span for sentence in sentences]
        assert spans == segment(article.text, article.language)
