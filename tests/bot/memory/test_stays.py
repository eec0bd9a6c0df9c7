"""What there is of a server: seen by that server alone, counted, taken away, erased."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.memory.answers import Inquiry
from bot.memory.figures import Day, since
from bot.memory.memory import Memory
from bot.memory.opinions import Opinion
from bot.memory.preferences import WHOLE_SERVER
from bot.sources.requests import still_unanswered
from index.config import Settings
from index.corpus.changelog import Author, Expectation
from index.corpus.errors import (
    ArticleChangedMeanwhileError,
    ArticleUnknownError,
    ChangeNotUndoableError,
)
from index.library import Library
from index.models import Change, Draft
from index.scopes import SHARED, Scope
from tests.index.cli.test_cli import Run, belegbot, parsed

__all__ = ["belegbot"]

ADA, BOB = Author("discord:1", "neu"), Author("discord:2", "falsch")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BRIDGE = "Die Brücke wurde 1900 gebaut. Sie hält."
POOL = "Das Schwimmbad öffnet um acht Uhr. Es ist warm."
WHEN = "Wann wurde die Brücke gebaut?"

Make = Callable[..., Draft]


def ask(library: Library, question: str, server: int, number: int, **how: object) -> None:
    """Ask in a server, and remember it as the bot does."""
    values: dict[str, object] = {"at": NOON, "asker": 9, "private": False, "language": "de"}
    asked = Inquiry(id=number, guild_id=server, channel_id=8, **values | how)  # type: ignore[arg-type]
    Memory.of(library).answers.record(
        asked, library.ask(question, Scope.of(server)), message_id=number
    )


@pytest.fixture
def bridge(library: Library, draft: Make) -> Change:
    """The latest change to server 7's own article."""
    return library.add(draft(BRIDGE, title="Brücke"), ADA, Scope("7"))


def test_only_its_own_server_can_change_an_article(library: Library, bridge: Change) -> None:
    for expected in (Expectation(Scope("8")), Expectation(SHARED)):
        with pytest.raises(ArticleUnknownError):
            library.remove(bridge.article_id, BOB, expected)
    with pytest.raises(ChangeNotUndoableError):
        library.undo(bridge.revision, Author("discord:2"), Scope("8"))
    assert library.corpus.changes() == [bridge]


def test_who_saw_an_earlier_state_changes_nothing_and_learns_who_was_first(
    library: Library, bridge: Change, draft: Make
) -> None:
    seen = Expectation(Scope("7"), bridge.revision)
    first = library.replace(bridge.article_id, draft(POOL), ADA, seen)
    with pytest.raises(ArticleChangedMeanwhileError) as caught:
        library.remove(bridge.article_id, BOB, seen)
    assert caught.value.values["change"] == first
    assert library.corpus.article(bridge.article_id).text == POOL
    removed = library.remove(bridge.article_id, BOB, Expectation(Scope("7"), first.revision))
    assert (removed.operation, removed.who) == ("remove", "discord:2")


def test_an_undo_is_told_before_it_is_done(library: Library, bridge: Change, draft: Make) -> None:
    replaced = library.replace(bridge.article_id, draft(POOL), ADA)
    told = library.history.undoing(None, Scope("7"))
    assert (told.change, told.operation, told.version) == (replaced, "replace", bridge.revision)
    assert library.corpus.changes()[-1] == replaced
    done = library.undo(told.change.revision, Author("discord:2", "zu früh"), Scope("7"))
    assert (done.version, done.why) == (bridge.revision, "zu früh")
    with pytest.raises(ChangeNotUndoableError):
        library.undo(told.change.revision, Author("discord:1"), Scope("7"))


@pytest.mark.parametrize(
    "typed", ["Brücke über die Elbe", "brucke", "Brüke", "elbe", "bruecke", "die brücke elbbe"]
)
def test_a_title_is_found_with_typing_errors(library: Library, draft: Make, typed: str) -> None:
    for title in ("Schwimmbad", "Brücke über die Elbe", "Regeln des Servers"):
        library.add(draft(f"{title} ist da.", title=title), ADA, Scope("7"))
    found = library.catalogue.find_titles(Scope("7"), typed, 25, own=True, removed=False)
    assert [title.title for title in found] == ["Brücke über die Elbe"]
    assert library.catalogue.find_titles(Scope("7"), "Zeppelin", 25, own=True, removed=False) == []
    assert library.catalogue.find_titles(Scope("8"), typed, 25, own=False, removed=None) == []


