"""Looks for documents and texts that stop a reader, or take it far too long.

    python -m tests.benchmarks.fuzz [--seconds 60] [--seed 0] [--samples FOLDER] [--keep]

Hostile files of the suite, and a folder's own documents, are cut, doubled, repeated and mixed, and
handed to every reader, to every regular expression and to what shows texts in Discord, in a
process that can be killed. What isn't read or refused within its limit is made small; `--keep` puts
it into `tests/hostile/findings`, from where the suite reads it again
(`tests/index/articles/test_findings.py`). The slowest input of each reader is printed.
"""

import argparse
import hashlib
import json
import multiprocessing
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from bot.asking.ways import looks_like_a_question
from bot.markdown import clean, escape, fit, quote, split
from index.asking.answer_types import answer_type
from index.asking.answers import Turn
from index.asking.questions.follow_up import resolve
from index.asking.questions.question import clean_question
from index.errors import QuestionError
from tests.hostile.corpus import corpus
from tests.hostile.findings import FOLDER, read_again
from tests.hostile.patterns import constants
from tests.hostile.texts import KEPT

ENDINGS = (
    *(".txt", ".md", ".mdx", ".rst", ".html", ".xhtml", ".mhtml", ".eml", ".xml", ".rss", ".csv"),
    *(".tsv", ".srt", ".vtt", ".ipynb", ".pdf", ".rtf", ".docx", ".odt", ".pptx", ".xlsx", ".epub"),
)
LIKE = {".xhtml": ".html", ".tsv": ".csv", ".rss": ".xml", ".vtt": ".srt", ".mdx": ".md"}
"""Where the suite has no hostile file of an ending."""
FORMATS = Path(__file__).resolve().parents[1] / "fixtures"
"""Documents as programs write them, to begin with."""
WHOLE = 0.3
"""Of packages that are damaged as a whole, and not in one of their parts."""
SIZE = 60_000
"""Bytes of the largest input."""

BASE, PER_BYTE = 0.5, 0.000_05
"""Seconds of processor time that an input may take, and that each of its bytes adds."""

PATIENCE = 20.0
"""Seconds after which a process is killed."""

TRIES = 60
"""Attempts to make a finding smaller."""


@dataclass
class Slowest:
    """What was seen of one target."""

    inputs: int = 0
    seconds: float = 0.0
    size: int = 0
    start: bytes = b""
    findings: list[str] = field(default_factory=list)


def main() -> None:
    """Search for as long as told, and print what was found."""
    parser = argparse.ArgumentParser(description="Look for inputs that stop a reader.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--samples", type=Path, help="a folder of documents to begin with")
    parser.add_argument("--keep", action="store_true", help="keep findings for the suite")
    arguments = parser.parse_args()
    seen: dict[str, Slowest] = {}
    worker = Worker()
    end = time.monotonic() + arguments.seconds
    for target, raw in inputs(random.Random(arguments.seed), arguments.samples):
        if time.monotonic() > end:
            break
        seconds, happened = worker.tries(target, raw)
        slowest = seen.setdefault(target, Slowest())
        slowest.inputs += 1
        if seconds > slowest.seconds:
            slowest.seconds, slowest.size, slowest.start = seconds, len(raw), raw[:40]
        if happened:
            small = smaller(worker, target, raw)
            slowest.findings.append(f"{happened}: {small[:80]!r}")
            if arguments.keep:
                keep(target, small, happened)
    worker.close()
    report(seen)


