"""The vector leg's share in the ranking: who is listened to depends on what the words told.

    score = lexical + (KNOWN*trust + UNKNOWN*(1 - known)^2) * (cosine of sentence + of its passage)

Cosines are on the model's own scale (`calibration`): 0 unrelated, 1 an answer; those that the leg
didn't return count as the last one that it did, which they can't exceed. `known` is the share of
the question's words that the candidates have (`coverage`): where the words are found, the lexical
formula leads and cosines settle what is close, the more the better the model tells answers from the
rest (`trust`, 0 to 1); where they aren't, in a paraphrase or a question in another language, the
cosines of any model that is listened to lead.

Weights: all-MiniLM-L6-v2 on XQuAD-R English has its optimum at KNOWN 5 to 8, where nDCG@10 of
sentences rises from 0.911 to 0.921; the built-in model gains nothing from more than its trust
gives it. UNKNOWN was chosen with the built-in model: at 0, 40, 80 and 120, nDCG@10 of passages is
0.664, 0.830, 0.863 and 0.873 for English questions about German articles, and 0.715, 0.894, 0.897
and 0.897 the other way round, while 120 costs German sentences 0.001. The square keeps questions
where they were whose words the articles have, 96% in XQuAD-R German. Nothing was cross-fitted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.asking.ranking.calibration import Scale
from index.asking.ranking.formula import Floats, ScoredSentences
from index.indexing.backends.protocol import LegHits
from index.models import Sentence

KNOWN, UNKNOWN = 5.0, 80.0


@dataclass(frozen=True, slots=True)
class Similarities:
    """What the vectors say of each scored sentence.

    `sentence` and `passage` are its own and its passage's cosine on the model's scale, 0 where the
    leg didn't return it; `above` is by how much both together exceed the last that was returned.
    `heard` is whether the model understands the sentence's language; where it doesn't, all are 0.
    `trust` is the model's in that language, 0 to 1.
    """

    sentence: Floats
    passage: Floats
    above: Floats
    heard: npt.NDArray[np.bool_]
    trust: Floats


def similarities(
    scored: ScoredSentences,
    sentences: LegHits,
    passages: LegHits,
    scale: Callable[[str], Scale | None],
) -> Similarities:
    """Look up what the vectors of both levels found of the sentences and their passages."""
    found = scored.sentences
    scales = {code: scale(code) for code in {s.article.language for s in found}}
    first = np.flatnonzero(np.diff(scored.passage_of, prepend=-1))
    by_sentence = _on_scale(found, [s.id for s in found], sentences, scales)
    of_passage = [found[first[number]].id for number in scored.passage_of]
    by_passage = _on_scale(found, of_passage, passages, scales)
    return Similarities(
        sentence=by_sentence[0],
        passage=by_passage[0],
        above=by_sentence[1] + by_passage[1],
        heard=np.array([scales[s.article.language] is not None for s in found]),
        trust=np.array([_trust(scales[s.article.language]) for s in found]),
    )


def fuse(scored: ScoredSentences, similar: Similarities, known: float) -> ScoredSentences:
    """Add to each sentence's score what the vectors say of it."""
    weight = KNOWN * similar.trust + UNKNOWN * (1 - known) ** 2
    return scored.with_scores(scored.scores + weight * similar.above)


def _trust(scale: Scale | None) -> float:
    return 0.0 if scale is None else scale.trust


def _on_scale(
    found: Sequence[Sentence], ids: Sequence[int], leg: LegHits, scales: Mapping[str, Scale | None]
) -> tuple[Floats, Floats]:
    """Return, for each sentence, its unit's cosine and by how much it exceeds the leg's last."""
    cosines = dict(zip(leg.ids.tolist(), leg.scores.tolist(), strict=True))
    last = min(cosines.values(), default=0.0)
    values, above = np.zeros(len(ids)), np.zeros(len(ids))
    for i, (sentence, unit) in enumerate(zip(found, ids, strict=True)):
        scale = scales[sentence.article.language]
        if scale is not None and unit in cosines:
            values[i], floor = scale(np.array([cosines[unit], last]))
            above[i] = values[i] - floor
    return values, above
