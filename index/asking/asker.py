"""A question's whole way: clean, follow up, retrieve, spell, rank, judge, compose, cite.

What is approved as the answer to the very question goes before all that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeVar

from index.asking.answer_types import answer_type, holds_answer
from index.asking.answers import Answer, Citation, Evidence, Hit, Quote, Turn
from index.asking.citation import cite, numbered
from index.asking.composition import Composer
from index.asking.context import Context, context
from index.asking.errors import EvidenceError
from index.asking.forms.comparison import things
from index.asking.forms.lists import things_listed
from index.asking.forms.statements import NEGATION
from index.asking.helpers.breaker import Breaker
from index.asking.helpers.models import Models
from index.asking.judging.counsel import Adviser, Counsel
from index.asking.judging.judge import SILENCE, Basis, Judge, Thresholds, Verdict
from index.asking.judging.opinions import LANGUAGE_MODEL, READER, RERANKER
from index.asking.judging.weights import Weights
from index.asking.questions.follow_up import Resolved, resolve
from index.asking.questions.pinned import FixedAnswers
from index.asking.questions.question import asking_part, clean_question
from index.asking.questions.several import Questions, apart, questions_in
from index.asking.questions.spelling import Speller
from index.asking.questions.together import in_turns, together
from index.asking.ranking.ranker import Ranker, Ranking
from index.asking.retrieval import Retriever
from index.config import SearchSettings
from index.corpus.corpus import Corpus
from index.corpus.pins import Pins
from index.indexing.indexer import Indexer
from index.indexing.model.choice import is_absent
from index.language.terms import words

T = TypeVar("T")

OUTCOMES = ("silent", "perhaps", "answer")
"""From the least on."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question as it was understood, what was found for it, and the verdict on that."""

    searched: Resolved
    ranking: Ranking
    verdict: Verdict


