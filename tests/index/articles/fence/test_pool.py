"""Children are kept, replaced and shared out; what is read is what it is without a fence."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from index.articles import read_bytes
from index.articles.documents import Document, read_document
from index.articles.errors import ArticleBinaryError
from index.articles.fence.errors import (
    ArticleReadingBrokenError,
    ArticleTooDemandingError,
    ArticleTooMuchTextError,
    ArticleTooSlowError,
)
from index.articles.fence.process import environment
from index.articles.formats.errors import ArticlePdfTooLongError
from index.articles.metadata import NOTHING_KNOWN
from index.config import IngestSettings
from index.units.segmentation import segment
from tests.index.articles.fence.conftest import HONEST, SETTINGS, Stage, is_running, task, until

ROOT = Path(__file__).resolve().parents[4]

EATING = b"<!doctype html><html><body>" + b"<p>a" * 3_000_000
"""Each paragraph becomes some 200 bytes of memory."""

PAGE = "<!doctype html><html><body><article><h1>Der Turm</h1>" + (
    "<p>Der Turm wurde am 3. Januar 2021 gebaut. Er ist 40 Meter hoch.</p>" * 20
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Der Turm ist hoch.\n\nDie Übung ruht seit dem 3. Januar. Warum?"),
        ("a.md", "# Titel\n\nDer Turm ist *hoch*.\n\n- eins\n- zwei"),
        ("a.html", PAGE),
        ("lang.txt", "a " * 5000),
        ("viel.txt", "Ein Satz. Noch einer.\n\n" * 3000),
    ],
)
def test_what_is_read_and_how_it_is_divided_is_what_it_is_without_a_fence(
    name: str, text: str
) -> None:
    within = read_bytes(text.encode(), source=name, settings=SETTINGS)

    assert within == read_document(Document(text.encode(), name), NOTHING_KNOWN, SETTINGS)
    draft = within.draft
    assert draft.spans == tuple(segment(draft.text, draft.language))


def test_a_seed_and_a_pdf_are_divided_as_ever(
    seed: Path, make_pdf: Callable[..., bytes], sentence: str
) -> None:
    for raw in (seed.read_bytes(), make_pdf([sentence] * 30, [sentence] * 3)):
        draft = read_bytes(raw, source="a", settings=SETTINGS).draft
        assert draft.spans == tuple(segment(draft.text, draft.language))


def test_what_a_reader_refuses_is_told_with_its_values_and_its_cause(
    make_pdf: Callable[..., bytes],
) -> None:
    with pytest.raises(ArticlePdfTooLongError) as caught:
        read_bytes(make_pdf(["a"], ["b"]), source="b.pdf", settings=IngestSettings(max_pages=1))
    assert caught.value.values == {"source": "b.pdf", "pages": 2, "limit": 1}

    with pytest.raises(ArticleBinaryError) as binary:
        read_bytes(bytes(range(256)), source="b.bin", settings=SETTINGS)
    assert binary.value.values == {"source": "b.bin"}


def test_many_documents_are_read_by_one_child(stage: Stage) -> None:
    texts = [stage.read(f"Der Turm {number} ist hoch.".encode()) for number in range(100)]

    assert texts == [f"Der Turm {number} ist hoch." for number in range(100)]
    assert len(stage.children) == 1


def test_what_a_reader_prints_disturbs_nothing(stage: Stage) -> None:
    assert stage.read(b"print a lot.") == "print a lot."
    assert stage.read(b"And go on.") == "And go on."
    assert len(stage.children) == 1


def test_after_an_idle_child_was_killed_the_next_reading_works(stage: Stage) -> None:
    stage.read(b"Eins.")
    os.kill(stage.children[0], signal.SIGKILL)
    until(lambda: not is_running(stage.children[0]))

    assert stage.read(b"Zwei.") == "Zwei."
    assert len(stage.children) == 2


def test_a_child_that_is_killed_at_its_first_document_is_told_and_replaced(stage: Stage) -> None:
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(stage.read, b"wait-1 Eins.")
        until(lambda: stage.has_begun("wait-1"))
        os.kill(stage.children[0], signal.SIGKILL)
        with pytest.raises(ArticleReadingBrokenError):
            reading.result()

    assert stage.read(b"Zwei.") == "Zwei."
    assert len(stage.children) == 2


def test_what_a_child_dies_of_that_had_read_before_is_read_once_more_by_a_fresh_one(
    stage: Stage,
) -> None:
    stage.read(b"Eins.")
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(stage.read, b"wait-2 Zwei.")
        until(lambda: stage.has_begun("wait-2"))
        stage.go()
        os.kill(stage.children[0], signal.SIGKILL)
        assert reading.result() == "wait-2 Zwei."

    assert len(stage.children) in {1, 2}


def test_what_is_broken_off_is_told_and_not_tried_again(stage: Stage) -> None:
    stage.read(b"Eins.")
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(stage.read, b"wait-1 Zwei.")
        until(lambda: stage.has_begun("wait-1"))
        stage.pool.break_off()
        with pytest.raises(ArticleReadingBrokenError):
            reading.result()

    assert len(stage.children) == 1
    assert stage.read(b"Drei.") == "Drei."


def test_a_document_that_takes_for_ever_is_ended_at_the_limit_and_the_next_is_read(
    stage: Stage,
) -> None:
    with ThreadPoolExecutor() as threads:
        impatient = IngestSettings(reading_megabytes=512, reading_timeout=1)
        reading = threads.submit(stage.pool.read, task(b"spin-1 a", settings=impatient))
        until(lambda: stage.has_begun("spin-1"))
        with pytest.raises(ArticleTooSlowError):
            reading.result()

    assert not is_running(stage.children[0])
    assert stage.read(b"Zwei.") == "Zwei."


def test_a_document_that_eats_memory_is_refused_and_the_next_is_read(stage: Stage) -> None:
    stage.read(b"Eins.")

    with pytest.raises(ArticleTooDemandingError) as caught:
        stage.pool.read(task(EATING, "eins.html"))

    assert caught.value.text("en") == (
        "Reading “eins.html” takes more than 512 MB of memory. Nothing was stored; divide it, or "
        "raise reading_megabytes under [ingest] in the configuration."
    )
    assert stage.read(b"Zwei.") == "Zwei."
    # It could have been the first document's fault: a fresh one has tried it, too.
    assert len(stage.children) == 3


def test_a_document_that_becomes_too_long_when_it_is_divided_is_refused() -> None:
    small = SETTINGS.model_copy(update={"max_megabytes": 1})
    with pytest.raises(ArticleTooMuchTextError) as caught:
        read_bytes(b"Ein Satz ist.\n\n" * 60_000, source="a.txt", settings=small)

    assert caught.value.values == {"source": "a.txt", "limit": 3}


def test_while_one_server_keeps_its_share_busy_others_go_on(stage: Stage) -> None:
    with ThreadPoolExecutor() as threads:
        first = threads.submit(stage.read, b"wait-1 Eins.", "7")
        until(lambda: stage.has_begun("wait-1"))
        second = threads.submit(stage.read, b"wait-2 Zwei.", "7")

        assert [stage.read(f"Satz {n}.".encode(), "8") for n in range(3)] == [
            "Satz 0.",
            "Satz 1.",
            "Satz 2.",
        ]
        assert not stage.has_begun("wait-2")
        stage.go()
        assert (first.result(), second.result()) == ("wait-1 Eins.", "wait-2 Zwei.")

    assert len(stage.children) == 2


def test_who_reads_for_nobody_in_particular_may_have_all_children(stage: Stage) -> None:
    with ThreadPoolExecutor() as threads:
        both = [threads.submit(stage.read, f"wait-{n} Ja.".encode()) for n in (1, 2)]
        until(lambda: stage.has_begun("wait-1") and stage.has_begun("wait-2"))
        stage.go()
        assert [reading.result() for reading in both] == ["wait-1 Ja.", "wait-2 Ja."]


async def test_the_event_loop_goes_on_while_something_is_read(stage: Stage) -> None:
    spinning = asyncio.create_task(asyncio.to_thread(stage.read, b"spin-1 a"))
    waiting = asyncio.create_task(asyncio.to_thread(stage.read, b"wait-1 Eins."))
    for name in ("wait-1", "spin-1"):
        await asyncio.to_thread(until, partial(stage.has_begun, name))

    # It is this loop that lets the one go on, and ends the other.
    assert not waiting.done()
    stage.go()
    assert await waiting == "wait-1 Eins."
    for pid in stage.children:
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(ArticleReadingBrokenError):
        await spinning


def test_a_reading_that_is_broken_off_leaves_no_answer_for_the_next_one(
    stage: Stage,
) -> None:
    def press_ctrl_c() -> None:
        until(lambda: stage.has_begun("wait-1"))
        os.kill(os.getpid(), signal.SIGINT)

    stage.read(b"Eins.")
    # Whoever is started in the background is deaf to it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Thread(target=press_ctrl_c).start()
        with pytest.raises(KeyboardInterrupt):
            stage.read(b"wait-1 Zwei.")
    finally:
        signal.signal(signal.SIGINT, before)
    stage.go()

    assert stage.read(b"Drei.") == "Drei."


def test_a_child_gets_no_secret(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "BELEGBOT_DISCORD__TOKEN", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "streng-geheim")
    stage.read(b"Eins.")

    content = Path(f"/proc/{stage.children[0]}/environ").read_text("utf-8")
    assert "PATH=" in content
    assert "streng-geheim" not in content
    assert environment()["PATH"] == os.environ["PATH"]


def test_a_child_has_no_file_of_its_parents_open(stage: Stage, tmp_path: Path) -> None:
    with (tmp_path / "geheim").open("w") as file:
        os.set_inheritable(file.fileno(), True)  # noqa: FBT003 - it takes no name
        stage.read(b"Eins.")
        folder = Path(f"/proc/{stage.children[0]}/fd")
        opened = {str(path.readlink()) for path in folder.iterdir()}

    kinds = {name.partition(":")[0] for name in opened}
    assert kinds == {"pipe", "/dev/null"}


def test_nothing_is_imported_from_the_folder_somebody_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    code = (
        "from index.articles import read_bytes; from index.config import IngestSettings\n"
        f"print(read_bytes({PAGE.encode()!r}, source='a', settings=IngestSettings()).draft.title)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "Der Turm"


PARENT = """
import sys, threading, time
from index.articles.fence.pool import Pool
from tests.index.articles.fence.conftest import task

