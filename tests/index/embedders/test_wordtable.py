"""Which frequent words mean alike, as the table of the package says."""

from pathlib import Path

import numpy as np
import pytest

from index.embedders.errors import BuiltinModelDamagedError
from index.embedders.wordtable import WordTable
from index.embedders.wordvectors import WordVectors


@pytest.mark.parametrize(
    ("asked", "same", "other"),
    [
        ("gebühr", "fee", "fenster"),
        ("leash", "leine", "wald"),
        ("frequently", "often", "never"),
        ("zugucken", "zuschauen", "bezahlen"),
    ],
)
def test_a_word_is_nearer_to_what_means_the_same(asked: str, same: str, other: str) -> None:
    near, far = WordVectors().alike([same, other], [asked])[:, 0].tolist()

    assert near > max(0.3, far + 0.2)


@pytest.mark.parametrize("word", ["und", "the", "montag", "march", "sieben", "2025", "xqzw", ""])
def test_it_has_no_word_that_only_joins_nor_names_of_days_or_numbers(word: str) -> None:
    (vector,) = WordTable().of([word])

    assert not vector.any()


def test_its_rows_are_as_long_as_one_and_in_the_order_asked() -> None:
    rows = WordTable().of(["fee", "xqzw", "gebühr"])

    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 0.0, 1.0], abs=1e-5)
    assert (rows[2] == WordTable().of(["gebühr"])[0]).all()


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuiltinModelDamagedError, match="Install Belegbot again"):
        WordTable(tmp_path).of(["fee"])
