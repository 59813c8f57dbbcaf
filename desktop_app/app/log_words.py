"""The words for edits of the log: how they came about, what they are about, when, by whom."""

from __future__ import annotations

from datetime import date

from desktop_app.core.data import Origin
from desktop_app.core.log import Edit, Reason, What
from desktop_app.i18n import _


def how_word(how: str) -> str:
    """How an edit came about (`Edit.how`)."""
    words = {"restored": _("恢复"), "undo": _("撤销"), "redo": _("重做")}
    return words.get(how) or origin_word(how)


def origin_word(origin: str) -> str:
    """How a datum came in, by the text of its `Origin`."""
    words = {
        Origin.TYPED.value: _("手工填写"),
        Origin.PASTED.value: _("粘贴"),
        Origin.IMPORTED.value: _("导入"),
        Origin.MERGED.value: _("合并"),
        Origin.EXAMPLE.value: _("示例"),
        Origin.CARRIED.value: _("取自上年"),
    }
    return words.get(origin, origin)


def what_word(what: What) -> str:
    """What an edit is about."""
    return {
        What.DATA: _("数据"),
        What.PROFILE: _("企业档案"),
        What.RECORDS: _("排放口、产品等"),
        What.EVIDENCE: _("佐证"),
        What.PLAN: _("改进方案"),
        What.PACKS: _("规则包"),
    }[what]


def reason_word(reason: Reason) -> str:
    """Why a moment is kept."""
    return {
        Reason.HAND: _("手动"),
        Reason.IMPORT: _("导入前"),
        Reason.PASTE: _("粘贴前"),
        Reason.MERGE: _("合并前"),
        Reason.REPLACE: _("替换前"),
        Reason.REPORT: _("导出报告时"),
    }[reason]


def who_word(who: str) -> str:
    """Who made an edit."""
    return who or _("（未署名）")


def edit_label(edit: Edit) -> str:
    """What an edit did; of an undone or redone one, which."""
    words = {"undo": _("撤销：{step}"), "redo": _("重做：{step}")}
    return words.get(edit.kind, "{step}").format(step=edit.label)


def day_words(day: date, today: date) -> str:
    """A day as a head of its edits: with the day of the week, today and yesterday by name."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    ago = {0: _("今天"), 1: _("昨天")}.get((today - day).days, "")
    return "　".join(part for part in (day.isoformat(), names[day.weekday()], ago) if part)
