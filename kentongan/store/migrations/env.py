"""Run by Alembic: steps go through the connection, and the transaction, that `migrate.prepare` has opened."""

from __future__ import annotations

from alembic import context

from kentongan.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite can, once BEGIN is ours (see `connections`)
)
with context.begin_transaction():
    context.run_migrations()
