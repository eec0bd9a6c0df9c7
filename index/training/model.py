"""The learning itself: which vector each row of the vocabulary gets."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch.nn import functional

from index.training.batches import Batch, Batches
from index.training.vocabulary import Rows, Vocabulary

DIMENSION = 768
TRUNCATED = (256,)
"""Lengths to which a vector may be cut (Matryoshka, Kusupati et al. 2022)."""

STEPS = 1800
BATCH = 768
RATE = 0.05
"""Adam's learning rate relative to the numbers in a vector."""
WARM_UP = 30
SHARPNESS = 20.0
"""Inverse temperature of the contrastive loss."""
TEACHER_WEIGHT = 100.0
RARITY = 1.5
"""Exponent of a piece's idf in the vectors that learning starts from."""


def start(vocabulary: Vocabulary, texts: Sequence[Rows], seed: int) -> torch.nn.Parameter:
    """Return random vectors, longer for rarer pieces: from the first step on, names count.

    Random directions are nearly orthogonal (Johnson & Lindenstrauss 1984), so even these compare
    texts by the pieces that they share.
    """
    counts = np.zeros(vocabulary.row_count)
    for text in texts:
        counts[np.unique(text)] += 1
    rarity = np.log(1 + len(texts) / (counts + 5)) ** RARITY
    rarity /= np.sqrt((rarity**2).mean())
    vectors = np.random.default_rng(seed).standard_normal((len(counts), DIMENSION))
    vectors *= rarity[:, None] / math.sqrt(DIMENSION)
    return torch.nn.Parameter(torch.from_numpy(vectors.astype(np.float32)))


def train(
    vectors: torch.nn.Parameter,
    batches: Batches,
    steps: int,
    report: Callable[[int, float], None],
) -> None:
    """Change the vectors in place, over `steps` batches; `report` gets each one's loss."""
    optimizer = torch.optim.Adam([vectors], lr=RATE / math.sqrt(DIMENSION), betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM_UP) * max(0.02, 1 - step / steps)
    )
    for step in range(steps):
        batch = batches.draw(BATCH)
        value = _loss(vectors, batch)
        torch.autograd.backward(value)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        report(step + 1, value.item())


def embed(vectors: torch.Tensor, texts: Sequence[Rows]) -> torch.Tensor:
    """Return the texts' unit vectors: their pieces' mean direction."""
    offsets = np.concatenate([[0], np.cumsum([len(text) for text in texts])[:-1]])
    pieces = torch.from_numpy(np.concatenate(texts))
    summed = functional.embedding_bag(pieces, vectors, torch.from_numpy(offsets), mode="sum")
    return functional.normalize(summed, dim=1)


def _loss(vectors: torch.nn.Parameter, batch: Batch) -> torch.Tensor:
    """Contrastive loss both ways (InfoNCE, van den Oord 2018), and the teacher's similarities."""
    both = embed(vectors, [*batch.questions, *batch.passages])
    questions, passages = both.chunk(2)
    right = torch.arange(len(questions))
    lengths = (DIMENSION, *TRUNCATED)
    loss = torch.zeros(())
    for length in lengths:
        cut = [functional.normalize(side[:, :length], dim=1) for side in (questions, passages)]
        scores = SHARPNESS * cut[0] @ cut[1].T
        ways = functional.cross_entropy(scores, right), functional.cross_entropy(scores.T, right)
        loss = loss + (ways[0] + ways[1]) / (2 * len(lengths))
    pure = torch.from_numpy(batch.pure)
    first, second = (torch.from_numpy(side) for side in batch.taught)
    learned = questions[: len(first)] @ passages[: len(second)][pure].T
    return loss + TEACHER_WEIGHT * functional.mse_loss(learned, first @ second[pure].T)
