"""Passages ranked by the full text of engines that machines could share, beside our own terms.

    python -m tests.benchmarks.fulltext [--xquad FILE] [--collection FOLDER …]

FILE is xquad-r.de.json, FOLDER a collection such as tests/collections/townhall; questions and
passages are German. PostgreSQL ranks what has any word of the question, by its configuration
“german”. milvus-lite knows no stems: it ranks by BM25 the words as they are, without stop words,
and as a cluster's analyzer “german” would, texts of which only the stems are left. All rank the
same texts, without titles. What isn't installed is left out.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.config import Settings
from index.evaluation.collections.asking import filled
from index.evaluation.collections.folder import read_collection
from index.evaluation.metrics import unit_figures
from index.evaluation.questions import EvaluationQuestion, read_question_set
from index.evaluation.run import (
    Outcome,
    asked_of,
    fill,
    located,
    overlaps,
    temporary_library,
)
from index.indexing.backends.protocol import ArticleUpdate, Units
from index.indexing.backends.terms import TermIndex
from index.language.stopwords import stop_words
from index.language.terms import indexed_stems
from index.library import Library
from index.models import Sentence
from index.scopes import SHARED
from index.units.passages import answering, passage_id, passage_text, passages
from tests.index.indexing.backends.milvus_server import is_installed, serving
from tests.models import BUILTIN
from tests.postgres import Server, programs
from tests.postgres import serving as postgres

DEPTH = 10
METRICS = ("ndcg@10", "recall@1")
GERMAN = "de"

Search = Callable[[str], list[int]]
"""Gives the ids of passages, best first."""


@dataclass(frozen=True)
class Passages:
    """What is searched, by id, and where it stands."""

    texts: dict[int, str]
    sentences: dict[int, Sequence[Sentence]]

    @classmethod
    def of(cls, library: Library) -> "Passages":
        """Return a library's, as its index has them."""
        corpus = library.corpus
        in_force = corpus.versions_in_force(each.id for each in library.catalogue.articles(SHARED))
        articles = corpus.sentences_of(in_force.values())
        found = [group for each in articles.values() for group in passages(each)]
        sentences = {passage_id(group): group for group in found if answering(group)}
        texts = {number: passage_text(group) for number, group in sentences.items()}
        return cls(texts, sentences)

    def rank(self, question: EvaluationQuestion, found: Sequence[int]) -> Outcome:
        """Note where in what was found something right came."""
        right = [any(self._is_right(s, question) for s in self.sentences[each]) for each in found]
        return Outcome(question, 0.0, right.index(True) + 1 if any(right) else None, None, None)

    @staticmethod
    def _is_right(sentence: Sentence, question: EvaluationQuestion) -> bool:
        span = sentence.span
        return overlaps(sentence.article.id, span.start, span.end, question.places)


def in_tantivy(texts: dict[int, str], folder: Path) -> Search:
    """Return the search of our own leg."""
    leg = TermIndex(folder)
    units = Units([*texts], [*texts.values()])
    leg.apply([ArticleUpdate("all", SHARED, GERMAN, passages=units)], 1)
    return lambda question: leg.search(question, [SHARED], DEPTH).ids.tolist()


