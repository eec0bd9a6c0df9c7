"""The table of models, and what of them is on this machine."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest

from index.cli.models_table import ASKED
from index.config import EmbedderSettings
from index.embedders.available.inventory import Listed, inventory
from index.embedders.available.known import Role, known, known_models
from index.embedders.available.naming import named
from index.embedders.packaged import package

README = Path(__file__).resolve().parents[4] / "README.md"
MEASURED = re.compile(r"^\| [a-z_/]+ \| (\d+) of (\d+) \|", re.MULTILINE)
"""The lines of a collection in README's tables: how many of its questions come right first."""

SAID = {
    "builtin": "the built-in model has {} right first,",
    "use": "right first, use {},",
    "e5": ", e5 {}.",
}
"""What README's opening says of them."""

CONFIGURED = EmbedderSettings(
    kind="sentence-transformers", model="own/model", query_prompt="q: ", device="cpu", batch_size=8
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of the hub's."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def fetched(cache: Path, name: str, config: str = "modules.json") -> None:
    """Put a model in the cache as huggingface_hub does."""
    folder = cache / f"models--{name.replace('/', '--')}"
    for inner in ("blobs", "refs", "snapshots/c0ffee"):
        (folder / inner).mkdir(parents=True)
    (folder / "refs" / "main").write_text("c0ffee")
    (folder / "blobs" / "b").write_bytes(b"[]" * 50)
    (folder / "snapshots" / "c0ffee" / config).symlink_to(folder / "blobs" / "b")


def by_name(used: Mapping[Role, str] | None = None) -> dict[str, Listed]:
    return {listed.model.name: listed for listed in inventory(used or {})}


def test_each_model_is_there_once_with_what_is_needed_to_choose_it() -> None:
    models = known_models()

    assert len({(model.kind, model.name) for model in models}) == len(models) == 28
    assert {model.kind for model in models} == set(get_args(Role))
    for model in models:
        assert model.languages, model
        assert model.licence or model.kind == "reranker", model
        figures = [*model.public.values(), *model.ours.values()]
        assert all(figure > 0 for figure in figures), model
        if model.kind == "embedder":
            assert model.parameters, model
            assert all(figure < 1 for figure in model.public.values()), model


def test_what_is_said_to_be_measured_here_is_what_the_readme_says() -> None:
    readme = README.read_text("utf-8")
    tables = re.split(r"\nThe same with .*:\n", readme)
    names = ("builtin", "use", "e5")
    opening = " ".join(readme.partition("\n## What comes of a question\n")[0].split())

    assert f"[{ASKED} questions](#measured)" in opening
    assert len(tables) == len(names)
    for name, table in zip(names, tables, strict=True):
        rows = MEASURED.findall(table)
        model = known(name, "embedder")
        assert len(rows) == 13
        assert sum(int(asked) for _, asked in rows) == ASKED
        assert model is not None
        right_first = sum(int(right) for right, _ in rows)
        assert model.ours["right first"] == right_first
        assert SAID[name].format(right_first) in opening


def test_a_name_is_a_kind_a_folder_or_a_model_with_the_prompts_that_it_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)

    builtin, other = (
        named("builtin", CONFIGURED),
        named("intfloat/multilingual-e5-base", CONFIGURED),
    )

    assert (builtin.kind, builtin.model, builtin.query_prompt) == ("builtin", "", None)
    assert (builtin.device, builtin.batch_size) == ("cpu", 8)
    assert (named("e5", CONFIGURED).kind, named("use", CONFIGURED).kind) == ("e5", "use")
    assert (other.kind, other.query_prompt, other.document_prompt) == (
        "sentence-transformers",
        "query: ",
        "passage: ",
    )
    assert named("mine", CONFIGURED).model == str(tmp_path / "mine")
    assert named("BAAI/bge-m3", CONFIGURED).query_prompt is None
    assert named("own/model", CONFIGURED) is CONFIGURED


@pytest.mark.usefixtures("cache")
def test_what_comes_along_is_installed_and_the_rest_is_to_be_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    listed = by_name({"embedder": "builtin"})

    assert (listed["builtin"].state, listed["builtin"].used) == ("installed", True)
    assert listed["builtin"].size == 13_023_533
    for name in ("e5", "use"):
        assert (listed[name].state, listed[name].size) == ("package", None)
    assert (listed["BAAI/bge-m3"].state, listed["BAAI/bge-m3"].used) == ("hub", False)


def test_what_was_fetched_before_is_listed_with_its_size(cache: Path) -> None:
    fetched(cache, "intfloat/multilingual-e5-small")
    fetched(cache, "somebody/own-embedder")
    fetched(cache, "somebody/a-reader", "config.json")
    fetched(cache, "deepset/gelectra-base-germanquad", "config.json")

    listed = by_name()

    for name in ("intfloat/multilingual-e5-small", "somebody/own-embedder"):
        assert (listed[name].model.kind, listed[name].state) == ("embedder", "cached")
        assert listed[name].size == 100
    assert listed["deepset/gelectra-base-germanquad"].state == "cached"
    assert "somebody/a-reader" not in listed


@pytest.mark.usefixtures("cache")
def test_what_is_used_is_listed_wherever_it_is(tiny_model: Path, tmp_path: Path) -> None:
    listed = by_name({"embedder": str(tiny_model), "reader": str(tmp_path / "gone")})

    assert (listed[str(tiny_model)].state, listed[str(tiny_model)].used) == ("folder", True)
    assert (listed[str(tiny_model)].size or 0) > 10_000
    gone = listed[str(tmp_path / "gone")]
    assert (gone.model.kind, gone.state, gone.size) == ("reader", "gone", None)
