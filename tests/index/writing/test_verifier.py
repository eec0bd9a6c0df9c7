"""A model of transformers that must agree; tested with tiny ones that are made here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.writing.errors import VerifierUnavailableError
from index.writing.verifier import Verifier
from index.writing.writer import Writer
from tests.completions import Completions, claims, sending

TRUE = ("Das Freibad ist montags geschlossen.", [1, 2])
ASKED = "Wann ist das Freibad geschlossen?"
NLI = {0: "entailment", 1: "neutral", 2: "contradiction"}

Made = Callable[[dict[int, str]], Path]


@pytest.fixture
def tiny_verifier(tiny_model: Path, tmp_path: Path) -> Made:
    """Make a real BERT that compares texts, with random weights and the given labels."""

    def make(labels: dict[int, str]) -> Path:
        from transformers import (
            AutoTokenizer,
            BertConfig,
            BertForSequenceClassification,
            set_seed,
        )

        set_seed(5)
        config = BertConfig.from_pretrained(
            tiny_model,
            num_labels=len(labels),
            id2label=labels,
            label2id={name: number for number, name in labels.items()},
            max_position_embeddings=256,
        )
        BertForSequenceClassification(config).save_pretrained(tmp_path / "nli")
        tokenizer = AutoTokenizer.from_pretrained(tiny_model)
        tokenizer.model_max_length = 256
        tokenizer.save_pretrained(tmp_path / "nli")
        return tmp_path / "nli"

    return make


def test_a_model_gives_the_probability_of_its_label_for_entailment(tiny_verifier: Made) -> None:
    folder = str(tiny_verifier(NLI))
    told = Verifier(folder).entailed("Es regnet.", "Es ist nass.")

    assert 0 < told < 1
    assert Verifier(folder).entailed("Es regnet.", "Es ist nass.") == pytest.approx(told)


def test_a_single_score_is_a_probability_too(tiny_verifier: Made) -> None:
    assert 0 < Verifier(str(tiny_verifier({0: "score"}))).entailed("Es regnet.", "Nass.") < 1


def test_a_model_without_such_a_label_is_refused(tiny_verifier: Made) -> None:
    verifier = Verifier(str(tiny_verifier({0: "good", 1: "bad"})))

    with pytest.raises(VerifierUnavailableError, match="none of its labels"):
        verifier.entailed("Es regnet.", "Nass.")


class Of(Verifier):
    """A verifier that is as sure as it is told, or fails."""

    def __init__(self, sure: float | None) -> None:
        super().__init__("-")
        self.asked: list[tuple[str, str]] = []
        self._sure = sure

    def entailed(self, sentences: str, claim: str) -> float:
        self.asked.append((sentences, claim))
        if self._sure is None:
            raise VerifierUnavailableError(model="-", reason="gone")
        return self._sure


@pytest.mark.parametrize(("sure", "kept"), [(0.9, 1), (0.4, 0)])
def test_a_claim_stays_only_if_the_verifier_agrees(
    make_library: Callable[..., Library], server: Completions, sure: float, kept: int
) -> None:
    library = make_library()
    verifier = Of(sure)
    writer = Writer(library.settings.writer, library.corpus, verifier=verifier)
    server.answer = sending(claims(TRUE))

    written = writer.write(library.ask(ASKED))

    assert len(written.claims) == kept
    assert [each.reason for each in written.dropped] == ["verifier"] * (1 - kept)
    [(sentences, claim)] = verifier.asked
    assert claim == TRUE[0]
    assert "Montags ist es geschlossen." in sentences


def test_while_the_verifier_fails_nothing_is_written(
    make_library: Callable[..., Library], server: Completions
) -> None:
    library = make_library()
    writer = Writer(library.settings.writer, library.corpus, verifier=Of(None))
    server.answer = sending(claims(TRUE))

    written = writer.write(library.ask(ASKED))

    assert written.claims == ()
    assert "The verifier “-” can't be used" in str(written.problem)
