"""Whatever a child does, reading ends with one clear error, and nothing of the child is left."""

import logging
import time

import pytest

from index.articles.fence import process
from index.articles.fence.errors import (
    ArticleReadingBrokenError,
    ArticleTooSlowError,
    ReadingUnavailableError,
)
from index.articles.fence.pool import Pool
from tests.index.articles.fence.conftest import IMPATIENT, Hostile, descriptors, task

STARTS_BADLY = {
    "dies": ("sys.exit('kaputt')", "kaputt (1)"),
    "dies without a word": ("sys.exit()", "EOFError (0)"),
    "prints rubbish": ("print('x' * 100_000)", "EOFError (0)"),
    "is killed": ("import os; os.kill(os.getpid(), 9)", "EOFError (-9)"),
    "says too much": ("greet(b'x' * 100), time.sleep(60)", "100 (-9)"),
}


@pytest.mark.parametrize("how", STARTS_BADLY)
def test_a_child_that_starts_badly_is_told_to_the_operator_with_its_last_words(
    how: str, hostile: Hostile
) -> None:
    script, reason = STARTS_BADLY[how]

    with pytest.raises(ReadingUnavailableError) as caught:
        hostile(script).read(task(b"Ein Satz."))

    assert caught.value.values == {"reason": reason}
    assert caught.value.text("en").startswith("The process that reads documents doesn't start: ")


@pytest.mark.parametrize("script", ["time.sleep(60)", "while True: print('x' * 1000)"])
def test_a_child_that_never_says_that_it_is_there_is_given_up(
    script: str, hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "START_SECONDS", 0.5)

    with pytest.raises(ReadingUnavailableError):
        hostile(script).read(task(b"Ein Satz."))


def test_a_program_that_is_not_there_is_an_error_of_ours() -> None:
    with pytest.raises(ReadingUnavailableError, match="No such file or directory"):
        Pool(command=("/nowhere/python",)).read(task(b"Ein Satz."))


NEVER_ANSWERS = {
    "sleeps": "greet(), take(), time.sleep(60)",
    "computes": "greet(), take()\nwhile True: pass",
    "takes nothing": "greet(), time.sleep(60)",
    "answers by half": "greet(), take(), say(b'{}'), time.sleep(60)",
    "answers endlessly little": "greet(), take()\nwhile True: time.sleep(0.01)",
}


@pytest.mark.parametrize("how", NEVER_ANSWERS)
def test_a_child_that_never_answers_is_ended_in_time(how: str, hostile: Hostile) -> None:
    pool = hostile(NEVER_ANSWERS[how])

    # More than fits into a pipe.
    with pytest.raises(ArticleTooSlowError) as caught:
        pool.read(task(b"Ein Satz. " * 100_000, settings=IMPATIENT))

    assert caught.value.text("en") == (
        "Reading “a.txt” took longer than 0.4 seconds. Nothing was stored; divide it, or raise "
        "reading_timeout under [ingest] in the configuration."
    )


