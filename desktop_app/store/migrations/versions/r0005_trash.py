"""The trash: cases that were put away, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table; nothing that is there changes."""
    op.create_table(
        "trash",
        sa.Column(
            "case_id",
            sa.String(32),
            sa.ForeignKey("case.id", ondelete="CASCADE"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("at", sa.String(), nullable=False),
    )
