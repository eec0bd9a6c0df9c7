"""The way of a question from end to end, and its doors."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.asking.answers import Answer
from index.asking.asker import Asker
from index.asking.errors import EvidenceError, QuestionTooLongError
from index.asking.judging.counsel import Counsel
from index.asking.judging.judge import Verdict
from index.asking.judging.parts import Unmet
from index.config import SearchSettings
from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
Make = Callable[..., Draft]
MakeAsker = Callable[..., Asker]

HARVEST = "Die Ernte in Musterstadt begann 2018. Viele Bauern halfen mit."
QUESTION = "Wann begann die Ernte in Musterstadt?"


def test_a_stored_question_is_answered_as_it_was_whatever_its_length(
    make_asker: MakeAsker, draft: Make
) -> None:
    asker = make_asker(draft(HARVEST), settings=SearchSettings(max_question_length=100))
    first = asker.ask(QUESTION + " Genauer" + "." * 50, [SHARED])
    follow_up = asker.ask("Und wer half" + "?" * 80, [SHARED], first.turn)
    assert len(follow_up.asked) > 100

    again = asker.ask_again(follow_up.asked, [SHARED])

    with pytest.raises(QuestionTooLongError):
        asker.ask(follow_up.asked, [SHARED])
    sentences = [citation.sentence for citation in again.citations]
    assert sentences == [citation.sentence for citation in follow_up.citations]
    assert again.asked == follow_up.asked


def test_what_was_said_a_moment_ago_is_no_certain_answer_without_what_is_asked_for_now(
    make_asker: MakeAsker, draft: Make
) -> None:
    bans = "The result of using /ban is that nuisance accounts are kicked out of the game."
    asker = make_asker(draft(bans, title="Bans", language="en"), draft(HARVEST))
    first = asker.ask("What is the result of using /ban?", [SHARED])
    again = asker.ask("Who can use it?", [SHARED], first.turn)

    assert [answer.citations[0].sentence.text for answer in (first, again)] == [bans, bans]
    assert [answer.outcome for answer in (first, again)] == ["answer", "perhaps"]
    assert again.certainty == "fair"


def test_what_changed_while_it_was_asked_is_answered_as_it_is_now(
    make_asker: MakeAsker, draft: Make, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = make_asker(draft(HARVEST), draft("Der Stadtrat tagte."))
    article_id = next(
        a.id for a in Catalogue(corpus).articles() if "Ernte" in corpus.article(a.id).text
    )
    text = Corpus.text

    def purged_meanwhile(self: Corpus, revision: int) -> str:
        if self.revision() == 2:
            with self.write() as log:
                log.purge(article_id, ADA)
        return text(self, revision)

    monkeypatch.setattr(Corpus, "text", purged_meanwhile)
    answer = asker.ask(QUESTION, [SHARED])

    assert answer.revision == 3
    assert "Ernte" not in answer.text + "".join(c.excerpt for c in answer.nearest)


def test_an_excerpt_that_is_not_the_corpuss_is_an_error_and_no_answer(
    make_asker: MakeAsker, draft: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = make_asker(draft(HARVEST))
    monkeypatch.setattr(Corpus, "text", lambda *_: HARVEST.replace("2018", "2019"))

    with pytest.raises(EvidenceError, match="was withheld"):
        asker.ask(QUESTION, [SHARED])
    with pytest.raises(EvidenceError):
        asker.nearest(QUESTION, [SHARED], 3)


def test_the_nearest_passages_are_found_whether_they_answer_or_not(
    make_asker: MakeAsker, draft: Make
) -> None:
    asker = make_asker(draft(HARVEST), draft("Der Stadtrat tagte lange."))

    found = asker.nearest("Wer sah den Stadtrat Beispielheims?", [SHARED], 1)

    assert [(c.number, c.excerpt) for c in found] == [(1, "Der Stadtrat tagte lange.")]


@pytest.mark.parametrize(
    ("verdict", "doubtful"),
    [
        (Verdict(0.3, "silent", doubtful=True), True),
        (Verdict(0.1, "silent"), False),
        (Verdict(0.3, "silent", unmet=Unmet(kind="money"), doubtful=True), False),
        (Verdict(0.5, "perhaps", doubtful=True), False),
    ],
)
def test_silence_is_doubtful_where_the_judge_was_and_what_is_asked_for_may_be_there(
    make_asker: MakeAsker,
    draft: Make,
    monkeypatch: pytest.MonkeyPatch,
    verdict: Verdict,
    doubtful: bool,  # noqa: FBT001
) -> None:
    asker = make_asker(draft(HARVEST))
    monkeypatch.setattr(Counsel, "judge", lambda *_: verdict)

    assert asker.ask(QUESTION, [SHARED]).doubtful is doubtful


def test_a_ranking_comes_with_the_verdict_on_its_best_sentence(
    make_asker: MakeAsker, draft: Make
) -> None:
    asker = make_asker(draft(HARVEST))

    ranking, verdict = asker.rank(QUESTION, [SHARED])
    answer = asker.ask(QUESTION, [SHARED])

    assert verdict.answered
    assert (ranking.hits[0].score, verdict.confidence) == (1.0, answer.confidence)
    assert [s.text for s in ranking.sentences] == HARVEST.replace(". ", ".|").split("|")


def test_why_is_not_answered_by_the_sentence_that_it_asks_about(
    make_asker: Callable[..., Asker], draft: Callable[..., Draft]
) -> None:
    asker = make_asker(
        draft("Das Bad ist montags zu. Am Dienstag ist es zu, weil dort geputzt wird.", title="Bad")
    )

    def why(question: str) -> Answer:
        before = asker.ask(question, [SHARED])
        return asker.ask("Warum?", [SHARED], before.turn)

    unsaid, said = why("Ist das Bad montags zu?"), why("Ist das Bad am Dienstag zu?")
    assert (unsaid.outcome, unsaid.missing) == ("silent", ("reason",))
    assert said.short == "weil dort geputzt wird"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (
            "Der Reparaturtag kann am 18. April nicht stattfinden.",
            "An diesem Wochenende wird die Gasleitung erneuert.",
            "perhaps",
        ),
        ("Der Reparaturtag ist am 18. April.", "Er dauert sechs Stunden.", "silent"),
    ],
)
def test_why_not_is_perhaps_answered_by_what_follows(
    make_asker: MakeAsker, draft: Make, first: str, second: str, told: str
) -> None:
    asker = make_asker(draft(f"{first} {second}", title="Reparaturtag"))
    before = asker.ask("Ist der Reparaturtag am 18. April?", [SHARED])

    why = asker.ask("Warum nicht am 18. April?", [SHARED], before.turn)

    assert (before.citations[0].sentence.text, why.outcome) == (first, told)
    assert [c.sentence.text for c in why.citations] == [second] * (told == "perhaps")


def test_programs_get_the_page_the_version_and_that_articles_differ(
    make_asker: MakeAsker, draft: Make
) -> None:
    first, second = (HARVEST.replace("2018", year) for year in ("2018", "2020"))
    asker = make_asker(
        replace(draft(f"{first}\n\nEin Nachwort.", date="2019"), pages=(0, len(first) + 2)),
        draft(second, date="2021"),
        draft("Der Stadtrat tagte."),
    )

    answer = asker.ask(QUESTION, [SHARED])
    told, follow_up = answer.to_dict(), asker.ask("Und warum?", [SHARED], answer.turn).to_dict()

    assert (told["revision"], told["differing"]) == (3, True)
    cited = [citation.to_dict() for citation in answer.citations]
    assert [(c["revision"], c["page"]) for c in cited] == [
        (2, None),
        (1, 1),
    ]
    assert (follow_up["question"], follow_up["asked"]) == (
        "Und warum?",
        "Und warum? begann ernte musterstadt",
    )
