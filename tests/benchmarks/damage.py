"""Damages every byte of a small collection, one at a time, and asks what comes of it.

    python -m tests.benchmarks.damage [--seconds 3600] [--every 1] [--seed 0] [--files corpus]
        [--workers 2] [--asked 20]

The collection has as few bytes as can be: small pages, vectors of few dimensions. Each byte is
changed in a copy of its own, in a process that a mapped file may end. It is then `healed` (the
very answers and texts of before), `said` (an error in one line), or:

- `wrong`: another answer, another text, or another thing in the bot's memory, and nothing said;
- `erased`: something in the bot's memory that the log says is erased;
- `mystery`: an error that isn't one of ours;
- `died`: the process ended by a signal;
- `log`: answers and texts are as before, but the history tells something else;
- `unread`: SQLite reads the very same rows, and finds nothing wrong; or nobody reads any of the
  file. Of these one in `--asked` is asked all the same, and so are those that something in the head
  of a file of SQLite's changed;
- `noticed`: the file's own checksum tells, so the index isn't opened, whichever byte it is. Of
  these one in `--asked` is asked all the same;
- `anew`: the index that it lay in is gone, another one was built of the articles, and compared with
  them. Of these one in `--asked` is asked all the same.

The cache of vectors is damaged where it is read: the index is built anew from it. Copies are made
where temporary files are: `TMPDIR=/dev/shm` spares the disk.
"""

import argparse
import logging
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.memory.answers import Inquiry
from bot.memory.forgetting import Forgetting
from bot.memory.memory import Memory
from bot.memory.opinions import Opinion
from bot.memory.previews import Origin, Preview
from index.asking.helpers.models import Models
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import BesideErasedError
from index.embedders import Vectors
from index.embedders.base import unit_rows
from index.embedders.builtin import BuiltinEmbedder
from index.errors import BelegbotError
from index.indexing.backends.tantivyfiles import SEGMENT, intact
from index.indexing.backends.vectors import DAMAGE, read_part
from index.indexing.files import unsealed
from index.library import Library
from index.models import Draft
from tests.models import BUILTIN

ADA = Author("operator:ada", "weil")
TEXTS = {
    "Turm": "Der Turm wurde 1472 gebaut. Er ist 83 Meter hoch.",
    "Freibad": "Das Freibad öffnet um 9 Uhr. Der Eintritt kostet 4 Euro.",
    "Brücke": "Die Brücke ist 214 Meter lang. Sie wird im Mai gesperrt.",
}
QUESTIONS = (
    *("Wann wurde der Turm gebaut?", "Wie lang ist die Brücke?", "Was kostet der Eintritt?"),
    "Wer ist Bürgermeister?",
)
SECONDS = 120
"""For one case."""

SMALLEST = 512
"""Bytes of a page of SQLite's."""

HEAD = 100
"""Bytes of a file of SQLite's before its first page's content."""

CASES = 2000
"""That one process looks at."""

CORPUS, CACHE, POINTER = (
    Path("corpus.sqlite3"),
    Path("index/vectors.sqlite3"),
    Path("index/current"),
)

SERVER, CHANNEL, PERSON = 4711, 4712, 4713
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

Seen = dict[str, object]
Case = tuple[Path, int]


class Small(BuiltinEmbedder):
    """The built-in embedder with a few of its dimensions."""

    name = "small"
    fingerprint = "small"
    dimension = 16
    quick = False

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed with all, and keep few."""
        return unit_rows(_WHOLE.embed_documents(texts)[:, : self.dimension])


_WHOLE = BuiltinEmbedder()


def opened(folder: Path) -> Library:
    settings = Settings(data_dir=folder, seeds_dir=None, embedder=BUILTIN)
    return Library.open(settings, participants=(Forgetting(),), models=Models(Small()))


def make(folder: Path) -> None:
    """Fill a collection with every kind of change, in few bytes."""
    with closing(opened(folder)) as library:
        ids = {
            name: library.add(Draft(text, name, "de"), ADA).article_id
            for name, text in TEXTS.items()
        }
        library.replace(ids["Turm"], Draft(TEXTS["Turm"] + " Er steht.", "Turm", "de"), ADA)
        library.remove(ids["Brücke"], ADA)
        library.restore(ids["Brücke"], ADA)
        library.rebuild()
        library.pin(ids["Turm"], "Wie alt ist der Turm?", (0, 27), ADA)
        remember(library)
        library.corpus.database.forget_deleted()
    with closing(sqlite3.connect(folder / CORPUS, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA page_size = {SMALLEST}")
        connection.execute("VACUUM")
    # What opening it once more changes of it.
    opened(folder).close()


def remember(library: Library) -> None:
    """Fill the bot's memory."""
    memory, at = Memory.of(library), datetime.now(UTC)
    for number, question in enumerate(QUESTIONS, start=1):
        asked = Inquiry(number, SERVER, CHANNEL, PERSON, at, "de", private=False)
        memory.answers.record(asked, library.ask(question), message_id=100 + number)
    memory.opinions.rate(Opinion(1, PERSON, -1, "zu kurz", at))
    memory.requests.add(4, PERSON, at)
    memory.preferences.prefer(SERVER, CHANNEL, {"language": "de", "private": True})
    memory.bookmarks.set("noticed", "5")
    draft = Draft("Der Steg ist 5 Meter lang.", "Steg", "de")
    memory.previews.put(Preview(SERVER, PERSON, at, draft, Origin("steg.txt"), id="preview"))
    memory.stays.joined(SERVER, 4714)


