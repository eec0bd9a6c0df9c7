"""The texts that the built-in embedder learned from, and the learning itself on a few of them."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
import torch

from index.embedders import Vectors
from index.embedders.base import unit_rows
from index.embedders.builtin import FOLDER, BuiltinEmbedder
from index.embedders.recipe import Recipe
from index.training import model, words
from index.training.batches import Batches, nearest
from index.training.saving import save
from index.training.teacher import Teaching, ask_teacher
from index.training.texts import Texts, Words
from index.training.vocabulary import build_vocabulary
from index.training.words import Capitals, frequent_words

ROOT = Path(__file__).resolve().parents[3]
XQUAD = os.environ.get("BELEGBOT_XQUAD")
WORD = re.compile(r"\w+")
COUNTED = re.compile(r"^\| \w+ \| ([\d,]+) (concepts|questions) with ", re.MULTILINE)
GRAM = 8
"""Words in a row that two texts hardly share by chance."""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    tatoeba = tmp_path_factory.mktemp("tatoeba") / "pairs.tsv"
    tatoeba.write_text("Der Hund schläft.\tThe dog sleeps.\n", encoding="utf-8")
    return Texts.read(tatoeba)


def grams(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return {tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)}


def test_the_card_says_how_many_texts_there_are(texts: Texts) -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = {name: int(count.replace(",", "")) for count, name in COUNTED.findall(card)}

    assert told == {
        "concepts": len(texts.concepts) // 100 * 100,
        "questions": len(texts.exchanges) // 100 * 100,
    }


def test_questions_ask_and_answers_tell_in_both_languages(texts: Texts) -> None:
    questions = [q for e in texts.exchanges for q in (e.german_question, e.english_question)]
    answers = [a for e in texts.exchanges for a in (e.german_answer, e.english_answer)]

    assert [question for question in questions if not question.endswith("?")] == []
    assert [answer for answer in answers if answer.endswith("?")] == []


def shares_a_run_of_words(texts: Texts, held_out: set[tuple[str, ...]]) -> list[str]:
    own = [text for exchange in texts.exchanges for text in astuple(exchange)]
    return [text for text in own if grams(text) & held_out]


def test_neither_the_seed_article_nor_its_questions_are_in_the_training_text(texts: Texts) -> None:
    seeds = [path.read_text(encoding="utf-8") for path in (ROOT / "seeds").iterdir()]

    assert shares_a_run_of_words(texts, set().union(*map(grams, seeds))) == []


@pytest.mark.skipif(XQUAD is None, reason="BELEGBOT_XQUAD names no folder with XQuAD-R's files")
def test_nothing_of_xquad_is_in_the_training_text(texts: Texts) -> None:
    held_out: set[tuple[str, ...]] = set()
    for path in Path(str(XQUAD)).glob("xquad-r.*.json"):
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                held_out |= grams(paragraph["context"])
                held_out = held_out.union(*(grams(asked["question"]) for asked in paragraph["qas"]))

    assert len(held_out) > 10_000
    assert shares_a_run_of_words(texts, held_out) == []


WORDS = Words(("Brezel", "Kürbis", "Schaukel", "Zirkus"), ("circus", "pretzel", "pumpkin", "swing"))
"""In no text: only the teacher says what they mean."""


class Teacher:
    """Has a direction for each meaning of `WORDS`, and for each word of other texts, all aslant.

    Each language's vectors lie around a place of their own, as a multilingual model's do.
    """

    MEANT = (
        ("Brezel", "pretzel"),
        ("Kürbis", "pumpkin"),
        ("Schaukel", "swing"),
        ("Zirkus", "circus"),
    )

    name = fingerprint = "teacher"
    dimension = 256
    recipe = Recipe("builtin")
    quick = False

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Say what the texts mean."""
        return unit_rows(np.array([self._vector(text) for text in texts], np.float32))

    embed_queries = embed_documents

    def _vector(self, text: str) -> Vectors:
        words = WORD.findall(text)
        meant = [i for i, pair in enumerate(self.MEANT) if set(pair) & set(words)]
        place = 3 * self._direction(text.startswith("Es geht um"))
        for seed in meant or [crc32(word.encode()) for word in words]:
            place += self._direction(10 + seed)
        return place

    def _direction(self, seed: int) -> Vectors:
        return np.random.default_rng(seed).standard_normal(self.dimension, dtype=np.float32)


def test_the_teachers_words_are_near_where_they_mean_the_same_whatever_the_language(
    tmp_path: Path,
) -> None:
    teaching = ask_teacher(
        Teacher(), Texts([], [], [], WORDS), tmp_path / "kept.sqlite3", lambda _count: None
    )
    cosines = teaching.german @ teaching.english.T

    assert [WORDS.english[i] for i in cosines.argmax(axis=1)] == [
        "pretzel",
        "pumpkin",
        "swing",
        "circus",
    ]
    assert cosines.max(axis=1).min() > 0.8
    assert np.median(cosines) < 0


