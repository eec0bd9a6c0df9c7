"""What the teacher, an English model, thinks of the English side of all texts."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

BATCH = 128

Teaching = dict[str, npt.NDArray[np.float16]]


def ask_teacher(model: Path, texts: Iterable[str]) -> Teaching:
    """Embed English texts with the model in a folder; vectors are of unit length."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds

    teacher = SentenceTransformer(str(model), device="cpu")
    wanted = sorted(set(texts), key=lambda text: (len(text), text))
    vectors = teacher.encode(
        wanted, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=True
    )
    return dict(zip(wanted, np.asarray(vectors, dtype=np.float16), strict=True))