class Asker:
    """Answers questions from the articles of some scopes. Thread-safe.

    While a model fails, answers do without it; `clock` tells when it is tried again. `own` are
    weights that the operator fitted, by the model's name.
    """

    def __init__(  # noqa: PLR0913 - each part is handed in
        self,
        corpus: Corpus,
        indexer: Indexer,
        models: Models,
        settings: SearchSettings,
        clock: Callable[[], float] = monotonic,
        *,
        own: Mapping[str, Weights] | None = None,
    ) -> None:
        self._corpus = corpus
        self._settings = settings
        self._indexer = indexer
        self._retriever = Retriever(corpus, models.embedder, indexer, clock)
        reranking, reading = Breaker(clock), Breaker(clock)
        self._speller, self._spelling = Speller(), Breaker(clock)
        self._ranker = Ranker(models.embedder, indexer, models.reranker, clock, reranking)
        self._composer = Composer(corpus, models.reader, reading)
        self._pinned = FixedAnswers(Pins(corpus))
        # Without its model the words of the articles are judged by the weights for words.
        model = "" if is_absent(models.embedder) else models.embedder.name
        self._judge = Judge(model, settings.wrong_answers, own)
        advisers = (
            (RERANKER, models.reranker, reranking),
            (READER, models.reader, reading),
            (LANGUAGE_MODEL, models.language_model, Breaker(clock)),
        )
        self._counsel = Counsel(self._judge, [Adviser(*each) for each in advisers])

    def ask(self, question: str, scopes: Sequence[str], previous: Turn | None = None) -> Answer:
        """Answer what somebody typed, as a follow-up of `previous` or alone.

        Of several questions each is answered, and goes on from the one before it.

        Raises:
            QuestionError: the question is empty or too long.
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        cleaned = self._cleaned(question)
        if (several := questions_in(cleaned)) is not None:
            return self._ask_in_turn(cleaned, several, scopes, previous)
        resolved = resolve(asking_part(cleaned), previous)
        return replace(self._ask(resolved, scopes), question=cleaned)

    def ask_again(self, searched: str, scopes: Sequence[str]) -> Answer:
        """Answer a question that was asked before, as it was searched then (`Answer.asked`).

        It was cleaned and resolved once; what that made of it may exceed the limit for questions.

        Raises:
            EvidenceError: an excerpt didn't match the stored text and was withheld.
        """
        parts, _ = apart(searched)
        answers = [self._ask(Resolved.of(part), scopes) for part in parts]
        if len(answers) == 1:
            return answers[0]
        question = " ".join(answer.question for answer in answers)
        return together(question, answers, self._settings.passages)

    def _ask_in_turn(
        self, cleaned: str, several: Questions, scopes: Sequence[str], previous: Turn | None
    ) -> Answer:
        answers: list[Answer] = []
        for question in several.each:
            resolved = resolve(question, previous)
            answers.append(replace(self._ask(resolved, scopes), question=question))
            # Whether or not it was answered, it is what the person speaks of.
            previous = replace(answers[-1].turn, answered=True)
        return together(cleaned, answers, self._settings.passages, several.left_out)

    def _cleaned(self, question: str) -> str:
        return clean_question(question, self._settings.max_question_length)

    def _resolved(self, question: str, previous: Turn | None) -> Resolved:
        return resolve(asking_part(self._cleaned(question)), previous)

    def _ask(self, searched: Resolved, scopes: Sequence[str]) -> Answer:
        revision, answer = self.beside_a_writer(lambda: self._answer(searched, scopes))
        return replace(answer, revision=revision)

    def beside_a_writer(self, work: Callable[[], T]) -> tuple[int, T]:
        """Look something up, again where the collection changed in between; with its revision.

        Raises:
            EvidenceError: an excerpt didn't match the stored text, though nothing was changed.
        """
        while True:
            revision = self._corpus.revision()
            try:
                return revision, work()
            except EvidenceError:
                if self._corpus.revision() == revision:
                    raise

    def _answer(self, searched: Resolved, scopes: Sequence[str]) -> Answer:
        return self._valid_first(
            scopes, lambda shelves: self._answer_from(searched, shelves), lambda each: each.outcome
        )

    def _valid_first(
        self, scopes: Sequence[str], work: Callable[[Sequence[str]], T], outcome: Callable[[T], str]
    ) -> T:
        """Look for something in what holds today; among all only if that comes to more.

        So what has expired takes no place from what holds, nor contradicts it.
        """
        valid, every = (self._corpus.shelves(scopes, expired=each) for each in (False, True))
        found = work(valid)
        if outcome(found) == OUTCOMES[-1] or valid == every:
            return found
        among_all = work(every)
        more = OUTCOMES.index(outcome(among_all)) > OUTCOMES.index(outcome(found))
        return among_all if more else found

    def _answer_from(self, searched: Resolved, shelves: Sequence[str]) -> Answer:
        if (fixed := self._fixed(searched, shelves)) is not None:
            return fixed
        typed = searched.question
        judged = self._judged(searched, shelves)
        searched = judged.searched
        # Without its slips it may be one that has a fixed answer.
        if searched.question != typed and (fixed := self._fixed(searched, shelves)) is not None:
            return fixed
        return self.composed(judged)

    def _fixed(self, searched: Resolved, shelves: Sequence[str]) -> Answer | None:
        """Return what is approved as the answer to a question that stands alone, if anything is."""
        found = None if searched.completing else self._pinned.find(searched.question, shelves)
        if found is None or found.place is None:
            return None
        citations = cite([self._composer.fixed(searched.question, found.place)], self._corpus)
        return Answer(
            question=searched.question,
            text=numbered(citations),
            confidence=1.0,
            citations=citations,
            asked=searched.asked,
            certainty="fair" if citations[0].expired else "high",
            lines=1,
            pinned=True,
            further=True,
        )

    def _judged(self, searched: Resolved, shelves: Sequence[str]) -> Judged:
        if searched.asks_nothing:
            return Judged(searched, Ranking(), SILENCE)
        candidates = self._retriever.retrieve(_sought(searched), shelves)
        meant = self._spelling.attempt(self._speller.corrected, searched.question, candidates.words)
        if meant is not None and meant != searched.question:
            searched = replace(searched, question=meant)
            candidates = self._retriever.retrieve(_sought(searched), shelves)
        sought = _sought(searched)
        ranking = self._ranker.rank(sought, candidates, shelves)
        verdict = self._counsel.judge(sought, ranking)
        if verdict.answered and _only_repeats(searched, ranking.hits[0]):
            if (after := _without_first(ranking)) is not None:
                ranking = after
                verdict = replace(verdict, outcome="perhaps", certainty="fair")
            else:
                told = replace(verdict.unmet, kind="reason")
                verdict = replace(verdict, outcome="silent", certainty="fair", unmet=told)
        return Judged(searched, ranking, verdict)

    def _judged_first(self, searched: Resolved, scopes: Sequence[str]) -> Judged:
        return self._valid_first(
            scopes,
            lambda shelves: self._judged(searched, shelves),
            lambda found: found.verdict.outcome,
        )

    @property
    def thresholds(self) -> Thresholds:
        """From which probability on something answers, with the vectors that there are."""
        return self._judge.thresholds(by_vectors=self._indexer.has_vectors)

    @property
    def basis(self) -> Basis:
        """Whose weights decide between answer and silence."""
        return self._judge.basis

    # Parts of the way.

    def goes_on(self, question: str, previous: Turn) -> bool:
        """Tell whether a question is a follow-up, and a single one.

        Raises:
            QuestionError: the question is empty or too long.
        """
        cleaned = self._cleaned(question)
        return questions_in(cleaned) is None and self._resolved(cleaned, previous).follow_up

    def rank(
        self, question: str, scopes: Sequence[str], previous: Turn | None = None
    ) -> tuple[Ranking, Verdict]:
        """Return the sentences that `ask` chooses from, and the verdict on the best of them.

        Raises:
            QuestionError: the question is empty or too long.
        """
        judged = self.judged(question, scopes, previous)
        return judged.ranking, judged.verdict

    def judged(self, question: str, scopes: Sequence[str], previous: Turn | None = None) -> Judged:
        """Return all that `ask` composes an answer from; see `composed`.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return self._judged_first(self._resolved(question, previous), scopes)

    def composed(self, judged: Judged) -> Answer:
        """Return the answer that a verdict leads to, which may be another one than the judge's.

        Its revision is that of `beside_a_writer`, within which all of this belongs.

        Raises:
            EvidenceError: the collection was changed since it was judged.
        """
        searched, ranking, verdict = judged.searched, judged.ranking, judged.verdict
        own, limit = searched.question, self._settings.passages
        composition = self._composer.compose(own, ranking, verdict, limit)
        citations = cite(composition.evidence, self._corpus)
        silent = verdict.outcome == "silent"
        return Answer(
            question=searched.question,
            text=numbered(citations[: composition.lines]),
            confidence=verdict.confidence,
            citations=() if silent else citations,
            nearest=citations if silent else (),
            differing=composition.differing,
            asked=searched.asked,
            certainty="fair" if any(c.expired for c in citations) else verdict.certainty,
            perhaps=verdict.outcome == "perhaps",
            missing=verdict.missing,
            doubtful=silent and verdict.doubtful and bool(citations) and not verdict.missing,
            explanation=self._judge.explain(ranking, verdict),
            lines=composition.lines,
            further=self._composer.further(own, ranking, verdict, composition),
        )

    def fixed(self, question: str, scopes: Sequence[str]) -> Answer | None:
        """Return what is approved as the answer to a question and holds today, if anything is.

        Raises:
            QuestionError: the question is empty or too long.
        """
        shelves = self._corpus.shelves(scopes, expired=False)
        return self._fixed(self._resolved(question, None), shelves)

    def first_evidence(
        self, question: str, scopes: Sequence[str], previous: Turn | None = None
    ) -> tuple[Verdict, Evidence | None]:
        """Return the verdict on a question, and what `ask` would cite first if that answered.

        Raises:
            QuestionError: the question is empty or too long.
        """
        judged = self.judged(question, scopes, previous)
        ranking, verdict = judged.ranking, judged.verdict
        if not ranking.hits:
            return verdict, None
        answering = replace(verdict, outcome="answer")
        own, limit = judged.searched.question, self._settings.passages
        composition = self._composer.compose(own, ranking, answering, limit)
        return verdict, composition.evidence[0]

    def nearest(self, searched: str, scopes: Sequence[str], count: int) -> tuple[Citation, ...]:
        """Return up to `count` passages for a question, best first, answering or not.

        `searched` is a question of an earlier answer, as it was searched then.
        """
        parts, _ = apart(searched)
        found = [self._nearest(part, scopes, count) for part in parts]
        return found[0] if len(found) == 1 else in_turns(found, count)

    def _nearest(self, part: str, scopes: Sequence[str], count: int) -> tuple[Citation, ...]:
        def find() -> tuple[Citation, ...]:
            judged = self._judged_first(Resolved.of(part), scopes)
            own = judged.searched.question
            found = self._composer.nearest(own, judged.ranking, judged.verdict, count)
            return cite(found, self._corpus)

        return self.beside_a_writer(find)[1]

    def context(self, quote: Quote, scopes: Sequence[str]) -> Context | None:
        """Return what is around a quote; None once its text was changed, removed or moved away.

        `scopes` are those that may be read now.
        """
        return context(quote, self._corpus, scopes)


def _sought(searched: Resolved) -> Resolved:
    """Return a question without words that only say which form its answer is to have."""
    return replace(searched, question=things(things_listed(searched.question)))


def _only_repeats(searched: Resolved, hit: Hit) -> bool:
    """Tell whether "why?" would get what it asks about once more, which gives no reason."""
    question, sentence = searched.question, hit.sentence
    return (
        searched.place == sentence.text
        and answer_type(question) == "reason"
        and not holds_answer(sentence.text, "reason", question, sentence.article.language)
    )


def _without_first(ranking: Ranking) -> Ranking | None:
    """Leave the best hit out, if the next best is what its article says right after it.

    That mostly tells why, where the best says that something is not.
    """
    first, *others = ranking.hits
    after = [sentence.id for sentence in first.passage if sentence.id > first.sentence.id]
    if not others or after[:1] != [others[0].sentence.id]:
        return None
    if NEGATION.isdisjoint(words(first.sentence.text)):
        return None
    most = others[0].score or 1.0
    return replace(ranking, hits=tuple(replace(hit, score=hit.score / most) for hit in others))
