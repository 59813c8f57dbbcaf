"""The one table of the window's own commands: their words, their keys, and what they need.

The frame brings undo, search and moving about; pages bring their own. Tool tips, the search and
the overview of keys (F1) all read the actions made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.ui.history.subject import PLACE_KEYS


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the window: `id` for the code, words and keys for people."""

    id: str
    text: str
    keys: str
    needs_case: bool = False


def commands() -> tuple[Command, ...]:
    """All commands of the window, in the order of the overview of keys."""
    return (
        Command("new_enterprise", _("新建企业"), "Ctrl+N"),
        Command("example", _("打开示例"), "Ctrl+E"),
        Command("next_year", _("新建其他年度的自评"), "Ctrl+Shift+N", needs_case=True),
        Command("export_pdf", _("导出 PDF 报告"), "Ctrl+P", needs_case=True),
        Command("export_docx", _("导出 Word 报告"), "Ctrl+Shift+W", needs_case=True),
        Command("export_workbook", _("导出工作簿"), "Ctrl+Shift+P", needs_case=True),
        Command("open_package", _("打开自评包…"), "Ctrl+Shift+O"),
        Command("export_package", _("导出自评包…"), "Ctrl+Shift+X", needs_case=True),
        Command("close_case", _("关闭自评，回到开始"), "Ctrl+W", needs_case=True),
        Command("history", _("历史：修改记录、存档点、比较"), "Ctrl+H", needs_case=True),
        Command("place_history", _("这一格的历史"), PLACE_KEYS, needs_case=True),
        Command("keep_moment", _("现在存档…"), "Ctrl+Shift+J", needs_case=True),
        Command("safety", _("数据安全：备份与检查"), "Ctrl+Shift+K"),
        Command("lock", _("锁定窗口"), "Ctrl+Shift+Q"),
        Command("settings", _("设置"), "Ctrl+,"),
        Command("about", _("关于本软件：版本、许可证、便携版"), "Ctrl+Shift+I"),
        Command("scheme", _("切换浅色和深色"), "Ctrl+Shift+D"),
        Command("quit", _("退出"), "Ctrl+Q"),
    )


def make_actions(
    owner: QWidget, handlers: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """The commands as actions of `owner`; a command without a handler is a bug (KeyError)."""
    made: dict[str, QAction] = {}
    for command in commands():
        action = QAction(command.text, owner)
        action.setShortcut(QKeySequence(command.keys))
        action.setEnabled(not command.needs_case)
        action.setToolTip(with_keys(command.text, action))
        action.triggered.connect(_without_arguments(handlers[command.id]))
        owner.addAction(action)
        made[command.id] = action
    return made


def case_commands() -> frozenset[str]:
    """The ids of the commands that need an open case."""
    return frozenset(command.id for command in commands() if command.needs_case)


def with_keys(text: str, action: QAction) -> str:
    """A tip that names the command and its keys."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text}  {keys}".strip()


def _without_arguments(handler: Callable[[], object]) -> Callable[[], object]:
    return lambda *_checked: handler()
