"""Folders of documents with questions about them, each question asked the whole way."""
