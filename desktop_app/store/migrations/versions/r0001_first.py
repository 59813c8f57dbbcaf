"""First schema: enterprises, cases, records, data, and the log of edits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    _enterprises()
    _contents()
    _log()


def _enterprises() -> None:
    op.create_table(
        "enterprise",
        sa.Column("id", sa.String(32), primary_key=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in (
                "name",
                "uscc",
                "region",
                "industry",
                "permit",
                "address",
                "contact",
                "note",
                "created",
            )
        ),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "enterprise_id",
            sa.String(32),
            sa.ForeignKey("enterprise.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("packs", sa.JSON(), nullable=False),
        sa.Column("pins", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.Column("opened", sa.String(), nullable=False),
        sa.UniqueConstraint("enterprise_id", "year"),
    )


def _case_key() -> sa.Column[str]:
    return sa.Column(
        "case_id", sa.String(), sa.ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )


def _contents() -> None:
    op.create_table(
        "record",
        _case_key(),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_table(
        "datum",
        _case_key(),
        sa.Column("item", sa.String(), primary_key=True),
        sa.Column("record", sa.String(), primary_key=True),
        sa.Column("period", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("unit", "text", "raw", "reason", "note", "origin")
        ),
    )


def _log() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "case_id", sa.String(), sa.ForeignKey("case.id", ondelete="CASCADE"), nullable=False
        ),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("at", "who", "label", "origin", "kind")
        ),
        sa.Column("target", sa.Integer(), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("batch_by_case", "batch", ["case_id", "id"])
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "batch_id", sa.Integer(), sa.ForeignKey("batch.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
    )
    op.create_index("ix_change_batch_id", "change", ["batch_id"])
    op.create_index("change_by_target", "change", ["target"])
