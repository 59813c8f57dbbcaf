"""The sentences about evidence: files that cannot be taken, and contents that cannot be had.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

EVIDENCE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "evidence.interrupted": (
        "error",
        "文件没有存完就被清理掉了。",
        "请再添加一次；已有的佐证没有变动。",
    ),
}
