"""What BM25 is made of here is what Tantivy makes it of, but for what it counts."""

import json
from math import log
from pathlib import Path

import pytest
from tantivy import Document, Index, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from index.indexing.backends.bm25 import K1, kept_lengths, saturation
from index.indexing.backends.terms import TermIndex
from index.scopes import SHARED
from tests.index.indexing.backends.contract import update

LENGTHS = [1, 23, 24, 39, 40, 41, 42, 55, 56, 59, 60, 87, 88, 151, 152, 167, 5000, 70_001]


@pytest.mark.parametrize("length", LENGTHS)
def test_a_length_is_kept_as_tantivy_keeps_it(length: int) -> None:
    schema = (
        SchemaBuilder().add_text_field("text", tokenizer_name="blanks", index_option="freq").build()
    )
    index = Index(schema)
    index.register_tokenizer("blanks", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    writer = index.writer(15_000_000, num_threads=1)
    document = Document()
    document.add_text("text", "a " * length)
    writer.add_document(document)
    writer.commit()
    index.reload()
    query = Query.term_query(schema, "text", "a", "freq")
    searcher = index.searcher()
    ((_, address),) = searcher.search(query, 1).hits

    _, _, share = json.loads(query.explain(searcher, address).to_json())["details"]

    told = {each["description"].split(",")[0]: each["value"] for each in share["details"]}
    assert kept_lengths([length]).tolist() == [told["dl"]]
    assert saturation(told["freq"], told["dl"], told["avgdl"]) == pytest.approx(
        (K1 + 1) * share["value"], rel=1e-6
    )


def test_a_score_is_that_of_a_passage_among_those_of_the_scopes(tmp_path: Path) -> None:
    terms = TermIndex(tmp_path / "terms")
    terms.apply([update("a", {1: "Katze Hund"}), update("b", {2: "Katze Katze Maus"})], 1)
    terms.apply([update("c", {3: "Maus Maus Maus"}, scope="7"), update("d", {4: "Maus"})], 2)
    terms.apply([update("d", {5: "Hund Hund"}, scope="7")], 3)

    hits = terms.search("Maus", [SHARED], 5)

    # One of two passages has it, once: as a word among 3, where 2.5 are the mean, and as one of 13
    # 4-grams, where 10 are.
    word = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 / 2.5))
    gram = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 13 / 10))
    assert hits.ids.tolist() == [2]
    assert hits.scores.tolist() == pytest.approx([log(2) * (word + 0.2 * gram)], rel=1e-6)
    assert terms.attainable("Maus", [SHARED]) == pytest.approx(2.2 * log(2) * 1.2, rel=1e-9)
    assert terms.frequencies(["_mau", "hund"], [SHARED])[1].tolist() == [1, 1]
    assert terms.frequencies(["_mau", "hund"], [SHARED, "7"])[1].tolist() == [2, 2]
