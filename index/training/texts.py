"""What the built-in embedder learns from: concepts, exchanges and translations."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Concept:
    """What two languages have words for. Words mean the same, forms are inflected or derived."""

    german: tuple[str, ...]
    german_forms: tuple[str, ...]
    english: tuple[str, ...]
    english_forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the sentence that answers it, both in German and in English."""

    german_question: str
    german_answer: str
    english_question: str
    english_answer: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence in German and in English."""

    german: str
    english: str


@dataclass(frozen=True, slots=True)
class Words:
    """Single words, the most frequent first, each with the capital letters that it is written with.

    What they mean only the teacher says.
    """

    german: Sequence[str] = ()
    english: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """All that is learned from."""

    concepts: list[Concept]
    exchanges: list[Exchange]
    translations: list[Translation]
    words: Words = Words()

    @classmethod
    def read(cls, tatoeba: Path, folder: Path = FOLDER) -> "Texts":
        """Read the project's own texts and Tatoeba's pairs."""
        return cls(read_concepts(folder), read_exchanges(folder), read_translations(tatoeba))

    def sentences(self, *, german: bool) -> Iterator[str]:
        """Give all sentences in a language."""
        for pair in self.translations:
            yield pair.german if german else pair.english
        for exchange in self.exchanges:
            yield exchange.german_question if german else exchange.english_question
            yield exchange.german_answer if german else exchange.english_answer


def read_concepts(folder: Path = FOLDER) -> list[Concept]:
    """Read the lexicon; of concepts with the same two first words the first one counts."""
    found: dict[tuple[str, str], Concept] = {}
    for row in _rows(folder / "lexicon"):
        german, german_forms, english, english_forms = (
            tuple(word.strip() for word in cell.split(",") if word.strip()) for cell in row
        )
        concept = Concept(german, german_forms, english, english_forms)
        found.setdefault((german[0].casefold(), english[0].casefold()), concept)
    return list(found.values())


def read_exchanges(folder: Path = FOLDER) -> list[Exchange]:
    """Read the questions with their answers."""
    return list({row[1]: Exchange(*row) for row in _rows(folder / "questions")}.values())


def read_translations(path: Path) -> list[Translation]:
    """Read Tatoeba's pairs, German first."""
    return [Translation(*row[:2]) for row in _rows_of(path)]


def _rows(folder: Path) -> Iterator[list[str]]:
    for path in sorted(folder.glob("*.tsv")):
        yield from _rows_of(path)


def _rows_of(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
