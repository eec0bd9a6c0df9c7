"""What words, meanings and vectors say of a sentence -> one score: linear, with fitted weights.

    score = lexical*l + under*u + near*n + typed*t + sentence*s + passage*p

l     the lexical formula's score over what a passage with every term of the question would get
u, n  the weighted share of the question's words that are met (`softmatch`) by the sentence or what
      it stands under; by these or a neighbour
t     1 where it holds what is asked for ("wann": a date) though the question doesn't; `LOOSELY`
      where that can't be told for certain (a name)
s, p  its own and its passage's cosine on the model's scale (`calibration`): 0 unrelated, 1 an
      answer

The weights were fitted (listwise softmax) on every third question of XQuAD-R, German and English in
all four pairings, and on invented collections: the built-in model's on 308 questions and the turns
of eight, XQuAD-R together four tenths as much. Fitted without a collection and asked there, 206 of
308 come right first, 203 by the weights before, which knew five of them. So fitted, e5 has 216, no
more than by its weights before (217): its own lie in between. Those without vectors are of five
collections: without one of these, 136 of their 194 came right first, 111 by the lexical formula.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.asking.ranking.calibration import FULL_SEPARATION, Scale
from index.asking.ranking.formula import Floats, ScoredSentences
from index.asking.ranking.softmatch import Matches
from index.indexing.backends.protocol import LegHits
from index.models import Sentence


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts for."""

    lexical: float
    under: float
    near: float
    typed: float
    sentence: float = 0.0
    passage: float = 0.0


WORDS = Weights(lexical=6.5, under=8.0, near=8.0, typed=4.0)
"""Without vectors."""

WITH_BUILTIN = Weights(lexical=4.7, under=6.15, near=6.05, typed=3.8, sentence=0.64, passage=0.48)
WITH_E5 = Weights(lexical=0.7, under=6.2, near=6.5, typed=3.6, sentence=1.8, passage=2.9)
WITH_USE = Weights(lexical=3.3, under=6.35, near=5.4, typed=3.35, sentence=1.1, passage=1.65)

LOOSELY = 0.5
"""What a sentence that holds a person, a place, a reason counts for, beside one that holds a date:
of fitted apart, one weight was half of the other with either model."""

E5_SCALE = Scale(unrelated=0.75, answering=0.82, separation=FULL_SEPARATION)
"""Of both languages alike, which ranks better than the eight pairs of each."""

USE_SCALE = Scale(unrelated=0.03, answering=0.28, separation=FULL_SEPARATION)
"""The mean of both languages' pairs; it tells answers apart by less than `FULL_SEPARATION`."""

FITTED: Mapping[str, tuple[Weights, Scale | None]] = {
    "builtin": (WITH_BUILTIN, None),
    "e5": (WITH_E5, E5_SCALE),
    "use": (WITH_USE, USE_SCALE),
    "intfloat/multilingual-e5-small": (WITH_E5, E5_SCALE),
}
"""By the embedder's name: its weights, and its scale if it isn't that of the calibration's pairs.

Any other model counts between `WORDS` and `WITH_E5`, by how far it is trusted in a language.
"""


@dataclass(frozen=True, slots=True)
class Similarities:
    """What the vectors say of each scored sentence.

    `sentence` and `passage` are its own and its passage's cosine on the model's scale, 0 where it
    has no vector. `heard` is whether the model understands the sentence's language; where it
    doesn't, both are 0. `trust` is the model's in that language, 0 to 1.
    """

    sentence: Floats
    passage: Floats
    heard: npt.NDArray[np.bool_]
    trust: Floats


def similarities(
    model: str,
    scored: ScoredSentences,
    sentences: LegHits,
    passages: LegHits,
    scale: Callable[[str], Scale | None],
) -> Similarities:
    """Put the cosines of the sentences and of their passages on the model's scale."""
    found = scored.sentences
    fixed = FITTED[model][1] if model in FITTED else None
    scales = {code: fixed or scale(code) for code in {s.article.language for s in found}}
    first = np.flatnonzero(np.diff(scored.passage_of, prepend=-1))
    of_passage = [found[first[number]].id for number in scored.passage_of]
    return Similarities(
        sentence=_on_scale(found, [s.id for s in found], sentences, scales),
        passage=_on_scale(found, of_passage, passages, scales),
        heard=np.array([scales[s.article.language] is not None for s in found]),
        trust=np.array([_trust(scales[s.article.language]) for s in found]),
    )


def fuse(
    model: str, lexical: Floats, matches: Matches, typed: Floats, similar: Similarities | None
) -> Floats:
    """Return each sentence's score; `lexical` is the share of what is attainable."""
    shares = matches.weights
    under = np.maximum(matches.own, matches.under) @ shares
    near = matches.near @ shares

    def by(weights: Weights) -> Floats:
        scores = weights.lexical * lexical + weights.under * under + weights.near * near
        scores += weights.typed * typed
        if similar is not None:
            scores += weights.sentence * similar.sentence + weights.passage * similar.passage
        return scores

    if similar is None:
        return by(WORDS)
    if model in FITTED:
        return by(FITTED[model][0])
    return similar.trust * by(WITH_E5) + (1 - similar.trust) * by(WORDS)


def _trust(scale: Scale | None) -> float:
    return 0.0 if scale is None else scale.trust


def _on_scale(
    found: Sequence[Sentence],
    ids: Sequence[int],
    leg: LegHits,
    scales: Mapping[str, Scale | None],
) -> Floats:
    cosines = dict(zip(leg.ids.tolist(), leg.scores.tolist(), strict=True))
    values = np.zeros(len(ids))
    languages = [sentence.article.language for sentence in found]
    for language, scale in scales.items():
        if scale is not None:
            of_it = [i for i, each in enumerate(languages) if each == language]
            rows = [i for i in of_it if ids[i] in cosines]
            values[rows] = scale(np.array([cosines[ids[i]] for i in rows]))
    return values
