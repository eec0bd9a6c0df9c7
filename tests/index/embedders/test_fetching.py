"""A model is fetched from a hub, here one on loopback, and the index is built with it."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result

from index.cli import Invocation, main_group
from index.config import EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.embedders import hub
from index.embedders.errors import (
    HubUnreachableError,
    ModelGatedError,
    ModelUnknownError,
    ModelUnstorableError,
    ModelUnusableError,
)
from index.embedders.fetching import fetch
from index.library import Library
from index.models import Draft
from tests.index.embedders.loopback_hub import COMMIT, GATED, Hub, serving

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "bot"]
NAME = "owner/tiny"
TOWER = Draft("Der Turm von Sankt Marien wurde 1472 gebaut.", "Turm", "de")
WHEN = "Wann wurde der Turm gebaut?"

pytestmark = pytest.mark.usefixtures("any_model")


def at(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what HF_ENDPOINT does, which is read once."""
    template = address + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", address)
    monkeypatch.setattr("huggingface_hub.constants.HUGGINGFACE_CO_URL_TEMPLATE", template)


@pytest.fixture
def offered(tiny_model: Path, tmp_path: Path) -> Path:
    """What the hub has: a model, and beside it what nobody needs who embeds."""
    folder = Path(shutil.copytree(tiny_model, tmp_path / "offered"))
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"o" * 1000)
    (folder / "pytorch_model.bin").write_bytes(b"b" * 1000)
    (folder / "own_code.py").write_text("raise SystemExit", encoding="utf-8")
    return folder


