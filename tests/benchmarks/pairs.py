"""Questions near a topic that nothing answers, beside such as are answered.

Three files, each of tab-separated values, are told by their columns:

near      near_topic_pairs.tsv of tests/collections: a question, a paragraph near its topic and one
          that answers it. Each pair is an article of these two; the question is asked with the
          second one and without it.
asked     near_topic_questions.tsv of tests/collections: of a document there, a question that is
          answered (and by which excerpt), and one near it that isn't.
xquad     without a header, as the former, but about the articles of XQuAD-R (by their number).
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from index.articles import read_file
from index.config import IngestSettings
from index.evaluation.calibration.calibration import Observation
from index.evaluation.questions import EvaluationQuestion, Place, QuestionSet
from index.evaluation.removals import observe_removals
from index.evaluation.run import AUTHOR
from index.library import Library
from index.models import Draft
from index.units.segmentation import segment

COLLECTIONS = Path(__file__).resolve().parents[1] / "collections"
PARAGRAPHS = COLLECTIONS / "near_topic_pairs.tsv"
QUESTIONS = COLLECTIONS / "near_topic_questions.tsv"
ASKED_COLLECTIONS = ("school", "software", "townhall")


@dataclass(frozen=True)
class Pair:
    """What was seen of a question with an answer and of one without, in two collections.

    `among_all` are the two in the whole one, `in_one` in one of nothing but the article.
    """

    language: str
    kind: str
    among_all: tuple[Observation, Observation]
    in_one: tuple[Observation, Observation]


class Asked(NamedTuple):
    """A question with an answer, and perhaps one near it without."""

    language: str
    kind: str
    question: EvaluationQuestion
    near: str = ""


def rows(path: Path) -> list[list[str]]:
    """Read a file's lines, the header too if there is one."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def add_paragraphs(library: Library, language: str) -> list[Asked]:
    """Add an article for each pair of paragraphs; return what is asked, nothing beside it."""
    found = []
    of_language = [row for row in rows(PARAGRAPHS)[1:] if row[0] == language]
    for number, (_, kind, question, near, answer) in enumerate(of_language, 1):
        text = f"{near}\n\n{answer}"
        stored = library.add(Draft(text, f"{number}", language), AUTHOR).article_id
        place = Place(stored, len(near) + 2, len(text), answer)
        asked = EvaluationQuestion(question, (answer,), places=(place,), cluster=stored)
        found.append(Asked(language, kind, asked))
    return found


def with_and_without(questions: Sequence[Asked], library: Library) -> Iterator[Pair]:
    """Ask each question with the paragraph that answers it, and without it."""
    asked = [each.question for each in questions]
    for each, removal in zip(questions, observe_removals(asked, library), strict=True):
        seen = removal.seen
        yield Pair(
            each.language,
            each.kind,
            (seen["as it is"], seen["paragraph"]),
            (seen["one article"], seen["one article, paragraph"]),
        )


def of_documents(library: Library) -> list[Asked]:
    """Add the documents of three collections; return what is asked of them."""
    stored: dict[str, tuple[str, str]] = {}
    for name in ASKED_COLLECTIONS:
        for path in sorted((COLLECTIONS / name / "documents").iterdir()):
            draft = read_file(path, IngestSettings()).draft
            article = library.add(draft, AUTHOR).article_id
            stored[f"{name}/{path.name}"] = (article, draft.text)
    library.rebuild()
    found = []
    for language, document, kind, question, answer, near in rows(QUESTIONS)[1:]:
        article, text = stored[document]
        place = Place(article, text.index(answer), text.index(answer) + len(answer), answer)
        asked = EvaluationQuestion(question, (answer,), places=(place,), cluster=article)
        found.append(Asked(language, kind, asked, near))
    return found


def of_xquad(
    path: Path, read: QuestionSet, stored: Mapping[str, str], language: str
) -> list[Asked]:
    """Return what a file asks of the articles of a question set, which are stored already."""
    found = []
    for code, article, paragraph, kind, question, answer, near in rows(path):
        if code != language:
            continue
        draft = read.articles[f"article-{int(article) + 1}"]
        texts = draft.text.split("\n\n")
        begin = sum(len(text) + 2 for text in texts[: int(paragraph)])
        at = begin + texts[int(paragraph)].index(answer)
        spans = segment(draft.text, draft.language)
        span = next(span for span in spans if span.start <= at < span.end)
        place = Place(stored[f"article-{int(article) + 1}"], span.start, span.end)
        asked = EvaluationQuestion(question, (answer,), places=(place,), cluster=article)
        found.append(Asked(language, kind, asked, near))
    return found


def asked_and_near(questions: Sequence[Asked], library: Library) -> Iterator[Pair]:
    """Ask each question, and the one near it, for which nothing that is found is right."""
    others = [replace(each.question, text=each.near) for each in questions]
    seen = zip(
        questions,
        observe_removals([each.question for each in questions], library),
        observe_removals(others, library),
        strict=True,
    )
    for each, one, other in seen:
        yield Pair(
            each.language,
            each.kind,
            (one.seen["as it is"], _unanswered(other.seen["as it is"])),
            (one.seen["one article"], _unanswered(other.seen["one article"])),
        )


def _unanswered(seen: Observation) -> Observation:
    return replace(seen, right=False, answerable=False)
