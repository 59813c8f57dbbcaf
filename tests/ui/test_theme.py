"""The look as data: contrast, tokens everywhere, fonts, icons, and switching while running."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.charts.palette import PALETTES
from desktop_app.ui import theme
from desktop_app.ui.fonts import FAMILIES, FILES, load_fonts, window_font
from desktop_app.ui.icons import draw_icon, icon
from desktop_app.ui.resources import FONT_FOLDER, ICON_FOLDER
from desktop_app.ui.stylesheet import stylesheet
from desktop_app.ui.theme import Mode, Theme, ThemeControl, Type, blend, contrast, tokens

UI = Path(theme.__file__).parent
INKS = (
    "text", "muted", "accent", "level_1", "level_2", "level_3", "level_below", "carbon",
    "pollution",
)  # fmt: skip
# Which argument of a call is the name of an icon.
ICON_ARGUMENT = {
    "draw_icon": 2, "icon": 0, "IconButton": 0, "BareButton": 1, "QuietButton": 1,
    "PrimaryButton": 1, "_ClearButton": 1, "_SearchButton": 1, "EmptyState": 0, "add_tool": 0,
    "set_icon": 0, "set_entry": 0,
}  # fmt: skip
LEVELS = ("level_1", "level_2", "level_3", "level_below")


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("ground", ["bg", "surface"])
@pytest.mark.parametrize("ink", INKS)
def test_text_reaches_aa_on_both_grounds(scheme: str, ground: str, ink: str) -> None:
    worn = tokens(scheme)
    assert contrast(worn[ink], worn[ground]) >= 4.5


@pytest.mark.parametrize("scheme", PALETTES)
def test_text_reaches_aa_on_tints_and_buttons(scheme: str) -> None:
    worn = tokens(scheme)
    pairs = [(level, f"{level}_tint") for level in LEVELS]
    pairs += [("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")]
    grounds = ("tint", "selection", "hover", "pressed", "track", "thumb")
    pairs += [("text", ground) for ground in grounds]
    pairs += [("muted", ground) for ground in ("hover", "tint", "track")]
    poor = {pair: contrast(worn[pair[0]], worn[pair[1]]) for pair in pairs}
    assert {pair: found for pair, found in poor.items() if found < 4.5} == {}


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("ground", ["bg", "surface"])
def test_edges_of_controls_and_the_ring_can_be_seen(scheme: str, ground: str) -> None:
    worn = tokens(scheme)
    assert contrast(worn["outline"], worn[ground]) >= 3
    assert contrast(worn["accent"], worn[ground]) >= 3


@pytest.mark.parametrize("scheme", PALETTES)
def test_what_is_chosen_is_lighter_than_its_track(scheme: str) -> None:
    worn = tokens(scheme)
    chosen, track = (contrast(worn[one], "#000000") for one in ("thumb", "track"))
    assert chosen > track * 1.1


def test_contrast_knows_the_ends_of_the_scale() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1B7358", "#1B7358") == 1


def test_blend_lies_between_its_colours() -> None:
    assert blend("#FFFFFF", "#000000", 0) == "#000000"
    assert blend("#FFFFFF", "#000000", 1) == "#FFFFFF"
    assert blend("#FF0000", "#0000FF", 0.5) == "#800080"


def test_both_schemes_have_the_same_tokens() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.name)
def test_no_widget_names_a_colour(path: Path) -> None:
    """Colours live in the palette; only the shadow of the theme is black by nature."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"#[0-9A-Fa-f]{6}\b|rgba?\(\d", text)
    found += [name for name in re.findall(r"GlobalColor\.(\w+)", text) if name != "transparent"]
    assert found == (["#000000"] if path.name == "theme.py" else [])


def test_every_token_of_the_style_sheet_exists_and_nothing_is_left_open() -> None:
    for scheme in PALETTES:
        worn = Theme(scheme)
        sheet = stylesheet(worn.hex, worn.px, worn.factor)
        assert "$" not in sheet
        assert not re.search(r"\d+u\b", sheet)


def test_the_style_sheet_grows_with_the_font_size() -> None:
    normal, large = Theme("light"), Theme("light", 1.5)
    assert "font-size: 16pt" in stylesheet(normal.hex, normal.px, normal.factor)
    assert "font-size: 24pt" in stylesheet(large.hex, large.px, large.factor)


