"""The views of the page 规则包, in the order they are offered; each is made when first shown."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.core.pack import Pack
from desktop_app.i18n import _
from desktop_app.ui.components.page import TallArea
from desktop_app.ui.packs_page.desk import Desk, LibraryView, PackView


def pack_views() -> tuple[PackView, ...]:
    """The views of one pack."""
    return (
        PackView("about", _("概况"), _about),
        PackView("numbers", _("数与出处"), _numbers),
        PackView("compare", _("版本比较"), _compare),
    )


def library_views() -> tuple[LibraryView, ...]:
    """The views of all packs together."""
    return (
        LibraryView("findings", _("检查结果"), _findings),
        LibraryView("coverage", _("覆盖表"), _coverage),
    )


def _about(desk: Desk, pack: Pack) -> QWidget:
    from desktop_app.ui.packs_page.pack_card import PackCard
    from desktop_app.ui.packs_page.versions_card import VersionsCard

    return _scrolling(PackCard(desk.workspace.catalog.firm(pack)), VersionsCard(desk, pack))


def _numbers(desk: Desk, pack: Pack) -> QWidget:
    from desktop_app.ui.packs_page.numbers_view import NumbersView

    return NumbersView(desk, pack)


def _findings(desk: Desk) -> QWidget:
    from desktop_app.ui.packs_page.findings import PackFindings

    return PackFindings(desk)


def _compare(desk: Desk, pack: Pack) -> QWidget:
    from desktop_app.ui.packs_page.compare_view import CompareView

    return CompareView(desk, pack)


def _coverage(desk: Desk) -> QWidget:
    from desktop_app.ui.packs_page.coverage_view import CoverageView

    return CoverageView(desk)


def _scrolling(*inner: QWidget) -> TallArea:
    """Cards in a place that scrolls, no taller than it needs to be."""
    holder = QWidget()
    holder.setProperty("role", "canvas")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for one in inner:
        column.addWidget(one)
    column.addStretch(1)
    area = TallArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.setAccessibleName(_("规则包的内容"))
    return area