pool = Pool(command=(sys.executable, sys.argv[1], sys.argv[2]))
pool.read(task(b"Eins."))
for word in sys.argv[3:]:
    threading.Thread(target=pool.read, args=(task(word.encode()),), daemon=True).start()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("at", ["nothing", "wait-1", "spin-1"])
def test_a_parents_end_leaves_no_child_behind(at: str, tmp_path: Path) -> None:
    script, folder = tmp_path / "honest.py", tmp_path / "notes"
    script.write_text(HONEST, "utf-8")
    folder.mkdir()
    words = [] if at == "nothing" else [at]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(script), str(folder), *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        until(lambda: not words or (folder / at).exists())
        [child] = [int(path.stem) for path in folder.glob("*.child")]
        assert is_running(child)
        parent.kill()

    until(lambda: not is_running(child))


FORKED = """
import os, sys
from index.articles import read_bytes
from index.articles.metadata import Metadata
from index.config import IngestSettings

GERMAN = Metadata(language="de")

def read(name):
    for number in range(30):
        text = f"{name} {number} ist hoch."
        got = read_bytes(text.encode(), source="a", settings=IngestSettings(), given=GERMAN)
        assert got.draft.text == text

read("Turm")
child = os.fork()
read("Turm" if child else "Haus")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) if child else 0)
"""


def test_a_copy_of_a_process_reads_with_children_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
