"""Alembic environment: runs on the connection handed over by `store.opening`."""

from __future__ import annotations

from alembic import context

from desktop_app.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
