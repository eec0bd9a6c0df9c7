"""Alembic's entry: runs the steps on the connection that `schema.migrate` hands over."""

from alembic import context

from index.corpus.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