def remembered(library: Library) -> object:
    """Read the bot's memory."""
    memory = Memory.of(library)
    return (
        memory.answers.where(),
        memory.opinions.given(None, LONG_AGO),
        memory.requests.wishes(None, LONG_AGO),
        memory.preferences.all(),
        memory.bookmarks.get("noticed"),
        memory.previews.get("preview", LONG_AGO),
        memory.stays.of(4714),
    )


def look(folder: Path, enough: Callable[[], bool] = lambda: False) -> Seen | None:
    """Ask, and read all there is; None if it is enough to have opened it."""
    with closing(opened(folder)) as library:
        if enough():
            return None
        answers = []
        for question in QUESTIONS:
            answer = library.ask(question)
            cited = [
                (c.excerpt, c.article.title, c.sentence.span.paragraph, c.sentence.span.number)
                for c in answer.citations
            ]
            answers.append([answer.outcome, answer.text, cited])
        texts = {a.id: library.corpus.article(a.id).text for a in library.catalogue.articles()}
        memory = remembered(library)
        log = [(c.revision, c.operation, c.who, c.why, c.version) for c in library.corpus.changes()]
    return {"answers": answers, "texts": texts, "memory": memory, "log": log}


class Told(logging.Handler):
    """Whether the log has said that something was erased."""

    erased = False

    def emit(self, record: logging.LogRecord) -> None:
        """Look at what is said."""
        self.erased |= any(isinstance(each, BesideErasedError) for each in record.args or ())


def outcome(folder: Path, before: Seen, enough: Callable[[], bool]) -> str:
    """Tell what becomes of a damaged collection."""
    told = Told()
    logging.getLogger("index").addHandler(told)
    try:
        seen = look(folder, enough)
    except BelegbotError:
        return "said"
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        return f"mystery {type(error).__name__}"
    finally:
        logging.getLogger("index").removeHandler(told)
    if seen is None:
        return "anew"
    if seen == before:
        return "healed"
    if told.erased and {**seen, "memory": 0} == {**before, "memory": 0}:
        return "erased"
    return "log" if {**seen, "log": 0} == {**before, "log": 0} else "wrong"


def rows_of(path: Path) -> list[object] | None:
    """Return all that SQLite reads of a file; None if it finds something wrong."""
    uri = f"file:{path}?mode=ro&immutable=1"
    with suppress(sqlite3.Error, UnicodeError, MemoryError, OverflowError):
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = bytes
            schema = connection.execute("SELECT * FROM sqlite_schema").fetchall()
            names = [row[1].decode() for row in schema if row[0] == b"table"]
            rows = [connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names]
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [(b"ok",)]
        if sound:
            return [schema, rows]
    return None


def notices(path: Path) -> bool:
    """Tell whether the program refuses a file of the index, by its checksum."""
    try:
        if path.suffix == ".faiss":
            read_part(path)
        elif path.name in {"manifest.json", "followed.json", "snapshot.json"}:
            unsealed(path.read_bytes())
        else:
            return bool(SEGMENT.match(path.name)) and not intact(path)
    except DAMAGE:
        return True
    return False


def unread_of(whole: Path) -> set[Path]:
    """Return the files that nobody reads anything of: those read get a new time of reading."""
    for path in _files_below(whole):
        os.utime(path, ns=(0, path.stat().st_mtime_ns))
    look(whole)
    idle = {p.relative_to(whole) for p in _files_below(whole) if not p.stat().st_atime_ns}
    # What is read once an index is built anew.
    return idle - {CACHE}


