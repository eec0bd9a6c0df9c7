"""Commands that are ended, and output that is closed or full: one line, and a clear code."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.corpus.corpus import Corpus


def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "BELEGBOT_DATA_DIR": str(tmp_path / "data"),
        "BELEGBOT_SEEDS_DIR": "",
        "BELEGBOT_EMBEDDER__KIND": "builtin",
        "LANGUAGE": "en",
    }


def start(tmp_path: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "index", *arguments],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_articles(tmp_path: Path, wanted: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if (tmp_path / "data" / "corpus.sqlite3").exists():
            corpus = Corpus.open(tmp_path / "data")
            found = corpus.counts().articles
            corpus.close()
            if found == wanted:
                return
        time.sleep(0.1)
    pytest.fail("nothing was added")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_adding_that_is_ended_says_what_was_kept(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (tmp_path / "pier.txt").write_text("The pier is 5 metres long.", "utf-8")
    with start(tmp_path, "source", "add", str(tmp_path / "pier.txt"), "-") as adding:
        wait_for_articles(tmp_path, 1)
        # It waits for standard input now, or is about to.
        adding.send_signal(number)
        output, errors = adding.communicate(timeout=60)

    assert adding.returncode == code
    assert "1 article was added; 0 there already" in output
    assert f"Ended by {number.name} before it was done. What was stored until then" in errors
    assert "Traceback" not in errors


LOSING = """
import os, signal, time, weakref
from index.cli.ending import Ended, ended_by_signals

class Thing: pass

def lose(_):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    except Ended as ended:
        if {kept}:
            known.append(ended)
        raise

known = []
try:
    with ended_by_signals():
        thing = Thing()
        kept = weakref.ref(thing, lose)
        del thing
        print("lost", flush=True)
        time.sleep(30)
except Ended as ended:
    print(ended.exit_code)
"""


@pytest.mark.parametrize("kept", [False, True])
def test_what_python_drops_in_a_callback_is_raised_again(*, kept: bool) -> None:
    program = LOSING.format(kept=kept)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=25, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "lost\n143\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize(
    "arguments", [["source", "history", "--json"], ["config", "show"], ["--help"]]
)
def test_output_that_takes_no_more_is_one_line(tmp_path: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "index", *arguments],
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("The output can't be written: No space left on device. What")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_keeps_no_command_from_its_work(tmp_path: Path, closed: str) -> None:
    (tmp_path / "pier.txt").write_text("The pier is 5 metres long.", "utf-8")
    command = f"{sys.executable} -m index source add {tmp_path / 'pier.txt'} {closed}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=environment(tmp_path), capture_output=True, check=False
    )
    assert done.returncode == 0
    wait_for_articles(tmp_path, 1)
