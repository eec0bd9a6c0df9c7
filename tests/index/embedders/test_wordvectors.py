"""Which single words have a meaning, and which the model only spells."""

import numpy as np
import pytest

from index.embedders.wordvectors import WordVectors


@pytest.mark.parametrize("word", ["brücke", "Kinderreisepass", "dogs", "repaired", "Freibad"])
def test_a_word_of_the_model_or_put_together_of_such_has_a_meaning(word: str) -> None:
    (vector,) = WordVectors().of([word])

    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("word", ["ethanol", "Tadoo", "t17", "2025", "Xqzw", "мост"])
def test_a_word_that_is_only_spelled_has_none(word: str) -> None:
    (vector,) = WordVectors().of([word])

    assert not vector.any()
