"""What the built-in embedder learns from: concepts, exchanges and translations."""

import csv
from collections.abc import Iterator
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
class Texts:
    """All that is learned from."""

    concepts: list[Concept]
    exchanges: list[Exchange]
    translations: list[Translation]

    @classmethod
    def read(cls, tatoeba: Path, folder: Path = FOLDER) -> "Texts":
        """Read the project's own texts and Tatoeba's pairs."""
        return cls(read_concepts(folder), read_exchanges(folder), read_translations(tatoeba))

    def english(self) -> list[str]:
        """Return all English words and sentences."""
        found = [pair.english for pair in self.translations]
        for exchange in self.exchanges:
            found += [exchange.english_question, exchange.english_answer]
        for concept in self.concepts:
            found += concept.english + concept.english_forms
        return found


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
