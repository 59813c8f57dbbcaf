"""Charts as pictures: drawn by the pen of the PDF, one scene a page, then turned into pixels.

So the picture in Word is the drawing of the PDF, in the same fonts, wherever it is opened. What
turns pages into pixels is handed in: this package writes PDF files and does not read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from desktop_app.charts.scene import Scene
from desktop_app.reports.blocks import Image
from desktop_app.reports.docx.png import Pixels, png
from desktop_app.reports.docx.xml import WORD, clean, el, emu
from desktop_app.reports.draw import draw_scene
from desktop_app.reports.fonts import REGULAR, load_fonts
from desktop_app.reports.pen import Pen
from desktop_app.reports.typeset import Typesetter

#: From a PDF and the pixels wanted per point: its pages in order, as they become ready.
Rasteriser: TypeAlias = Callable[[bytes, float], Iterator[Pixels]]

#: Pixels per point: 288 to the inch, fine enough for print.
_SCALE: Final = 4
_INCH: Final = 72
#: An alternative text longer than this is cut by readers.
_LONGEST_TEXT: Final = 2000


@dataclass(slots=True)
class Pictures:
    """The scenes and images of a document, each once; what is put in place is their number."""

    scenes: dict[Scene, int] = field(default_factory=dict)
    placed: int = 0
    images: dict[Image, int] = field(default_factory=dict)

    def place(self, scene: Scene, scale: float) -> str:
        """A run with the picture of a scene, in its own size times `scale`."""
        number = self.scenes.setdefault(scene, len(self.scenes) + 1)
        told = clean(scene.description or scene.title).replace("\n", " ")[:_LONGEST_TEXT]
        return self._inline(relation_of(number), scene.width * scale, scene.height * scale, told)

    def place_image(self, image: Image, width: float, height: float, told: str) -> str:
        """A run with an image, so many points wide and high; `told` says what it shows."""
        number = self.images.setdefault(image, len(self.images) + 1)
        shown = clean(told).replace("\n", " ")[:_LONGEST_TEXT]
        return self._inline(relation_of_image(number), width, height, shown)

    def _inline(self, relation: str, width: float, height: float, told: str) -> str:
        self.placed += 1
        extent = {"cx": emu(width), "cy": emu(height)}
        frame = el("a:graphicFrameLocks", noChangeAspect=1)
        drawn = _picture(relation, self.placed, extent)
        inline = el(
            "wp:inline",
            el("wp:extent", **extent),
            el("wp:docPr", id=self.placed, name=f"Picture {self.placed}", descr=told),
            el("wp:cNvGraphicFramePr", frame),
            el("a:graphic", el("a:graphicData", drawn, uri=WORD["xmlns:pic"])),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
        )
        return el("w:r", el("w:drawing", inline))


def relation_of(number: int) -> str:
    """The id by which the document names a picture."""
    return f"rIdPicture{number}"


def relation_of_image(number: int) -> str:
    """The id by which the document names an image that is a file of its own."""
    return f"rIdImage{number}"


def _picture(relation: str, number: int, extent: dict[str, int]) -> str:
    fill = el("pic:blipFill", el("a:blip", r_embed=relation), _STRETCH)
    about = el("pic:cNvPr", id=number, name=f"picture{number}.png")
    return el(
        "pic:pic",
        el("pic:nvPicPr", about, el("pic:cNvPicPr")),
        fill,
        el(
            "pic:spPr",
            el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", **extent)),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        ),
    )


_STRETCH: Final = el("a:stretch", el("a:fillRect"))


def files_of(scenes: Sequence[Scene], fonts: Path, rasterise: Rasteriser) -> Iterator[bytes]:
    """The PNG file of every scene, in order."""
    if scenes:
        for pixels in rasterise(_pages(scenes, fonts), _SCALE):
            yield png(pixels, _SCALE * _INCH)


def _pages(scenes: Sequence[Scene], fonts: Path) -> bytes:
    """A PDF with one page of its own size for each scene."""
    setter = Typesetter(load_fonts(fonts))
    target = BytesIO()
    canvas = Canvas(
        target,
        invariant=1,
        initialFontName=REGULAR,  # type: ignore[arg-type] # the stub has it as a number
    )
    pen = Pen(canvas)
    for scene in scenes:
        canvas.setPageSize((scene.width, scene.height))
        draw_scene(pen, setter, scene, 0, scene.height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()
