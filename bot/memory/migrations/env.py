"""Alembic's entry."""

from index.corpus.schema import run_migrations

run_migrations()
