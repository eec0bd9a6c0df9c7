"""How the table of what words mean is made, but for what the teacher says."""

import numpy as np
import pytest

from index.embedders.base import unit_rows
from index.training.wordtable import DIMENSION, is_told, packed


@pytest.mark.parametrize("word", ["weil", "the", "acht", "friday", "märz", "ab", "covid19"])
def test_words_that_join_or_count_have_no_place(word: str) -> None:
    assert is_told("hund")
    assert not is_told(word)


def test_packed_rows_keep_who_is_near_to_whom() -> None:
    drawn = np.random.default_rng(0).normal(size=(40, 8)).astype(np.float32)
    vectors = unit_rows(np.hstack([drawn, np.zeros((40, 504), np.float32)]))

    rows = packed(vectors)

    assert rows.shape == (40, DIMENSION)
    assert rows.dtype == np.int8
    again = unit_rows(rows.astype(np.float32))
    assert np.abs(again @ again.T - vectors @ vectors.T).max() < 0.02
