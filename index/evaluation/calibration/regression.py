"""A logistic regression whose weights may only have one sign each, fitted the same way each time.

Proximal gradient steps with momentum (Beck and Teboulle, 2009), which restart where they would go
uphill; held to a sign by cutting off what is beyond zero.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STEPS = 20_000
"""More than ever needed: it ends where nothing moves any more."""

STILL = 1e-9

LIKELIHOOD = 0.3
"""What the likelihood counts for against the squares of the weights (half their sum)."""


def fit(
    rows: Floats, right: npt.NDArray[np.bool_], signs: Floats, counts: Floats | None = None
) -> tuple[float, Floats]:
    """Return the constant and the weights that tell best which rows are right.

    `signs` has 1 or -1 a column; row r counts as `counts[r]` rows, or as one. The weights are held
    small on standardised columns; one that never changes weighs nothing.
    """
    counts = np.ones(len(rows)) if counts is None else counts
    mean = np.average(rows, axis=0, weights=counts)
    spread = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=counts))
    moving = spread > STILL
    scale = np.where(moving, spread, 1.0)
    # A first column of ones for the constant, which neither sign nor size holds.
    columns = np.hstack([np.ones((len(rows), 1)), (rows - mean) / scale * signs * moving])
    held = np.array([0.0, *np.ones(rows.shape[1])])
    steepness = np.linalg.norm(columns * np.sqrt(counts)[:, None], 2) ** 2
    step = 1 / (LIKELIHOOD / 4 * steepness + 1)
    at = ahead = np.zeros(columns.shape[1])
    momentum = 1.0
    for _ in range(STEPS):
        off = counts * (logistic(columns @ ahead) - right)
        moved = ahead - step * (LIKELIHOOD * (columns.T @ off) + held * ahead)
        moved[1:] = moved[1:].clip(min=0)
        if np.abs(moved - at).max() < STILL:
            at = moved
            break
        if (ahead - moved) @ (moved - at) > 0:
            momentum = 1.0
        further = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = moved + (momentum - 1) / further * (moved - at)
        at, momentum = moved, further
    weights = at[1:] * signs / scale
    return float(at[0] - weights @ mean), np.asarray(weights)


def logistic(log_odds: Floats) -> Floats:
    """Return the probabilities, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(log_odds / 2)))
