"""Writing a case package: streamed into a temporary name, so that no file is ever half there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final, cast

from desktop_app.exchange.package.manifest import (
    CASE,
    LOG,
    MANIFEST,
    RESULTS,
    Manifest,
    Member,
    written,
)
from desktop_app.exchange.package.sealed import SealedWriter

_PACKED: Final = frozenset({CASE, LOG, RESULTS, MANIFEST})


class PackageWriter:
    """One package being written; use as a context manager, which removes it unless it is finished.

    Raises OSError.
    """

    def __init__(self, target: Path, password: str = "") -> None:
        self._target = target
        self._part = target.with_name(target.name + ".part")
        self._file: BinaryIO = self._part.open("wb")
        self._sealed = SealedWriter(self._file, password) if password else None
        stream = cast("BinaryIO", self._sealed) if self._sealed is not None else self._file
        self._archive = zipfile.ZipFile(stream, "w", allowZip64=True)
        self.members: dict[str, Member] = {}

    def __enter__(self) -> PackageWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        if not self._file.closed:
            with contextlib.suppress(OSError, ValueError):
                self._archive.close()
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def add(self, name: str, pieces: Iterable[bytes]) -> Member:
        """Add a member from its pieces."""
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if name in _PACKED else zipfile.ZIP_STORED
        summed, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as member:
            for data in pieces:
                summed.update(data)
                size += len(data)
                member.write(data)
        made = Member(size, summed.hexdigest())
        if name != MANIFEST:
            self.members[name] = made
        return made

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest and give the file its name, replacing one that has it."""
        self.add(MANIFEST, [written(manifest)])
        self._archive.close()
        if self._sealed is not None:
            self._sealed.finish()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._target)
