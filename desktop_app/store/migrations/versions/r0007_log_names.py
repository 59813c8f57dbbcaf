"""A name for every edit of the log that holds in every copy of it, and which merge brought it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_app.store.edit_names import name_edits

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and name what is there; nothing else changes."""
    op.add_column("batch", sa.Column("uid", sa.String(32), nullable=True))
    op.add_column("batch", sa.Column("merged_by", sa.Integer(), nullable=True))
    raw = op.get_bind().connection.driver_connection
    if raw is not None:
        name_edits(raw)
    op.create_index("batch_by_uid", "batch", ["case_id", "uid"], unique=True)