def inputs(chance: random.Random, samples: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield a target and what it gets: first all beginnings, then what is made of them."""
    kinds: dict[str, list[bytes]] = {ending: [] for ending in ENDINGS}
    for case in corpus():
        kinds.get(Path(case.name).suffix, []).append(case.raw)
    for written in sorted(each for each in FORMATS.glob("*/*") if each.is_file()):
        kinds.get(written.suffix, []).append(written.read_bytes())
    kinds = {ending: found or kinds[LIKE[ending]] for ending, found in kinds.items()}
    for path in sorted(samples.rglob("*")) if samples else ():
        if path.suffix in kinds and path.is_file() and path.stat().st_size <= SIZE:
            kinds[path.suffix].append(path.read_bytes())
    yield from ((ending, raw) for ending, found in kinds.items() for raw in found)
    words = [unit.encode() for unit in KEPT.values()]
    others = ["patterns", "shown", "asked"]
    while True:
        ending = chance.choice(sorted(kinds))
        one, other = chance.choice(kinds[ending]), chance.choice(kinds[ending])
        raw = repacked(chance, one, words) or mutated(chance, one, other, words)
        yield ending, raw
        yield chance.choice(others), raw


def mutated(chance: random.Random, raw: bytes, other: bytes, words: list[bytes]) -> bytes:
    """Return a document that was damaged, mixed with another one or swollen in a few places."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(raw))
        end = min(len(raw), start + chance.choice((1, 2, 8, 40, 400)))
        match chance.randrange(7):
            case 0:
                raw = raw[:start] + raw[end:]
            case 1 | 2:
                times = min(chance.choice((2, 50, 2000, 20_000)), SIZE // max(1, end - start))
                raw = raw[:start] + raw[start:end] * times + raw[end:]
            case 3:
                raw = raw[:start] + chance.choice(words) * chance.choice((1, 500)) + raw[start:]
            case 4:
                raw = raw[:start] + other[chance.randint(0, len(other)) :]
            case 5:
                raw = raw[:start] + bytes(chance.choices(range(256), k=end - start)) + raw[end:]
            case _:
                raw = raw[:start] + raw[start:end][::-1] + raw[end:]
    return raw[:SIZE]


def repacked(chance: random.Random, raw: bytes, words: list[bytes]) -> bytes:
    """Return a package with a part that was damaged; nothing if it is none, or by chance."""
    if not zipfile.is_zipfile(BytesIO(raw)) or chance.random() < WHOLE:
        return b""
    made = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package, zipfile.ZipFile(made, "w") as changed:
            parts = [each for each in package.infolist() if each.file_size <= SIZE]
            hit = chance.choice(parts).filename if parts else ""
            for each in parts:
                part = package.read(each)
                same = each.filename != hit
                changed.writestr(each, part if same else mutated(chance, part, part, words))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return b""
    return made.getvalue()


class Worker:
    """A process that works on inputs, one after the other, and is replaced once it hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs,), daemon=True)
        self._process.start()
        self._line.recv()

    def tries(self, target: str, raw: bytes) -> tuple[float, str]:
        """Return the seconds that an input took, and what happened that mustn't, or nothing."""
        self._line.send((target, raw))
        try:
            if self._line.poll(PATIENCE):
                seconds, happened = self._line.recv()
                limit = BASE + PER_BYTE * len(raw)
                return seconds, happened or ("slow" if seconds > limit else "")
            happened = "endless"
        except (EOFError, OSError):
            happened = "died"
        self.close()
        self._start()
        return PATIENCE, happened

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def work(line: Connection) -> None:
    """Work on what comes in, until the process is ended."""
    targets = _targets()
    for ending in (".txt", ".md", ".html", ".pdf"):
        targets[ending](b"Was beim ersten Mal geladen wird.")
    line.send("ready")
    while True:
        target, raw = line.recv()
        begin, happened = time.process_time(), ""
        try:
            targets[target](raw)
        except BaseException as error:  # noqa: BLE001 - that is what is looked for
            happened = f"{type(error).__name__}: {error}"[:200]
        line.send((time.process_time() - begin, happened))


def _targets() -> dict[str, Callable[[bytes], object]]:
    found = constants()

    def patterns(raw: bytes) -> None:
        text = raw.decode("utf-8", "replace")
        for pattern in found:
            pattern.tries(text)

    def shown(raw: bytes) -> None:
        text = clean(raw.decode("utf-8", "replace"))
        for page in split(quote(text), 2000):
            escape(page)
        fit(text, 700, quote)

    def asked(raw: bytes) -> None:
        text = raw.decode("utf-8", "replace")
        with suppress(QuestionError):
            question = clean_question(text, SIZE)
            answer_type(question)
            resolve(question, Turn(question, (question,)))
            looks_like_a_question(question)

    readers = {ending: lambda raw, e=ending: read_again(f"a{e}", raw) for ending in ENDINGS}
    return {**readers, "patterns": patterns, "shown": shown, "asked": asked}


def smaller(worker: Worker, target: str, raw: bytes) -> bytes:
    """Return a part of an input that still does what it did, after some attempts."""
    size, tries = len(raw) // 2, TRIES
    while size and tries:
        for start in range(0, len(raw), size):
            less = raw[:start] + raw[start + size :]
            tries -= 1
            if worker.tries(target, less)[1]:
                raw = less
                break
            if not tries:
                break
        else:
            size //= 2
    return raw


def keep(target: str, raw: bytes, happened: str) -> None:
    """Put a finding where the suite reads it."""
    FOLDER.mkdir(exist_ok=True)
    name = hashlib.sha256(raw).hexdigest()[:12]
    ending = target if target.startswith(".") else ".txt"
    (FOLDER / f"{name}{ending}").write_bytes(raw)
    record = {"target": target, "happened": happened}
    (FOLDER / f"{name}.json").write_text(json.dumps(record) + "\n", encoding="utf-8")


def report(seen: dict[str, Slowest]) -> None:
    """Print what was seen."""
    print(f"{'target':10}{'inputs':>8}{'slowest s':>11}{'bytes':>8}  begins")
    for target, slowest in sorted(seen.items()):
        print(
            f"{target:10}{slowest.inputs:8}{slowest.seconds:11.3f}{slowest.size:8}"
            f"  {slowest.start!r}"
        )
    for target, slowest in sorted(seen.items()):
        for finding in slowest.findings:
            print(f"{target}: {finding}")
    print(f"{sum(len(slowest.findings) for slowest in seen.values())} findings")


if __name__ == "__main__":
    main()
