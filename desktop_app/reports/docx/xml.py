"""WordprocessingML as text: elements, clean characters, units of length, colours.

Every element is written by `el`, so nothing reaches a part unescaped.
"""

from __future__ import annotations

from typing import Final
from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

from desktop_app.charts.palette import PALETTES

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML: Final = "http://schemas.openxmlformats.org"
RELATIONSHIPS: Final = f"{_OOXML}/officeDocument/2006/relationships"
WORD: Final = {
    "xmlns:w": f"{_OOXML}/wordprocessingml/2006/main",
    "xmlns:r": RELATIONSHIPS,
    "xmlns:wp": f"{_OOXML}/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": f"{_OOXML}/drawingml/2006/main",
    "xmlns:pic": f"{_OOXML}/drawingml/2006/picture",
}
#: Stands for half a surrogate pair and other codes XML has no room for.
_REPLACEMENT: Final = "\ufffd"
_EMU: Final = 12700


def el(tag: str, *children: str, **attributes: str | float) -> str:
    """An element of finished children.

    Attributes of a `w:` element take its prefix; an underscore in a name is the colon of another.
    """
    own = "w:" if tag.startswith("w:") else ""
    written = "".join(
        f" {name.replace('_', ':') if '_' in name else own + name}={quoteattr(str(value))}"
        for name, value in attributes.items()
    )
    inner = "".join(children)
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def root(tag: str, namespaces: dict[str, str], *children: str) -> bytes:
    """A whole part: declaration, root element with its namespaces, children."""
    spaces = "".join(f" {name}={quoteattr(uri)}" for name, uri in namespaces.items())
    return f"{DECLARATION}<{tag}{spaces}>{''.join(children)}</{tag}>".encode()


def chars(text: str) -> str:
    """Text as the content of an element."""
    return escape(clean(text))


def clean(text: str) -> str:
    """`text` without what has no shape or no place in XML; line ends as newlines, tabs as spaces.

    Marks that only steer the direction of writing go too: in a name they would turn the words
    around it. Selectors of glyph variants stay, Word knows them.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if unified.isascii() and unified.isprintable():
        return unified
    return "".join(_legal(char) for char in unified)


def _legal(char: str) -> str:
    if char == "\n":
        return char
    kind = category(char)
    if kind in ("Cc", "Cf"):
        return ""
    return _REPLACEMENT if kind == "Cs" or ord(char) & 0xFFFE == 0xFFFE else char


def twips(points: float) -> int:
    """A length in twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """A type size in half points."""
    return round(points * 2)


def eighths(points: float) -> int:
    """The width of a border in eighths of a point."""
    return round(points * 8)


def emu(points: float) -> int:
    """A length of a drawing in English metric units."""
    return round(points * _EMU)


def colour(token: str, opacity: float = 1) -> str:
    """A colour token as six hex digits, mixed with the paper as the PDF mixes it."""
    ink, paper = (_parts(PALETTES["light"][name]) for name in (token, "surface"))
    mixed = (
        round(below + (above - below) * opacity) for above, below in zip(ink, paper, strict=True)
    )
    return "".join(f"{part:02X}" for part in mixed)


def _parts(value: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(value.removeprefix("#")))
