"""The learning itself: which vector each row of the vocabulary gets."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch.nn import functional

from index.training.batches import ANCHORS, Batch, Batches, Matrix
from index.training.vocabulary import Rows, Vocabulary

DIMENSION = 512
TRUNCATED = (256,)
"""Lengths to which a vector may be cut (Matryoshka, Kusupati et al. 2022)."""

STEPS = 1200
BATCH = 768
RATE = 0.05
"""Adam's learning rate relative to the numbers in a vector."""
WARM_UP = 30
SHARPNESS = 20.0
"""Inverse temperature of the contrastive loss."""
TEACHER_WEIGHT = 2.0
TEACHER_SHARPNESS = 40.0
"""What the teacher's likeness of words is multiplied with: it spreads them half as far."""
WORDS_WEIGHT = 0.25
TAUGHT = 0.25
"""Share of a piece's vector that the teacher gives it to begin with."""
RARITY = 1.5
"""Exponent of a piece's idf in the vectors that learning starts from."""


def start(
    vocabulary: Vocabulary,
    texts: Sequence[Rows],
    words: Sequence[Rows],
    meanings: Matrix,
    seed: int,
) -> torch.nn.Parameter:
    """Return vectors to begin with, longer for rarer pieces: from the first step on, names count.

    They are random, for random directions are nearly orthogonal (Johnson & Lindenstrauss 1984) and
    so compare texts by the pieces that they share, and lean to what the teacher says of the words
    with that piece.
    """
    counts = np.zeros(vocabulary.row_count)
    for text in texts:
        counts[np.unique(text)] += 1
    rarity = np.log(1 + len(texts) / (counts + 5)) ** RARITY
    rarity /= np.sqrt((rarity**2).mean())
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((len(counts), DIMENSION)) / math.sqrt(DIMENSION)
    taught = np.zeros((len(counts), meanings.shape[1]))
    for word, meaning in zip(words, meanings, strict=True):
        taught[word] += meaning / len(word)
    turned, _ = np.linalg.qr(rng.standard_normal((DIMENSION, meanings.shape[1])))
    lengths = np.linalg.norm(taught, axis=1)
    known = lengths > 0
    directions = (taught[known] / lengths[known, None]) @ turned.T
    vectors[known] = math.sqrt(1 - TAUGHT) * vectors[known] + math.sqrt(TAUGHT) * directions
    vectors *= rarity[:, None]
    return torch.nn.Parameter(torch.from_numpy(vectors.astype(np.float32)))


def train(
    vectors: torch.nn.Parameter,
    batches: Batches,
    steps: int,
    report: Callable[[int, float], None],
) -> None:
    """Change the vectors in place, over `steps` batches; `report` gets each one's loss."""
    rate = RATE / math.sqrt(DIMENSION)
    optimizer = torch.optim.Adam([vectors], lr=rate, betas=(0.9, 0.99), fused=True)
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
    both = embed(vectors, [*batch.questions, *batch.passages, *batch.words])
    sides = len(batch.questions)
    questions, passages, words = both[:sides], both[sides : 2 * sides], both[2 * sides :]
    meanings = torch.from_numpy(batch.meanings)
    right = torch.arange(len(questions))
    lengths = (DIMENSION, *TRUNCATED)
    loss = torch.zeros(())
    for length in lengths:
        cut = [functional.normalize(side[:, :length], dim=1) for side in (questions, passages)]
        scores = SHARPNESS * cut[0] @ cut[1].T
        ways = functional.cross_entropy(scores, right), functional.cross_entropy(scores.T, right)
        loss = loss + (ways[0] + ways[1]) / (2 * len(lengths))
        loss = loss + WORDS_WEIGHT / len(lengths) * _likeness(words[:, :length], meanings)
    if len(batch.asked) and len(batch.told):
        first, second = (torch.from_numpy(side) for side in batch.taught)
        learned = questions[batch.asked] @ passages[batch.told].T
        loss = loss + TEACHER_WEIGHT * functional.mse_loss(learned, first @ second.T)
    return loss


def _likeness(words: torch.Tensor, meanings: torch.Tensor) -> torch.Tensor:
    """Tell how far words are from being like one another as the teacher says (soft labels)."""
    own = torch.eye(len(words), dtype=torch.bool)[:ANCHORS]
    near = functional.normalize(words, dim=1)
    scores = (SHARPNESS * near[:ANCHORS] @ near.T).masked_fill(own, -100.0)
    likeness = (TEACHER_SHARPNESS * meanings[:ANCHORS] @ meanings.T).masked_fill(own, -100.0)
    return functional.cross_entropy(scores, functional.softmax(likeness, dim=1))
