"""The pictures of the manual: the real window with the demonstration case, drawn for paper.

A page is drawn without what stands around it, and narrow, so that its words can be read where it
is as wide as a column of text. Only the chapter about the window shows the whole of it, with
numbers on its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop_app.app.paths import Paths
from desktop_app.ui import theme
from desktop_app.ui.case_pages import ASSESS, LEDGER, OVERVIEW, START
from desktop_app.ui.live_panel import LivePanel
from desktop_app.ui.screens import SIZE, open_window, picture_of, settle, show_whole
from desktop_app.ui.theme import Type

if TYPE_CHECKING:
    from desktop_app.app.session import CaseSession
    from desktop_app.ui.assess.page import AssessPage
    from desktop_app.ui.data_page import DataPage
    from desktop_app.ui.ledger.page import LedgerPage
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.start.page import StartPage

WHOLE: Final = "window"
"""The picture of the whole window, with numbers; every other is of a page or of what it opens."""
_NARROW: Final = QSize(1000, 600)
_DENSITY: Final = 2
_MARK: Final = 15
_PASTED: Final = (
    ("11,402", "10,980", "１１２３０"),
    ("3.72万", "36,900", "未计量"),
    ("716,900", "702,300", "711,450"),
)
"""A block as it comes from somebody's workbook: full-width digits, 万, and a word for a number."""


def draw_pictures(
    paths: Paths, session: CaseSession, names: Sequence[str], out_dir: Path
) -> list[Path]:
    """Draw the pictures called `names` - pages, or one of the scenes here - into a folder.

    Raises:
        OSError: a picture cannot be written, or the bundled fonts cannot be used.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    made = {name: out_dir / f"{name}.png" for name in names}
    for size, whole in ((SIZE, True), (_NARROW, False)):
        with open_window(paths, session, size) as (window, _control):
            # Pages before what is opened over them, which stays open.
            wanted = [one for one in names if (one == WHOLE) is whole]
            for name in sorted(wanted, key=_SCENES.__contains__):
                picture = _numbered(window) if whole else picture_of(_shown(window, name), _DENSITY)
                if not picture.save(str(made[name])):
                    raise OSError(str(made[name]))
    return list(made.values())


def _shown(window: MainWindow, name: str) -> QWidget:
    """What a picture is of, on the screen."""
    make = _SCENES.get(name)
    return show_whole(window, name) if make is None else make(window)


def _new_enterprise(window: MainWindow) -> QWidget:
    page = cast("StartPage", show_whole(window, START))
    page.start_new()
    page.form.name.setText("贵州某某水泥有限公司")
    page.form.industry.choose("C3011")
    page.form.region.choose("520100")
    page.form.industry.picked.emit("C3011")
    page.form.create_button.setFocus()
    return page


def _paste(window: MainWindow) -> QWidget:
    ledger = cast("LedgerPage", cast("DataPage", show_whole(window, LEDGER)).shown)
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in _PASTED))
    ledger.view.go_to(0, 0)
    ledger.commands.paste()
    settle()
    assert ledger.commands.preview is not None  # noqa: S101 - three rows are looked at first
    return ledger.commands.preview


def _why(window: MainWindow) -> QWidget:
    from desktop_app.core.pack_elements import Limb
    from desktop_app.ui.trace_view import open_trace

    page = cast("AssessPage", show_whole(window, ASSESS))
    view = page.show_limb(Limb.ENERGY)
    assert window.bridge is not None  # noqa: S101 - the case is open
    results = window.bridge.evaluation.results
    judged = next(key for key in view.rows if results[key].level)
    return open_trace(page.limbs, window.bridge, judged)


_SCENES: Final[Mapping[str, Callable[[MainWindow], QWidget]]] = MappingProxyType(
    {"new_enterprise": _new_enterprise, "paste": _paste, "why": _why}
)


# --- the whole window ---------------------------------------------------------------------------


def _numbered(window: MainWindow) -> QPixmap:
    """The window, its parts numbered as the chapter about it does."""
    show_whole(window, OVERVIEW)
    picture = picture_of(window, _DENSITY)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, place in enumerate(_parts(window), 1):
        _mark(painter, place, str(number))
    painter.end()
    return picture


def _parts(window: MainWindow) -> Iterator[QPointF]:
    """A free spot on the rail, the header, the page and the live panel."""
    rail, header = window.rail, window.header
    panel = cast("QWidget", window.findChild(LivePanel))
    yield _spot(window, rail, QPoint(rail.width() // 2, rail.height() * 2 // 3))
    yield _spot(window, header, QPoint(header.width() // 2, header.height() // 2))
    yield _spot(window, header, QPoint(header.width() // 2 - 60, header.height() + 34))
    yield _spot(window, panel, QPoint(panel.width() // 2, panel.height() // 2))


def _spot(window: QWidget, part: QWidget, at: QPoint) -> QPointF:
    return QPointF(part.mapTo(window, at))


def _mark(painter: QPainter, at: QPointF, text: str) -> None:
    worn = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(worn.colour("accent"))
    painter.drawEllipse(at, _MARK, _MARK)
    painter.setPen(worn.colour("on_accent"))
    painter.setFont(worn.font(Type.SECTION, bold=True))
    box = QRectF(at.x() - _MARK, at.y() - _MARK, 2 * _MARK, 2 * _MARK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
