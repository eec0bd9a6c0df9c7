"""What a verdict costs, beside the whole answer.

    python -m tests.benchmarks.judging [--xquad xquad-r.de.json] [--large 100000] [--runs 9]
                                       [--embedder e5]

Each question is ranked once; then its verdict is made over and over, and the meeting of words that
ranking does for it, too (`SoftMatcher`). Medians over questions of medians over runs, with all
caches filled. Beside the seed article stand a question set's articles and invented ones.
"""

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from index.asking.judging.judge import Judge
from index.asking.judging.parts import parts_of
from index.asking.ranking.formula import QuestionParts
from index.asking.ranking.softmatch import SoftMatcher
from index.config import SEEDS, EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.evaluation.questions import read_question_set
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.benchmarks.speed.articles import Invention
from tests.benchmarks.speed.collection import ASKED

TARGET = 3000
"""Microseconds."""


def main() -> None:
    """Time verdicts in collections of three sizes and print the medians."""
    parser = argparse.ArgumentParser(description="Time verdicts.")
    parser.add_argument("--xquad", type=Path)
    parser.add_argument("--large", type=int, default=100_000, metavar="SENTENCES")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--embedder", choices=("builtin", "e5", "use"), default="builtin")
    arguments = parser.parse_args()
    settings = EmbedderSettings(kind=arguments.embedder)
    print(f"microseconds; median of up to {ASKED} questions; the verdict's target is {TARGET}")
    print("indexed candidates |  verdict   (parts) |   words met |  answer")
    seed = (SEEDS / "000_02adc48ef0db0a26.txt").read_text(encoding="utf-8").strip()
    questions = [q.text for q in read_question_set(SEEDS / "questions.jsonl").questions]
    _time([Draft(seed, "seed", "de")], questions, settings, arguments.runs)
    if arguments.xquad:
        xquad = read_question_set(arguments.xquad)
        asked = Random(0).sample([q.text for q in xquad.questions], ASKED)
        _time(list(xquad.articles.values()), asked, settings, arguments.runs)
    if arguments.large:
        invention = Invention()
        asked = invention.questions(ASKED, arguments.large)
        _time(list(invention.articles(arguments.large)), asked, settings, arguments.runs)


def _time(
    articles: Sequence[Draft], questions: Sequence[str], embedder: EmbedderSettings, runs: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data_dir=folder, seeds_dir=None, embedder=embedder)
        with closing(Corpus.open(folder)) as corpus, corpus.write() as log:
            for article in articles:
                log.add(article, Author("benchmark"), scope=SHARED)
        with closing(Library.open(settings)) as library:
            judge = Judge(library.models.embedder.name, settings.search.wrong_answers)
            matcher = SoftMatcher()
            timed = []
            for question in questions:
                ranking, _ = library.asker.rank(question, (SHARED,))
                if (signals := ranking.signals) is None:
                    continue
                calls: list[Callable[[], object]] = [
                    partial(judge.judge, question, ranking),
                    partial(parts_of, question, signals),
                    partial(
                        matcher.match,
                        QuestionParts.of(question),
                        signals.matches.weights,
                        signals.scored,
                    ),
                    partial(library.ask, question),
                ]
                candidates = len(signals.scored.sentences)
                timed.append((candidates, *(_median(call, runs) for call in calls)))
            indexed = library.status().sentences
    sentences, *times = (median(column) for column in zip(*timed, strict=True))
    verdict, parts, met, answer = (1e6 * seconds for seconds in times)
    print(
        f"{indexed:7} {sentences:10.0f} | {verdict:8.0f} {parts:9.0f} | {met:11.0f} |"
        f" {answer:7.0f}",
        flush=True,
    )


def _median(call: Callable[[], object], runs: int) -> float:
    """Return a call's seconds, once everything that it keeps is there."""
    call()
    seconds = []
    for _ in range(runs):
        begin = perf_counter()
        call()
        seconds.append(perf_counter() - begin)
    return median(seconds)


if __name__ == "__main__":
    main()
