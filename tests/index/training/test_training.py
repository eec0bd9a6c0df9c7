"""The texts that the built-in embedder learned from, and the learning itself on a few of them."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
import torch

from index.embedders.builtin import FOLDER, BuiltinEmbedder
from index.training import model
from index.training.batches import Batches
from index.training.saving import save
from index.training.texts import Texts
from index.training.vocabulary import build_vocabulary

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
    few = Texts(texts.concepts[:60], texts.exchanges[:20], texts.translations)
    rng = np.random.default_rng(0)
    teaching = {}
    for text in few.english():
        vector = rng.standard_normal(256)
        teaching[text] = (vector / np.linalg.norm(vector)).astype(np.float16)
    vocabulary = build_vocabulary(1500, few)
    batches = Batches(vocabulary, few, teaching, seed=0)
    vectors = model.start(vocabulary, batches.texts, seed=0)
    questions = [exchange.german_question for exchange in few.exchanges]
    answers = [exchange.english_answer for exchange in few.exchanges]

    def trained() -> BuiltinEmbedder:
        save(vocabulary, vectors.detach().numpy(), model.TRUNCATED, tmp_path)
        return BuiltinEmbedder(tmp_path)

    def found(embedder: BuiltinEmbedder) -> int:
        """Count the questions that are nearest to their own answer."""
        cosines = embedder.embed_queries(questions) @ embedder.embed_documents(answers).T
        return int((cosines.argmax(axis=1) == np.arange(len(questions))).sum())

    untrained = found(trained())
    monkeypatch.setattr(model, "BATCH", 48)
    model.train(vectors, batches, 40, lambda _step, _loss: None)
    embedder = trained()

    assert untrained <= 10
    assert found(embedder) >= 18
    exact = model.embed(vectors.detach(), vocabulary.encode(questions)).numpy()
    # A byte a number costs less than a hundredth of the angle.
    assert (embedder.embed_queries(questions) * exact).sum(axis=1).min() > 0.999
