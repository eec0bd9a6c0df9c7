"""`belegbot index status`, `rebuild`, `verify`: what is indexed, with which model, and healed."""

import json
import shutil
from pathlib import Path

import pytest

from tests.index.cli.test_cli import QUESTION, SHORT, Run, belegbot, parsed

__all__ = ["belegbot"]


def test_status_and_rebuild_tell_what_is_indexed(belegbot: Run) -> None:
    empty = parsed(belegbot("index", "status", "--json"))
    sizes = empty.pop("bytes")
    assert sizes["corpus"] > 0
    assert empty == {
        "articles": 0,
        "sentences": 0,
        "revision": 0,
        "indexed_revision": 0,
        "embedder": "builtin",
        "dimension": 512,
        "backend": "embedded",
        "judge": "shipped",
        "lag": 0,
        "problem": None,
    }

    rebuilt = belegbot("index", "rebuild")
    assert rebuilt.stdout == "1 article with 27 sentences is indexed at revision 1.\n"

    status = parsed(belegbot("index", "status", "--json"))
    assert status.pop("bytes")["index"] > sizes["index"]
    assert status == empty | {
        "articles": 1,
        "sentences": 27,
        "revision": 1,
        "indexed_revision": 1,
    }


@pytest.mark.parametrize(
    "pattern", ["*/vectors/*.faiss", "*/vectors/snapshot.json", "*/terms/meta.json", "current"]
)
@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_index_heals_by_itself(
    belegbot: Run, tmp_path: Path, pattern: str, damage: bytes | None
) -> None:
    belegbot("ask", QUESTION)
    for path in list((tmp_path / "data" / "index").glob(pattern)):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if damage is None else damage)

    done = belegbot("ask", QUESTION)

    assert (done.returncode, done.stdout.splitlines()[0]) == (0, SHORT)
    assert belegbot("index", "verify").returncode == 0


@pytest.mark.usefixtures("any_model")
def test_an_index_is_asked_with_its_own_model_until_a_rebuild_with_the_configured_one(
    belegbot: Run, tmp_path: Path, tiny_model: Path
) -> None:
    belegbot("index", "rebuild", "--embedder", "builtin")
    config = tmp_path / "c.toml"
    config.write_text(
        f'[embedder]\nkind = "sentence-transformers"\nmodel = {json.dumps(str(tiny_model))}\n',
        encoding="utf-8",
    )

    before = belegbot("ask", QUESTION, "--config", str(config))
    assert (before.returncode, before.stdout.splitlines()[0]) == (0, SHORT)
    assert before.stderr == (
        "The index was made with the model builtin, but [embedder] in the configuration says "
        f"{tiny_model}. Questions are answered with builtin. To build the index with {tiny_model}"
        ", run “belegbot index rebuild”; to stay with builtin, "
        'set kind = "auto" under [embedder].\n'
    )

    rebuilt = belegbot("index", "rebuild", "--config", str(config))
    assert rebuilt.returncode == 0
    assert "model" not in rebuilt.stderr
    assert "index was made" not in belegbot("ask", QUESTION, "--config", str(config)).stderr
    status = parsed(belegbot("index", "status", "--json"))
    assert (status["embedder"], status["dimension"]) == (str(tiny_model), 16)
    assert status["problem"] is None


@pytest.mark.usefixtures("any_model")
def test_a_rebuild_takes_the_model_that_it_is_told_and_the_index_stays_with_it(
    belegbot: Run, tmp_path: Path, tiny_model: Path
) -> None:
    folder = shutil.copytree(tiny_model, tmp_path / "model")
    belegbot("index", "rebuild", "--embedder", "builtin")

    assert belegbot("index", "rebuild", "--embedder", str(folder)).returncode == 0
    assert belegbot("index", "rebuild").returncode == 0
    status = parsed(belegbot("index", "status", "--json"))
    assert (status["embedder"], status["dimension"], status["judge"]) == (str(folder), 16, "words")

    shutil.rmtree(folder)
    asked = belegbot("ask", QUESTION)
    assert (asked.returncode, asked.stdout.splitlines()[0]) == (0, SHORT)
    assert asked.stderr == (
        f"The index was made with the model in the folder {folder}, which isn't there. Until it "
        "is, questions are answered by their words alone; articles and index are unharmed. Put "
        "the folder back, or build the index with another model: belegbot index rebuild "
        "--embedder builtin\n"
    )
    status = json.loads(belegbot("index", "status", "--json").stdout)
    assert status["problem"] == asked.stderr.strip()
    refused = belegbot("index", "rebuild")
    assert (refused.returncode, refused.stderr) == (1, asked.stderr)

    assert belegbot("index", "rebuild", "--embedder", "builtin").returncode == 0
    assert belegbot("ask", QUESTION).stderr == ""


@pytest.mark.usefixtures("any_model")
def test_a_rebuild_with_another_model_than_the_configurations_says_so(
    belegbot: Run, tmp_path: Path, tiny_model: Path
) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[embedder]\nkind = "builtin"\n', encoding="utf-8")

    done = belegbot("index", "rebuild", "--embedder", str(tiny_model), "--config", str(config))

    assert done.returncode == 0
    assert f"made with the model {tiny_model}, but [embedder] in the configuration says" in (
        done.stderr
    )
    assert f'to stay with {tiny_model}, set kind = "auto"' in done.stderr