@pytest.fixture
def served(offered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "README.md").write_text("nothing", encoding="utf-8")
    models = {
        NAME: offered,
        "sentence-transformers/short": offered,
        "owner/text": tmp_path / "text",
        GATED: offered,
    }
    with serving(models) as served:
        at(served.address, monkeypatch)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
        yield served


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings of a collection of one article with the built-in model."""
    with closing(Library.open(settings)) as library:
        library.add(TOWER, Author("operator:ada"))
    return settings.model_copy(update={"embedder": EmbedderSettings(device="cpu")})


def nobody(_done: int, _total: int) -> None:
    """Is told how far it is."""


def belegbot(settings: Settings, *arguments: str) -> Result:
    options = ["--data-dir", str(settings.data_dir), *arguments]
    runner = CliRunner(env={"BELEGBOT_SEEDS_DIR": "", "BELEGBOT_LANGUAGE": "en"})
    return runner.invoke(main_group, options, obj=Invocation())


def rebuild(settings: Settings, name: str = NAME) -> Result:
    return belegbot(settings, "index", "rebuild", "--embedder", name)


def surroundings(served: Hub, folder: Path) -> dict[str, str]:
    """Return the environment of a command in a process of its own that knows the hub."""
    return {
        **os.environ,
        "HF_ENDPOINT": served.address,
        "HF_HUB_CACHE": str(folder / "hub"),
        "HF_HUB_OFFLINE": "0",
        "BELEGBOT_SEEDS_DIR": "",
    }


def assert_served_by_the_builtin_model(settings: Settings) -> None:
    with closing(Library.open(settings)) as library:
        assert (library.problem, library.status().embedder) == (None, "builtin")
        assert library.ask(WHEN).short == "1472"
        assert library.indexer.verify() == []


def test_what_embedding_takes_is_fetched_once_and_told_bit_by_bit(served: Hub) -> None:
    told: list[tuple[int, int]] = []
    held = served.held = Event()

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if 0 < done < total:
            held.set()

    assert fetch(NAME, None, tell) == COMMIT
    assert held.is_set()

    files = served.files(NAME)
    spare = {"onnx/model.onnx", "pytorch_model.bin", "own_code.py"}
    size = sum(len(content) for file, content in files.items() if file not in spare)
    assert (told[0], told[-1]) == ((0, size), (size, size))
    given = {line.partition("/resolve/")[2].partition("/")[2] for line in served.asked}
    assert given - {""} == set(files) - spare
    assert hub.cached_commit(NAME, None) == hub.cached_commit(NAME, COMMIT) == COMMIT

    served.asked.clear()
    told.clear()
    assert fetch(NAME, None, lambda done, total: told.append((done, total))) == COMMIT
    assert set(told) == {(size, size)}
    assert not [line for line in served.asked if line.startswith("GET /owner")]


def test_older_weights_are_fetched_where_there_are_no_others(served: Hub, offered: Path) -> None:
    (offered / "model.safetensors").unlink()

    fetch(NAME, None, nobody)

    assert f"GET /{NAME}/resolve/{COMMIT}/pytorch_model.bin" in served.asked


def test_a_name_without_an_owner_is_one_of_sentence_transformers(served: Hub) -> None:
    assert fetch("short", None, nobody) == COMMIT
    assert hub.is_cached("short", None)
    assert "GET /api/models/sentence-transformers/short" in served.asked


def test_a_rebuild_fetches_the_model_and_the_index_stays_with_its_commit(
    served: Hub, settings: Settings
) -> None:
    done = rebuild(settings)

    assert done.stdout == "1 article with 1 sentences is indexed at revision 1.\n"
    assert done.exit_code == 0
    assert "Fetching" in done.stderr
    served.asked.clear()
    with closing(Library.open(settings)) as library:
        assert library.problem is None
        assert library.models.embedder.recipe.revision == COMMIT
        assert library.ask(WHEN).short == "1472"
        assert library.indexer.verify() == []
    # A commit never changes, so nobody is asked for it again.
    assert served.asked == []


@pytest.mark.usefixtures("served")
def test_an_index_that_lost_its_fetched_model_gets_the_same_one_back(
    settings: Settings, tmp_path: Path
) -> None:
    rebuild(settings)
    shutil.rmtree(tmp_path / "hub")

    asked = belegbot(settings, "ask", WHEN)
    assert asked.exit_code == 0
    assert f"Fetch it with belegbot index rebuild --embedder {NAME}, or" in asked.stderr
    assert belegbot(settings, "index", "rebuild").exit_code == 1

    assert rebuild(settings).exit_code == 0
    assert belegbot(settings, "ask", WHEN).stderr == ""


def test_what_the_configuration_names_is_fetched_too_as_it_is_named(
    served: Hub, settings: Settings, tmp_path: Path
) -> None:
    env = surroundings(served, tmp_path) | {
        "BELEGBOT_EMBEDDER__KIND": "sentence-transformers",
        "BELEGBOT_EMBEDDER__MODEL": NAME,
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*COMMAND, "--data-dir", str(settings.data_dir), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done

    assert "Fetching" in run("index", "rebuild").stderr
    told = json.loads(run("index", "status", "--json").stdout)
    assert (told["embedder"], told["problem"]) == (NAME, None)


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("owner/none", ModelUnknownError, "the hub has no public model of that name"),
        ("no / name", ModelUnknownError, "“no / name” is neither builtin, e5, use nor a folder"),
        ("", ModelUnknownError, "“” is neither builtin, e5, use nor a folder"),
        (GATED, ModelGatedError, "put a token of yours into the environment variable HF_TOKEN"),
        ("owner/text", ModelUnusableError, "it has neither modules.json nor config.json"),
    ],
)
def test_what_cannot_be_had_is_told_and_the_index_stays(
    name: str, error: type[Exception], told: str, served: Hub, settings: Settings
) -> None:
    with pytest.raises(error):
        fetch(name, None, nobody)
    done = rebuild(settings, name)

    assert done.exit_code == 1
    assert told in done.stderr
    assert "unchanged" in done.stderr
    assert "Traceback" not in done.stderr
    assert_served_by_the_builtin_model(settings)
    if name == GATED:
        assert f"Agree to the terms on {served.address}/{GATED}" in done.stderr


def test_without_a_network_one_is_told_unless_the_model_was_fetched_before(
    served: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    at("http://127.0.0.1:1", monkeypatch)
    done = rebuild(settings)
    assert done.exit_code == 1
    assert f"“{NAME}” isn't on this machine, and the hub can't be reached" in done.stderr
    assert_served_by_the_builtin_model(settings)

    at(served.address, monkeypatch)
    fetch(NAME, None, nobody)
    at("http://127.0.0.1:1", monkeypatch)
    assert fetch(NAME, None, nobody) == COMMIT
    assert rebuild(settings).exit_code == 0


def test_a_hub_that_is_out_of_order_or_not_wanted_is_out_of_reach(
    served: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.out_of_order = True
    with pytest.raises(HubUnreachableError, match="503"):
        fetch(NAME, None, nobody)
    served.out_of_order = False
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(HubUnreachableError, match="HF_HUB_OFFLINE"):
        fetch(NAME, None, nobody)


def test_a_model_for_which_there_is_no_space_is_not_begun(
    served: Hub, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    done = rebuild(settings)

    assert done.exit_code == 1
    assert f"MB) can't be kept in {tmp_path / 'hub'}: No space left on device" in done.stderr
    assert "HF_HOME" in done.stderr
    assert not [line for line in served.asked if line.startswith("GET /owner")]
    assert_served_by_the_builtin_model(settings)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_disk_that_fills_up_meanwhile_is_told(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("huggingface_hub.hf_hub_download", full)

    with pytest.raises(ModelUnstorableError, match=os.strerror(code)):
        fetch(NAME, None, nobody)


def test_ctrl_c_while_fetching_leaves_the_index_and_the_next_time_it_goes_on(
    served: Hub, settings: Settings, tmp_path: Path
) -> None:
    served.held = Event()
    rebuilding = [*COMMAND, "--data-dir", str(settings.data_dir), "index", "rebuild"]
    with subprocess.Popen(
        [*rebuilding, "--embedder", NAME],
        cwd=ROOT,
        env=surroundings(served, tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert served.holding.wait(120)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "Ended by SIGINT before it was done." in told
    assert "Traceback" not in told
    assert_served_by_the_builtin_model(settings)
    served.held.set()
    served.asked.clear()
    assert rebuild(settings).exit_code == 0
    again = [line for line in served.asked if line.startswith("GET /owner")]
    assert again[0].endswith("/model.safetensors")
    with closing(Library.open(settings)) as library:
        assert (library.problem, library.status().dimension) == (None, 16)
