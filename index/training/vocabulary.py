"""Which pieces the built-in embedder cuts words into, and which of them share a vector.

The pieces carry no mark of a word's beginning, so that "bündnis" is the same piece in
"Militärbündnis" as alone. Pieces with one stem ("Regierung", "Regierungen") share a row: a third
fewer rows, and forms of a word are near without having been seen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import snowballstemmer
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.training.texts import Texts

UNKNOWN = "[UNK]"
LONGEST = 18
SHORTEST_STEMMED = 4
LEXICON_WEIGHT = 3
"""How often a word of the lexicon counts as seen, where one of a sentence counts once."""
FREQUENT_WEIGHT = 3
"""The same for a frequent word."""

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer and, for each of its pieces, the row of the embedding that it shares."""

    tokenizer: Tokenizer
    rows: Rows

    @property
    def row_count(self) -> int:
        """Rows that the embedding needs."""
        return int(self.rows.max()) + 1

    def encode(self, texts: Sequence[str]) -> list[Rows]:
        """Return the rows of each text's pieces; a text without any has the unknown one."""
        unknown = [self.tokenizer.token_to_id(UNKNOWN) or 0]
        encoded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [self.rows[encoding.ids or unknown] for encoding in encoded]


def build_vocabulary(size: int, texts: Texts) -> Vocabulary:
    """Learn up to `size` pieces (unigram language model, Kudo 2018) and share out the rows."""
    german = [*_words(texts, german=True), *texts.sentences(german=True)]
    english = [*_words(texts, german=False), *texts.sentences(german=False)]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Lowercase(),
            normalizers.Replace("ß", "ss"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Digits(individual_digits=False)]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=LONGEST,
        show_progress=False,
    )
    tokenizer.train_from_iterator([*german, *english], trainer)
    stem = _Stemmer(_counts(tokenizer, german), _counts(tokenizer, english))
    numbers: dict[str, int] = {}
    pieces = [tokenizer.id_to_token(i) or "" for i in range(tokenizer.get_vocab_size())]
    rows = [numbers.setdefault(stem(piece), len(numbers)) for piece in pieces]
    return Vocabulary(tokenizer, np.array(rows, dtype=np.int64))


class _Stemmer:
    """Stems a word (Snowball, Porter 2001) in the language that has it more often."""

    def __init__(self, german: Counter[str], english: Counter[str]) -> None:
        self._counts = german, english
        self._stemmers = snowballstemmer.stemmer("german"), snowballstemmer.stemmer("english")

    def __call__(self, word: str) -> str:
        if len(word) < SHORTEST_STEMMED:
            return word
        german, english = self._counts
        stemmer = self._stemmers[english[word] > german[word]]
        return str(stemmer.stemWord(word))


def _counts(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        normalized = tokenizer.normalizer.normalize_str(text)
        counts.update(word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normalized))
    return counts


def _words(texts: Texts, *, german: bool) -> Iterator[str]:
    for concept in texts.concepts:
        words = (
            concept.german + concept.german_forms
            if german
            else concept.english + concept.english_forms
        )
        for word in words:
            yield from [word] * LEXICON_WEIGHT
    for word in texts.words.german if german else texts.words.english:
        yield from [word] * FREQUENT_WEIGHT
