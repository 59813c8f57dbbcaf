"""The stamp of a Word file: a part of its own for the stamp, custom properties for the seal.

Word keeps both when it saves the file; LibreOffice keeps the properties.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

from desktop_app.core.provenance import CUSTOM_PART, stamp_of
from desktop_app.core.visible import paragraph_texts, picture_digest
from desktop_app.reports.docx.package import Package
from desktop_app.reports.docx.xml import root
from desktop_app.reports.stamps.office import sealed_part
from desktop_app.reports.stamps.stamping import Stamping

_MAIN: Final = "word/document.xml"
_ITEM: Final = "customXml/item1.xml"
_PROPERTIES: Final = "customXml/itemProps1.xml"
_SPACE: Final = "urn:near-zero:stamp"
_ITEM_ID: Final = "{6E7A7374-616D-7031-8000-6E6561727A31}"
_DATA: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def add_stamp(package: Package, stamping: Stamping) -> None:
    """Stamp a package that is complete otherwise."""
    body = fromstring(package.parts[_MAIN])  # noqa: S314 - the part was written a moment ago
    pictures = {
        one.id: picture_digest(package.parts[f"word/{one.target}"])
        for one in package.relations.get(_MAIN, [])
        if one.kind == "image"
    }
    stamp = stamp_of(stamping.provenance, {"": paragraph_texts(body, pictures)}).to_bytes()
    package.add(_ITEM, "", root("stamp", {"xmlns": _SPACE}, escape(stamp.decode("ascii"))))
    package.relate(_MAIN, "customXml", _ITEM)
    about = root("ds:datastoreItem", {"xmlns:ds": _DATA, "ds:itemID": _ITEM_ID})
    package.add(_PROPERTIES, _PROPERTIES_TYPE, about)
    package.relate(_ITEM, "customXmlProps", _PROPERTIES)
    package.relate("", "custom-properties", CUSTOM_PART)
    package.types[CUSTOM_PART] = _CUSTOM_TYPE
    parts = package.everything()
    package.parts[CUSTOM_PART] = sealed_part(stamping.provenance, stamp, parts, stamping.sign)
