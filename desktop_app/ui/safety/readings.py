"""What the page 数据安全 says about files, backups and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_app.app.backups import Backup, Preview
from desktop_app.app.clock import moment
from desktop_app.i18n import _, format_number

_MOST_CASES: Final = 6
_KILO: Final = 1024


def size_text(size: int) -> str:
    """A number of bytes as people say it."""
    if size < _KILO * _KILO:
        return _("{size} KB").format(size=format_number(Decimal(max(1, size // _KILO)), 0))
    return _("{size} MB").format(size=format_number(Decimal(size) / _KILO / _KILO, 1))


def moment_text(at: datetime) -> str:
    """A moment on the user's clock."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def about_backup(backup: Backup, library: Path) -> str:
    """Where a backup is, and why it was kept if not for its age."""
    parts = []
    if backup.path.parent.parent != library.parent:
        parts.append(_("第二备份位置"))
    if backup.revision:
        parts.append(_("结构 {revision} 更新前留存").format(revision=backup.revision))
    return _("，").join(parts) or _("企业库旁边")


def preview_lines(found: Preview) -> Iterator[str]:
    """What a library file holds, in a few lines."""
    words = _("{enterprises} 家企业，{cases} 个自评，{data} 个数据；结构 {revision}，{size}")
    yield words.format(
        enterprises=found.enterprises,
        cases=len(found.cases),
        data=format_number(Decimal(found.data), 0),
        revision=found.revision or "—",
        size=size_text(found.size),
    )
    if found.unread:
        unread = _("另存有 {count} 处看不懂、待改正的文字，都在备份里。")
        yield unread.format(count=found.unread)
    if found.documents:
        yield _("佐证 {count} 份").format(count=found.documents)
    if found.last_change:
        last = _("最后一次修改：{at}　{label}")
        yield last.format(at=moment(found.last_change), label=found.last_label)
    for one in found.cases[:_MOST_CASES]:
        case = _("{enterprise}，{year} 年：{data} 个数据")
        yield case.format(
            enterprise=one.enterprise, year=one.year, data=format_number(Decimal(one.data), 0)
        )
    if len(found.cases) > _MOST_CASES:
        yield _("另有 {count} 个自评。").format(count=len(found.cases) - _MOST_CASES)
