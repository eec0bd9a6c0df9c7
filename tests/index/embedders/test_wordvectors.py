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


def test_a_name_is_met_by_its_translation_and_by_no_other_of_its_kind() -> None:
    asked = ["libyen", "köln", "montag", "morgen", "sonntags"]
    words = ["irak", "libya", "cologne", "dienstag", "monday", "heute", "sunday", "sonntag"]

    alike = WordVectors().alike(words, asked)

    met = {
        name: [w for w, a in zip(words, column, strict=True) if a >= 0.5]
        for name, column in zip(asked, alike.T, strict=True)
    }
    assert met == {
        "libyen": ["libya"],
        "köln": ["cologne"],
        "montag": ["monday"],
        "morgen": [],
        "sonntags": ["sunday", "sonntag"],
    }
    assert alike[3:5, 2].tolist() == [0, 1]


def test_what_is_written_as_a_name_is_not_met_by_what_resembles_it() -> None:
    words = WordVectors()

    alike = [words.alike(["lena"], ["anna"], names)[0, 0] for names in ((), ("anna",))]

    assert alike[0] == pytest.approx(0.56, abs=0.01)
    assert alike[1] == pytest.approx(0.0, abs=0.01)
