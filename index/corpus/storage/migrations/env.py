"""Alembic's entry."""

from index.corpus.storage.schema import run_migrations

run_migrations()
