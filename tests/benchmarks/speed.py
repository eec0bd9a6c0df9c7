"""What Belegbot adds to the time that Python and its libraries take by themselves.

    python -m tests.benchmarks.speed [--xquad xquad-r.de.json] [--runs 9] [--large 100000]
                                     [--model NAME_OR_FOLDER]

Whole processes are timed against a bare interpreter, and against one that only imports the same
modules. Answers in process are timed against a plain script's embedding, FAISS and Tantivy search
for the same questions on the same sentences. The built-in embedder's vectors may not be searched
at all, so there is a ratio to Tantivy alone, too. Runs alternate and medians are compared, so that
a busy machine slows both alike. A question's first answer, before anything is cached, isn't
counted.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median
from time import perf_counter

import faiss
from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.config import SEEDS, EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import create_embedder
from index.evaluation.questions import read_question_set
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from index.units.segmentation import segment
from tests.models import BUILTIN, OF_COMMANDS

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
ASKED = 100
"""Questions a size; each is asked `--runs` times."""

CANDIDATES = 12

ONSETS = ("b", "d", "f", "fr", "g", "h", "k", "l", "m", "n", "r", "s", "sch", "st", "t", "v", "w")
NUCLEI = ("a", "e", "i", "o", "u", "ä", "ö", "ü", "ei", "au", "ie", "eu")
CODAS = ("", "", "n", "r", "l", "s", "t", "ng", "ch", "rt", "nd", "st", "lt")
"""What the syllables of invented words are made of."""

COMMAND = "import sys; sys.argv[0] = 'belegbot'; from bot.cli import main; main()"
LIST_MODULES = (
    "import atexit, sys\n"
    "atexit.register(lambda: print(' '.join(m for m in sys.modules if m != '__main__'"
    " and m.partition('.')[0] not in ('bot', 'index')), file=sys.stderr))\n"
)
IMPORT_MODULES = (
    "import contextlib, importlib, sys\n"
    "for name in sys.argv[1:]:\n"
    "    with contextlib.suppress(Exception):\n"
    "        importlib.import_module(name)\n"
)

Search = Callable[[str], object]


def main() -> None:
    """Time both parts and print them."""
    parser = argparse.ArgumentParser(description="Time commands and answers.")
    parser.add_argument("--xquad", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--large", type=int, default=100_000, metavar="SENTENCES")
    parser.add_argument("--model", help="a sentence-transformers model instead of the built-in one")
    arguments = parser.parse_args()
    embedder = BUILTIN
    if arguments.model:
        embedder = EmbedderSettings(kind="sentence-transformers", model=arguments.model)
    _time_processes(arguments.runs)
    print(f"\nanswers, in process; median of {ASKED} questions, ms")
    print("sentences   answer |    embed    faiss  tantivy | answer / all three, / tantivy")
    seed = (SEEDS / "000_02adc48ef0db0a26.txt").read_text(encoding="utf-8").strip()
    questions = [q.text for q in read_question_set(SEEDS / "questions.jsonl").questions]
    _time_answers([Draft(seed, "seed", "de")], questions, embedder, arguments.runs)
    if arguments.xquad:
        xquad = read_question_set(arguments.xquad)
        asked = random.Random(0).sample([q.text for q in xquad.questions], ASKED)
        _time_answers(list(xquad.articles.values()), asked, embedder, arguments.runs)
    if arguments.large:
        articles, asked = invented(arguments.large)
        _time_answers(articles, asked, embedder, arguments.runs)


def _time_processes(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = {"BELEGBOT_DATA_DIR": f"{folder}/data", "LANG": "en_US.UTF-8", **OF_COMMANDS}
        environment = os.environ | ours

        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )

        commands = {"belegbot --help": ["--help"], "belegbot ask": ["ask", QUESTION]}
        print(f"whole processes; median of {runs} runs, s")
        print(f"{'':16} {'command':>8} {'python':>8} {'ratio':>6} {'imports':>8} {'ratio':>6}")
        for name, arguments in commands.items():
            # The first run makes the index and Python's caches.
            run("-c", COMMAND, *arguments)
            modules = run("-c", LIST_MODULES + COMMAND, *arguments).stderr.split()
            whole, python, imports = _medians(
                [
                    partial(run, "-c", COMMAND, *arguments),
                    partial(run, "-c", "pass"),
                    partial(run, "-c", IMPORT_MODULES, *modules),
                ],
                runs,
            )
            print(
                f"{name:16} {whole:8.3f} {python:8.3f} {whole / python:6.2f}"
                f" {imports:8.3f} {whole / imports:6.2f}"
            )


def _time_answers(
    articles: Sequence[Draft], questions: Sequence[str], embedder: EmbedderSettings, runs: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data_dir=folder, seeds_dir=None, embedder=embedder)
        with closing(Corpus.open(folder)) as corpus, corpus.write() as log:
            for article in articles:
                log.add(article, Author("benchmark"), scope=SHARED)
        bare = Bare(articles, embedder)
        with closing(Library.open(settings)) as library:
            parts: dict[str, Search] = {
                "answer": library.ask,
                "embed": bare.embed,
                "faiss": bare.search_vectors,
                "tantivy": bare.search_terms,
            }
            times: dict[str, list[float]] = {part: [] for part in parts}
            for question in questions:
                for search in parts.values():
                    search(question)
                medians = _medians([partial(s, question) for s in parts.values()], runs)
                for part, seconds in zip(parts, medians, strict=True):
                    times[part].append(1000 * seconds)
    answer, embed, vectors, terms = (median(values) for values in times.values())
    print(
        f"{bare.sentences:9} {answer:8.3f} | {embed:8.3f} {vectors:8.3f} {terms:8.3f} |"
        f" {answer / (embed + vectors + terms):18.2f}, {answer / terms:9.2f}"
    )


def _medians(calls: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Time the calls in turn, `runs` times; return each one's median in seconds."""
    seconds: list[list[float]] = [[] for _ in calls]
    for _ in range(runs):
        for call, times in zip(calls, seconds, strict=True):
            start = perf_counter()
            call()
            times.append(perf_counter() - start)
    return [median(times) for times in seconds]