def test_the_teacher_is_asked_only_once_for_what_is_kept(texts: Texts, tmp_path: Path) -> None:
    asked: list[str] = []

    class Counting(Teacher):
        def embed_documents(self, texts: Sequence[str]) -> Vectors:
            asked.extend(texts)
            return super().embed_documents(texts)

    few = Texts([], texts.exchanges[:2], texts.translations, WORDS)
    kept = tmp_path / "kept.sqlite3"
    first = ask_teacher(Counting(), few, kept, lambda _count: None)
    count = len(asked)
    again = ask_teacher(Counting(), few, kept, lambda _count: None)

    # A translation in both languages, two exchanges in English, and the words.
    assert count == len(asked) == 2 + 4 + 8
    assert "Es geht um Brezel." in asked
    assert np.array_equal(first.german, again.german)


def test_what_two_languages_say_means_what_the_teacher_knows_of_either() -> None:
    known = {"Hund": np.array([1, 0], np.float32), "dog": np.array([0, 1], np.float32)}
    teaching = Teaching(known, np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32))
    both, one = teaching.meaning("Hund", "dog"), teaching.meaning("Hund", "cat")

    assert both is not None
    assert both.tolist() == pytest.approx([0.5**0.5, 0.5**0.5])
    assert one is not None
    assert one.tolist() == [1, 0]
    assert teaching.meaning("Katze", "cat") is None


def test_the_nearest_are_others_than_oneself() -> None:
    vectors = unit_rows(np.array([[1, 0], [1, 0.1], [0, 1]], np.float32))

    assert nearest(vectors, vectors, 1).tolist() == [[1], [0], [1]]
    assert nearest(vectors, vectors[:1], 6).tolist() == [[0], [0], [0]]


def test_german_words_get_the_capital_letter_of_words_that_end_alike() -> None:
    sentences = ["Gestern kam die Regierung, und wir haben gelacht.", "Heute Abend wird gekocht."]
    capital = Capitals(sentences, ["Chef", "aufmerksam"])

    assert [capital(word) for word in ("währung", "ressortchef", "ausgelacht", "sparsam")] == [
        "Währung",
        "Ressortchef",
        "ausgelacht",
        "sparsam",
    ]
    # Of a word like no other the small letter stays, and the first of a sentence tells nothing.
    assert [capital(word) for word in ("xyz", "gestern")] == ["xyz", "gestern"]


def test_frequent_words_are_a_languages_own_and_each_stem_comes_once(
    texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("wordfreq", reason="of the extra “train”")
    monkeypatch.setattr(words, "RANKS", 3_000)
    monkeypatch.setattr(words, "KNOWN", {"de": 200, "en": 100})
    monkeypatch.setattr(words, "NEW", {"de": 20, "en": 10})
    found = frequent_words(texts)

    assert (len(found.german), len(found.english)) == (220, 110)
    assert "Jahr" in found.german[:200]
    assert "Jahre" not in found.german
    assert "the" in found.english
    assert {"the", "The"} & set(found.german) == set()


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Several would wait for one another longer than so little takes."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("one_thread")
def test_training_brings_questions_to_their_answers_in_the_other_language(
    texts: Texts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Texts(texts.concepts[:60], texts.exchanges[:20], texts.translations, WORDS)
    teaching = ask_teacher(Teacher(), few, tmp_path / "teacher.sqlite3", lambda _count: None)
    vocabulary = build_vocabulary(1500, few)
    batches = Batches(vocabulary, few, teaching, seed=0)
    vectors = model.start(vocabulary, batches.texts, batches.words, batches.word_meanings, seed=0)
    questions = [exchange.german_question for exchange in few.exchanges]
    answers = [exchange.english_answer for exchange in few.exchanges]

    def trained() -> BuiltinEmbedder:
        save(vocabulary, vectors.detach().numpy(), model.TRUNCATED, tmp_path)
        return BuiltinEmbedder(tmp_path)

    def found(embedder: BuiltinEmbedder) -> int:
        """Count the questions that are nearest to their own answer."""
        cosines = embedder.embed_queries(questions) @ embedder.embed_documents(answers).T
        return int((cosines.argmax(axis=1) == np.arange(len(questions))).sum())

    def meant(embedder: BuiltinEmbedder) -> int:
        """Count the German words that are nearest to the English one of their meaning."""
        german, english = zip(*Teacher.MEANT, strict=True)
        cosines = embedder.embed_documents(german) @ embedder.embed_documents(english).T
        return int((cosines.argmax(axis=1) == np.arange(len(german))).sum())

    untrained = found(trained())
    monkeypatch.setattr(model, "BATCH", 48)
    model.train(vectors, batches, 40, lambda _step, _loss: None)
    embedder = trained()

    assert untrained <= 10
    assert found(embedder) >= 18
    # Only the teacher says so.
    assert meant(embedder) == len(Teacher.MEANT)
    exact = model.embed(vectors.detach(), vocabulary.encode(questions)).numpy()
    # A byte a number costs less than a hundredth of the angle.
    assert (embedder.embed_queries(questions) * exact).sum(axis=1).min() > 0.999
