"""The libraries without anything around them: what an answer can't be quicker than.

Vectors of sentences and of paragraphs in two exact FAISS indexes; Tantivy with stems and character
4-grams of paragraphs.
"""

from collections.abc import Iterable, Sequence

import faiss
from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.embedders import Embedder, Vectors
from index.models import Draft
from index.units.segmentation import segment

CANDIDATES = 12
BATCH = 10_000


class Bare:
    """Embeds and searches the texts of some articles, and remembers how long they are."""

    def __init__(self, articles: Iterable[Draft], embedder: Embedder) -> None:
        self._embedder = embedder
        self._stems = (
            TextAnalyzerBuilder(Tokenizer.simple())
            .filter(Filter.lowercase())
            .filter(Filter.stemmer("german"))
            .filter(Filter.ascii_fold())
            .build()
        )
        self._grams = (
            TextAnalyzerBuilder(Tokenizer.ngram(4, 4))
            .filter(Filter.lowercase())
            .filter(Filter.ascii_fold())
            .build()
        )
        self.sentences: list[str] = []
        self.paragraphs: list[str] = []
        for article in articles:
            spans = segment(article.text, article.language, article.blocks)
            self.sentences += [article.text[span.start : span.end] for span in spans]
            self.paragraphs += article.text.split("\n\n")
        self._vectors = [self._flat(self.sentences), self._flat(self.paragraphs)]
        self._schema = (
            SchemaBuilder()
            .add_text_field("stems", tokenizer_name="stems", index_option="freq")
            .add_text_field("grams", tokenizer_name="grams", index_option="freq")
            .build()
        )
        index = Index(self._schema)
        index.register_tokenizer("stems", self._stems)
        index.register_tokenizer("grams", self._grams)
        writer = index.writer(64_000_000, num_threads=1)
        for paragraph in self.paragraphs:
            document = Document()
            document.add_text("stems", paragraph)
            document.add_text("grams", paragraph)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, question: str) -> None:
        """Embed a question, and find the nearest vectors and the best paragraphs."""
        question_vector = self.embed([question])
        for index in self._vectors:
            index.search(question_vector, min(CANDIDATES, index.ntotal))
        terms = [
            (Occur.Should, Query.term_query(self._schema, name, term, "freq"))
            for name, analyzer in (("stems", self._stems), ("grams", self._grams))
            for term in analyzer.analyze(question)
        ]
        _ = self._searcher.search(Query.boolean_query(terms), CANDIDATES, count=False).hits

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed questions."""
        return self._embedder.embed_queries(texts)

    def _flat(self, texts: Sequence[str]) -> faiss.IndexFlatIP:
        index = faiss.IndexFlatIP(self._embedder.dimension)
        for start in range(0, len(texts), BATCH):
            index.add(self._embedder.embed_documents(texts[start : start + BATCH]))
        return index
