"""Numbered steps between the forms of the memory's tables (Alembic)."""