class Damage:
    """A collection whose bytes are damaged one at a time; looked at in a process that may end."""

    def __init__(self, whole: Path, seed: int, asked: int) -> None:
        self.files = {p.relative_to(whole): p.read_bytes() for p in _files_below(whole)}
        before = look(whole)
        assert before
        self.before = before
        self.idle = unread_of(whole)
        self.rows = {name: rows_of(whole / name) for name in (CORPUS, CACHE) if name in self.files}
        self._seed, self._asked = seed, asked

    def result(self, case: Case, folder: Path) -> str:
        """Tell what becomes of one damaged byte."""
        path, at = case
        random = Random(f"{self._seed} {path} {at}")
        raw = bytearray(self.files[path])
        raw[at] ^= random.choice((0x01, 0x80, 0xFF))
        shutil.rmtree(folder, ignore_errors=True)
        spared = random.random() * self._asked >= 1
        if path in self.idle and spared:
            return "unread"
        if path in self.rows and at >= HEAD and spared:
            folder.mkdir()
            (folder / "alone").write_bytes(raw)
            if rows_of(folder / "alone") == self.rows[path]:
                return "unread"
            shutil.rmtree(folder)
        if path.parts[1:2] and spared:
            (folder / path).parent.mkdir(parents=True)
            (folder / path).write_bytes(raw)
            if notices(folder / path):
                return "noticed"
        for name, content in self.files.items():
            if not (path == CACHE and name == POINTER):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(raw if name == path else content)
        index = folder.joinpath(*path.parts[:2])
        generation = index.name.startswith("generation")
        signal.alarm(SECONDS)
        try:
            return outcome(
                folder, self.before, lambda: generation and spared and not index.exists()
            )
        finally:
            signal.alarm(0)

    def results(self, cases: Sequence[Case], folder: Path) -> Iterator[str]:
        """Look at cases in processes, one after the other; whenever one ends, with the next."""
        done = 0
        while done < len(cases):
            reader, writer = os.pipe()
            child = os.fork()
            if not child:
                os.close(reader)
                devnull = os.open(os.devnull, os.O_WRONLY)
                os.dup2(devnull, 1)
                os.dup2(devnull, 2)
                # Nobody may hear it any more; what is open here is others' to close.
                with suppress(BrokenPipeError):
                    for case in cases[done : done + CASES]:
                        os.write(writer, self.result(case, folder).encode() + b"\n")
                os._exit(0)
            os.close(writer)
            with os.fdopen(reader) as said:
                for line in said:
                    yield line.strip()
                    done += 1
            _, status = os.waitpid(child, 0)
            if status:
                yield f"died {os.WTERMSIG(status) if os.WIFSIGNALED(status) else status}"
                done += 1


def _files_below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def bytes_of(raw: bytes, every: int, random: Random) -> list[int]:
    """Return which bytes are damaged, in random order; those that are zero, mostly unused, last."""
    found = list(range(0, len(raw), every))
    random.shuffle(found)
    return sorted(found, key=lambda at: raw[at] == 0)


def cases_of(damage: Damage, files: str, every: int, random: Random) -> list[Case]:
    """Return what is damaged: of each file as many bytes, as long as it has some."""
    chosen = {path: raw for path, raw in damage.files.items() if files in str(path)}
    by_file = [bytes_of(raw, every, random) for raw in chosen.values()]
    return [
        (path, at)
        for row in zip_longest(*by_file)
        for path, at in zip(chosen, row, strict=True)
        if at is not None
    ]


def worker(damage: Damage, cases: Sequence[Case], folder: Path, seconds: float) -> None:
    """Look at cases until the time is over; print one a line."""
    end = time.monotonic() + seconds
    for (path, at), result in zip(cases, damage.results(cases, folder), strict=False):
        print(f"{result}\t{path}\t{at}", flush=True)
        if time.monotonic() > end:
            break


def main() -> None:
    """Damage, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--every", type=int, default=1, help="of so many bytes one")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--files", default="", help="only those with this in their names")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--asked", type=int, default=20, help="of so many unread ones one")
    arguments = parser.parse_args()
    start = time.monotonic()
    with TemporaryDirectory() as place:
        whole = Path(place, "whole")
        make(whole)
        damage = Damage(whole, arguments.seed, arguments.asked)
        cases = cases_of(damage, arguments.files, arguments.every, Random(arguments.seed))
        outputs = [Path(place, f"output-{number}") for number in range(arguments.workers)]
        children = []
        for number, output in enumerate(outputs):
            child = os.fork()
            if not child:
                with output.open("w") as sys.stdout:
                    own = cases[number :: arguments.workers]
                    worker(damage, own, Path(place, f"copy-{number}"), arguments.seconds)
                os._exit(0)
            children.append(child)
        for child in children:
            os.waitpid(child, 0)
        _report([line.split("\t") for each in outputs for line in each.read_text().splitlines()])
    print(f"of {len(cases)} bytes, in {time.monotonic() - start:.0f} s")


def _report(results: Sequence[Sequence[str]]) -> None:
    counted: dict[str, Counter[str]] = {}
    for result, name, at in results:
        path = Path(name)
        kind = path.suffix if "terms" in path.parts and path.suffix != ".json" else path.name
        counted.setdefault(kind, Counter())[result] += 1
        if result not in {"healed", "said", "erased", "unread", "noticed", "anew"}:
            print(f"{result}: {path} byte {at}")
    for kind, numbers in sorted(counted.items()):
        print(f"{kind:40} {dict(sorted(numbers.items()))}")
    total = sum(counted.values(), Counter())
    print(f"{len(results)} looked at: {dict(sorted(total.items()))}")


if __name__ == "__main__":
    main()
