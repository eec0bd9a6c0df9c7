"""An answer in other words: prompt, ask, check, and say why where nothing comes of it.

The verbatim answer stands in any case. Whoever is slow or fails isn't asked again for a minute.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TypeVar

from index.asking.answers import Answer, Turn
from index.asking.helpers.breaker import Breaker
from index.config import WriterSettings
from index.corpus.corpus import Corpus
from index.corpus.errors import ArticleUnknownError
from index.errors import BelegbotError
from index.i18n import Language, language_of
from index.language.detection import detect_question_language
from index.models import Article, Sentence, Span
from index.scopes import SHARED
from index.writing.checking.claims import ClaimCheck, is_in_other, opening_left_out
from index.writing.checking.reading import Shown
from index.writing.errors import (
    ApprovedError,
    NoClaimsError,
    NothingSupportedError,
    NothingToWriteError,
    NothingWrittenError,
    OtherLanguageError,
    WriterRestingError,
)
from index.writing.model import Proposal, Said, WritingModel
from index.writing.prompt import messages, question_of, sentences_of
from index.writing.rewriting import MOST_TOKENS, completed, rewriting
from index.writing.verifier import ENTAILED, Verifier
from index.writing.written import Claim, Completed, Dropped, Written

log = logging.getLogger(__name__)

T = TypeVar("T")

TRIED = ("What colour is the house?", "The house is yellow.", "It has two doors.")


class Writer:
    """Puts answers in other words, by a model that an operator runs. Thread-safe."""

    def __init__(
        self,
        settings: WriterSettings,
        corpus: Corpus,
        clock: Callable[[], float] = monotonic,
        verifier: Verifier | None = None,
    ) -> None:
        self._corpus = corpus
        self.model = WritingModel(settings)
        self._check = ClaimCheck()
        self._clock = clock
        self._breaker = Breaker(clock)
        self._failed: BelegbotError | None = None
        if verifier is None and settings.verifier:
            verifier = Verifier(settings.verifier)
        self._verifier = verifier

    def write(self, answer: Answer, language: Language | None = None) -> Written:
        """Return an answer in other words, in its question's language unless another is wanted.

        The model is never asked where the sources don't say. Whatever fails is told, not raised.
        """
        began = self._clock()
        written = self._written(answer, language)
        seconds = self._clock() - began
        done = Written(written.claims, written.dropped, written.problem, seconds, written.tokens)
        reasons = Counter(each.reason for each in done.dropped)
        facts: dict[str, object] = {
            "claims": len(done.claims),
            "dropped": dict(reasons),
            "tokens": done.tokens,
            "milliseconds": round(1000 * seconds),
        }
        if done.problem is not None:
            facts["reason"] = str(done.problem)
        log.info("Written" if done.claims else "Nothing written", extra=facts)
        return done

    def _written(self, answer: Answer, language: Language | None) -> Written:
        if answer.abstained:
            return Written(problem=NothingToWriteError())
        if answer.pinned:
            return Written(problem=ApprovedError())
        shown = sentences_of(answer, self._corpus)
        if not shown:
            return Written(problem=OtherLanguageError())
        question = question_of(answer)
        # What is typed in two words tells none: then it is that of what is cited first.
        spoken = language_of(shown[0].sentence.article.language)
        language = language or detect_question_language(question, spoken)
        said = self.attempt(lambda: self.model.propose(messages(question, shown, language)))
        if isinstance(said, BelegbotError):
            return Written(problem=said)
        if said.garbage:
            problem = NoClaimsError(model=self.model.name, said=said.garbage)
            log.warning("%s", problem)
            return Written(problem=problem, tokens=said.tokens)
        return self.checked(said, shown, language, question=question)

    def attempt(self, ask: Callable[[], T]) -> T | BelegbotError:
        """Ask the model, unless it failed a moment ago; return what it says, or what is wrong."""
        asked = False

        def tried() -> T:
            nonlocal asked
            asked = True
            try:
                return ask()
            except BelegbotError as error:
                self._failed = error
                raise

        said = self._breaker.attempt(tried)
        if said is not None:
            return said
        failed = self._failed or NothingWrittenError()
        return failed if asked else WriterRestingError(reason=failed)

    def checked(
        self,
        said: Said,
        shown: Sequence[Shown],
        language: Language | None = None,
        *,
        question: str = "",
        in_force: bool = True,
    ) -> Written:
        """Keep what is supported of what a model proposes for sentences that it was shown.

        What isn't in the `language` that was wanted is dropped. Unless they are an example
        (`in_force`), the sentences must be in force at this moment.
        """
        kept: dict[str, Claim] = {}
        dropped: list[Dropped] = []
        for proposal in said.proposals:
            claim = " ".join(proposal.claim.split())
            try:
                found = self._checked(claim, proposal, shown, language, question)
            except BelegbotError as error:
                log.warning("%s", error)
                return Written(problem=error, dropped=tuple(dropped), tokens=said.tokens)
            if isinstance(found, Dropped):
                dropped.append(found)
            elif in_force and not all(
                self._in_force(shown[n - 1].sentence) for n in set(proposal.sentences)
            ):
                dropped.append(Dropped(claim, "changed"))
            else:
                kept.setdefault(found.text, found)
        problem: BelegbotError | None = None
        if not kept:
            problem = NothingSupportedError() if dropped else NothingWrittenError()
        return Written(tuple(kept.values()), tuple(dropped), problem, tokens=said.tokens)

    def _checked(
        self,
        claim: str,
        proposal: Proposal,
        shown: Sequence[Shown],
        language: Language | None,
        question: str,
    ) -> Claim | Dropped:
        numbers = dict.fromkeys(proposal.sentences)
        by_number = {each.number: each for each in shown}
        if not numbers:
            return Dropped(claim, "uncited")
        if unknown := [number for number in numbers if number not in by_number]:
            return Dropped(claim, "not_shown", str(unknown[0]))
        claim = opening_left_out(claim)
        if language is not None and is_in_other(claim, language):
            return Dropped(claim, "language")
        cited = [by_number[number] for number in sorted(numbers)]
        if (dropped := self._check.dropped(claim, cited, shown, question)) is not None:
            return dropped
        if self._verifier is not None:
            premise = " ".join(" ".join(_with_context(each.sentence)) for each in cited)
            if self._verifier.entailed(premise, claim) < ENTAILED:
                return Dropped(claim, "verifier")
        return Claim(claim, tuple(dict.fromkeys(each.citation for each in cited)))

    def _in_force(self, sentence: Sentence) -> bool:
        """Tell whether a sentence stands in its article to this moment, character by character."""
        article, span = sentence.article, sentence.span
        try:
            current = self._corpus.article(article.id)
        except ArticleUnknownError:
            return False
        same = (current.revision, current.scope) == (article.revision, article.scope)
        return same and current.text[span.start : span.end] == sentence.text

    def standing_alone(self, question: str, previous: Turn) -> Completed:
        """Return a follow-up as the model completes it, if it doesn't fail or add something."""
        asked = self.attempt(lambda: self.model.say(rewriting(question, previous), MOST_TOKENS))
        if isinstance(asked, BelegbotError):
            return Completed()
        said, tokens = asked
        return Completed(completed(said, question, previous), tokens)

    def try_out(self) -> Written:
        """Ask for a claim that is easily supported, whatever failed before.

        Raises:
            WriterUnavailableError: the server or the model fails.
            NoClaimsError: it doesn't give claims.
        """
        began = self._clock()
        question, *sentences = TRIED
        shown = example(sentences)
        said = self.model.propose(messages(question, shown))
        if said.garbage:
            raise NoClaimsError(model=self.model.name, said=said.garbage)
        written = self.checked(said, shown, in_force=False)
        seconds = self._clock() - began
        return Written(written.claims, written.dropped, written.problem, seconds, written.tokens)


def _with_context(sentence: Sentence) -> tuple[str, ...]:
    return (*sentence.path, *sentence.context.lead_ins, sentence.text)


def example(sentences: Sequence[str]) -> list[Shown]:
    """Return sentences of no article as a model is shown them."""
    text = " ".join(sentences)
    article = Article("-", SHARED, 0, "–", "en", None, None, None, text, ())
    found, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        span = Span(1, number, start, start + len(sentence))
        found.append(Shown(number, Sentence(number, article, span), 1))
        start += len(sentence) + 1
    return found
