"""The contents of evidence in a library, as the window works with them."""

from __future__ import annotations

from desktop_app.store.file_contents import FileContents, Unused

__all__ = ["FileContents", "Unused"]
