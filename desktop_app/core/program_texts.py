"""The sentences of problems with the program itself: its self-test, updates, a portable copy.

A row holds severity ("error", "warning", "info"), message template and remedy template.
"""

from __future__ import annotations

from typing import Final

PROGRAM_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "program.selftest": (
        "error",
        "自检发现程序不完整（{detail}）。",
        "请重新安装程序；企业库不受影响。",
    ),
    "update.not_ours": (
        "error",
        "这不是本软件的安装包。",
        "安装包的名称形如 near-zero_版本_amd64.deb 或 near-zero-版本-windows-x64-setup.exe。",
    ),
    "update.unreadable": (
        "error",
        "这个文件读不出来，可能没有下载完或没有复制完（{detail}）。",
        "请重新复制一份；现在的程序和企业库没有动。",
    ),
    "update.bad_signature": (
        "error",
        "旁边的签名与这个文件不符，文件可能被改过。",
        "不要安装，请向给你文件的人另要一份，连同它的 .sig 文件。",
    ),
    "portable.not_built": (
        "error",
        "从源码运行时不能做便携版。",
        "请先构建：python3 dev.py build tarball 或 windows，再从构建好的程序里做。",
    ),
    "portable.in_use": (
        "error",
        "这里已经有东西，没有动它。",
        "请选一个空文件夹或一个新的名称。",
    ),
    "portable.inside": (
        "error",
        "便携版不能放在程序自己的文件夹里。",
        "请选 U 盘或别的文件夹。",
    ),
    "portable.cannot_write": (
        "error",
        "没有做成便携版（{detail}）。已复制的部分清掉了。",
        "请腾出空间（约 {size}）或换一个位置再试。",
    ),
    "portable.read_only": (
        "warning",
        "便携版所在的盘不能写入，只能查看，填写和设置都不会保存。",
        "请取消 U 盘的写保护，或把整个文件夹复制到电脑上再打开。",
    ),
}
