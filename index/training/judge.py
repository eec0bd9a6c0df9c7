"""`python -m index.training.judge XQUAD FOLDER…`: fits the judge's weights that ship anew.

FOLDERs are collections as `index eval` takes them; XQUAD holds xquad-r.de.json and
xquad-r.en.json, whose questions are asked in all four pairings with what answers them there and
taken away (`index.evaluation.removals`). Together they count a fifth as much as the collections'.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np

from index.asking.helpers.models import Models
from index.asking.judging.weights import SHIPPED, WORDS, WeightsFile, shipped
from index.config import EmbedderSettings, Settings
from index.embedders import Embedder, Vectors, create_embedder
from index.embedders.recipe import Recipe
from index.evaluation.calibration.calibration import Observation, calibrate
from index.evaluation.collections.folder import read_collection
from index.evaluation.collections.observing import observe
from index.evaluation.questions import read_question_set
from index.evaluation.removals import FITTED, observe_articles

EVERY = 8
"""Each so manieth question of XQuAD-R is asked."""

LANGUAGES = ("de", "en")

ALIKE = {"e5": "intfloat/multilingual-e5-small"}
"""The same model by its other name."""

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)


class NoEmbedder:
    """Has vectors for nothing, so that words alone rank and judge."""

    name = fingerprint = WORDS
    dimension = 1
    quick = True
    recipe = Recipe("builtin")

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return rows of zeros."""
        return np.zeros((len(texts), 1), np.float32)

    embed_queries = embed_documents


class AskedOnce:
    """An embedder that is asked for each text once: the same articles are in several collections.

    Only vectors of this one are compared, so that what it is called is what they are.
    """

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.recipe = embedder.name, embedder.recipe
        self.fingerprint, self.dimension = embedder.fingerprint, embedder.dimension
        self.quick = True
        self._embedder = embedder
        self._known: dict[tuple[bool, str], Vectors] = {}

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Return the rows of texts."""
        return self._rows(texts, asks=False)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the rows of questions."""
        return self._rows(texts, asks=True)

    def _rows(self, texts: Sequence[str], *, asks: bool) -> Vectors:
        embed = self._embedder.embed_queries if asks else self._embedder.embed_documents
        missing = [text for text in dict.fromkeys(texts) if (asks, text) not in self._known]
        for text, row in zip(missing, embed(missing), strict=True):
            self._known[asks, text] = row
        rows = [self._known[asks, text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)


@click.command()
@click.argument("xquad", type=DIRECTORY)
@click.argument("folders", type=DIRECTORY, nargs=-1, required=True)
@click.option(
    "--model", "models", multiple=True, default=(WORDS, "builtin", "e5", "use"), show_default=True
)
def main(xquad: Path, folders: Sequence[Path], models: Sequence[str]) -> None:
    """Fit the weights by each model and write them into the package's file."""
    collections = [read_collection(folder) for folder in folders]
    settings, known = Settings(), dict(shipped().models)
    for name in models:
        embedder = NoEmbedder() if name == WORDS else AskedOnce(create_embedder(_settings(name)))
        used = Models(embedder)
        seen = observe(collections, settings, models=used)
        further = list(_removals(xquad, settings, used))
        done = calibrate(seen, _source(seen, further), further)
        click.echo(f"{name}: {done.questions} questions, off by {done.error:.3f} on average")
        for own in (name, ALIKE.get(name)):
            if own is not None:
                known[own] = done.weights
    SHIPPED.write_text(WeightsFile(models=known).model_dump_json(indent=2) + "\n", "utf-8")


def _settings(name: str) -> EmbedderSettings:
    return EmbedderSettings.model_validate({"kind": name})


def _removals(xquad: Path, settings: Settings, models: Models) -> Iterator[Observation]:
    for articles in LANGUAGES:
        for asked in LANGUAGES:
            files = (xquad / f"xquad-r.{language}.json" for language in (articles, asked))
            own, others = files
            questions = read_question_set(own, None if others == own else others)
            for removal in observe_articles(questions, settings, every=EVERY, models=models):
                yield from (removal.seen[each] for each in FITTED if each in removal.seen)


def _source(seen: Sequence[Sequence[Observation]], further: Sequence[Observation]) -> str:
    questions = sum(map(len, seen))
    return (
        f"{questions} questions and turns about {len(seen)} invented collections, and, a fifth as "
        f"much, {len(further)} observations of every {EVERY}th of XQuAD-R's, in four pairings, "
        "with the answer, its paragraph or its article there or not; thresholds cross-fitted by "
        "collection"
    )


if __name__ == "__main__":
    main()
