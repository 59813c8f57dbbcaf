"""What is kept in a file besides its content: stamp, seal, and the signature over both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from desktop_app.core.provenance import SEAL, SIGNATURE, Kept, Provenance

#: Makes the signature (JSON) over a message; one that signs nothing gives b"".
Signer: TypeAlias = Callable[[bytes], bytes]

_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"


def kept(stamp: bytes, seal: str, sign: Signer | None) -> Kept:
    """Stamp and seal, signed where somebody signs."""
    bare = Kept(stamp, seal)
    return Kept(stamp, seal, sign(bare.message)) if sign is not None else bare


def custom_part(provenance: Provenance, own: Kept) -> bytes:
    """The custom properties of an Office file, which every office program shows and keeps."""
    texts = {
        "NearZeroCase": provenance.case,
        "NearZeroData": provenance.data,
        "NearZeroResult": provenance.result,
        "NearZeroProgram": provenance.program,
        SEAL: own.seal,
        SIGNATURE: own.signature.decode("ascii"),
    }
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(texts.items(), 2)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    spaces = f'xmlns="{_SPACE}/custom-properties" xmlns:vt="{_SPACE}/docPropsVTypes"'
    return f"{head}<Properties {spaces}>{rows}</Properties>".encode()