def test_figures_are_equally_wide(qapp: QApplication) -> None:
    for bold in (False, True):
        metrics = QFontMetricsF(window_font(10, bold=bold))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_bundled_fonts_load_and_a_missing_one_is_named(
    qapp: QApplication, tmp_path: Path
) -> None:
    assert load_fonts(FONT_FOLDER) == ()
    assert load_fonts(tmp_path) == FILES
    (tmp_path / FILES[0]).write_bytes(b"not a font")
    assert FILES[0] in load_fonts(tmp_path)
    assert window_font(10).families() == list(FAMILIES)


def test_every_icon_can_be_drawn_and_takes_its_colour(qapp: QApplication) -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in ICON_FOLDER.glob("*.svg")}
    # The sign of the program keeps its own colours.
    names = sorted(name for name, text in files.items() if "currentColor" in text)
    assert len(names) > 30
    assert set(files) - set(names) == {"near-zero"}
    colour = Theme("light").hex("level_below")
    for name in names:
        image = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        draw_icon(painter, image.rect().toRectF(), name, colour)
        painter.end()
        opaque = [
            image.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert colour.lower() in opaque, name


def test_icons_carry_their_licence() -> None:
    assert "ISC License" in (ICON_FOLDER / "LICENSE-lucide.txt").read_text(encoding="utf-8")


def icons_named(path: Path) -> set[str]:
    """The icon names written out in calls of a module."""
    calls = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    found = set()
    for call in calls:
        place = ICON_ARGUMENT.get(ast.unparse(call.func).split(".")[-1])
        if place is not None and len(call.args) > place:
            argument = call.args[place]
            if isinstance(argument, ast.Constant) and argument.value:
                found.add(str(argument.value))
    return found


def test_every_icon_the_code_names_is_there() -> None:
    known = {path.stem for path in ICON_FOLDER.glob("*.svg")}
    named = set().union(*(icons_named(path) for path in UI.rglob("*.py")))
    assert len(named) > 10
    assert named <= known


def test_an_unknown_icon_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_a_switch_recolours_and_resizes_what_is_shown(
    qtbot: QtBot, control: ThemeControl, qapp: QApplication
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    with qtbot.waitSignal(control.changed) as told:
        control.apply(Mode.DARK, 1.25)
    worn = theme.current()
    assert told.args == [worn]
    assert worn == Theme("dark", 1.25)
    assert worn.px(8) == 10
    assert widget.palette().window().color() == worn.colour("bg")
    assert qapp.font().pointSizeF() == pytest.approx(worn.points(Type.BODY))


def test_the_same_theme_again_changes_nothing(qtbot: QtBot, control: ThemeControl) -> None:
    with qtbot.assertNotEmitted(control.changed):
        control.apply(Mode.LIGHT, 1.0)


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.9), (9, 1.5), (1.1, 1.1)])
def test_the_font_factor_is_held_in_its_range(
    control: ThemeControl, asked: float, given: float
) -> None:
    assert control.apply(factor=asked).factor == given


class _SystemHints:
    """A system whose colour scheme the test decides: the offscreen platform has none."""

    def __init__(self) -> None:
        self.scheme = Qt.ColorScheme.Dark
        self.asked: list[Qt.ColorScheme] = []

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:  # noqa: N802 - Qt's name
        self.asked.append(scheme)


def test_the_system_is_followed_only_when_asked(
    qapp: QApplication, control: ThemeControl, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = _SystemHints()
    monkeypatch.setattr(control, "_hints", system)
    assert control.apply(Mode.SYSTEM).scheme == "dark"
    system.scheme = Qt.ColorScheme.Light
    qapp.styleHints().colorSchemeChanged.emit(system.scheme)
    assert theme.current().scheme == "light"
    control.apply(Mode.LIGHT)
    system.scheme = Qt.ColorScheme.Dark
    qapp.styleHints().colorSchemeChanged.emit(system.scheme)
    assert theme.current().scheme == "light"
    assert system.asked == [Qt.ColorScheme.Unknown, Qt.ColorScheme.Light]


def test_theme_changes_are_told_from_other_changes() -> None:
    assert theme.is_theme_change(QEvent(QEvent.Type.PaletteChange))
    assert not theme.is_theme_change(QEvent(QEvent.Type.EnabledChange))
