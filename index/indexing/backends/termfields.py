"""What Tantivy holds of a passage: one document, and one more for the revision of them all."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain

from tantivy import Document, Index, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from index.indexing.backends.protocol import ArticleUpdate, Units
from index.language.terms import GRAM, indexed_grams, indexed_parts, indexed_stems
from index.pauses import portions

SCHEMA = (
    SchemaBuilder()
    .add_unsigned_field("id", fast=True, indexed=True)
    .add_text_field("article", tokenizer_name="raw", index_option="basic")
    .add_text_field("scope", tokenizer_name="raw", index_option="basic")
    .add_text_field("language", tokenizer_name="raw", index_option="basic")
    # Stored, for a passage that was found is scored anew.
    .add_text_field("stems", stored=True, tokenizer_name="stems", index_option="freq")
    # The article's: finds what else doesn't, and counts for no score.
    .add_text_field("title", tokenizer_name="stems", index_option="basic")
    .add_text_field("grams", stored=True, tokenizer_name="grams", index_option="freq")
    # Only counted: how many passages have a part of a word.
    .add_text_field("parts", tokenizer_name="stems", index_option="basic")
    .add_unsigned_field("stems_length", fast=True)
    .add_unsigned_field("grams_length", fast=True)
    .add_unsigned_field("content", fast=True)
    .add_unsigned_field("digest", fast=True)
    .add_unsigned_field("revision", fast=True)
    .build()
)

SCORED = ("stems", "grams")
"""The fields whose terms give a score."""

REVISION_ARTICLE = "#revision"
"""Stands in the field `article` of the document that carries the revision."""

MARKS = {"stems": "#revision", "grams": "#rev"}
"""A term of that document in each field that is scored: what Tantivy says of it tells what it
counts."""

PORTION = 50
"""Passages analysed between two pauses."""


def register(index: Index) -> None:
    """Give an index the tokenizers that the fields name."""
    index.register_tokenizer("stems", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.register_tokenizer("grams", TextAnalyzerBuilder(Tokenizer.ngram(GRAM, GRAM)).build())


def marker(revision: int) -> Document:
    """Return the document that carries the revision."""
    document = Document()
    document.add_text("article", REVISION_ARTICLE)
    for field, term in MARKS.items():
        document.add_text(field, term)
    document.add_unsigned("revision", revision)
    return document


def documents(update: ArticleUpdate, units: Units) -> Iterator[Document]:
    """Give a document for each passage of an article, with pauses."""
    numbered = list(zip(units.ids, units.texts, strict=True))
    title = " ".join(indexed_stems(update.title, update.language))
    content = update.content
    for unit_id, text in chain.from_iterable(portions(numbered, PORTION)):
        stems = indexed_stems(text, update.language)
        grams = indexed_grams(text, update.language)
        document = Document()
        document.add_unsigned("id", unit_id)
        document.add_text("article", update.article_id)
        document.add_text("scope", update.scope)
        document.add_text("language", update.language)
        document.add_text("stems", " ".join(stems))
        document.add_text("title", title)
        document.add_text("grams", grams)
        document.add_text("parts", indexed_parts(text, update.language))
        document.add_unsigned("stems_length", len(stems))
        document.add_unsigned("grams_length", max(0, len(grams) - GRAM + 1))
        document.add_unsigned("content", content)
        document.add_unsigned("digest", digest(update, text))
        yield document


def digest(update: ArticleUpdate, text: str) -> int:
    """Stand for all that a passage's document was made of."""
    content = f"{update.article_id}\0{update.scope}\0{update.language}\0{update.title}\0{text}"
    return int.from_bytes(blake2b(content.encode(), digest_size=7).digest(), "big")
