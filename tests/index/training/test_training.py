"""The texts that the built-in embedder learned from, and the learning itself on a few of them."""

import json
import os
import re
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from index.embedders.builtin import BuiltinEmbedder
from index.training import model
from index.training.batches import Batches
from index.training.saving import save
from index.training.texts import Texts
from index.training.vocabulary import build_vocabulary

ROOT = Path(__file__).resolve().parents[3]
XQUAD = os.environ.get("BELEGBOT_XQUAD")
WORD = re.compile(r"\w+")
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


def test_there_are_over_6000_concepts_and_over_4000_questions(texts: Texts) -> None:
    assert len(texts.concepts) >= 6000
    assert len(texts.exchanges) >= 4000
    assert all(concept.german and concept.english for concept in texts.concepts)
    assert all(e.german_question.endswith("?") for e in texts.exchanges)


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


def test_training_brings_the_two_languages_together(texts: Texts, tmp_path: Path) -> None:
    few = Texts(texts.concepts[:150], texts.exchanges[:60], texts.translations)
    rng = np.random.default_rng(0)
    teaching = {}
    for text in few.english():
        vector = rng.standard_normal(8)
        teaching[text] = (vector / np.linalg.norm(vector)).astype(np.float16)
    vocabulary = build_vocabulary(1500, few)
    batches = Batches(vocabulary, few, teaching, seed=0)
    vectors = model.start(vocabulary, batches.texts, seed=0)
    losses: list[float] = []

    model.train(vectors, batches, 12, lambda _, loss: losses.append(loss))
    save(vocabulary, vectors.detach().numpy(), model.TRUNCATED, tmp_path)

    assert losses[-1] < losses[0]
    embedder = BuiltinEmbedder(tmp_path)
    exact = model.embed(vectors.detach(), vocabulary.encode(["Der Hund schläft."])).numpy()
    # A byte a number costs less than a hundredth of the angle.
    assert float(embedder.embed_queries(["Der Hund schläft."])[0] @ exact[0]) > 0.999
