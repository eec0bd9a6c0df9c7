"""What the teacher, multilingual-e5-small, thinks of words and sentences of both languages."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedders import Embedder, Vectors
from index.embedders.base import unit_rows
from index.indexing.vectorcache import VectorCache
from index.training.texts import Texts

GERMAN_WORD, ENGLISH_WORD = "Es geht um {}.", "It is about {}."
"""What a word stands in: alone, a German noun finds its translation less often (59%, else 65%)."""

TRANSLATIONS, EVERY = 6_720, 8
"""Of so many translations each so manieth is shown to it; the others teach by themselves."""

EXCHANGES = 1_680
"""Exchanges that it is shown in English."""

EVENNESS = 0.25
"""Power of their variance by which the directions of words' vectors are evened out."""

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Teaching:
    """Unit vectors, of sentences by their text, of words in the order of `Texts.words`."""

    sentences: dict[str, Vector]
    german: Vectors
    english: Vectors

    def meaning(self, *texts: str) -> Vector | None:
        """Return the mean direction of those of the texts that the teacher was shown."""
        known = [self.sentences[text] for text in texts if text in self.sentences]
        return unit_rows(np.sum(known, axis=0)[None])[0] if known else None


def shown(texts: Texts) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return what the teacher is shown: sentences and words, of each first the German ones."""
    pairs = texts.translations[:TRANSLATIONS:EVERY]
    exchanges = texts.exchanges[:EXCHANGES]
    told = [text for e in exchanges for text in (e.english_question, e.english_answer)]
    return (
        list(dict.fromkeys(pair.german for pair in pairs)),
        list(dict.fromkeys([*(pair.english for pair in pairs), *told])),
        [GERMAN_WORD.format(word) for word in texts.words.german],
        [ENGLISH_WORD.format(word) for word in texts.words.english],
    )


def ask_teacher(
    teacher: Embedder, texts: Texts, cache: Path, progress: Callable[[int], None]
) -> Teaching:
    """Embed what the teacher is shown; the file `cache` keeps what it said.

    Its vectors lie in a narrow cone, those of each language at a place of their own: each group
    is centred.
    """

    def centred(group: list[str]) -> Vectors:
        vectors = VectorCache(cache).embed(teacher, group, progress)
        return unit_rows(vectors - vectors.mean(axis=0)) if group else vectors

    german, english, *words = shown(texts)
    sentences = dict(zip(german, centred(german), strict=True))
    sentences |= dict(zip(english, centred(english), strict=True))
    return Teaching(sentences, *_evened(*map(centred, words)))


def _evened(german: Vectors, english: Vectors) -> tuple[Vectors, Vectors]:
    """Turn both towards the directions of their variance, and stretch the lesser ones."""
    both = np.concatenate([german, english])
    variances, directions = np.linalg.eigh(both.T @ both / len(both))
    turned = directions * np.maximum(variances, variances.max() / 1000) ** -EVENNESS
    return (
        unit_rows((german @ turned).astype(np.float32)),
        unit_rows((english @ turned).astype(np.float32)),
    )