@pytest.mark.usefixtures("bridge")
def test_what_was_asked_in_vain_is_grouped_and_leaves_once_a_source_answers(
    library: Library, draft: Make
) -> None:
    question = "Wann öffnet das Schwimmbad?"
    ask(library, question, 7, 1)
    ask(library, "Wann öffnet denn das Schwimmbat?", 7, 2, asker=10, at=NOON + timedelta(hours=1))
    ask(library, "Wer ist Bürgermeister?", 7, 3)
    ask(library, WHEN, 7, 4)
    ask(library, "Wo gibt es hier Pizza?", 7, 5, private=True)
    ask(library, "Wie teuer ist das Parken?", 7, 6, private=True)
    Memory.of(library).requests.add(6, 9, NOON)
    ask(library, question, 8, 7)

    found = still_unanswered(library, Memory.of(library), 7, NOON, 9)
    assert [(t.question, t.asked, t.people, t.wanted) for t in found] == [
        ("Wie teuer ist das Parken?", 1, 1, 1),
        ("Wann öffnet denn das Schwimmbat?", 2, 2, 0),
        ("Wer ist Bürgermeister?", 1, 1, 0),
    ]
    assert len(still_unanswered(library, Memory.of(library), 7, NOON, 1)) == 1
    library.add(draft(POOL), ADA, Scope("7"))
    assert [t.answer_id for t in still_unanswered(library, Memory.of(library), 7, NOON, 9)] == [
        6,
        3,
    ]


@pytest.mark.usefixtures("bridge")
def test_insights_count_a_servers_own_questions_day_by_day(library: Library) -> None:
    ask(library, WHEN, 7, 1)
    ask(library, "Wer ist Bürgermeister?", 7, 2, at=NOON + timedelta(days=2))
    ask(library, WHEN, 7, 3, at=NOON - timedelta(days=9))
    ask(library, WHEN, 8, 4)
    for person, rating, reason in ((1, 1, ""), (2, -1, ""), (3, -1, "zu alt")):
        Memory.of(library).opinions.rate(Opinion(1, person, rating, reason, NOON))
    Memory.of(library).opinions.rate(Opinion(4, 1, -1, "anderswo", NOON))

    now = NOON + timedelta(days=2)
    found = Memory.of(library).figures.insights(7, since(now, 3), now, 5)
    first = NOON.date()
    assert found.days == (
        Day(first, 1, 1),
        Day(first + timedelta(days=1), 0, 0),
        Day(first + timedelta(days=2), 1, 0),
    )
    assert found.cited == (("Brücke", 1),)
    assert found.unanswered == (("Wer ist Bürgermeister?", 1),)
    assert found.reasons == ((WHEN, "zu alt"),)
    assert found.answered_share == 0.5
    assert found.thumbs_down_share == pytest.approx(2 / 3)
    certain = Memory.of(library).figures.insights(7, since(now, 3), now, 5, certain=1.0)
    assert (certain.asked, certain.answered) == (2, 0)


def test_a_purge_leaves_nothing_of_a_server_and_everything_of_the_others(
    library: Library, bridge: Change, draft: Make, settings: Settings
) -> None:
    word = "Quybbelzwirnx"
    library.replace(bridge.article_id, draft(f"Die Brücke heißt {word}. Sie hält."), BOB)
    library.remove(bridge.article_id, Author("discord:2", word))
    library.add(draft(POOL, title="Bad"), ADA, Scope("8"))
    for server in (7, 8):
        ask(library, f"Wer ist {word}?", server, server)
        Memory.of(library).preferences.prefer(server, WHOLE_SERVER, {"language": "de"})
        Memory.of(library).stays.left(server, 1, NOON)

    assert library.purge_scope(Scope("7"), Author("bot")) == 1

    [other] = Memory.of(library).servers.all()
    assert (other.server, other.articles, other.answers, other.preferences) == ("8", 1, 1, 1)
    assert other.left_at == NOON
    assert {(c.who, c.why) for c in library.corpus.changes() if c.scope == "7"} == {
        ("erased", ""),
        ("bot", ""),
    }
    assert library.indexer.verify() == []
    assert library.ask("Wann öffnet das Schwimmbad?", Scope("8")).citations
    library.purge_scope(Scope("8"), Author("bot"))
    held = [
        p.name
        for p in settings.data_dir.rglob("*")
        if p.is_file() and word.encode() in p.read_bytes()
    ]
    assert held == []


