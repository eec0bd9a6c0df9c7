"""From which confidence on the best sentence is given as the answer, and why from there."""

from index.i18n import N_

THRESHOLD = 0.35
"""Least confidence of an answer."""

THRESHOLD_REASON = N_(
    "On XQuAD-R, 94% (German) and 96% (English) of the answerable questions reach it, "
    "and 6% and 8% of those whose article was removed."
)
