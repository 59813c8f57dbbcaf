"""A question for a file starts where the last one was, if that is still there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from desktop_app.ui.folders import usual_folder


def test_it_starts_in_a_folder_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, last = tmp_path / "文档", tmp_path / "U 盘"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    assert usual_folder(last) == Path.home()
    documents.mkdir()
    assert usual_folder(last) == documents
    assert usual_folder(Path()) == documents
    last.mkdir()
    assert usual_folder(last) == last
