"""Where a question for a file starts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def usual_folder(last: Path | None = None) -> Path:
    """The folder of the last file while it is there, else that of documents, else the home.

    A folder that is gone would make the question start where the program happens to run.
    """
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    for folder in (last, Path(QStandardPaths.writableLocation(documents))):
        if folder is not None and folder.is_absolute() and folder.is_dir():
            return folder
    return Path.home()
