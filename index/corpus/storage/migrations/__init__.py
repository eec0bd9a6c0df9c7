"""Numbered steps between the forms of the corpus database (Alembic)."""
