"""Picking documents of the case for something they support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.app import evidence as verbs
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.i18n import _
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.evidence.picks import document_picks


def documents_of(bridge: Bridge, subjects: Sequence[Subject]) -> tuple[Evidence, ...]:
    """The documents that support any of the subjects, by itself or by its year."""
    keys = [subject.key for subject in subjects]
    return tuple(
        one
        for one in bridge.case.evidence
        if any(subject in one.subjects for subject in subjects)
        or any(key is not None and one.supports(key) for key in keys)
    )


def pick_documents(bridge: Bridge, anchor: QWidget, subjects: Sequence[Subject]) -> ItemPicker:
    """A list to pick documents from that do not yet support all of the subjects."""
    held = [
        one.id for one in bridge.case.evidence if all(each in one.subjects for each in subjects)
    ]
    picks = document_picks(bridge.case.evidence, held)
    picker = ItemPicker(anchor, _("关联已有佐证"), picks, _("按编号、题名、文件名查找"))
    picker.closed.connect(picker.deleteLater)
    return picker


def link_documents(bridge: Bridge, ids: Iterable[str], subjects: Sequence[Subject]) -> None:
    """Let documents support the subjects; one undo step."""
    bridge.do(verbs.link, tuple(ids), subjects)
