"""Question sets: JSON Lines about the collection, or XQuAD-style JSON that brings its articles.

A line is `{"question", "excerpts"}`: the excerpts are verbatim, any of them is right, and without
any the sources don't say. "language" and "kind" only group the figures. XQuAD-style JSON (SQuAD's
form, Rajpurkar et al. 2016; Artetxe et al. 2020) has articles of paragraphs, and to each paragraph
questions with the offset at which an answer starts.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.articles.cleaning import clean
from index.evaluation.errors import (
    OtherQuestionsError,
    QuestionDocumentInvalidError,
    QuestionLineInvalidError,
    QuestionSetEmptyError,
    QuestionSetUnreadableError,
)
from index.languages import detect_language
from index.models import Draft
from index.sentences import segment


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` in an article's text."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question with the excerpts of which any is right; with none it can't be answered.

    `places` are where the excerpts stand. Questions of one `cluster` aren't independent of each
    other: intervals come from drawing whole clusters. `line` is where the question stands.
    """

    text: str
    expected: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    places: tuple[Place, ...] = ()
    cluster: str = ""
    line: int = 0

    @property
    def answerable(self) -> bool:
        """Whether the sources hold the answer."""
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the articles by id that they are about if they bring them."""

    name: str
    questions: tuple[EvaluationQuestion, ...]
    articles: dict[str, Draft] = field(default_factory=dict)


class _Strict(BaseModel):
    # An "excerpt" that was meant as "excerpts" would turn its question into an unanswerable one.
    model_config = ConfigDict(extra="forbid")


class _Line(_Strict):
    question: str = Field(min_length=1)
    excerpts: list[str] | None = None
    language: str | None = None
    kind: str | None = None


class _Answer(BaseModel):
    answer_start: int = Field(ge=0)


class _Asked(BaseModel):
    id: str = ""
    question: str
    answers: list[_Answer] = []


class _Paragraph(BaseModel):
    context: str
    qas: list[_Asked]


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Paragraph]


class _Document(BaseModel):
    data: list[_Article]


def read_question_set(path: Path, others: Path | None = None) -> QuestionSet:
    """Read a question set; `others` asks the same questions, by their ids, in other words.

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
        raise QuestionSetEmptyError(path=others or path)
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
    document = _document(path, text)
    articles: dict[str, Draft] = {}
    asked: list[tuple[str, EvaluationQuestion]] = []
    for number, article in enumerate(document.data, 1):
        article_id = f"article-{number}"
        articles[article_id] = draft = _draft(article, str(number))
        asked += _questions(article_id, draft, article)
    if others is None:
        return QuestionSet(path.name, tuple(question for _, question in asked), articles)
    other = {
        question.id: question.question
        for article in _document(others, _read(others)).data
        for paragraph in article.paragraphs
        for question in paragraph.qas
    }
    return QuestionSet(
        f"{path.name} ← {others.name}",
        tuple(_reworded(question, other[key]) for key, question in asked if key in other),
        articles,
    )


def _reworded(question: EvaluationQuestion, text: str) -> EvaluationQuestion:
    return EvaluationQuestion(
        text, question.expected, places=question.places, cluster=question.cluster
    )


def _draft(article: _Article, title: str) -> Draft:
    text = "\n\n".join(clean(paragraph.context) for paragraph in article.paragraphs)
    return Draft(text=text, title=article.title or title, language=detect_language(text))


def _questions(
    article_id: str, draft: Draft, article: _Article
) -> Iterator[tuple[str, EvaluationQuestion]]:
    """Give the questions by id; the sentence in which the first answer starts is right."""
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
            yield (
                asked.id,
                EvaluationQuestion(
                    asked.question, expected, places=tuple(places), cluster=article_id
                ),
            )
        begin += len(clean(paragraph.context)) + 2


def _document(path: Path, text: str) -> _Document:
    try:
        return _Document.model_validate_json(text)
    except ValidationError as error:
        raise QuestionDocumentInvalidError(path=path, reason=_reason(error)) from error


def _line(path: Path, text: str, number: int) -> _Line:
    try:
        return _Line.model_validate_json(text)
    except ValidationError as error:
        raise QuestionLineInvalidError(path=path, line=number, reason=_reason(error)) from error


def _reason(error: ValidationError) -> str:
    problem = error.errors()[0]
    return ": ".join(filter(None, [".".join(map(str, problem["loc"])), problem["msg"]]))
