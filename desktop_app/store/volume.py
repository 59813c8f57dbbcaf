"""The volume a file lies on: is it a network share, can anything be written there.

The write-ahead log needs memory shared between all who have the file open, which no network file
system gives (sqlite.org, "Write-Ahead Logging", section 1).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

NETWORK_KINDS: Final = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.glusterfs",
        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "gfs2", "lustre", "ncpfs", "nfs",
        "nfs4", "ocfs2", "orangefs", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
        "fuse.vmhgfs-fuse", "fuse.gvfsd-fuse",
    }
)  # fmt: skip
"""Kinds of file systems, as Linux names them, that several machines may have mounted at once."""

_MOUNTS: Final = Path("/proc/self/mounts")
_REMOTE_DRIVE: Final = 4  # DRIVE_REMOTE of the Windows function GetDriveTypeW


def on_network(path: Path) -> bool:
    """Whether a file, or the place of one still to be made, lies on a network share."""
    if sys.platform == "win32":
        import ctypes

        whole = os.path.realpath(path)
        shared = whole.startswith("\\\\") and whole[2:4] not in ("?\\", ".\\")
        drive = f"{os.path.splitdrive(whole)[0]}\\"
        return shared or ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE
    return kind_of(path, _mounts()) in NETWORK_KINDS


def kind_of(path: Path, mounts: str) -> str:
    """The kind of file system a path lies on, by the text of /proc/self/mounts; "" if unknown."""
    place = Path(os.path.realpath(path))
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mounted = Path(_unescaped(fields[1]))
        depth = len(mounted.parts)
        # A later mount at the same place hides the earlier one.
        if depth >= best and (mounted == place or mounted in place.parents):
            best, kind = depth, fields[2]
    return kind


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _unescaped(text: str) -> str:
    r"""A path of the mount table, in which spaces are \040 and so on."""
    for code in ("040", "011", "012", "134"):
        text = text.replace(f"\\{code}", chr(int(code, 8)))
    return text


def writable(path: Path) -> bool:
    """Whether an existing file and the folder beside it, where SQLite logs, may be written to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def identity(path: Path) -> tuple[int, int]:
    """Which file a path names now; another one under the same name differs. Raises OSError."""
    found = path.stat()
    return (found.st_dev, found.st_ino)
