"""Evidence of a case: documents, what they support, and the contents of their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables; nothing that is there changes."""
    _documents()
    _contents()


def _case_key() -> sa.Column[str]:
    return sa.Column(
        "case_id",
        sa.String(),
        sa.ForeignKey("case.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _documents() -> None:
    op.create_table(
        "evidence",
        _case_key(),
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_texts("title", "kind", "file", "media"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        *_texts("dated", "issuer", "note"),
        sa.Column("pages", sa.Integer(), nullable=False),
        *_texts("readable", "added", "who"),
    )
    op.create_index("ix_evidence_digest", "evidence", ["digest"])
    op.create_table(
        "evidence_link",
        _case_key(),
        *(
            sa.Column(name, sa.String(), primary_key=True, nullable=False)
            for name in ("document", "kind", "subject", "record", "period")
        ),
    )


def _contents() -> None:
    op.create_table(
        "content",
        sa.Column("digest", sa.String(64), primary_key=True, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("upload", sa.String(32), nullable=False, unique=True),
    )
    op.create_table(
        "content_chunk",
        sa.Column("upload", sa.String(32), primary_key=True, nullable=False),
        sa.Column("place", sa.Integer(), primary_key=True, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
