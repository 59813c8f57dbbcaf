"""The measures a case plans 改进方案."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table; nothing that is there changes."""
    op.create_table(
        "planned",
        sa.Column(
            "case_id",
            sa.String(),
            sa.ForeignKey("case.id", ondelete="CASCADE"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("switched", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("investment", "yearly", "years")
        ),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("name", "measure", "owner", "begin", "due", "progress", "note")
        ),
    )
