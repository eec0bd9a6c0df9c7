"""What there is to know of a draft before it counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.corpus.changelog import text_hash
from index.corpus.duplicates import Duplicate
from index.models import Draft
from index.review.prediction import Prediction
from index.units.segmentation import divide


@dataclass(frozen=True, slots=True)
class Inspection:
    """A draft's size, the articles like it, and what it would do to answers.

    `sentences` counts those that can answer. `prediction` is None where it wasn't possible. `added`
    and `removed` are the sentences by which the draft differs from the version that it replaces
    (`before`), headings and the like included; `unpinned` the questions whose fixed answers would
    no longer count.
    """

    paragraphs: int
    sentences: int
    near: Sequence[Duplicate]
    prediction: Prediction | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    before: Draft | None = None
    unpinned: tuple[str, ...] = ()


def sentences_of(draft: Draft) -> list[str]:
    """Return a draft's sentences, verbatim."""
    return [draft.text[span.start : span.end] for span in divide(draft)]


def missing_from(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences of `one` that `other` lacks; case and white space don't count."""
    left = Counter(map(text_hash, other))
    missing = []
    for sentence in one:
        key = text_hash(sentence)
        if left[key]:
            left[key] -= 1
        else:
            missing.append(sentence)
    return tuple(missing)
