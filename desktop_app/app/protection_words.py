"""What window and command line say about the password of a library, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop_app.app.protection import OldBackups
from desktop_app.i18n import _, ngettext


def key_words(library: Path) -> str:
    """What stands above a recovery key that is written to a file."""
    words = _(
        "双近零企业自评的恢复密钥\n企业库：{path}\n日期：{day}\n\n"
        "忘记口令时，在输入口令的地方输入它即可打开。请打印或抄下，和电脑分开放；"
        "拿到它的人也能打开企业库。换口令之后它就失效，要另存新的；换口令之前的备份仍用它打开。"
    )
    return words.format(path=library, day=f"{datetime.now().astimezone():%Y-%m-%d}")


def lost_for_good() -> str:
    """What whoever sets a password must know."""
    return _("忘记口令且没有恢复密钥，数据无法找回。")


def old_words(found: OldBackups, *, encrypted: bool) -> Iterator[str]:
    """What backups are not protected as the library is."""
    if encrypted and found.plain:
        count = len(found.plain)
        words = ngettext(
            "还有 {count} 个以前的备份没有加密，不用口令就能读。",
            "还有 {count} 个以前的备份没有加密，不用口令就能读。",
            count,
        )
        yield words.format(count=count)
    if found.other:
        count = len(found.other)
        words = ngettext(
            "还有 {count} 个备份要用以前的口令或恢复密钥打开。",
            "还有 {count} 个备份要用以前的口令或恢复密钥打开。",
            count,
        )
        yield words.format(count=count)


def limits() -> str:
    """What encrypting a library does not protect."""
    return _(
        "加密的是企业库文件（自评、修改记录、佐证）、它的备份和判定结果。不在其内的：你导出的报告、"
        "工作簿和佐证，软件设置，文件名和大小，以及加密之前的内容在磁盘空闲处的残留。"
    )
