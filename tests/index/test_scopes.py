"""Parts of a scope: what lies in one is for those who may read it, whichever way they ask."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.asking.answers import Quote
from index.config import Settings
from index.corpus.changelog import Author, Expectation
from index.corpus.errors import (
    ArticleDuplicateError,
    ArticleNotMovableError,
    ArticleNotMovedError,
    ArticleUnknownError,
    ChangeNotUndoableError,
    PinUnknownError,
)
from index.corpus.exchange.transfer import export_lines, import_lines
from index.library import Library
from index.mcp.errors import ArticleElsewhereError
from index.mcp.tools import call
from index.models import Draft
from index.scopes import SHARED, Scope
from index.web.app import application
from tests.models import BUILTIN

BOB = "operator:bob"
ADA = Author("operator:ada")
SERVER, OTHER = Scope("77"), Scope("78")
STAFF, BOARD, TEAM = Scope("77/staff"), Scope("77/board"), Scope("77/r5.c7")
PARTS = (STAFF, BOARD, TEAM, Scope("78/staff"))

SUBJECTS = ("Tresor", "Keller", "Fahrrad")
QUESTIONS = [f"Wie lautet der Code für {subject}?" for subject in SUBJECTS]
QUESTION = "Wie lautet der Code für den Tresor?"


def code_of(subject: str, number: int) -> str:
    """A word that no other article has, nor a number: found in whatever leaks it."""
    return f"Qx{'abc'[SUBJECTS.index(subject)]}{'fghijkl'[number - 1]}yz"


def draft(subject: str, number: int) -> Draft:
    code = code_of(subject, number)
    text = f"Der Code für den {subject} im Haus {code} lautet {code}. Er gilt seit dem 3. Mai."
    return Draft(text, f"{subject} {code}", "de", date="2026-05-03")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, dict[str, str]]]:
    """A library with articles everywhere, by their ids what each says alone."""
    folder = tmp_path_factory.mktemp("parts")
    with closing(
        Library.open(Settings(data_dir=folder, seeds_dir=None, embedder=BUILTIN))
    ) as library:
        told = {}
        places = (SHARED, SERVER, *PARTS, OTHER)
        for number, place in enumerate(places, 1):
            for subject in SUBJECTS:
                made = library.add(draft(subject, number), ADA, place)
                told[made.article_id] = code_of(subject, number)
        for article_id, code in list(told.items())[::3]:
            text = library.corpus.article(article_id).text
            end = text.index(". Er") + 1
            library.pin(article_id, f"Was ist mit {code[2]}?", (0, end), ADA)
        yield library, told


def answers(library: Library, scopes: tuple[Scope, ...]) -> Iterator[tuple[str, object]]:
    """Give what each way of asking returns, with its name."""
    pinned = [f"Was ist mit {letter}?" for letter in "abc"]
    previous = None
    for question in (*QUESTIONS, *pinned, f"{QUESTIONS[0]} {QUESTIONS[1]}"):
        answer = library.ask(question, scopes, previous)
        previous = answer.turn
        yield "ask", answer.to_dict(explained=True)
        yield "ask again", library.asker.ask_again(answer.asked or question, scopes)
        yield "nearest", library.asker.nearest(question, scopes, 20)
        yield "rank", library.asker.rank(question, scopes)
        yield "first", library.asker.first_evidence(question, scopes)
    yield "pins", library.pins.all(scopes)
    for scope in scopes:
        yield "list", library.catalogue.articles(scope)
    for article in library.catalogue.articles():
        quote = Quote(1, article.id, library.corpus.article(article.id).revision, 1, 0, 20)
        yield "context", library.asker.context(quote, scopes)


@settings(
    max_examples=8,
    deadline=None,
    # The library goes on changing, so that no failure could be made smaller.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    readable=st.sets(st.sampled_from(PARTS)),
    moves=st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from((SERVER, STAFF, BOARD, TEAM))), max_size=4
    ),
)
def test_no_way_of_asking_ever_returns_what_lies_in_a_part_that_one_may_not_read(
    many: tuple[Library, dict[str, str]],
    readable: set[Scope],
    moves: Sequence[tuple[int, Scope]],
) -> None:
    library, told = many
    own = [a.id for a in library.catalogue.articles(SERVER, parts=True)]
    for number, scope in moves:
        article_id = sorted(own)[number]
        if library.corpus.article(article_id).scope != scope:
            library.move(article_id, scope, ADA)
    scopes = SERVER.with_parts(sorted(readable))
    assert set(scopes) == {SHARED, SERVER, *(each for each in readable if each.whole == SERVER)}
    lies = library.corpus.shelves_of(told)
    hidden = {code for article_id, code in told.items() if lies[article_id] not in scopes}
    seen = set()
    for way, found in answers(library, scopes):
        said = repr(found)
        assert {code for code in hidden if code in said} == set(), way
        seen |= {code for code in told.values() if code in said}
    # All else is found by some way, so what isn't found isn't for want of looking.
    assert seen == set(told.values()) - hidden


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(
        Library.open(Settings(data_dir=tmp_path / "data", seeds_dir=None, embedder=BUILTIN))
    ) as library:
        yield library


def cited(library: Library, scope: Scope) -> list[str]:
    return [each.article.title for each in library.ask(QUESTION, scope).citations]


def test_another_process_that_had_read_an_article_asks_it_where_it_lies_now(
    library: Library,
) -> None:
    article = library.add(draft("Tresor", 1), ADA, SERVER).article_id
    with closing(Library.open(library.settings)) as there:
        assert cited(there, SERVER) == ["Tresor Qxafyz"]
        library.move(article, STAFF, ADA)
        # Its index hasn't followed yet.
        assert cited(there, SERVER) == []
        there.catch_up()
        assert cited(there, SERVER) == []
        assert cited(there, BOARD) == []
        assert cited(there, STAFF) == ["Tresor Qxafyz"]
        assert there.indexer.verify() == []


def test_a_move_is_logged_and_undone_and_what_is_undone_again_counts(library: Library) -> None:
    article = library.add(draft("Tresor", 1), ADA, STAFF).article_id
    moved = library.move(article, BOARD, Author("ada", "für den Vorstand"))
    assert (moved.operation, moved.scope, moved.version, moved.why) == (
        *("move", BOARD, 1),
        "für den Vorstand",
    )
    library.replace(article, draft("Tresor", 2), ADA)
    back = library.undo(moved.revision, ADA)
    assert (back.operation, back.scope, back.undoes) == ("move", STAFF, moved.revision)
    assert cited(library, STAFF) == ["Tresor Qxagyz"]
    assert cited(library, BOARD) == []
    again = library.undo(back.revision, ADA)
    assert (again.scope, again.undoes) == (BOARD, back.revision)
    assert cited(library, BOARD) == ["Tresor Qxagyz"]
    assert library.corpus.article(article).scope == BOARD
    assert library.indexer.verify() == []


def test_undoing_on_and_on_goes_backwards_through_moves(library: Library) -> None:
    article = library.add(draft("Tresor", 1), ADA, SERVER).article_id
    for scope in (STAFF, BOARD):
        library.move(article, scope, ADA)
    assert [library.undo(None, ADA).scope for _ in range(2)] == [STAFF, SERVER]
    assert library.undo(None, ADA).operation == "remove"


def test_a_move_that_another_one_came_after_is_not_undone(library: Library) -> None:
    article = library.add(draft("Tresor", 1), ADA, SERVER).article_id
    first = library.move(article, STAFF, ADA)
    library.move(article, BOARD, ADA)
    with pytest.raises(ChangeNotUndoableError, match="changed again"):
        library.undo(first.revision, ADA)


@pytest.mark.parametrize("scope", [SHARED, OTHER, Scope("78/staff")])
def test_an_article_goes_to_no_other_server(library: Library, scope: Scope) -> None:
    article = library.add(draft("Tresor", 1), ADA, STAFF).article_id
    with pytest.raises(ArticleNotMovableError):
        library.move(article, scope, ADA)
    with pytest.raises(ArticleNotMovedError, match="Tresor Qxafyz"):
        library.move(article, STAFF, ADA)
    shared = library.add(draft("Tresor", 2), ADA).article_id
    with pytest.raises(ArticleNotMovableError):
        library.move(shared, scope, ADA)
    assert [each.operation for each in library.corpus.changes()] == ["add", "add"]


def test_another_server_moves_nothing(library: Library) -> None:
    article = library.add(draft("Tresor", 1), ADA, STAFF).article_id
    with pytest.raises(ArticleUnknownError):
        library.move(article, SERVER, ADA, Expectation(OTHER))


def test_a_removed_article_can_be_moved_and_is_restored_there(library: Library) -> None:
    article = library.add(draft("Tresor", 1), ADA, SERVER).article_id
    library.remove(article, ADA)
    assert library.move(article, STAFF, ADA).version is None
    assert cited(library, STAFF) == []
    library.restore(article, ADA)
    assert cited(library, STAFF) == ["Tresor Qxafyz"]
    assert cited(library, SERVER) == []


def test_a_fixed_answer_goes_with_its_article(library: Library) -> None:
    article = library.add(draft("Tresor", 1), ADA, SERVER).article_id
    end = library.corpus.article(article).text.index(". Er") + 1
    pin = library.pin(article, "Was ist geheim?", (0, end), ADA)
    assert library.ask("Was ist geheim?", SERVER).pinned
    library.move(article, STAFF, ADA)
    assert not library.ask("Was ist geheim?", SERVER).pinned
    assert library.ask("Was ist geheim?", STAFF).pinned
    assert [each.pin.revision for each in library.pins.within(SERVER)] == [pin.revision]
    for scope in (BOARD, OTHER):
        with pytest.raises(PinUnknownError):
            library.unpin(pin.revision, ADA, scope)
    library.unpin(pin.revision, ADA, SERVER)
    assert not library.ask("Was ist geheim?", STAFF).pinned


def test_the_same_text_is_refused_in_whichever_part_it_is_there(library: Library) -> None:
    library.add(draft("Tresor", 1), ADA, STAFF)
    for scope in (SERVER, BOARD):
        with pytest.raises(ArticleDuplicateError):
            library.add(draft("Tresor", 1), ADA, scope)
    library.add(draft("Tresor", 1), ADA, OTHER)


def test_an_export_carries_parts_and_moves(library: Library, tmp_path: Path) -> None:
    moved = library.add(draft("Tresor", 1), ADA, SERVER).article_id
    library.add(draft("Keller", 1), ADA, BOARD)
    library.add(draft("Fahrrad", 1), ADA, OTHER)
    library.undo(library.move(moved, STAFF, ADA).revision, ADA)
    library.move(moved, STAFF, ADA)
    for scope, titles in ((SERVER, ["Keller Qxbfyz", "Tresor Qxafyz"]), (STAFF, ["Tresor Qxafyz"])):
        lines = list(export_lines(library.history, scope))
        folder = tmp_path / scope.replace("/", "-")
        there = Library(Settings(data_dir=folder, seeds_dir=None, embedder=BUILTIN))
        with closing(there):
            import_lines(there.corpus, lines, "export", SERVER, importer=BOB)
            there.start()
            own = there.catalogue.articles(SERVER, parts=True)
            assert sorted(each.title for each in own) == titles
            assert {each.title: each.scope for each in own}["Tresor Qxafyz"] == STAFF
            assert cited(there, STAFF) == ["Tresor Qxafyz"]
            assert "Tresor Qxafyz" not in cited(there, SERVER)


def test_a_scope_is_erased_with_its_parts_and_a_part_alone(library: Library) -> None:
    for number, scope in enumerate((SERVER, STAFF, BOARD, OTHER, Scope("770")), 1):
        library.add(draft("Tresor", number), Author("ada", "geheim"), scope)
    assert library.purge_scope(STAFF, ADA) == 1
    assert library.purge_scope(SERVER, ADA) == 2
    assert {each.scope for each in library.catalogue.articles()} == {OTHER, Scope("770")}
    whys = {change.scope: change.why for change in library.corpus.changes() if change.why}
    assert whys == {OTHER: "geheim", "770": "geheim"}


def test_programs_and_the_page_read_only_what_they_were_started_for(library: Library) -> None:
    starlette = pytest.importorskip("starlette.testclient")
    staff = library.add(draft("Tresor", 1), ADA, STAFF).article_id
    library.add(draft("Keller", 2), ADA, SERVER)
    arguments = {"article_id": staff}
    assert call(library, STAFF, "read_article", arguments)["title"] == "Tresor Qxafyz"
    for scope in (SERVER, BOARD, SHARED):
        with pytest.raises(ArticleElsewhereError):
            call(library, scope, "read_article", arguments)
    for scope, seen in ((SERVER, False), (STAFF, True)):
        page = starlette.TestClient(application(library, scope, "de"), base_url="http://127.0.0.1")
        shown = page.get("/").text + page.get("/", params={"q": QUESTION}).text
        assert ("Qxafyz" in shown, "Qxbgyz" in shown) == (seen, True)


def test_a_scope_knows_its_server_and_its_parts() -> None:
    assert (STAFF.whole, STAFF.part, STAFF.server) == (SERVER, "staff", 77)
    assert (SERVER.whole, SERVER.part, SERVER.server) == (SERVER, "", 77)
    assert (SHARED.whole, SHARED.part, SHARED.server) == (SHARED, "", None)
    assert STAFF.visible == (SHARED, SERVER, STAFF)
    assert Scope.of(77, "staff") == STAFF
    assert SERVER.with_parts([STAFF, Scope("78/staff"), OTHER, SERVER]) == (SHARED, SERVER, STAFF)
    assert [SERVER.holds(each) for each in (SERVER, STAFF, Scope("770"), SHARED)] == [
        *(True, True),
        *(False, False),
    ]
