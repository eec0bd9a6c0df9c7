"""`belegbot web` in a process of its own: what it prints, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.index.cli.test_cli import ROOT, Run, belegbot

__all__ = ["belegbot"]


@pytest.mark.parametrize("ended", [signal.SIGINT, signal.SIGTERM])
def test_the_address_is_its_first_line_and_it_ends_when_it_is_told_to(
    tmp_path: Path, ended: signal.Signals
) -> None:
    command = [sys.executable, "-m", "bot", "--data-dir", str(tmp_path / "data"), "web"]
    with subprocess.Popen(
        [*command, "--port", "0"],
        cwd=ROOT,
        env=os.environ | {"LANG": "en_US.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(address, timeout=30) as response:
            assert "Belegbot" in response.read().decode()
        process.send_signal(ended)
        out, err = process.communicate(timeout=30)

    assert out == ""
    assert "Ctrl-C ends it." in err
    assert "Traceback" not in err
    assert process.returncode == 0


def test_a_port_that_is_taken_is_told_in_one_line(belegbot: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = belegbot("web", "--port", str(port))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {port} can't be used: Address already in use. Choose another with --port; with 0, "
        "any that is free.\n"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "eins", ""])
def test_what_is_no_port_is_wrong_usage(belegbot: Run, port: str) -> None:
    assert belegbot("web", "--port", port).returncode == 2
