"""A paragraph and its format; Word wants the parts of a format in one fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.reports.docx.xml import eighths, el, twips

_ALIGNS: Final = {"left": "left", "right": "right", "middle": "center", "justify": "both"}


@dataclass(frozen=True, slots=True)
class Spacing:
    """Space above and below and the least height of a line, in points; None leaves it be."""

    before: float | None = None
    after: float | None = None
    leading: float | None = None
    exact: bool = False

    def xml(self) -> str:
        """The element, "" when there is nothing to say."""
        said: dict[str, int | str] = {}
        if self.before is not None:
            said["before"] = twips(self.before)
        if self.after is not None:
            said["after"] = twips(self.after)
        if self.leading is not None:
            said["line"] = twips(self.leading)
            said["lineRule"] = "exact" if self.exact else "atLeast"
        return el("w:spacing", **said) if said else ""


@dataclass(frozen=True, slots=True)
class Indent:
    """Distance from either margin, and how far the first line stands out, in points."""

    left: float = 0
    right: float = 0
    hanging: float = 0

    def xml(self) -> str:
        """The element."""
        sides = {"left": twips(self.left), "right": twips(self.right)}
        return el("w:ind", **sides, hanging=twips(self.hanging))


@dataclass(frozen=True, slots=True)
class Format:
    """The format of a paragraph: a style, and what departs from it.

    `borders` and `tabs` are finished elements, `shade` a colour in hex; `outline` is the level of
    a heading, counted from 1.
    """

    style: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    list_id: int = 0
    borders: str = ""
    shade: str = ""
    tabs: str = ""
    spacing: Spacing | None = None
    indent: Indent | None = None
    align: str = ""
    outline: int = 0

    def xml(self) -> str:
        """The properties without the element around them."""
        level, number = el("w:ilvl", val=0), el("w:numId", val=self.list_id)
        return "".join(
            (
                el("w:pStyle", val=self.style) if self.style else "",
                el("w:keepNext") if self.keep_next else "",
                el("w:keepLines") if self.keep_lines else "",
                el("w:pageBreakBefore") if self.new_page else "",
                el("w:numPr", level, number) if self.list_id else "",
                self.borders,
                el("w:shd", val="clear", color="auto", fill=self.shade) if self.shade else "",
                self.tabs,
                self.spacing.xml() if self.spacing else "",
                self.indent.xml() if self.indent else "",
                el("w:jc", val=_ALIGNS[self.align]) if self.align else "",
                el("w:outlineLvl", val=self.outline - 1) if self.outline else "",
            )
        )


def paragraph(form: Format, *content: str) -> str:
    """A paragraph of finished runs."""
    return el("w:p", el("w:pPr", form.xml()), *content)


#: Word needs a paragraph between two tables; this one is as high as the space wanted there.
GAP: Final = paragraph(Format("Gap"))
#: The same above a table, which a heading before it must not leave behind.
HELD_GAP: Final = paragraph(Format("Gap", keep_next=True))
NEW_PAGE: Final = paragraph(Format("Gap", new_page=True))


def right_tab(at: float, leader: str = "none") -> str:
    """A stop at which text ends flush right, `at` points from the margin."""
    return el("w:tabs", el("w:tab", val="right", leader=leader, pos=twips(at)))


def border(side: str, width: float, ink: str, space: float = 0) -> str:
    """One side of a frame: width and distance in points, colour in hex."""
    size = eighths(width)
    return el(f"w:{side}", val="single", sz=size, space=round(space), color=ink)
