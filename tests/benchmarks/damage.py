"""Damages every file of a small collection, byte by byte, and asks what comes of it.

    python -m tests.benchmarks.damage [--seconds 600] [--every 1] [--seed 0] [--files corpus]

Each byte is changed in a copy of its own, in another process, which a mapped file may end. It is
then `healed` (the very answers and texts of before), `said` (an error in one line), or:

- `wrong`: another answer, another text, or another thing in the bot's memory, and nothing said;
- `erased`: something in the bot's memory that the log says is erased;
- `mystery`: an error that isn't one of ours;
- `died`: the process ended by a signal;
- `log`: answers and texts are as before, but the history tells something else.
"""

import argparse
import logging
import os
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import closing
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
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import BesideErasedError
from index.errors import BelegbotError
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
SECONDS = 60
"""For one case."""

SERVER, CHANNEL, PERSON = 4711, 4712, 4713
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

Seen = dict[str, object]


def settings_in(folder: Path) -> Settings:
    return Settings(data_dir=folder, seeds_dir=None, embedder=BUILTIN)


def make(folder: Path) -> None:
    """Fill a collection with every kind of change."""
    with closing(Library.open(settings_in(folder), participants=(Forgetting(),))) as library:
        ids = {
            name: library.add(Draft(text, name, "de"), ADA).article_id
            for name, text in TEXTS.items()
        }
        library.replace(ids["Turm"], Draft(TEXTS["Turm"] + " Er steht.", "Turm", "de"), ADA)
        library.remove(ids["Brücke"], ADA)
        library.restore(ids["Brücke"], ADA)
        library.pin(ids["Turm"], "Wie alt ist der Turm?", (0, 27), ADA)
        remember(library)
        library.corpus.database.forget_deleted()


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


def look(folder: Path) -> Seen:
    """Ask, and read all there is."""
    with closing(Library.open(settings_in(folder), participants=(Forgetting(),))) as library:
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


def outcome(folder: Path, before: Seen) -> str:
    """Tell what becomes of a damaged collection."""
    told = Told()
    logging.getLogger("index").addHandler(told)
    try:
        seen = look(folder)
    except BelegbotError:
        return "said"
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        return f"mystery {type(error).__name__}"
    if seen == before:
        return "healed"
    if told.erased and {**seen, "memory": 0} == {**before, "memory": 0}:
        return "erased"
    return "log" if {**seen, "log": 0} == {**before, "log": 0} else "wrong"


def in_a_process(folder: Path, before: Seen) -> str:
    """Do it where a signal ends nothing else."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        signal.alarm(SECONDS)
        os.write(writer, outcome(folder, before).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as said:
        result = said.read().decode()
    _, status = os.waitpid(child, 0)
    return result or f"died {os.WTERMSIG(status) if os.WIFSIGNALED(status) else status}"


def bytes_of(path: Path, every: int, random: Random) -> list[int]:
    """Return which bytes are damaged, in random order; those that are zero, mostly unused, last."""
    raw = path.read_bytes()
    found = list(range(0, len(raw), every))
    random.shuffle(found)
    return sorted(found, key=lambda at: raw[at] == 0)


def main() -> None:
    """Damage, look, count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--every", type=int, default=1, help="of so many bytes one")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--files", default="", help="only those with this in their names")
    arguments = parser.parse_args()
    random = Random(arguments.seed)
    with TemporaryDirectory() as place:
        whole = Path(place, "whole")
        make(whole)
        before = look(whole)
        files = [p.relative_to(whole) for p in sorted(whole.rglob("*")) if p.is_file()]
        files = [path for path in files if arguments.files in str(path)]
        by_file = [bytes_of(whole / path, arguments.every, random) for path in files]
        # Of each file as many, as long as it has some.
        cases = [
            (path, at)
            for row in zip_longest(*by_file)
            for path, at in zip(files, row, strict=True)
            if at is not None
        ]
        counted: dict[str, Counter[str]] = {}
        end, done = time.monotonic() + arguments.seconds, 0
        for path, at in cases:
            if time.monotonic() > end:
                break
            copy = Path(place, "copy")
            shutil.copytree(whole, copy)
            raw = bytearray((copy / path).read_bytes())
            mask = random.choice((0x01, 0x80, 0xFF))
            raw[at] ^= mask
            (copy / path).write_bytes(raw)
            result = in_a_process(copy, before)
            shutil.rmtree(copy)
            name = path.suffix if "terms" in path.parts and path.suffix != ".json" else path.name
            counted.setdefault(name, Counter())[result] += 1
            done += 1
            if result not in {"healed", "said", "erased"}:
                print(f"{result}: {path} byte {at} ^ {mask:#04x}", flush=True)
    print(f"{done} of {len(cases)} bytes")
    for name, results in sorted(counted.items()):
        print(f"{name:40} {dict(sorted(results.items()))}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