ANSWERS_BADLY = {
    "rubbish": "greet(), take(), sys.stdout.buffer.write(b'x' * 100)",
    "nothing": "greet(), take()",
    "without having listened": "greet(), say(b'{}', b'', b'', b'')",
    "more than it may": "greet(), take(), sys.stdout.buffer.write(struct.pack('>Q', 10**9))",
    "endlessly": "greet(), take()\nwhile True: sys.stdout.buffer.write(b'x' * 100_000)",
    "more text than it may": "answer(text=b'a' * 76_000_000)",
    "no JSON": "greet(), take(), say(b'{', TEXT, BLOCKS, SPANS)",
    "a pickle": (
        "import pickle; greet(), take(), say(pickle.dumps({'read': None}), TEXT, BLOCKS, SPANS)"
    ),
    "neither this nor that": "greet(), take(), say(b'{}', b'', b'', b'')",
    "an error that we don't have": (
        "greet(), take(), say(b'{\"refused\": \"OSError\"}', b'', b'', b'')"
    ),
    "an error that lacks what it says": (
        "greet(), take(), say(b'{\"refused\": \"ArticlePdfTooLongError\"}', b'', b'', b'')"
    ),
    "an error with a name of its own": (
        "greet(), take()\n"
        'say(b\'{"refused": "ArticleEmptyError", "values": {"source": "x"}}\', b"", b"", b"")'
    ),
    "an error that would be itself": (
        "greet(), take()\n"
        'say(b\'{"refused": "ArticleEmptyError", "values": {"self": "x"}}\', b"", b"", b"")'
    ),
    "half a million wrong pages": "answer({'pages': [-1] * 500_000})",
    "that it broke": (
        "greet(), take(), say(b'{\"broken\": true, \"told\": \"why\"}', b'', b'', b'')"
    ),
    "bytes that are no text": "answer(text=b'\\xff' * 9)",
    "a text that would obey a terminal": "answer(text=b'Ein \\x1b[2J.')",
    "a title in two lines": "answer({'title': 'a\\nb'})",
    "a title without an end": "answer({'title': 'a' * 1000})",
    "a title that is a number": "answer({'title': 1})",
    "a format that we don't have": "answer({'format': 'exe'})",
    "an address that runs": "answer({'url': 'javascript:alert(1)'})",
    "a date that is none": "answer({'date': 'morgen'})",
    "a negative count": "answer({'dropped': -1})",
    "pages beyond the end": "answer({'pages': [0, 10]})",
    "a block of no kind": "answer(blocks=struct.pack('<BBiII', 99, 0, -1, 0, 9))",
    "a block beyond the end": "answer(blocks=struct.pack('<BBiII', 4, 0, -1, 0, 10))",
    "a block within itself": "answer(blocks=struct.pack('<BBiII', 4, 0, 0, 0, 9))",
    "half a block": "answer(blocks=BLOCKS[:5])",
    "a unit of no kind": "answer(spans=span(1, 1, 0, 9, 1, kind=99))",
    "an omission of no kind": "answer({'omissions': [{'kind': 'x', 'count': 1, 'detail': ''}]})",
    "an omission in two lines": (
        "answer({'omissions': [{'kind': 'parts', 'count': 1, 'detail': 'a\\nb'}]})"
    ),
    "no sentences": "answer(spans=b'')",
    "half a sentence": "answer(spans=SPANS[:10])",
    "a sentence beyond the end": "answer(spans=span(1, 1, 0, 10, 1))",
    "sentences that overlap": ("answer(spans=span(1, 1, 0, 9, 1) + span(1, 2, 8, 9, 1))"),
    "a paragraph too many": "answer(spans=span(2, 1, 0, 9, 1))",
}


@pytest.mark.parametrize("how", ANSWERS_BADLY)
def test_a_child_that_answers_badly_is_not_believed(how: str, hostile: Hostile) -> None:
    pool = hostile(ANSWERS_BADLY[how])

    with pytest.raises(ArticleReadingBrokenError) as caught:
        pool.read(task(b"Ein Satz."))

    assert caught.value.text("en") == (
        "Reading “a.txt” broke off. Nothing was stored; save it in another format, or its text in "
        "a file, and add that."
    )


def test_the_log_of_an_answer_is_short_however_long_that_was(
    hostile: Hostile, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(ArticleReadingBrokenError):
        hostile(ANSWERS_BADLY["half a million wrong pages"]).read(task(b"Ein Satz."))

    formatter = logging.Formatter()
    assert "Reading broke off" in caplog.text
    assert max(len(formatter.format(record)) for record in caplog.records) < 10_000


def test_an_answer_that_makes_sense_is_taken(hostile: Hostile) -> None:
    reading = hostile("answer({'date': '2020-02'})").read(task(b"Ein Satz."))

    assert (reading.draft.text, reading.draft.date) == ("Ein Satz.", "2020-02")
    assert reading.format == "text"


def test_nothing_stays_open_of_children_that_were_ended(hostile: Hostile) -> None:
    pool = hostile("greet(), take(), time.sleep(60)")
    before = descriptors()

    for _ in range(2):
        with pytest.raises(ArticleTooSlowError):
            pool.read(task(b"Ein Satz.", settings=IMPATIENT))

    deadline = time.monotonic() + 10
    while descriptors() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert descriptors() == before
