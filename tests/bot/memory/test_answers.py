"""What the bot remembers: answers, opinions, requests, preferences, and that it can forget."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.journal import WHOLE_SERVER, Asked, Journal, Opinion
from index.library import Library
from index.models import SHARED, Draft

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Asked(
    id=2**63 - 1, guild_id=7, channel_id=8, asker=9, at=NOON, language="de", private=False
)
QUESTION = "Wann wurde die Brücke gebaut?"
TEXT = "Der Fluss ist breit.\n\nEs gibt zwei Ufer. Die Brücke wurde 1900 gebaut. Sie hält.\n\nEnde."
ADA = Author("operator:ada")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "seeds").mkdir()
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=tmp_path / "seeds")
    with closing(Library.open(settings)) as library:
        yield library


@pytest.fixture
def journal(library: Library) -> Journal:
    return library.journal


@pytest.fixture
def article(library: Library, draft: Callable[..., Draft]) -> str:
    return library.add(draft(TEXT, title="Brücke"), ADA, "7").article_id


@pytest.fixture
def recorded(library: Library, article: str) -> str:
    answer = library.ask(QUESTION, (SHARED, "7"))
    library.journal.record(ASKED, answer, message_id=100)
    return article


def test_an_answer_is_found_by_its_id_and_by_its_message(recorded: str, journal: Journal) -> None:
    posted = journal.answer(ASKED.id)
    assert posted is not None
    assert posted == journal.answer_in(100)
    assert posted.asked == ASKED
    assert posted.question == posted.turn.question == QUESTION
    assert posted.turn.cited == ("Die Brücke wurde 1900 gebaut.",)
    assert posted.text == "Die Brücke wurde 1900 gebaut. [1]"
    [quote] = posted.quotes
    assert (quote.number, quote.article_id, quote.version, quote.paragraph) == (1, recorded, 1, 2)
    assert TEXT[quote.start : quote.end] == "Die Brücke wurde 1900 gebaut."
    assert journal.answer(1) is None
    assert journal.answer_in(101) is None


@pytest.mark.usefixtures("recorded")
def test_the_latest_answer_is_per_channel_and_person_and_expires(
    library: Library, journal: Journal
) -> None:
    later = replace(ASKED, id=5, at=NOON + timedelta(minutes=5))
    journal.record(later, library.ask("Wer weiß?"), message_id=102)
    found = journal.latest(8, 9, NOON)
    assert found is not None
    assert found.id == 5
    assert journal.latest(8, 9, NOON + timedelta(minutes=6)) is None
    assert journal.latest(8, 10, NOON) is None
    assert journal.latest(9, 9, NOON) is None


def test_the_context_of_a_quote_is_its_paragraph_with_the_neighbours(
    library: Library, recorded: str, draft: Callable[..., Draft]
) -> None:
    posted = library.journal.answer(ASKED.id)
    assert posted is not None
    [quote] = posted.quotes
    context = library.context(quote)
    assert context is not None
    assert context.previous == "Der Fluss ist breit."
    assert (context.before, context.sentence, context.after) == (
        "Es gibt zwei Ufer. ",
        "Die Brücke wurde 1900 gebaut.",
        " Sie hält.",
    )
    assert context.following == "Ende."
    library.replace(recorded, draft(TEXT.replace("1900", "1901")), ADA)
    assert library.context(quote) is None
    assert library.journal.versions_in_force([recorded]) == {recorded: 2}
    library.remove(recorded, ADA)
    assert library.journal.versions_in_force([recorded]) == {}


def test_answers_that_quote_an_article_are_found(recorded: str, journal: Journal) -> None:
    assert [posted.id for posted in journal.quoting([recorded, "other"])] == [ASKED.id]
    assert journal.quoting(["other"]) == []
    journal.note(ASKED.id, "removed:1")
    assert [posted.note for posted in journal.quoting([recorded])] == ["removed:1"]


@pytest.mark.usefixtures("recorded")
def test_a_person_has_one_opinion_of_an_answer(journal: Journal) -> None:
    journal.rate(Opinion(ASKED.id, 9, 1, "", NOON))
    journal.rate(Opinion(ASKED.id, 9, -1, "zu alt", NOON))
    journal.rate(Opinion(ASKED.id, 10, 1, "", NOON))
    assert {(o.person, o.rating, o.reason) for o in journal.opinions(ASKED.id)} == {
        (9, -1, "zu alt"),
        (10, 1, ""),
    }


@pytest.mark.usefixtures("recorded")
def test_a_request_is_made_once_and_told_once(journal: Journal) -> None:
    assert journal.request_source(ASKED.id, 9, NOON)
    assert not journal.request_source(ASKED.id, 9, NOON)
    assert journal.open_requests({"8"}) == []
    [request] = journal.open_requests({"7"})
    assert (request.posted.question, request.person, request.at) == (QUESTION, 9, NOON)
    assert journal.claim_request(request, NOON)
    assert not journal.claim_request(request, NOON)
    assert journal.open_requests() == []


def test_preferences_are_kept_per_server_and_channel(journal: Journal) -> None:
    journal.prefer(7, WHOLE_SERVER, {"language": "de", "thread": True})
    journal.prefer(7, 8, {"thread": False})
    journal.prefer(7, WHOLE_SERVER, {"language": None, "thread": False})
    assert journal.preferences() == {7: {WHOLE_SERVER: {"thread": False}, 8: {"thread": False}}}


def test_a_bookmark_is_kept(journal: Journal) -> None:
    assert journal.bookmark("x") is None
    journal.set_bookmark("x", "1")
    journal.set_bookmark("x", "2")
    assert journal.bookmark("x") == "2"


def test_purging_an_article_erases_its_words_from_the_answers(
    library: Library, recorded: str, journal: Journal
) -> None:
    library.purge(recorded, ADA)
    posted = journal.answer(ASKED.id)
    assert posted is not None
    assert (posted.text, posted.turn.cited) == ("", ())
    assert posted.question == QUESTION


@pytest.mark.parametrize("forget", ["server", "time"])
def test_what_is_forgotten_is_gone_with_all_that_belongs_to_it(
    recorded: str, journal: Journal, forget: str
) -> None:
    journal.rate(Opinion(ASKED.id, 9, 1, "", NOON))
    journal.request_source(ASKED.id, 9, NOON)
    journal.prefer(7, 8, {"thread": False})
    if forget == "server":
        journal.forget_server(8)
        assert journal.answer(ASKED.id) is not None
        journal.forget_server(7)
        assert journal.preferences() == {}
    else:
        journal.forget_before(NOON)
        assert journal.answer(ASKED.id) is not None
        journal.forget_before(NOON + timedelta(seconds=1))
    assert journal.answer(ASKED.id) is None
    assert journal.opinions(ASKED.id) == []
    assert journal.open_requests() == []
    assert journal.quoting([recorded]) == []
