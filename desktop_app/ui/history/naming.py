"""Asks for the name and note of a named moment 存档点, beside the button that wants one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.app import moments
from desktop_app.core.log import Moment
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.text_area import TextArea
from desktop_app.ui.history.desk import HistoryDesk
from desktop_app.ui.manual.explained import explain

_WIDTH = 340


class MomentPopover(Popover):
    """Keeps a new moment at a position (-1: now), or renames one; stays open while that fails."""

    def __init__(
        self,
        desk: HistoryDesk,
        anchor: QWidget,
        *,
        position: int = -1,
        moment: Moment | None = None,
    ) -> None:
        title = _("存档点") if moment is None else _("改名")
        super().__init__(anchor, title)
        explain(self, "moment")
        self._desk, self._position, self._moment = desk, position, moment
        self.name = LineEdit(moment.name if moment is not None else "")
        self.name.setAccessibleName(_("存档点的名称"))
        self.name.setPlaceholderText(_("例如：报送前"))
        self.name.setMaxLength(moments.LONGEST)
        self.note = TextArea(moment.note if moment is not None else "", _("说明"))
        self.note.done.connect(self._keep)
        self.note.setPlaceholderText(_("说明（可不填）"))
        self.problem = label("", "problem", wrap=True)
        self.keep_button, cancel = PrimaryButton(_("存档")), QuietButton(_("取消"))
        if moment is not None:
            self.keep_button.set_text(_("保存"))
        worn = theme.current()
        self.name.setFixedWidth(worn.px(_WIDTH))
        self.note.setFixedSize(worn.px(_WIDTH), worn.px(72))
        self.problem.setFixedWidth(worn.px(_WIDTH))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep_button)
        self.body.addWidget(label(title, "strong"))
        for widget in (self.name, self.note, self.problem):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.problem.hide()
        self.keep_button.clicked.connect(lambda _on: self._keep())
        self.name.returnPressed.connect(self._keep)
        cancel.clicked.connect(lambda _on: self.close_up())
        self.closed.connect(self.deleteLater)

    def _keep(self) -> None:
        session = self._desk.session
        library, case_id, stamp = session.library, session.case_id, session.stamp()
        name, note = self.name.text(), self.note.toPlainText()
        found: Moment | Problem | None
        if self._moment is None:
            found = moments.keep(library, case_id, name, stamp, note=note, position=self._position)
        else:
            found = moments.rename(library, case_id, self._moment, name, note, stamp)
        if isinstance(found, Problem):
            self.problem.setText(found.told(translate))
            self.problem.show()
            self.adjustSize()
            self.name.setFocus()
            return
        self.close_up()
        self._desk.moments_changed()
        self._desk.toasts.show(_("已存档：{name}").format(name=name.strip()), "done")
