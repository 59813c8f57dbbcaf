"""The named moments 存档点 of cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table; nothing that is there changes."""
    op.create_table(
        "moment",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column(
            "case_id",
            sa.String(),
            sa.ForeignKey("case.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("name", "note", "reason", "made", "who", "at")
        ),
    )
    op.create_index("moment_by_case", "moment", ["case_id"])
