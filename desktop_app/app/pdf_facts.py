"""What a PDF file says of itself before anybody looks at it: its pages, or why it cannot be read.

The library behind it allows one call at a time in the whole process; whoever calls it holds
`ONE_AT_A_TIME`.
"""

from __future__ import annotations

import threading
from typing import Any, Final

from desktop_app.core.evidence import Readable

ONE_AT_A_TIME: Final = threading.Lock()

_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD of the PDF library."""


def pdf_facts(data: bytes) -> tuple[int, Readable]:
    """The number of pages of a PDF, and whether it could be read."""
    import pypdfium2

    with ONE_AT_A_TIME:
        try:
            document: Any = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == _PASSWORD
            return 0, Readable.ENCRYPTED if locked else Readable.BROKEN
        pages = len(document)
        document.close()
    return pages, Readable.YES if pages else Readable.BROKEN
