"""What every backend promises, whichever legs it has. A new one inherits these classes.

class TestMine(BackendContract, QuestionContract):
    def factory(self, folder): ...
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.asking.asker import Asker
from index.asking.helpers.models import Models
from index.config import SearchSettings
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import Embedder
from index.embedders.builtin import BuiltinEmbedder
from index.indexing.backends import terms
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.protocol import LEVELS, ArticleUpdate, LegHits, Level, Units
from index.indexing.generations import Generations
from index.indexing.indexer import Indexer
from index.indexing.status import Status, status
from index.language.terms import word_parts
from index.models import Draft
from index.scopes import SHARED, Scope

EMBEDDER = BuiltinEmbedder()
ADA = Author("operator:ada")

Open = Callable[[], Backend]


def units(texts: dict[int, str]) -> Units:
    return Units(list(texts), list(texts.values()), EMBEDDER.embed_documents(list(texts.values())))


def update(
    article_id: str,
    texts: dict[int, str],
    scope: str = SHARED,
    language: str = "de",
    title: str = "",
) -> ArticleUpdate:
    first = {min(texts): " ".join(texts.values())}
    return ArticleUpdate(article_id, scope, language, title, units(texts), units(first))


def removal(article_id: str, scope: str = SHARED) -> ArticleUpdate:
    return ArticleUpdate(article_id, scope)


def search(backend: Backend, text: str, *scopes: str, k: int = 10) -> dict[str, LegHits]:
    """Search every leg that the backend has."""
    hits = backend.search(text, EMBEDDER.embed_queries([text]), scopes or (SHARED,), k)
    legs = {"terms": hits.terms} if backend.terms else {}
    if backend.vectors:
        legs |= {"sentences": hits.sentences, "passages": hits.passages}
    return legs


def ids(hits: dict[str, LegHits]) -> dict[str, list[int]]:
    return {leg: found.ids.tolist() for leg, found in hits.items()}


IRAK = {1: "Die NATO bildet im Irak aus.", 2: "Die Mission wurde ausgesetzt."}
FUSSBALL = {3: "Der Verein gewann das Endspiel.", 4: "Die Zuschauer jubelten."}


def seen(first: int, step: int = 1) -> list[ArticleUpdate]:
    """Return articles that are seen, many of them alike, these with ids from `first` on."""
    alike = [
        update(f"alike {i}", {first + step * i: "Die Sitzung ist am Montag."}, title=f"Titel {i}")
        for i in range(20)
    ]
    own = update("own", {first + 20: "Die Mission der Leute in Server 7."}, scope="7")
    moved = {first + unit_id + 30: text for unit_id, text in IRAK.items()}
    return [update("irak", moved), own, *alike]


def fresh(factory: BackendFactory, folder: Path) -> Backend:
    """Open a backend in a new folder that has been told what is seen, and nothing else."""
    (folder / "fresh").mkdir()
    backend = factory.open(folder / "fresh", EMBEDDER.dimension)
    backend.apply(seen(1000, step=-1), revision=1)
    return backend


def named(hits: LegHits) -> list[tuple[str, str]]:
    """Say which units of what is seen these are, whatever their ids."""
    names = {
        unit_id: (each.article_id, text)
        for each in (*seen(1000, step=-1), *seen(9000))
        for level in LEVELS
        for unit_id, text in zip(*ids_and_texts(each, level), strict=True)
    }
    return [names[unit_id] for unit_id in hits.ids.tolist()]


def ids_and_texts(update: ArticleUpdate, level: Level) -> tuple[Sequence[int], Sequence[str]]:
    units = update.level(level)
    assert units is not None
    return units.ids, units.texts


def after_a_history(backend: Backend) -> None:
    """Let it hold what is seen after much else, and beside what others see; with higher ids."""
    english = update("en", {1: "The mission is running late."}, language="en")
    backend.apply([english, update("fussball", FUSSBALL), *seen(5000)], revision=1)
    others = [
        update(f"other {i}", {100 + i: f"Sitzung, Mission {i} ausgesetzt."}, "8", "en", "Titel")
        for i in range(9)
    ]
    backend.apply([removal("en"), *others], revision=2)
    backend.apply([removal(each.article_id, each.scope) for each in seen(5000)], revision=3)
    for number, each in enumerate(reversed(seen(9000))):
        backend.apply([each], revision=4 + number)
    backend.apply([removal("fussball")], revision=99)


class BackendContract:
    """What is applied can be found, by everybody who opens it, and nothing else."""

    def factory(self) -> BackendFactory:
        raise NotImplementedError

    @pytest.fixture
    def open_backend(self, tmp_path: Path) -> Open:
        """Open the same backend as often as needed; each opening is like another process."""
        factory = self.factory()
        return lambda: factory.open(tmp_path, EMBEDDER.dimension)

    def test_each_leg_finds_its_units_best_first(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)

        hits = search(backend, "Wann wurde die Mission ausgesetzt?")

        first = {"terms": 1, "sentences": 2, "passages": 1}
        assert hits
        for leg, found in hits.items():
            assert found.ids[0] == first[leg]
            assert found.ids.dtype == np.int64
            assert found.scores.dtype == np.float32
            assert list(found.scores) == sorted(found.scores, reverse=True)

    def test_no_leg_gives_more_than_asked_for(self, open_backend: Open) -> None:
        backend = open_backend()
        many = [update(f"a{i}", {i: f"Mission Nummer {i}."}) for i in range(1, 30)]
        backend.apply(many, revision=1)

        assert {len(found) for found in ids(search(backend, "Mission", k=5)).values()} == {5}

    def test_a_scope_sees_what_is_shared_and_its_own_and_nothing_else(
        self, open_backend: Open
    ) -> None:
        backend = open_backend()
        backend.apply(
            [
                update("shared", {1: "Die Mission für alle."}),
                update("eins", {2: "Die Mission in Server eins."}, scope="111"),
                update("zwei", {3: "Die Mission in Server zwei."}, scope="222"),
            ],
            revision=3,
        )

        for found in ids(search(backend, "Die Mission", SHARED, "111")).values():
            assert set(found) == {1, 2}
        for found in ids(search(backend, "Die Mission", "333")).values():
            assert found == []

    def test_what_moves_to_another_scope_is_found_there_alone(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", IRAK, scope="7")], revision=1)
        moved = update("irak", IRAK, scope="7/staff")
        backend.apply([moved], revision=2)

        assert backend.differences([moved]) == []
        assert {*map(tuple, ids(search(backend, "Mission Irak", "7")).values())} == {()}
        for found in ids(search(backend, "Mission Irak", "7/staff")).values():
            assert found[:1] == [1]
        backend.apply([removal("irak", scope="7/board")], revision=3)
        assert {*map(tuple, ids(search(backend, "Mission Irak", "7/staff")).values())} == {()}

    def test_what_was_there_and_what_others_have_changes_nothing(
        self, open_backend: Open, tmp_path: Path
    ) -> None:
        old, new = open_backend(), fresh(self.factory(), tmp_path)
        after_a_history(old)

        # An English stemmer makes "Sitzung" of the last one, a German one doesn't.
        for question in ("Wann wurde die Mission ausgesetzt?", "Sitzung", "Titel", "Sitzungly"):
            before, now = (search(each, question, SHARED, "7", k=5) for each in (old, new))
            assert list(before) == list(now)
            for leg, found in before.items():
                assert named(found) == named(now[leg])
                assert found.scores.tolist() == now[leg].scores.tolist()

    def test_an_update_takes_the_place_of_what_was_there(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)
        new = update("irak", {5: "Neue Fassung ohne das Alte."})
        backend.apply([new], revision=3)
        backend.apply([removal("fussball")], revision=4)

        assert backend.differences([new]) == []
        for found in ids(search(backend, "Mission Irak Verein Fassung")).values():
            assert found == [5]
        assert backend.revision == 4

    def test_applying_the_same_again_changes_nothing(self, open_backend: Open) -> None:
        backend = open_backend()
        for revision in (1, 1, 2):
            backend.apply([update("irak", IRAK)], revision)

        every = {"terms": [1], "sentences": [1, 2], "passages": [1]}
        for leg, found in ids(search(backend, "Die Mission")).items():
            assert sorted(found) == every[leg]

    def test_erasing_changes_nothing_of_what_is_found(
        self, open_backend: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(terms, "FEW", 0)
        backend = open_backend()
        after_a_history(backend)
        questions = ("Sitzung Montag", "Mission ausgesetzt")
        before = [ids(search(backend, question, SHARED, "7")) for question in questions]

        assert backend.erase()

        assert backend.revision == 99
        for opened in (backend, open_backend()):
            assert [ids(search(opened, each, SHARED, "7")) for each in questions] == before

    def test_another_opening_has_what_was_applied_up_to_its_revision(
        self, open_backend: Open
    ) -> None:
        first, second = open_backend(), open_backend()
        first.apply([update("irak", IRAK)], revision=1)
        first.checkpoint()

        second.refresh()
        third = open_backend()

        if second.terms is not None:
            assert ids(search(second, "Mission"))["terms"] == [1]
        assert third.revision == 1
        assert third.differences([update("irak", IRAK)]) == []

    def test_what_leaves_no_trace_is_applied_once_and_for_all(self, open_backend: Open) -> None:
        first = open_backend()
        first.apply([update("irak", IRAK)], revision=1)
        first.checkpoint()
        first.apply([removal("nowhere")], revision=2)
        first.checkpoint()

        assert open_backend().revision == 2

    @pytest.mark.parametrize("text", ["", "?", "😀", "a", "\ufffd", "x" * 4000, "wort " * 800])
    def test_any_text_can_be_searched(self, open_backend: Open, text: str) -> None:
        backend = open_backend()
        search(backend, text)
        backend.apply([update("irak", IRAK)], revision=1)

        search(backend, text)

    def test_each_difference_from_the_corpus_is_named(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", {1: "Alt."}), update("extra", {7: "Zu viel."})], revision=1)

        differences = backend.differences(
            [update("irak", {1: "Neu."}), update("neu", {9: "Fehlt."})]
        )

        named = {(difference.id, difference.kind) for difference in differences}
        assert named == {(1, "different"), (7, "extra"), (9, "missing")}
        assert len(differences) == 3 * len(search(backend, "?"))


class TermContract:
    """What a leg for terms promises."""

    def test_what_has_none_of_the_words_is_not_found(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)

        assert ids(search(backend, "Endspiel"))["terms"] == [3]
        assert ids(search(backend, "Xylophon"))["terms"] == []


class StatisticsContract:
    """What a leg promises that tells of its words."""

    def factory(self) -> BackendFactory:
        raise NotImplementedError

    def test_an_article_in_another_language_is_found_by_its_own_stems(
        self, open_backend: Open
    ) -> None:
        backend = open_backend()
        english = update("en", {1: "The ministers are running late."}, language="en")
        backend.apply([english], revision=1)

        assert ids(search(backend, "run"))["terms"] == [1]

    def test_no_passage_reaches_the_attainable_score(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)
        question = "Wann wurde die Mission ausgesetzt?"

        counts = backend.word_counts(question, [], [SHARED])

        assert counts is not None
        assert 0 < search(backend, question)["terms"].scores[0] < counts.attainable

    def test_what_was_there_and_what_others_have_does_not_count(
        self, open_backend: Open, tmp_path: Path
    ) -> None:
        old, new = open_backend(), fresh(self.factory(), tmp_path)
        after_a_history(old)

        for question in ("Wann wurde die Mission ausgesetzt?", "running late", "Titel"):
            parts = word_parts(question)
            before, now = (each.word_counts(question, parts, [SHARED, "7"]) for each in (old, new))
            assert before is not None
            assert now is not None
            assert before.passages == 22
            assert before.frequencies.tolist() == now.frequencies.tolist()
            assert before.attainable == now.attainable

    def test_the_passages_with_a_part_of_a_word_are_counted(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("a", {1: "Überwachung."}), update("b", {2: "Wache."})], revision=1)

        counts = backend.word_counts("?", ["wach", "_ube", "xxxx"], [SHARED])

        assert counts is not None
        assert counts.passages == 2
        assert counts.frequencies.tolist() == [2, 1, 0]


class VectorContract:
    """What a leg for vectors promises."""

    def test_scores_are_cosines(self, open_backend: Open) -> None:
        backend = open_backend()
        backend.apply([update("irak", IRAK), update("fussball", FUSSBALL)], revision=2)
        question = "Wann wurde die Mission ausgesetzt?"

        sentences = search(backend, question)["sentences"]

        asked, sentence = EMBEDDER.embed_documents([question, IRAK[2]])
        assert sentences.scores[0] == pytest.approx(float(asked @ sentence), abs=1e-6)


MISSION = (
    "Die NATO-Mission im Irak wurde Anfang Januar ausgesetzt. Im Irak bildet die NATO Soldaten aus."
)
BRIDGE = "Die neue Brücke über die Elbe kostet vier Millionen Euro. Sie wird im Mai eröffnet."
HARVEST = "Die Weinernte in Rheinhessen begann 2018 schon im August. Viele Winzer halfen mit."
QUESTION = "Wann wurde die NATO-Mission im Irak ausgesetzt?"


class QuestionContract:
    """Everything that is done with a question works, whichever legs there are."""

    def factory(self) -> BackendFactory:
        raise NotImplementedError

    @pytest.fixture
    def index(self, tmp_path: Path) -> Iterator["Index"]:
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        with closing(Corpus.open(folder)) as corpus:
            yield Index(corpus, folder, self.factory())

    def test_what_the_sources_say_is_answered_with_the_sentence_that_says_it(
        self, index: "Index"
    ) -> None:
        index.add(MISSION, BRIDGE, HARVEST)

        answer = index.asker.ask(QUESTION, [SHARED])

        assert answer.text == "Die NATO-Mission im Irak wurde Anfang Januar ausgesetzt. [1]"
        assert 0.35 <= answer.confidence <= 1
        assert answer.citations[0].answering[1] == "Anfang Januar"

    def test_what_they_do_not_say_is_not_answered(self, index: "Index") -> None:
        index.add(MISSION, BRIDGE, HARVEST)

        answer = index.asker.ask("Wer gewann gestern das Tennisturnier in Wimbledon?", [SHARED])

        assert (answer.abstained, answer.text) == (True, "")

    def test_a_follow_up_is_answered_with_what_was_asked_before(self, index: "Index") -> None:
        index.add(MISSION, BRIDGE, HARVEST)
        first = index.asker.ask(QUESTION, [SHARED])

        second = index.asker.ask("Und wo?", [SHARED], first.turn)

        assert {c.article.text for c in second.citations or second.nearest} >= {MISSION}
        assert index.asker.ask_again(second.asked, [SHARED]).citations == second.citations

    def test_the_nearest_are_given_and_everything_is_ranked(self, index: "Index") -> None:
        index.add(MISSION, BRIDGE, HARVEST)

        nearest = index.asker.nearest("Was kostet die Brücke über die Elbe?", [SHARED], 1)
        ranking, verdict = index.asker.rank(QUESTION, [SHARED])

        assert [c.excerpt for c in nearest] == [BRIDGE]
        assert ranking.hits[0].score == 1.0
        assert verdict.answered

    def test_another_servers_articles_answer_nothing(self, index: "Index") -> None:
        index.add(MISSION, scope=Scope("7"))
        index.add(BRIDGE)

        assert index.asker.ask(QUESTION, [SHARED]).abstained
        assert not index.asker.ask(QUESTION, [SHARED, "7"]).abstained

    def test_what_was_removed_is_quoted_no_more_even_before_the_index_follows(
        self, index: "Index"
    ) -> None:
        (article_id, *_) = index.add(MISSION, BRIDGE)
        with index.corpus.write() as log:
            log.remove(article_id, ADA)

        before = index.asker.ask(QUESTION, [SHARED])
        index.indexer.catch_up()
        after = index.asker.ask(QUESTION, [SHARED])

        for answer in (before, after):
            assert all(c.article.text == BRIDGE for c in answer.nearest)
            assert answer.abstained

    @pytest.mark.parametrize("question", ["?", "😀", "der die das", "x" * 500])
    def test_any_question_can_be_asked_of_nothing_and_of_something(
        self, index: "Index", question: str
    ) -> None:
        assert index.asker.ask(question, [SHARED]).abstained
        index.add(MISSION)

        index.asker.ask(question, [SHARED])

    def test_the_index_agrees_with_the_articles_after_a_rebuild_too(self, index: "Index") -> None:
        index.add(MISSION, BRIDGE)
        assert index.indexer.verify() == []

        index.indexer.rebuild()

        assert index.indexer.verify() == []
        assert not index.asker.ask(QUESTION, [SHARED]).abstained
        assert index.status().lag == 0
        assert index.status().backend == index.backends.name


class Index:
    """A corpus, its index in some backend, and who asks it."""

    def __init__(
        self,
        corpus: Corpus,
        folder: Path,
        backends: BackendFactory,
        embedder: Embedder = EMBEDDER,
    ) -> None:
        self.corpus, self.backends = corpus, backends
        self.generations = Generations(folder / "index")
        self.indexer = Indexer(corpus, embedder, self.generations, backends)
        self.asker = Asker(corpus, self.indexer, Models(embedder), SearchSettings())

    def add(self, *texts: str, scope: Scope = SHARED) -> Sequence[str]:
        drafts = [Draft(text=text, title="Titel", language="de") for text in texts]
        with self.corpus.write() as log:
            added = [log.add(draft, ADA, scope=scope).article_id for draft in drafts]
        self.indexer.catch_up()
        return added

    def status(self) -> Status:
        return status(self.corpus, EMBEDDER, self.generations, self.backends)
