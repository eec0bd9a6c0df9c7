"""Question sets: JSON Lines about the collection, or XQuAD-style JSON that brings its articles.

A line is `{"question", "excerpts"}`: the excerpts are verbatim, any of them is right, and without
any the sources don't say. "language" and "kind" only group the figures. XQuAD-style JSON
(`documents`) has articles of paragraphs, and to each paragraph questions with the offset at which
an answer starts; a second file may bring the same questions in another language.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.articles.cleaning import clean
from index.evaluation.errors import (
    EvaluationError,
    OtherQuestionsError,
    OtherQuestionsInvalidError,
    QuestionDocumentInvalidError,
    QuestionLineInvalidError,
    QuestionSetEmptyError,
    QuestionSetUnreadableError,
)
from index.evaluation.xquad import Document, DocumentArticle, reworded
from index.language.detection import detect_language
from index.models import Draft
from index.units.segmentation import segment


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` in an article's text; `excerpt` is which of a question's stands there."""

    article_id: str
    start: int
    end: int
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question with the excerpts of which any is right; with none it can't be answered.

    `places` are where the excerpts stand, `answers` what in them is the answer, if that is known.
    Questions of one `cluster` aren't independent of each other: intervals come from drawing whole
    clusters. `line` is where the question stands.
    """

    text: str
    expected: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    places: tuple[Place, ...] = ()
    cluster: str = ""
    line: int = 0
    answers: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the sources hold the answer."""
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the articles by id that they are about if they bring them.

    `name` is the file of what is expected, `others` that of the questions if it is another.
    """

    name: str
    questions: tuple[EvaluationQuestion, ...]
    articles: dict[str, Draft] = field(default_factory=dict)
    others: str | None = None


class _Strict(BaseModel):
    # An "excerpt" that was meant as "excerpts" would turn its question into an unanswerable one.
    model_config = ConfigDict(extra="forbid")


class _Line(_Strict):
    question: str = Field(min_length=1)
    excerpts: list[str] | None = None
    language: str | None = None
    kind: str | None = None


def read_question_set(path: Path, others: Path | None = None) -> QuestionSet:
    """Read a question set; `others` asks the same questions in other words.

    Raises:
        EvaluationError: the file can't be read, or isn't a question set.
    """
    text = _read(path)
    if _is_document(text):
        found = _from_document(path, text, others)
    elif others is None:
        found = _from_lines(path, text)
    else:
        raise OtherQuestionsError(path=path)
    if not found.questions:
        raise QuestionSetEmptyError(path=path)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason: object = error.strerror or str(error)
        raise QuestionSetUnreadableError(path=path, reason=reason) from error
    except UnicodeDecodeError as error:
        raise QuestionSetUnreadableError(path=path, reason=error) from error


def _is_document(text: str) -> bool:
    """Tell one JSON document with articles from lines of JSON."""
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return not (isinstance(value, dict) and "question" in value)


def _from_lines(path: Path, text: str) -> QuestionSet:
    questions = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            read = _line(path, line, number)
            questions.append(
                EvaluationQuestion(
                    text=read.question,
                    expected=tuple(filter(str.strip, read.excerpts or ())),
                    kind=read.kind or "",
                    language=read.language or "",
                    cluster=str(number),
                    line=number,
                )
            )
    return QuestionSet(path.name, tuple(questions))


def _from_document(path: Path, text: str, others: Path | None) -> QuestionSet:
    document = _document(path, text, QuestionDocumentInvalidError)
    if others is not None:
        other = _document(others, _read(others), OtherQuestionsInvalidError)
        document = reworded(path, document, others, other)
    articles: dict[str, Draft] = {}
    questions: list[EvaluationQuestion] = []
    for number, article in enumerate(document.data, 1):
        article_id = f"article-{number}"
        articles[article_id] = draft = _draft(article, str(number))
        questions += _questions(article_id, draft, article)
    if others is None:
        return QuestionSet(path.name, tuple(questions), articles)
    # Sets in several languages may differ in nothing but their folder.
    told_apart = path.name != others.name
    name, other_name = (path.name, others.name) if told_apart else (str(path), str(others))
    return QuestionSet(name, tuple(questions), articles, other_name)


def _draft(article: DocumentArticle, title: str) -> Draft:
    text = "\n\n".join(clean(paragraph.context) for paragraph in article.paragraphs)
    return Draft(text=text, title=article.title or title, language=detect_language(text))


def _questions(
    article_id: str, draft: Draft, article: DocumentArticle
) -> Iterator[EvaluationQuestion]:
    """Give the questions; the sentence in which the first answer starts is right."""
    spans = segment(draft.text, draft.language)
    starts = [span.start for span in spans]
    begin = 0
    for paragraph in article.paragraphs:
        for asked in paragraph.qas:
            places = []
            for answer in asked.answers[:1]:
                at = begin + len(clean(paragraph.context[: answer.answer_start]))
                span = spans[max(0, bisect_right(starts, at) - 1)]
                places.append(Place(article_id, span.start, span.end))
            expected = tuple(draft.text[place.start : place.end] for place in places)
            yield EvaluationQuestion(
                asked.question,
                expected,
                places=tuple(places),
                cluster=article_id,
                answers=tuple(answer.text for answer in asked.answers if answer.text),
            )
        begin += len(clean(paragraph.context)) + 2


def _document(path: Path, text: str, invalid: type[EvaluationError]) -> Document:
    try:
        return Document.model_validate_json(text)
    except ValidationError as error:
        raise invalid(path=path, reason=_reason(error)) from error


def _line(path: Path, text: str, number: int) -> _Line:
    try:
        return _Line.model_validate_json(text)
    except ValidationError as error:
        raise QuestionLineInvalidError(path=path, line=number, reason=_reason(error)) from error


def _reason(error: ValidationError) -> str:
    problem = error.errors()[0]
    return ": ".join(filter(None, [".".join(map(str, problem["loc"])), problem["msg"]]))
