"""What the bot remembers: answers, opinions, requests, preferences, and that it can forget."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.memory.answers import Inquiry
from bot.memory.memory import Memory
from bot.memory.opinions import Opinion
from bot.memory.preferences import WHOLE_SERVER
from bot.shards import WHOLE, Shard, shards_in
from index.asking.answers import Answer
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.bot.shown import opinions_in

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Inquiry(
    id=2**63 - 1, guild_id=7, channel_id=8, asker=9, at=NOON, language="de", private=False
)
QUESTION = "Wann wurde die Brücke gebaut?"
TEXT = "Der Fluss ist breit.\n\nEs gibt zwei Ufer. Die Brücke wurde 1900 gebaut. Sie hält.\n\nEnde."
ADA = Author("operator:ada")


@pytest.fixture
def memory(library: Library) -> Memory:
    return Memory.of(library)


@pytest.fixture
def article(library: Library, draft: Callable[..., Draft]) -> str:
    return library.add(draft(TEXT, title="Brücke"), ADA, Scope("7")).article_id


@pytest.fixture
def recorded(library: Library, article: str) -> str:
    answer = library.ask(QUESTION, Scope("7"))
    Memory.of(library).answers.record(ASKED, answer, message_id=100)
    return article


def test_an_answer_is_found_by_its_id_and_by_its_message(recorded: str, memory: Memory) -> None:
    posted = memory.answers.get(ASKED.id)
    assert posted is not None
    assert posted == memory.answers.shown_by(100)
    assert posted.asked == ASKED
    assert posted.question == posted.turn.question == QUESTION
    assert posted.turn.cited == ("Die Brücke wurde 1900 gebaut.",)
    assert posted.text == "Die Brücke wurde 1900 gebaut. [1]"
    [quote] = posted.quotes
    assert (quote.number, quote.article_id, quote.version, quote.paragraph) == (1, recorded, 1, 2)
    assert TEXT[quote.start : quote.end] == "Die Brücke wurde 1900 gebaut."
    assert memory.answers.get(1) is None
    assert memory.answers.shown_by(101) is None


@pytest.mark.usefixtures("recorded")
def test_the_latest_answer_is_per_channel_and_person_and_expires(
    library: Library, memory: Memory
) -> None:
    later = replace(ASKED, id=5, at=NOON + timedelta(minutes=5))
    memory.answers.record(later, library.ask("Wer weiß?"), message_id=102)
    found = memory.answers.latest(8, 9, NOON)
    assert found is not None
    assert found.id == 5
    assert memory.answers.latest(8, 9, NOON + timedelta(minutes=6)) is None
    assert memory.answers.latest(8, 10, NOON) is None
    assert memory.answers.latest(9, 9, NOON) is None


def test_the_context_of_a_quote_is_its_paragraph_with_the_neighbours(
    library: Library, recorded: str, draft: Callable[..., Draft]
) -> None:
    posted = Memory.of(library).answers.get(ASKED.id)
    assert posted is not None
    [quote] = posted.quotes
    context = library.asker.context(quote, Scope("7").visible)
    assert context is not None
    assert context.previous == "Der Fluss ist breit."
    assert (context.before, context.sentence, context.after) == (
        "Es gibt zwei Ufer. ",
        "Die Brücke wurde 1900 gebaut.",
        " Sie hält.",
    )
    assert context.following == "Ende."
    library.replace(recorded, draft(TEXT.replace("1900", "1901")), ADA)
    assert library.asker.context(quote, Scope("7").visible) is None
    assert library.corpus.versions_in_force([recorded]) == {recorded: 2}
    library.remove(recorded, ADA)
    assert library.corpus.versions_in_force([recorded]) == {}


def test_answers_that_quote_an_article_are_found(recorded: str, memory: Memory) -> None:
    assert [posted.id for posted in memory.answers.quoting([recorded, "other"])] == [ASKED.id]
    assert memory.answers.quoting(["other"]) == []
    memory.answers.note(ASKED.id, "removed:1")
    assert [posted.note for posted in memory.answers.quoting([recorded])] == ["removed:1"]


@pytest.fixture
def asked_everywhere(memory: Memory) -> dict[int, int | None]:
    """The servers of questions that nothing answered, by the questions' ids; the last is newest."""
    # Three shards' servers, above and below what 32 bits hold, and a direct message.
    servers = [7, (3 << 22) + 5, (1 << 22) + 1, (2**40 + 2) << 22, 197038439483310086, None]
    for number, server in enumerate(servers):
        at = NOON + timedelta(minutes=number)
        asked = replace(ASKED, id=number, guild_id=server, at=at)
        memory.answers.record(asked, Answer(QUESTION, "", 0.0), message_id=number)
    return dict(enumerate(servers))