def in_postgresql(texts: dict[int, str], server: Server, rank: str) -> Search:
    """Return the search of PostgreSQL by one of its functions."""
    name = server.name(server.create())
    server.sql("CREATE TABLE passages (id BIGINT PRIMARY KEY, text TSVECTOR)", name)
    rows = (f"({key}, to_tsvector('german', {_quoted(text)}))" for key, text in texts.items())
    server.sql(f"INSERT INTO passages VALUES {', '.join(rows)}", name)

    def search(question: str) -> list[int]:
        all_of = f"plainto_tsquery('german', {_quoted(question)})::text"
        found = server.sql(
            f"SELECT id FROM passages, (SELECT replace({all_of}, ' & ', ' | ')::tsquery AS asked) q"
            f" WHERE text @@ asked ORDER BY {rank} DESC, id LIMIT {DEPTH}",
            name,
        )
        return [int(str(row[0])) for row in found]

    return search


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def in_milvus(texts: dict[int, str], uri: str, name: str, stem: Callable[[str], str]) -> Search:
    """Return the search of Milvus by BM25, of texts and questions that `stem` has changed."""
    from pymilvus import DataType, Function, FunctionType, MilvusClient

    client = MilvusClient(uri, timeout=60, dedicated=True)
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    words = {"type": "stop", "stop_words": sorted(stop_words(GERMAN))}
    analyzer = {"tokenizer": "standard", "filter": ["lowercase", words]}
    schema.add_field(
        *("text", DataType.VARCHAR),
        max_length=65_535,
        enable_analyzer=True,
        analyzer_params=analyzer,
    )
    schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["weights"]))
    index = client.prepare_index_params()
    index.add_index("weights", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    client.create_collection(name, schema=schema, index_params=index)
    rows: list[dict[str, Any]] = [{"id": key, "text": stem(text)} for key, text in texts.items()]
    for start in range(0, len(rows), 200):
        client.insert(name, rows[start : start + 200])
    client.flush(name)

    def search(question: str) -> list[int]:
        if not (asked := stem(question)).strip():
            return []
        [found] = client.search(name, [asked], anns_field="weights", limit=DEPTH)
        return [int(hit["id"]) for hit in found]

    return search


def unchanged(text: str) -> str:
    """Return a text as it is, which the analyzer divides into words."""
    return text


def stems(text: str) -> str:
    """Return what an analyzer with a stemmer leaves of a German text."""
    kept = (word for word in text.split() if word.casefold() not in stop_words(GERMAN))
    return " ".join(indexed_stems(" ".join(kept), GERMAN))


def compare(name: str, library: Library, questions: Sequence[EvaluationQuestion]) -> None:
    """Rank the passages of a library by each engine, and print the figures."""
    found = Passages.of(library)
    asked = [question for question in questions if question.answerable]
    print(f"{name}: {len(found.texts)} passages, {len(asked)} questions")

    def tell(engine: str, search: Search) -> None:
        outcomes = [found.rank(question, search(question.text)) for question in asked]
        figures = unit_figures(outcomes, "passages")
        values = ", ".join(f"{metric} {figures[metric].value:.4f}" for metric in METRICS)
        print(f"  {engine:42} {values}", flush=True)

    with TemporaryDirectory() as folder:
        tell("Tantivy, the leg alone", in_tantivy(found.texts, Path(folder)))
        if programs() is not None:
            with postgres() as server:
                for rank in ("ts_rank_cd(text, asked)", "ts_rank(text, asked)"):
                    tell(f"PostgreSQL, {rank}", in_postgresql(found.texts, server, rank))
        if is_installed():
            with serving(Path(folder, "milvus")) as engine:
                for number, (what, stem) in enumerate((("words", unchanged), ("stems", stems))):
                    search = in_milvus(found.texts, engine.uri, f"passages_{number}", stem)
                    tell(f"milvus-lite, BM25 of {what}", search)


def main() -> None:
    """Compare the engines on what was asked for."""
    parser = argparse.ArgumentParser(description="Compare full text of engines.")
    parser.add_argument("--xquad", type=Path, metavar="FILE")
    parser.add_argument("--collection", type=Path, metavar="FOLDER", action="append", default=[])
    arguments = parser.parse_args()
    settings = Settings(embedder=BUILTIN, seeds_dir=None)
    if arguments.xquad:
        read = read_question_set(arguments.xquad)
        with temporary_library(settings) as library:
            stored = fill(library, read)
            compare(read.name, library, [asked_of(each, stored) for each in read.questions])
    for folder in arguments.collection:
        collection = read_collection(folder)
        with filled(collection, settings) as library:
            compare(
                collection.name, library, located(collection.questions, collection.name, library)
            )


if __name__ == "__main__":
    main()
