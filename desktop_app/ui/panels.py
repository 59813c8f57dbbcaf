"""What can be had over any page: settings, the other scheme, the search, and the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui import theme
from desktop_app.ui.theme import Mode, ThemeControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.app.settings import SettingsFile
    from desktop_app.ui.main_window import MainWindow


def connect_panels(window: MainWindow) -> None:
    """Open the search and the manual when the window asks for them."""
    window.search_requested.connect(lambda: open_search(window))
    window.help_requested.connect(lambda: open_help(window))


def open_settings(window: MainWindow, control: ThemeControl, anchor: QWidget) -> None:
    """Show the settings beside the button they belong to."""
    from desktop_app.ui.settings_panel import SettingsPanel

    panel = SettingsPanel(window.settings, control, anchor)
    panel.closed.connect(panel.deleteLater)
    panel.language_chosen.connect(window.language_wanted)
    panel.safety_requested.connect(window.safety.show_page)
    panel.about_requested.connect(window.program.show_about)
    panel.open()


def switch_scheme(settings: SettingsFile, control: ThemeControl) -> None:
    """Go from the light scheme to the dark one, or back."""
    mode = Mode.LIGHT if theme.current().scheme == "dark" else Mode.DARK
    control.apply(mode)
    settings.change(theme=mode.value)


def open_search(window: MainWindow) -> None:
    """Show the search in the middle of the window."""
    from desktop_app.ui.search import SearchPanel

    panel = SearchPanel(window)
    panel.closed.connect(panel.deleteLater)
    panel.open()


def open_help(window: MainWindow) -> None:
    """Show the manual at the page shown."""
    from desktop_app.ui.manual.window import open_manual

    open_manual(window)
