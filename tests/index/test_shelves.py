"""Until when an article holds: quoted as expired afterwards, or not asked at all, as was chosen."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from index.articles import read_file
from index.articles.metadata import given_metadata
from index.asking.answers import Quote
from index.config import IngestSettings, Settings
from index.corpus.changelog import Author
from index.corpus.errors import ArticleUnknownError, ImportRefusedError
from index.corpus.exchange.transfer import export_lines, import_lines
from index.corpus.storage.migrations.versions import c11_validity
from index.dates import end_remarks, last_day
from index.library import Library
from index.mcp.errors import ArticleElsewhereError
from index.mcp.tools import Read, Sought, read_article, search
from index.models import Draft
from index.review.prediction import SavedQuestion
from index.review.proposal import Proposal
from index.review.review import Review
from index.scopes import SHARED, Scope
from index.shelves import Afterwards
from index.web.views import shown_article, shown_citation
from tests.models import BUILTIN

BOB = "operator:bob"
ADA = Author("operator:ada")
CLUB = Scope("77")
OLD = "Der Eintritt ins Freibad kostet 4 Euro. Geöffnet ist das Freibad von 9 bis 20 Uhr."
NEW = "Der Eintritt ins Freibad kostet 5 Euro. Karten gibt es an der Kasse."
PRICE, HOURS = "Was kostet der Eintritt ins Freibad?", "Wann ist das Freibad geöffnet?"
LAST = "2026-06-30"


class Calendar:
    """A clock that a test sets: noon of a day, in UTC."""

    def __init__(self) -> None:
        self.day = "2026-06-01"

    def __call__(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T12:00:00").replace(tzinfo=UTC)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def library(tmp_path: Path, calendar: Calendar) -> Iterator[Library]:
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=None, embedder=BUILTIN)
    with closing(Library(settings, clock=calendar)) as made:
        made.start()
        yield made


def prices(text: str, valid_until: str | None, afterwards: Afterwards, date: str) -> Draft:
    return Draft(text, f"Preise {date}", "de", date, valid_until=valid_until, afterwards=afterwards)


def outcomes(library: Library, question: str) -> tuple[str, list[tuple[str, bool]]]:
    answer = library.ask(question, CLUB)
    return answer.outcome, [(each.article.title, each.expired) for each in answer.citations]


def test_an_article_is_asked_to_the_end_of_its_last_day_and_then_quoted_as_expired(
    library: Library, calendar: Calendar
) -> None:
    library.add(prices(OLD, LAST, "quote", "2026"), ADA, CLUB)
    for day, expired in (("2026-06-30", False), ("2026-07-01", True)):
        calendar.day = day
        assert outcomes(library, PRICE) == ("answer", [("Preise 2026", expired)])
        answer = library.ask(PRICE, CLUB)
        [told] = [each.to_dict() for each in answer.citations]
        assert (told["valid_until"], told["expired"]) == (LAST, expired)
        assert (answer.expired, answer.complete) == (expired, not expired)
    assert answer.certainty == "fair"


def test_what_is_not_to_be_asked_any_more_is_found_by_no_way_and_comes_back_with_a_later_day(
    library: Library, calendar: Calendar
) -> None:
    change = library.add(prices(OLD, LAST, "hide", "2026"), ADA, CLUB)
    library.pin(change.article_id, "Wie teuer ist das Bad?", (0, 39), ADA)
    quote = Quote(1, change.article_id, change.revision, 1, 0, 39)
    assert library.ask("Wie teuer ist das Bad?", CLUB).pinned
    assert library.asker.context(quote, CLUB.visible) is not None

    calendar.day = "2026-07-01"

    for question in (PRICE, HOURS, "Wie teuer ist das Bad?"):
        answer = library.ask(question, CLUB)
        assert (answer.outcome, answer.nearest) == ("silent", ())
        assert library.asker.nearest(question, CLUB.visible, 10) == ()
    assert library.asker.rank(PRICE, CLUB.visible)[0].hits == ()
    assert library.asker.context(quote, CLUB.visible) is None
    with pytest.raises(ArticleUnknownError):
        library.corpus.readable(change.article_id, CLUB.visible)
    assert library.catalogue.titles(CLUB) == []
    # Who looks after it sees it all the same.
    [title] = library.catalogue.find_titles(CLUB, "Preise", 5, own=True, removed=None)
    [summary] = library.catalogue.articles(CLUB)
    assert title.article_id == summary.id == change.article_id
    assert (summary.valid_until, summary.expired) == (LAST, True)
    assert library.catalogue.asked(CLUB.visible) == []

    later = prices(OLD, "2026-12-31", "hide", "2026")
    undone = library.replace(change.article_id, later, ADA)
    assert outcomes(library, PRICE) == ("answer", [("Preise 2026", False)])
    library.undo(undone.revision, ADA)
    assert library.ask(PRICE, CLUB).abstained


def test_what_has_expired_takes_no_place_from_what_holds(library: Library) -> None:
    for year in range(2010, 2026):
        library.add(prices(f"{OLD} Saison {year}.", f"{year}", "quote", f"{year}"), ADA, CLUB)
    library.add(prices(NEW, None, "quote", "2026"), ADA, CLUB)
    answer = library.ask(PRICE, CLUB)
    assert answer.text == "Der Eintritt ins Freibad kostet 5 Euro. [1]"
    assert [(each.article.title, each.expired) for each in answer.citations] == [
        ("Preise 2026", False)
    ]
    assert not answer.differing
    # Of what alone they say, they are asked.
    assert library.ask(HOURS, CLUB).expired


def test_a_fixed_answer_that_has_expired_yields_to_what_holds(
    library: Library, calendar: Calendar
) -> None:
    old = library.add(prices(OLD, LAST, "quote", "2026"), ADA, CLUB)
    library.pin(old.article_id, PRICE, (0, 39), ADA)
    assert library.ask(PRICE, CLUB).pinned
    calendar.day = "2026-07-01"
    pinned = library.ask(PRICE, CLUB)
    assert (pinned.pinned, pinned.expired, pinned.certainty) == (True, True, "fair")
    library.add(prices(NEW, None, "quote", "2027"), ADA, CLUB)
    assert outcomes(library, PRICE) == ("answer", [("Preise 2027", False)])


def test_an_index_knows_of_ends_after_a_rebuild_and_verifies(
    library: Library, calendar: Calendar
) -> None:
    library.add(prices(OLD, LAST, "hide", "2026"), ADA, CLUB)
    assert library.indexer.verify() == []
    library.rebuild()
    assert library.indexer.verify() == []
    assert not library.ask(PRICE, CLUB).abstained
    calendar.day = "2027-01-01"
    assert library.ask(PRICE, CLUB).abstained


def test_a_preview_foretells_what_an_end_does_to_answers(
    library: Library, calendar: Calendar
) -> None:
    change = library.add(prices(OLD, LAST, "hide", "2026"), ADA, CLUB)
    calendar.day = "2026-07-01"
    for end, after in ((LAST, []), ("2026-07-31", ["answered"])):
        draft = prices(OLD, end, "hide", "2026-05")
        proposal = Proposal(draft, CLUB, change.article_id, change.revision)
        seen = Review(library).inspect(proposal, [SavedQuestion(PRICE, PRICE)])
        assert seen.prediction is not None
        assert [each.effect for each in seen.prediction.affected] == after


def test_ends_survive_an_export_and_hostile_ones_are_refused(
    library: Library, tmp_path: Path, calendar: Calendar
) -> None:
    library.add(prices(OLD, LAST, "hide", "2026"), ADA, CLUB)
    lines = list(export_lines(library.history))
    settings = Settings(data_dir=tmp_path / "other", seeds_dir=None, embedder=BUILTIN)
    with closing(Library(settings, clock=calendar)) as other:
        for name, value in (
            ("valid_until", "2026-02-31"),
            ("valid_until", "2026-06"),
            ("valid_until", "77/staff"),
            ("valid_until", 20260630),
            ("valid_until", None),
            ("afterwards", "show"),
            ("afterwards", None),
        ):
            row = json.loads(lines[1])
            row["text"][name] = value
            with pytest.raises(ImportRefusedError):
                import_lines(
                    other.corpus, [lines[0], json.dumps(row), lines[2]], "x.jsonl", importer=BOB
                )
        import_lines(other.corpus, lines, "x.jsonl", importer=BOB)
        other.start()
        [came] = other.catalogue.articles(CLUB)
        assert (came.valid_until, came.afterwards) == (LAST, "hide")
        calendar.day = "2026-07-01"
        assert other.ask(PRICE, CLUB).abstained


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("31.12.2026", "2026-12-31"),
        ("2.9.26", "2026-09-02"),
        ("Februar 2028", "2028-02-29"),
        ("2026", "2026-12-31"),
    ],
)
def test_an_end_is_the_last_day_of_what_is_written(written: str, day: str) -> None:
    assert given_metadata(valid_until=written).valid_until == day
    assert last_day(day) == day


@pytest.mark.parametrize(
    "head",
    [
        "---\nvalid_until: 2026-06-30\nafter_that: hide\n---\n",
        "---\ngültig bis: 30.06.2026\ndanach: verbergen\n---\n",
        '+++\nvalid_until = "2026-06"\nafter_that = "hide"\n+++\n',
        "Titel: Preise\nGültig bis: 30. Juni 2026\nDanach: verbergen\n\n",
    ],
)
def test_a_documents_front_matter_says_until_when_it_holds(tmp_path: Path, head: str) -> None:
    file = tmp_path / "preise.md"
    file.write_text(head + OLD, encoding="utf-8")
    draft = read_file(file, IngestSettings()).draft
    assert (draft.valid_until, draft.afterwards, draft.text) == (LAST, "hide", OLD)
    given = given_metadata(valid_until="2027")
    draft = read_file(file, IngestSettings(), given).draft
    assert (draft.valid_until, draft.afterwards) == ("2027-12-31", "hide")


def test_what_is_odd_about_an_end_is_said() -> None:
    said = end_remarks("2025-12-31", "2026-01", "2026-07-01", "de")
    assert said == [
        (
            "Der letzte Tag, 31. Dezember 2025, ist schon vorbei: Das gilt von Anfang an als "
            "abgelaufen."
        ),
        "Der letzte Tag, 31. Dezember 2025, liegt vor dem Datum der Quelle, Januar 2026.",
    ]
    assert end_remarks("2026-07-01", "2026", "2026-07-01", "de") == []


def test_a_shared_article_without_an_end_is_asked_as_ever(library: Library) -> None:
    library.add(Draft(NEW, "Preise", "de"), ADA, SHARED)
    assert library.corpus.shelves(CLUB.visible) == (SHARED, CLUB)
    assert outcomes(library, PRICE) == ("answer", [("Preise", False)])


NATO = "Wann wurde die NATO-Mission im Irak ausgesetzt?"


@pytest.fixture
def with_example(tmp_path: Path, calendar: Calendar) -> Iterator[Library]:
    settings = Settings(data_dir=tmp_path / "data", embedder=BUILTIN)
    with closing(Library(settings, clock=calendar)) as made:
        made.start()
        yield made


def test_what_came_with_the_program_is_asked_until_a_server_has_sources_of_its_own(
    with_example: Library,
) -> None:
    library, staff = with_example, Scope("77/staff")
    [example] = library.catalogue.articles()
    assert (example.scope, example.example) == (SHARED, True)
    for scope in (SHARED, CLUB, staff, Scope("78")):
        assert library.ask(NATO, scope).outcome == "answer"
    change = library.add(Draft(NEW, "Preise", "de"), ADA, staff)
    for scope, titles in (
        (SHARED, [example.title]),
        (Scope("78"), [example.title]),
        (CLUB, []),
        (staff, ["Preise"]),
    ):
        asked = library.ask(NATO, scope)
        assert (asked.outcome == "answer") is (example.title in titles)
        assert example.title in titles or asked.nearest == ()
        assert [title.title for title in library.catalogue.titles(scope)] == titles
        assert [each.title for each in library.catalogue.asked(scope.visible)] == titles
    with pytest.raises(ArticleUnknownError):
        library.corpus.readable(example.id, CLUB.visible)
    assert library.indexer.verify() == []
    library.remove(change.article_id, ADA)
    assert library.ask(NATO, CLUB).outcome == "answer"


def test_an_operators_articles_are_asked_everywhere_and_so_is_the_example_once_it_is_theirs(
    with_example: Library, tmp_path: Path, calendar: Calendar
) -> None:
    library = with_example
    library.add(Draft(NEW, "Preise", "de"), ADA, CLUB)
    library.add(Draft(f"{OLD} Es hat 50 Meter.", "Bad", "de"), ADA, SHARED)
    assert library.ask("Wie viele Meter hat das Freibad?", CLUB).outcome == "answer"
    [example] = [each for each in library.catalogue.articles() if each.example]
    draft = library.corpus.draft_of(library.corpus.article(example.id))
    assert library.ask(NATO, CLUB).abstained
    change = library.replace(example.id, replace(draft, author="Ada"), ADA)
    assert library.ask(NATO, CLUB).outcome == "answer"
    library.undo(change.revision, ADA)
    assert library.ask(NATO, CLUB).abstained

    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "bad.txt").write_text(OLD, encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "other", seeds_dir=folder, embedder=BUILTIN)
    with closing(Library(settings, clock=calendar)) as other:
        other.start()
        other.add(Draft("Der Turm ist 40 Meter hoch.", "Turm", "de"), ADA, CLUB)
        assert other.ask(HOURS, CLUB).outcome == "answer"


def test_a_preview_of_a_servers_first_source_foretells_that_the_example_goes(
    with_example: Library,
) -> None:
    proposal = Proposal(Draft(NEW, "Preise", "de"), CLUB, None, None)
    seen = Review(with_example).inspect(proposal, [SavedQuestion(NATO, NATO)])
    assert seen.prediction is not None
    assert [each.effect for each in seen.prediction.affected] == ["lost"]


@pytest.mark.parametrize(
    ("file_hash", "in_force", "anew"),
    [("'ab'", 1, True), ("'ab'", "NULL", False), ("NULL", 1, False)],
)
def test_an_index_of_before_is_built_anew_where_a_seed_is_in_force(
    file_hash: str,
    in_force: int | str,
    anew: bool,  # noqa: FBT001 - a parameter
) -> None:
    # Such an index has it where articles of its scope stand.
    with closing(sqlite3.connect(":memory:")) as file:
        for statement in (
            "CREATE TABLE collection (division)",
            "CREATE TABLE versions (revision, file_hash)",
            "CREATE TABLE articles (version)",
            "INSERT INTO collection VALUES ('as it was')",
            f"INSERT INTO versions VALUES (1, {file_hash})",
            f"INSERT INTO articles VALUES ({in_force})",
            str(c11_validity.ANEW.compile(dialect=sqlite.dialect())),
        ):
            file.execute(statement)
        [division] = file.execute("SELECT division FROM collection").fetchone()
    assert (division != "as it was") is anew


def test_programs_and_the_page_are_told_that_an_article_has_expired_and_read_no_hidden_one(
    library: Library, calendar: Calendar
) -> None:
    old = library.add(prices(OLD, LAST, "quote", "2026"), ADA, CLUB)
    seen = []
    for day in (LAST, "2026-07-01"):
        calendar.day = day
        [citation] = library.ask(PRICE, CLUB).citations
        read = read_article(library, CLUB, Read(article_id=old.article_id))
        article = library.corpus.article(old.article_id)
        seen.append(
            (
                read["valid_until"],
                read["expired"],
                shown_citation(citation, "de", answers=True).source.split(" · ")[2],
                shown_article(article, None, day, "de").details,
            )
        )
    assert seen == [
        (LAST, False, "Absatz 1, Satz 1", "2026 · gültig bis 30. Juni 2026"),
        (
            LAST,
            True,
            "abgelaufen, galt bis 30. Juni 2026",
            "2026 · abgelaufen, galt bis 30. Juni 2026",
        ),
    ]
    library.replace(old.article_id, prices(OLD, LAST, "hide", "2026"), ADA)
    assert search(library, CLUB, Sought(question=PRICE))["passages"] == []
    with pytest.raises(ArticleElsewhereError):
        read_article(library, CLUB, Read(article_id=old.article_id))