@pytest.mark.parametrize("shard", [WHOLE, *shards_in("0-2/3"), *shards_in("0,2/8")], ids=str)
def test_a_shard_s_silences_are_those_that_it_covers(
    memory: Memory, asked_everywhere: dict[int, int | None], shard: Shard
) -> None:
    expected = [number for number, server in asked_everywhere.items() if shard.covers(server)]
    assert [each.id for each in memory.answers.silences([SHARED], 9, shard)] == expected
    assert [each.id for each in memory.answers.silences([SHARED], 1, shard)] == expected[-1:]


def test_a_quiet_shard_s_silence_is_found_beside_as_many_of_a_busy_one_as_are_looked_at(
    memory: Memory,
) -> None:
    quiet, busy = shards_in("0-1/2")
    for number in range(4):
        asked = replace(
            ASKED, id=number, guild_id=1 << 22 if number else 7, at=NOON + timedelta(minutes=number)
        )
        memory.answers.record(asked, Answer(QUESTION, "", 0.0), message_id=number)
    assert [each.id for each in memory.answers.silences([SHARED], 3, quiet)] == [0]
    assert [each.id for each in memory.answers.silences([SHARED], 3, busy)] == [1, 2, 3]
    assert [each.id for each in memory.answers.silences([Scope("7")], 3, quiet)] == [0]
    assert memory.answers.silences([Scope("7")], 3, busy) == []


def test_a_shard_finds_the_answers_of_its_servers_that_quote_an_article(
    library: Library, recorded: str, memory: Memory
) -> None:
    elsewhere = replace(ASKED, id=5, guild_id=1 << 22)
    memory.answers.record(elsewhere, library.ask(QUESTION, Scope("7")), message_id=105)
    first, second = shards_in("0-1/2")
    assert [each.id for each in memory.answers.quoting([recorded], first)] == [ASKED.id]
    assert [each.id for each in memory.answers.quoting([recorded], second)] == [5]


@pytest.mark.usefixtures("recorded")
def test_a_person_has_one_opinion_of_an_answer(library: Library, memory: Memory) -> None:
    memory.opinions.rate(Opinion(ASKED.id, 9, 1, "", NOON))
    memory.opinions.rate(Opinion(ASKED.id, 9, -1, "zu alt", NOON))
    memory.opinions.rate(Opinion(ASKED.id, 10, 1, "", NOON))
    assert sorted(opinions_in(library, 7)) == [(9, -1, "zu alt"), (10, 1, "")]


@pytest.mark.usefixtures("recorded")
def test_a_request_is_made_once_and_told_once(memory: Memory) -> None:
    assert memory.requests.add(ASKED.id, 9, NOON)
    assert not memory.requests.add(ASKED.id, 9, NOON)
    [request] = memory.requests.open()
    assert (request.posted.question, request.person, request.at) == (QUESTION, 9, NOON)
    assert memory.requests.claim(request, NOON)
    assert not memory.requests.claim(request, NOON)
    assert memory.requests.open() == []


def test_preferences_are_kept_per_server_and_channel(memory: Memory) -> None:
    memory.preferences.prefer(7, WHOLE_SERVER, {"language": "de", "thread": True})
    memory.preferences.prefer(7, 8, {"thread": False})
    memory.preferences.prefer(7, WHOLE_SERVER, {"language": None, "thread": False})
    assert memory.preferences.all() == {7: {WHOLE_SERVER: {"thread": False}, 8: {"thread": False}}}


def test_a_bookmark_is_kept(memory: Memory) -> None:
    assert memory.bookmarks.get("x") is None
    memory.bookmarks.set("x", "1")
    memory.bookmarks.set("x", "2")
    assert memory.bookmarks.get("x") == "2"


def test_purging_an_article_erases_its_words_from_the_answers(
    library: Library, recorded: str, memory: Memory
) -> None:
    library.purge(recorded, ADA)
    posted = memory.answers.get(ASKED.id)
    assert posted is not None
    assert (posted.text, posted.turn.cited) == ("", ())
    assert posted.question == QUESTION


@pytest.mark.parametrize("forget", ["server", "time"])
def test_what_is_forgotten_is_gone_with_all_that_belongs_to_it(
    library: Library, recorded: str, memory: Memory, forget: str
) -> None:
    memory.opinions.rate(Opinion(ASKED.id, 9, 1, "", NOON))
    memory.requests.add(ASKED.id, 9, NOON)
    memory.preferences.prefer(7, 8, {"thread": False})
    if forget == "server":
        library.purge_scope(Scope("8"), ADA)
        assert memory.answers.get(ASKED.id) is not None
        library.purge_scope(Scope("7"), ADA)
        assert memory.preferences.all() == {}
    else:
        memory.answers.forget_before(NOON)
        assert memory.answers.get(ASKED.id) is not None
        memory.answers.forget_before(NOON + timedelta(seconds=1))
    assert memory.answers.get(ASKED.id) is None
    assert opinions_in(library, 7) == []
    assert memory.requests.open() == []
    assert memory.answers.quoting([recorded]) == []