class Bare:
    """The three libraries without anything around them.

    Vectors of sentences and of paragraphs in two exact FAISS indexes; Tantivy with stems and
    character 4-grams of paragraphs.
    """

    def __init__(self, articles: Sequence[Draft], settings: EmbedderSettings) -> None:
        self._embedder = create_embedder(settings)
        self._stems = (
            TextAnalyzerBuilder(Tokenizer.simple())
            .filter(Filter.lowercase())
            .filter(Filter.stemmer("german"))
            .filter(Filter.ascii_fold())
            .build()
        )
        self._grams = (
            TextAnalyzerBuilder(Tokenizer.ngram(4, 4))
            .filter(Filter.lowercase())
            .filter(Filter.ascii_fold())
            .build()
        )
        sentences, paragraphs = [], []
        for article in articles:
            spans = segment(article.text, article.language)
            sentences += [article.text[span.start : span.end] for span in spans]
            paragraphs += article.text.split("\n\n")
        self.sentences = len(sentences)
        self._vectors = [self._flat(sentences), self._flat(paragraphs)]
        self._schema = (
            SchemaBuilder()
            .add_text_field("stems", tokenizer_name="stems", index_option="freq")
            .add_text_field("grams", tokenizer_name="grams", index_option="freq")
            .build()
        )
        index = Index(self._schema)
        index.register_tokenizer("stems", self._stems)
        index.register_tokenizer("grams", self._grams)
        writer = index.writer(64_000_000, num_threads=1)
        for paragraph in paragraphs:
            document = Document()
            document.add_text("stems", paragraph)
            document.add_text("grams", paragraph)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def embed(self, question: str) -> object:
        """Embed one question."""
        self._question = self._embedder.embed_queries([question])
        return self._question

    def search_vectors(self, _question: str) -> object:
        """Find the nearest of what was last embedded."""
        return [
            index.search(self._question, min(CANDIDATES, index.ntotal)) for index in self._vectors
        ]

    def search_terms(self, question: str) -> object:
        """Analyse the question and find the best paragraphs."""
        terms = [
            (Occur.Should, Query.term_query(self._schema, name, term, "freq"))
            for name, analyzer in (("stems", self._stems), ("grams", self._grams))
            for term in analyzer.analyze(question)
        ]
        return self._searcher.search(Query.boolean_query(terms), CANDIDATES, count=False).hits

    def _flat(self, texts: Sequence[str]) -> faiss.IndexFlatIP:
        index = faiss.IndexFlatIP(self._embedder.dimension)
        for start in range(0, len(texts), 10_000):
            index.add(self._embedder.embed_documents(texts[start : start + 10_000]))
        return index


def invented(sentences: int) -> tuple[list[Draft], list[str]]:
    """Make articles of 50 sentences from invented words, frequent ones far more often (Zipf)."""
    chance = random.Random(0)

    def word() -> str:
        syllables = chance.choices((1, 2, 3, 4), (2, 5, 4, 2))[0]
        made = "".join(
            chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)
            for _ in range(syllables)
        )
        return made.capitalize() if chance.random() < 0.4 else made

    words = list(dict.fromkeys(word() for _ in range(30_000)))
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))

    def sentence() -> str:
        text = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(6, 20)))
        return text[0].upper() + text[1:] + "."

    def paragraphs() -> Iterable[str]:
        return (" ".join(sentence() for _ in range(5)) for _ in range(10))

    articles = [
        Draft("\n\n".join(paragraphs()), f"Artikel {n}", "de") for n in range(sentences // 50)
    ]
    asked = []
    for _ in range(ASKED):
        article = chance.choice(articles)
        told = chance.choice(article.text.replace("\n\n", " ").split(". ")).split()
        asked.append(" ".join(["Wann", *chance.sample(told, min(6, len(told)))]) + "?")
    return articles, asked


if __name__ == "__main__":
    main()