def test_a_departure_is_known_from_its_first_day_until_the_bot_is_back(library: Library) -> None:
    Memory.of(library).stays.left(7, 1, NOON)
    Memory.of(library).stays.left(7, 1, NOON + timedelta(days=3))
    assert Memory.of(library).stays.departures() == {7: NOON}
    assert Memory.of(library).stays.joined(7, 1)
    assert not Memory.of(library).stays.joined(7, 1)
    assert Memory.of(library).servers.all() == []


def test_a_server_is_left_once_every_application_that_was_in_it_is_gone(library: Library) -> None:
    later = NOON + timedelta(days=3)
    assert not Memory.of(library).stays.joined(7, 1)
    assert not Memory.of(library).stays.joined(7, 2)
    Memory.of(library).stays.left(7, 1, NOON)
    assert Memory.of(library).stays.departures() == {}
    assert Memory.of(library).stays.of(1) == {7: NOON}
    assert Memory.of(library).stays.of(2) == {7: None}
    Memory.of(library).stays.left(7, 2, later)
    assert Memory.of(library).stays.departures() == {7: later}


def test_leaving_a_server_that_was_purged_meanwhile_is_still_noticed(library: Library) -> None:
    Memory.of(library).stays.joined(7, 1)
    Memory.of(library).stays.left(7, 2, NOON)
    library.purge_scope(Scope("7"), Author("operator:ada"))
    assert Memory.of(library).stays.of(1) == {7: None}
    assert Memory.of(library).stays.of(2) == {}


def test_an_operator_lists_takes_away_and_erases_a_servers_data(
    belegbot: Run, tmp_path: Path
) -> None:
    text = tmp_path / "bruecke.txt"
    text.write_text(BRIDGE, encoding="utf-8")
    belegbot("source", "add", str(text), "--scope", "7")

    [listed] = parsed(belegbot("server", "list", "--json"))
    assert (listed["server"], listed["articles"], listed["left_at"]) == ("7", 1, None)
    assert "1 articles, 0 removed, 0 answers, 0 settings" in belegbot("server", "list").stdout

    folder = tmp_path / "out"
    written = parsed(belegbot("server", "export", "7", str(folder), "--json"))
    assert written["files"] == ["articles.jsonl", "journal.jsonl"]
    rows = [
        json.loads(line)
        for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert rows[1]["text"]["text"] == BRIDGE
    assert rows[-1] == {"changes": 1}

    refused = belegbot("server", "purge", "7")
    assert refused.returncode == 1
    assert "Erase all data of the server 7" in refused.stderr
    # On a busy machine standard error says, too, that it is erased already.
    erased = belegbot("server", "purge", "7", "--yes", "--json")
    assert json.loads(erased.stdout) == {"purged": "7", "articles": 1}
    assert belegbot("server", "list").stdout == "There is no data of any server.\n"
    unknown = belegbot("server", "purge", "7", "--yes")
    assert unknown.returncode == 1
    assert "There is no data of the server “7”" in unknown.stderr


def test_an_exported_journal_has_every_row_of_the_server_and_no_other(library: Library) -> None:
    ask(library, "Wer weiß?", 7, 1)
    ask(library, "Wer weiß es?", 8, 2)
    Memory.of(library).opinions.rate(Opinion(1, 9, -1, "falsch", NOON))
    Memory.of(library).preferences.prefer(7, WHOLE_SERVER, {"language": "de"})
    rows = list(Memory.of(library).servers.export(7))
    assert [row["table"] for row in rows] == ["posted_answers", "feedback", "preferences"]
    assert (rows[0]["question"], rows[1]["reason"]) == ("Wer weiß?", "falsch")
