"""The tables of a library 企业库: enterprises, cases, data, evidence, the log of edits, packs.

Decimals are stored as text, so that they stay exact. The log (batch, change) is undo, history
and audit in one: current data are what the log led to.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from desktop_app.store.edit_names import new_name

APPLICATION_ID: Final = 0x6E7A6C62
"""SQLite application_id ("nzlb"): tells our files from other databases."""

HEAD: Final = "0007"
"""The Alembic revision this program reads and writes."""


class Base(DeclarativeBase):
    """Declarative base of all tables."""


class EnterpriseRow(Base):
    """One enterprise 企业 with its profile."""

    __tablename__ = "enterprise"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    uscc: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    industry: Mapped[str] = mapped_column(default="")
    permit: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    created: Mapped[str]


class CaseRow(Base):
    """One case 自评: enterprise x reporting year; `pins` are the pack versions it was judged by."""

    __tablename__ = "case"
    __table_args__ = (UniqueConstraint("enterprise_id", "year"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    enterprise_id: Mapped[str] = mapped_column(ForeignKey("enterprise.id", ondelete="CASCADE"))
    year: Mapped[int]
    packs: Mapped[list[str]] = mapped_column(JSON)
    pins: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(default="")
    created: Mapped[str]
    opened: Mapped[str]


class RecordRow(Base):
    """A repeating record (outlet, product) of a case."""

    __tablename__ = "record"
    case_id: Mapped[str] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    position: Mapped[int]


class DatumRow(Base):
    """One datum 数据项; `record` is "" for items that do not repeat."""

    __tablename__ = "datum"
    case_id: Mapped[str] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    value: Mapped[str | None]
    unit: Mapped[str]
    text: Mapped[str]
    raw: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str]
    origin: Mapped[str]


class EvidenceRow(Base):
    """One document 佐证 of a case; `digest` names its content, which may have been purged."""

    __tablename__ = "evidence"
    case_id: Mapped[str] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[str]
    file: Mapped[str]
    media: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    dated: Mapped[str]
    issuer: Mapped[str]
    note: Mapped[str]
    pages: Mapped[int]
    readable: Mapped[str]
    added: Mapped[str]
    who: Mapped[str]


class EvidenceLinkRow(Base):
    """What a document supports; see `core.evidence.Subject`.

    It may point at a datum nobody has filled in.
    """

    __tablename__ = "evidence_link"
    case_id: Mapped[str] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )
    document: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)


class ContentRow(Base):
    """The content of a file, kept once whatever documents have it; whole when its row is there."""

    __tablename__ = "content"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    upload: Mapped[str] = mapped_column(String(32), unique=True)


class ContentChunkRow(Base):
    """A piece of a content, so that no file is ever whole in memory or in one transaction."""

    __tablename__ = "content_chunk"
    upload: Mapped[str] = mapped_column(String(32), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class PlannedRow(Base):
    """One planned measure of a case; see `core.planned`. Figures are text, so that they stay exact.

    `changes` is the list of its changes of data.
    """

    __tablename__ = "planned"
    case_id: Mapped[str] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    switched: Mapped[bool]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    investment: Mapped[str | None]
    yearly: Mapped[str | None]
    years: Mapped[str | None]
    name: Mapped[str]
    measure: Mapped[str]
    owner: Mapped[str]
    begin: Mapped[str]
    due: Mapped[str]
    progress: Mapped[str]
    note: Mapped[str]


class BatchRow(Base):
    """One edit, the unit of undo. `kind` is do, undo or redo; `target` the batch (un)done.

    `uid` is its name in every copy of the log. `merged_by` is the edit that merged it in, null for
    one that was made in this copy: the merge holds what became of it, and is what can be undone.
    """

    __tablename__ = "batch"
    __table_args__ = (
        Index("batch_by_case", "case_id", "id"),
        Index("batch_by_uid", "case_id", "uid", unique=True),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    at: Mapped[str]
    who: Mapped[str]
    label: Mapped[str]
    origin: Mapped[str]
    kind: Mapped[str]
    target: Mapped[int | None]
    uid: Mapped[str] = mapped_column(String(32), nullable=True, default=new_name)
    merged_by: Mapped[int | None]


class ChangeRow(Base):
    """One change inside a batch: what it was and what it became (null: absent)."""

    __tablename__ = "change"
    __table_args__ = (Index("change_by_target", "target"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    target: Mapped[str]
    old: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    new: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))


class ConfirmationRow(Base):
    """One number of a pack that somebody compared with the original document 核实.

    `path` and `digest` say which entry of the pack and what it said at the time.
    """

    __tablename__ = "confirmation"
    pack: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    who: Mapped[str]
    on: Mapped[str]
    document: Mapped[str]
    page: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[str]


class PackCopyRow(Base):
    """A pack version some case was judged by, kept whole: `data` is its pack file."""

    __tablename__ = "pack_copy"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    pack: Mapped[str]
    version: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class TrashRow(Base):
    """A case in the trash 回收站, and since when: lists pass it over, nothing of it is gone."""

    __tablename__ = "trash"
    case_id: Mapped[str] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[str]


class MomentRow(Base):
    """A named moment 存档点 of a case: its state after all edits up to `position`.

    `position` is the newest edit of the library at the time: profiles are shared by the cases of an
    enterprise. `at` is when the row was last touched, `made` when the moment was kept.
    """

    __tablename__ = "moment"
    __table_args__ = (Index("moment_by_case", "case_id"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str]
    note: Mapped[str]
    reason: Mapped[str]
    made: Mapped[str]
    who: Mapped[str]
    at: Mapped[str]
