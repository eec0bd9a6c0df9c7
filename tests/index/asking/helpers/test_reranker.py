from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.asking.answers import Hit
from index.asking.asker import Asker
from index.asking.errors import RerankerUnavailableError
from index.asking.helpers.models import Models
from index.asking.helpers.reranker import Reranker
from index.config import RerankerSettings, Settings
from index.corpus.changelog import Author
from index.embedders.builtin import BuiltinEmbedder
from index.library import Library
from index.models import Draft, Sentence
from index.scopes import SHARED

ADA = Author("operator:ada")
Make = Callable[..., Draft]
TEXT = (
    "Die Mission im Irak begann 2018. Sie wurde im Januar ausgesetzt. "
    "Die NATO prüft das Ende der Mission im Irak. Im Irak leben Menschen."
)
QUESTION = "Wann begann die Mission im Irak?"
DOUBTED = "Wer leitete die Mission im Irak?"


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


TEMPLATE = """{% for m in messages %}{{ m.role }} : {{ m.content }} {% endfor %}"""


@pytest.fixture(scope="session")
def tiny_language_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real Qwen2 with random weights; in `plain` as any, in `saved` as one that re-ranks."""
    from sentence_transformers import CrossEncoder
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM, set_seed

    folder = tmp_path_factory.mktemp("language_models")
    words = "[PAD] [UNK] [EOS] yes no : . ? query document Irak NATO Mission Die im begann 2018"
    numbers = {word: number for number, word in enumerate(words.split())}
    made = Tokenizer(WordLevel(numbers, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=made,
        pad_token="[PAD]",
        unk_token="[UNK]",
        eos_token="[EOS]",
        chat_template=TEMPLATE,
        padding_side="left",
        model_max_length=128,
    )
    set_seed(3)
    config = Qwen2Config(
        vocab_size=len(numbers),
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        initializer_range=0.5,
    )
    Qwen2ForCausalLM(config).save_pretrained(folder / "plain")
    tokenizer.save_pretrained(folder / "plain")
    CrossEncoder(str(folder / "plain"), device="cpu").save(str(folder / "saved"))
    return folder


@pytest.fixture
def hits(make_asker: Callable[..., Asker], draft: Make) -> tuple[Hit, ...]:
    ranking, _ = make_asker(draft(TEXT)).rank(QUESTION, [SHARED])
    return ranking.hits


def reranker(model: Path, candidates: int = 20) -> Reranker:
    table = RerankerSettings(model=str(model), device="cpu", candidates=candidates)
    return Reranker(table)


def sentences(hits: Sequence[Hit]) -> list[Sentence]:
    return [hit.sentence for hit in hits]


def test_the_models_order_replaces_that_of_the_best(
    tiny_cross_encoder: Path, hits: tuple[Hit, ...]
) -> None:
    from sentence_transformers import CrossEncoder

    texts = []
    for hit in hits:
        place = hit.passage.index(hit.sentence)
        texts.append(" ".join(s.text for s in hit.passage[max(0, place - 1) : place + 1]))
    chances = CrossEncoder(str(tiny_cross_encoder), device="cpu").predict(
        [(QUESTION, text) for text in texts]
    )

    after = reranker(tiny_cross_encoder).rerank(QUESTION, hits)

    expected = np.argsort(-chances, kind="stable")
    assert sentences(after) == [hits[i].sentence for i in expected]
    assert sentences(after) != sentences(hits)
    assert [hit.score for hit in after] == pytest.approx(
        (chances[expected] / chances.max()).tolist(), rel=1e-4
    )


def test_what_it_does_not_read_stays_behind_in_its_order(
    tiny_cross_encoder: Path, hits: tuple[Hit, ...]
) -> None:
    after = reranker(tiny_cross_encoder, candidates=2).rerank(QUESTION, hits)

    assert set(sentences(after[:2])) == set(sentences(hits[:2]))
    assert sentences(after[2:]) == sentences(hits[2:])
    scores = [hit.score for hit in after]
    assert scores == sorted(scores, reverse=True)


def test_a_language_model_that_was_saved_to_rerank_gives_the_log_odds_of_its_yes(
    tiny_language_model: Path, hits: tuple[Hit, ...]
) -> None:
    from sentence_transformers import CrossEncoder
    from torch.nn import Sigmoid

    model = tiny_language_model / "saved"
    encoder = CrossEncoder(str(model), device="cpu")
    first = " ".join(s.text for s in hits[0].passage[: hits[0].passage.index(hits[0].sentence) + 1])
    # What the library itself makes of the score differs from version to version.
    chance = float(encoder.predict([(QUESTION, first)], activation_fn=Sigmoid())[0])

    odds = reranker(model).log_odds(QUESTION, hits[0])

    assert 1 / (1 + np.exp(-odds)) == pytest.approx(chance, rel=1e-4)
    after = reranker(model).rerank(QUESTION, hits)
    assert set(sentences(after)) == set(sentences(hits))
    assert after[0].score == 1.0


@pytest.mark.parametrize("kind", ["missing", "embedder", "language model"])
def test_a_model_that_cannot_rerank_is_named_with_what_to_do(
    kind: str, tiny_model: Path, tiny_language_model: Path, tmp_path: Path, hits: tuple[Hit, ...]
) -> None:
    models = {"embedder": tiny_model, "language model": tiny_language_model / "plain"}
    model = models.get(kind, tmp_path / "nowhere")

    with pytest.raises(RerankerUnavailableError, match=r"remove the table \[reranker\]") as caught:
        reranker(model).rerank(QUESTION, hits)

    assert model.name in str(caught.value)


def test_while_it_fails_questions_are_answered_without_it(
    make_asker: Callable[..., Asker], draft: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Models(BuiltinEmbedder(), reranker=reranker(tmp_path / "nowhere"))
    asker = make_asker(draft(TEXT), models=broken)

    answers = [asker.ask(QUESTION, [SHARED]) for _ in range(2)]

    assert [answer.text for answer in answers] == ["Die Mission im Irak begann 2018. [1]"] * 2
    assert [r.name for r in caplog.records if r.levelname == "WARNING"] == [
        "index.asking.helpers.breaker"
    ]


def test_answers_are_in_the_models_order(
    make_asker: Callable[..., Asker], tiny_cross_encoder: Path, draft: Make
) -> None:
    made = reranker(tiny_cross_encoder)
    plain, _ = make_asker(draft(TEXT)).rank(QUESTION, [SHARED])

    ranking, _ = make_asker(models=Models(BuiltinEmbedder(), reranker=made)).rank(
        QUESTION, [SHARED]
    )

    assert ranking.hits == made.rerank(QUESTION, plain.hits)


class Saying(Reranker):
    """A re-ranker that leaves the order and has one opinion."""

    def __init__(self, odds: float) -> None:
        self.odds = odds

    def rerank(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:  # noqa: ARG002
        return tuple(hits)

    def log_odds(self, question: str, hit: Hit) -> float:  # noqa: ARG002
        return self.odds


@pytest.mark.parametrize(
    ("odds", "adds"), [(-4.0, -1.0), (-99.0, -2.0), (4.0, 0.0), (99.0, 0.0), (0.0, 0.0)]
)
def test_in_doubt_it_makes_the_judge_more_careful_and_never_bolder(
    make_asker: Callable[..., Asker], draft: Make, odds: float, adds: float
) -> None:
    _, alone = make_asker(draft(TEXT, title="Irak")).rank(DOUBTED, [SHARED])
    made = make_asker(models=Models(BuiltinEmbedder(), reranker=Saying(odds)))

    _, verdict = made.rank(DOUBTED, [SHARED])

    assert alone.doubtful
    assert verdict.opinions == {"reranker": odds}
    assert verdict.contributions == {**alone.contributions, "reranker": adds}
    assert verdict.confidence <= alone.confidence


def test_an_opinion_without_a_number_is_none(make_asker: Callable[..., Asker], draft: Make) -> None:
    _, alone = make_asker(draft(TEXT, title="Irak")).rank(DOUBTED, [SHARED])
    made = make_asker(models=Models(BuiltinEmbedder(), reranker=Saying(-np.inf)))

    assert made.rank(DOUBTED, [SHARED])[1] == alone


def test_a_library_has_the_models_that_its_settings_name(
    settings: Settings, tiny_cross_encoder: Path, draft: Make, library: Library
) -> None:
    library.add(draft(TEXT), ADA)
    plain, _ = library.asker.rank(QUESTION, [SHARED])
    table = RerankerSettings(model=str(tiny_cross_encoder), device="cpu")

    with closing(Library.open(settings.model_copy(update={"reranker": table}))) as reranking:
        ranking, _ = reranking.asker.rank(QUESTION, [SHARED])

    assert ranking.hits == reranker(tiny_cross_encoder).rerank(QUESTION, plain.hits)
