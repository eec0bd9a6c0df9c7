from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.asking.answers import Ranked
from index.asking.errors import RerankerUnavailableError
from index.asking.helpers.reranker import Reranker
from index.config import RerankerSettings, Settings
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED

ADA = Author("operator:ada")
Make = Callable[..., Draft]
TEXT = (
    "Die Mission im Irak begann 2018. Sie wurde im Januar ausgesetzt. "
    "Die NATO prüft das Ende der Mission im Irak. Im Irak leben Menschen."
)
QUESTION = "Wann begann die Mission im Irak?"


@pytest.fixture(scope="session")
def tiny_cross_encoder(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real BERT that scores pairs, with random weights."""
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, set_seed

    folder = tmp_path_factory.mktemp("rerankers")
    set_seed(3)
    config = BertConfig.from_pretrained(tiny_model, num_labels=1, initializer_range=0.5)
    BertForSequenceClassification(config).save_pretrained(folder / "bert")
    AutoTokenizer.from_pretrained(tiny_model).save_pretrained(folder / "bert")
    CrossEncoder(str(folder / "bert"), device="cpu").save(str(folder / "tiny"))
    return folder / "tiny"


@pytest.fixture
def ranked(library: Library, draft: Make) -> Ranked:
    library.add(draft(TEXT), ADA)
    return library.asker.rank(QUESTION, (SHARED,))


def reranker(model: Path, **settings: object) -> Reranker:
    return Reranker(RerankerSettings(model=str(model), device="cpu", **settings))


def test_the_models_order_replaces_that_of_the_best(
    tiny_cross_encoder: Path, ranked: Ranked
) -> None:
    from sentence_transformers import CrossEncoder

    before = ranked.hits
    texts = []
    for hit in before:
        place = hit.passage.index(hit.sentence)
        texts.append(" ".join(s.text for s in hit.passage[max(0, place - 1) : place + 1]))
    chances = CrossEncoder(str(tiny_cross_encoder), device="cpu").predict(
        [(QUESTION, text) for text in texts]
    )

    after = reranker(tiny_cross_encoder).rerank(QUESTION, ranked)

    expected = np.argsort(-chances, kind="stable")
    assert list(after.sentences) == [before[i].sentence for i in expected]
    assert list(after.sentences) != list(ranked.sentences)
    assert after.confidence == after.hits[0].score == ranked.confidence
    assert [hit.score / ranked.confidence for hit in after.hits] == pytest.approx(
        (chances[expected] / chances.max()).tolist(), rel=1e-4
    )


def test_what_it_does_not_read_stays_behind_in_its_order(
    tiny_cross_encoder: Path, ranked: Ranked
) -> None:
    after = reranker(tiny_cross_encoder, candidates=2).rerank(QUESTION, ranked)

    assert set(after.sentences[:2]) == set(ranked.sentences[:2])
    assert after.sentences[2:] == ranked.sentences[2:]
    scores = [hit.score for hit in after.hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("kind", ["missing", "embedder"])
def test_a_model_that_cannot_rerank_is_named_with_what_to_do(
    kind: str, tiny_model: Path, tmp_path: Path, ranked: Ranked
) -> None:
    model = tiny_model if kind == "embedder" else tmp_path / "nowhere"

    with pytest.raises(RerankerUnavailableError, match=r"remove the table \[reranker\]") as caught:
        reranker(model).rerank(QUESTION, ranked)

    assert model.name in str(caught.value)


@pytest.fixture
def with_broken(settings: Settings, tmp_path: Path) -> Iterator[Library]:
    table = RerankerSettings(model=str(tmp_path / "nowhere"))
    with closing(Library.open(settings.model_copy(update={"reranker": table}))) as library:
        yield library


def test_while_it_fails_questions_are_answered_without_it(
    with_broken: Library, draft: Make, caplog: pytest.LogCaptureFixture
) -> None:
    with_broken.add(draft(TEXT), ADA)

    answers = [with_broken.ask(QUESTION) for _ in range(2)]

    assert [answer.text for answer in answers] == ["Die Mission im Irak begann 2018. [1]"] * 2
    assert [r.name for r in caplog.records if r.levelname == "WARNING"] == [
        "index.asking.helpers.breaker"
    ]


def test_a_library_puts_its_answers_in_the_models_order(
    settings: Settings, tiny_cross_encoder: Path, draft: Make, library: Library
) -> None:
    library.add(draft(TEXT), ADA)
    plain = library.asker.rank(QUESTION, (SHARED,))
    table = RerankerSettings(model=str(tiny_cross_encoder), device="cpu")

    with closing(Library.open(settings.model_copy(update={"reranker": table}))) as reranking:
        assert reranking.asker.rank(QUESTION, (SHARED,)) == reranker(tiny_cross_encoder).rerank(
            QUESTION, plain
        )
