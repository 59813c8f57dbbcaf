"""Packs in the library: what was confirmed in them, and the versions cases were judged by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables; nothing that is there changes."""
    op.create_table(
        "confirmation",
        *(
            sa.Column(name, sa.String(), primary_key=True, nullable=False)
            for name in ("pack", "path", "digest")
        ),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("who", "on", "document", "page", "note", "at")
        ),
    )
    op.create_table(
        "pack_copy",
        sa.Column("digest", sa.String(64), primary_key=True, nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
