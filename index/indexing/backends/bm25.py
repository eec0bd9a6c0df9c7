"""What BM25 (Robertson & Zaragoza 2009) is made of, as Tantivy computes it."""

import numpy as np
import numpy.typing as npt

K1 = 1.2
"""How soon a term's repetition stops to count; fixed in Tantivy."""


def idf(documents: float, frequencies: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return the inverse document frequency of terms that `frequencies` of `documents` have."""
    frequencies = np.asarray(frequencies)
    return np.log1p((documents - frequencies + 0.5) / (frequencies + 0.5))
