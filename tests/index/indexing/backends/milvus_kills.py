"""Kills Milvus's server while articles change, and looks what is left once it is back."""

from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from threading import Event, Timer
from time import monotonic, sleep

from index.config import Settings
from index.corpus.changelog import Author
from index.errors import ArticleError
from index.indexing.backends.protocol import LEVELS
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.index.indexing.backends.milvus_server import Server
from tests.models import BUILTIN

ADA = Author("operator:ada")
SCOPES = (Scope(SHARED), Scope("7"), Scope("8"))
LONGEST = 2.0
"""Seconds until a kill, at most; a change takes a tenth of that."""


def kill_again_and_again(server: Server, folder: Path, kills: int, seed: int) -> Counter[str]:
    """Return what was done; raises `AssertionError` at the first thing that is lost or too much."""
    random, done = Random(seed), Counter[str]()
    settings = Settings(data_dir=folder, seeds_dir=None, embedder=BUILTIN, vectors=server.settings)
    with closing(Library.open(settings)) as library:
        acknowledged: dict[str, tuple[Scope, Draft]] = {}
        for _ in range(kills):
            killed = Event()

            def kill(killed: Event = killed) -> None:
                server.kill()
                killed.set()

            timer = Timer(random.uniform(0.0, LONGEST), kill)
            timer.start()
            while not killed.is_set():
                _change(library, random, acknowledged, done)
            timer.join()
            _change(library, random, acknowledged, done)
            done["changes while it was down"] += 1
            assert library.ask("Wie hoch ist der Turm 1?").revision == library.corpus.revision()
            server.start()
            _catch_up(library)
            assert library.indexer.verify() == []
            _require_own_scopes_alone(library, acknowledged)
            done["kills"] += 1
    return done


def _catch_up(library: Library) -> None:
    """Follow the log, as a bot does each second; a server that failed is left alone for a while."""
    end = monotonic() + 60
    library.catch_up()
    while library.problem is not None:
        assert monotonic() < end, library.problem
        sleep(0.2)
        library.catch_up()


def _change(
    library: Library,
    random: Random,
    acknowledged: dict[str, tuple[Scope, Draft]],
    done: Counter[str],
) -> None:
    number = random.randrange(1_000_000)
    draft = Draft(f"Der Turm {number} ist {number % 90} Meter hoch. Er steht.", "Turm", "de")
    scope, known = random.choice(SCOPES), list(acknowledged)
    try:
        if not known or random.random() < 0.5:
            acknowledged[library.add(draft, ADA, scope=scope).article_id] = scope, draft
        elif random.random() < 0.5:
            article_id = random.choice(known)
            library.replace(article_id, draft, ADA)
            acknowledged[article_id] = acknowledged[article_id][0], draft
        else:
            article_id = random.choice(known)
            library.remove(article_id, ADA)
            del acknowledged[article_id]
    except ArticleError:
        return  # the very same text once more
    done["acknowledged changes"] += 1


def _require_own_scopes_alone(
    library: Library, acknowledged: dict[str, tuple[Scope, Draft]]
) -> None:
    """See that each scope's search finds all of its units by vectors, and nothing else."""
    vector = library.models.embedder.embed_queries(["Wie hoch ist der Turm?"])
    for scope in SCOPES:
        hits = library.indexer.search("", vector, [scope], 600)
        for level in LEVELS:
            ids = getattr(hits, level).ids.tolist()
            found = {
                passage[0].article.id: passage[0].article.text
                for passage in library.corpus.passages(ids, [scope])
            }
            wanted = {
                article: draft.text for article, (of, draft) in acknowledged.items() if of == scope
            }
            assert found == wanted
            assert len(ids) == len(wanted) * (2 if level == "sentences" else 1)
