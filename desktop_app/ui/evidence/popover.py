"""Evidence of a cell or a field: what supports it, and the ways to add more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app import evidence as verbs
from desktop_app.core.evidence import Evidence, Subject
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import EVIDENCE
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.evidence.details import SubjectRow
from desktop_app.ui.evidence.linking import documents_of, link_documents, pick_documents
from desktop_app.ui.manual.explained import explain


class EvidencePopover(Popover):
    """The documents of some data; opening one shows it on its page, the cross unlinks it.

    Several cells count together: a document is added to all of them.
    """

    def __init__(
        self, bridge: Bridge, anchor: QWidget, subjects: Sequence[Subject], title: str
    ) -> None:
        super().__init__(anchor, _("佐证"))
        explain(self, "evidence_links")
        self._bridge, self._subjects = bridge, tuple(subjects)
        self.rows: list[SubjectRow] = []
        self.add_button = QuietButton(_("添加文件…"), "plus")
        self.link_button = QuietButton(_("关联已有…"), "paperclip")
        self.paste_button = QuietButton(_("粘贴图片"), "camera")
        self._none = label(_("还没有佐证。"), "caption")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        ways = QHBoxLayout()
        ways.setSpacing(theme.current().px(8))
        for button in (self.add_button, self.link_button, self.paste_button):
            ways.addWidget(button)
        head = label(_("佐证：{name}").format(name=title), "strong", wrap=True)
        head.setMinimumWidth(theme.current().px(360))
        self.body.addWidget(head)
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self.body.addLayout(ways)
        self.add_button.clicked.connect(self._add)
        self.link_button.clicked.connect(self._pick)
        self.paste_button.clicked.connect(self._paste)
        desk = bridge.desk
        self.add_button.setVisible(desk is not None)
        self.paste_button.setVisible(desk is not None)
        self.link_button.setEnabled(bool(bridge.case.evidence))
        self._show()

    def _show(self) -> None:
        documents = documents_of(self._bridge, self._subjects)
        self._none.setVisible(not documents)
        for one in documents:
            self._list.addWidget(self._row(one))

    def _row(self, one: Evidence) -> SubjectRow:
        row = SubjectRow()
        own = any(each in one.subjects for each in self._subjects)
        remark = "" if own else _("关联在全年")
        row.show_line(one.id, f"{one.label}  {one.title}", remark)
        row.cross.setVisible(own)
        row.cross.setAccessibleName(_("取消关联 {name}").format(name=one.label))
        row.opened.connect(self._go)
        row.unlinked.connect(self._unlink)
        self.rows.append(row)
        return row

    def _go(self, id_: str) -> None:
        self.close_up(give_focus_back=False)
        self._bridge.jump(f"{EVIDENCE}:{id_}")

    def _unlink(self, id_: str) -> None:
        self.close_up()
        self._bridge.do(verbs.unlink, id_, self._subjects)

    def _after(self, run: Callable[[], object]) -> None:
        self.close_up()
        run()

    def _add(self) -> None:
        desk = self._bridge.desk
        if desk is not None:
            self._after(lambda: desk.choose(self.anchor.window(), self._subjects))

    def _paste(self) -> None:
        desk = self._bridge.desk
        if desk is not None:
            self._after(lambda: desk.paste(self._subjects))

    def _pick(self) -> None:
        bridge, subjects, anchor = self._bridge, self._subjects, self.anchor
        self.close_up()
        picker = pick_documents(bridge, anchor, subjects)

        def link(id_: str) -> None:
            picker.close_up()
            link_documents(bridge, [id_], subjects)

        picker.picked.connect(link)
        picker.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste by its key, as everywhere."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._bridge.desk is not None:
            self._paste()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)
