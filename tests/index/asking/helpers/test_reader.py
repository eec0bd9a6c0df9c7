from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.asking.asker import Asker
from index.asking.errors import ReaderUnavailableError
from index.asking.helpers.models import Models
from index.asking.helpers.reader import AnswerSpan, Reader, load_reader
from index.config import ReaderSettings
from index.embedders.builtin import BuiltinEmbedder
from index.models import Draft
from index.scopes import SHARED

Make = Callable[..., Draft]
TEXT = "Es war kalt.  Die Mission im Irak begann 2018 in Bagdad. Dann war Ruhe."
SENTENCE = (14, 56)
QUESTION = "Wann begann die Mission im Irak?"


@pytest.fixture(scope="session")
def tiny_reader(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real BERT for question answering, with random weights."""
    from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering, set_seed

    folder = tmp_path_factory.mktemp("readers")
    set_seed(5)
    config = BertConfig.from_pretrained(
        tiny_model, initializer_range=0.5, max_position_embeddings=256
    )
    BertForQuestionAnswering(config).save_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    tokenizer.model_max_length = 256
    tokenizer.save_pretrained(folder)
    return folder


def settings_of(model: Path) -> ReaderSettings:
    return ReaderSettings(model=str(model), device="cpu")


def reader(model: Path) -> Reader:
    return Reader(settings_of(model))


def pointing_at(model: Path, phrase: str, nothing: float = 0.0, question: str = QUESTION) -> Reader:
    """Make a reader whose model's heads prefer a phrase of TEXT to all else."""
    import torch

    loaded = load_reader(settings_of(model))
    encoded = loaded.tokenizer(question, TEXT, return_offsets_mapping=True)
    start = TEXT.index(phrase)
    first = last = 0
    parts = zip(encoded.sequence_ids(0), encoded["offset_mapping"], strict=True)
    for token, (part, (begin, end)) in enumerate(parts):
        if part == 1 and begin == start:
            first = token
        if part == 1 and end == start + len(phrase):
            last = token
    starts, ends = torch.zeros(2, 1, len(encoded["input_ids"]))
    starts[0, first] = ends[0, last] = 5.0
    starts[0, 0] = ends[0, 0] = nothing

    def forward(**_: object) -> SimpleNamespace:
        return SimpleNamespace(start_logits=starts, end_logits=ends)

    loaded.model.forward = forward
    return Reader(settings_of(model), load=lambda _: loaded)


def test_the_words_that_the_model_points_at_are_found_in_the_text(tiny_reader: Path) -> None:
    found = pointing_at(tiny_reader, "2018 in").read(QUESTION, TEXT, SENTENCE).phrase

    assert found is not None
    assert TEXT[slice(*found)] == "2018 in"


def test_words_outside_of_the_sentence_are_never_taken(tiny_reader: Path) -> None:
    found = pointing_at(tiny_reader, "kalt").read(QUESTION, TEXT, SENTENCE).phrase

    assert found is None or SENTENCE[0] <= found[0] < found[1] <= SENTENCE[1]


def test_a_model_may_say_that_nothing_answers(tiny_reader: Path) -> None:
    made = pointing_at(tiny_reader, "2018", nothing=9.0)

    assert made.read(QUESTION, TEXT, SENTENCE) == AnswerSpan(None)


@pytest.mark.parametrize("question", ["?", "🙂", "wann " * 800, QUESTION])
@pytest.mark.parametrize(
    "text", ["🙂🙂 e\u0301 …", "Irak " * 400, TEXT, "\u00a0Bagdad\u2028\u00a0"]
)
def test_whatever_the_model_says_the_offsets_are_words_of_the_text(
    tiny_reader: Path, question: str, text: str
) -> None:
    found = reader(tiny_reader).read(question, text, (0, len(text))).phrase

    if found is not None:
        assert 0 <= found[0] < found[1] <= len(text)
        assert text[slice(*found)].strip() == text[slice(*found)] != ""


@pytest.mark.parametrize("kind", ["missing", "embedder"])
def test_a_model_that_cannot_read_is_named_with_what_to_do(
    kind: str, tiny_model: Path, tmp_path: Path
) -> None:
    model = tiny_model if kind == "embedder" else tmp_path / "nowhere"

    with pytest.raises(ReaderUnavailableError, match=r"remove the table \[reader\]") as caught:
        reader(model).read(QUESTION, TEXT, SENTENCE)

    assert model.name in str(caught.value)


def test_the_phrase_of_a_citation_is_the_readers(
    make_asker: Callable[..., Asker], tiny_reader: Path, draft: Make
) -> None:
    models = Models(BuiltinEmbedder(), reader=pointing_at(tiny_reader, "Bagdad"))

    (citation,) = make_asker(draft(TEXT), models=models).ask(QUESTION, [SHARED]).citations

    assert citation.answering[1] == "Bagdad"
    assert "".join(citation.answering) == citation.excerpt


def test_while_it_fails_the_rules_find_the_phrase(
    make_asker: Callable[..., Asker], draft: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    models = Models(BuiltinEmbedder(), reader=reader(tmp_path / "nowhere"))
    asker = make_asker(draft(TEXT), models=models)

    answers = [asker.ask(QUESTION, [SHARED]) for _ in range(2)]

    assert [answer.citations[0].answering[1] for answer in answers] == ["2018", "2018"]
    assert [r.name for r in caplog.records if r.levelname == "WARNING"] == [
        "index.asking.helpers.breaker"
    ]


# In doubt


@pytest.mark.parametrize(("nothing", "ahead"), [(0.0, 10.0), (3.0, 4.0), (7.0, -4.0)])
def test_its_log_odds_are_how_far_the_words_are_ahead_of_nothing(
    make_asker: Callable[..., Asker],
    tiny_reader: Path,
    draft: Make,
    nothing: float,
    ahead: float,
) -> None:
    ranking, _ = make_asker(draft(TEXT)).rank(QUESTION, [SHARED])
    hit = ranking.hits[0]
    assert hit.sentence.text == "Die Mission im Irak begann 2018 in Bagdad."

    made = pointing_at(tiny_reader, "2018", nothing)

    assert made.log_odds(QUESTION, hit) == ahead


def test_a_sentence_that_it_cannot_see_has_no_log_odds(
    make_asker: Callable[..., Asker], tiny_reader: Path, draft: Make
) -> None:
    far = "Und dann war es wieder sehr kalt im Irak, " * 12
    ranking, _ = make_asker(draft(f"{far}kalt. Die Mission im Irak begann 2018.")).rank(
        QUESTION, [SHARED]
    )
    [hit] = [hit for hit in ranking.hits if "2018" in hit.sentence.text]
    assert len(hit.passage) == 2

    assert reader(tiny_reader).log_odds(QUESTION, hit) == float("-inf")


DOUBTED = "Wer leitete die Mission im Irak?"


@pytest.mark.parametrize(("nothing", "adds"), [(9.0, -2.0), (5.0, 0.0), (0.0, 0.0)])
def test_a_reader_that_finds_nothing_makes_the_judge_more_careful(
    make_asker: Callable[..., Asker],
    tiny_reader: Path,
    draft: Make,
    nothing: float,
    adds: float,
) -> None:
    _, alone = make_asker(draft(TEXT, title="Irak")).rank(DOUBTED, [SHARED])
    made = pointing_at(tiny_reader, "2018", nothing, question=DOUBTED)

    _, verdict = make_asker(models=Models(BuiltinEmbedder(), reader=made)).rank(DOUBTED, [SHARED])

    assert alone.doubtful
    assert verdict.contributions == {**alone.contributions, "reader": adds}


def test_while_it_fails_it_is_asked_neither_by_the_judge_nor_for_the_words(
    make_asker: Callable[..., Asker], draft: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asker = make_asker(draft(TEXT, title="Irak"))
    _, alone = asker.rank(DOUBTED, [SHARED])
    models = Models(BuiltinEmbedder(), reader=reader(tmp_path / "nowhere"))
    asker = make_asker(models=models)

    assert asker.rank(DOUBTED, [SHARED])[1] == alone
    assert asker.ask(DOUBTED, [SHARED]).confidence == alone.confidence

    assert [r.name for r in caplog.records if r.levelname == "WARNING"] == [
        "index.asking.helpers.breaker"
    ]
