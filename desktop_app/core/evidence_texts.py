"""The sentences about evidence: files that cannot be taken, and contents that cannot be had.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do. `KIND_WORDS` are the
words for the kinds of documents, by `EvidenceKind`.
"""

from __future__ import annotations

from typing import Final

KIND_WORDS: Final = {
    "invoice": "发票",
    "ledger": "台账",
    "monitoring": "监测报告",
    "photo": "照片",
    "certificate": "证书",
    "other": "其他",
}

_NOTHING: Final = "没有添加；已有的佐证没有变动。"

EVIDENCE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # files that cannot be taken
    "evidence.missing": ("error", "找不到文件“{file}”。", "请核对路径。"),
    "evidence.folder": (
        "error",
        "“{file}”是文件夹。",
        "请选择文件夹里的文件，可以一次选多个。",
    ),
    "evidence.link": (
        "error",
        "“{file}”是快捷方式或链接，不是文件本身。",
        "请添加它指向的那个文件。",
    ),
    "evidence.device": ("error", "“{file}”不是普通文件。", _NOTHING),
    "evidence.empty": ("error", "文件“{file}”是空的（0 字节）。", "请核对是否拷贝完整。"),
    "evidence.too_large": (
        "error",
        "文件“{file}”有 {size}，超过每份佐证的上限 {limit}。",
        "请缩小扫描分辨率，或拆成几份再添加。",
    ),
    "evidence.unreadable": (
        "error",
        "文件“{file}”读不出来（{detail}）。",
        "请核对读取权限，或先关闭正在使用它的程序。" + _NOTHING,
    ),
    "evidence.changed_meanwhile": (
        "error",
        "文件“{file}”在读取时被改动了。",
        "请等它保存完再添加一次。",
    ),
    "evidence.interrupted": (
        "error",
        "文件没有存完就被清理掉了。",
        "请再添加一次；已有的佐证没有变动。",
    ),
    # files that are kept though they cannot be read
    "evidence.encrypted": (
        "warning",
        "“{file}”是加了密码的 PDF，无法读取，仍按原样保存。",
        "不能预览；可导出后用密码打开，或换一份不加密的。",
    ),
    "evidence.broken": (
        "warning",
        "“{file}”的内容已损坏或不完整，无法读取，仍按原样保存。",
        "不能预览；请核对是否拷贝完整。",
    ),
    # documents of a case
    "evidence.known_already": (
        "info",
        "“{file}”与已有的 {label}“{title}”是同一份文件，没有重复添加。",
        "",
    ),
    "evidence.unknown": (
        "error",
        "没有编号为“{label}”的佐证。",
        "{suggestion}请先列出佐证核对编号。",
    ),
    "evidence.title_missing": ("error", "佐证 {label} 的题名为空。", "请写上题名。"),
    "evidence.unknown_subject": (
        "error",
        "没有名为“{subject}”的数据项、记录或结果。",
        "{suggestion}请写成 energy.raw_coal@2023-03、outlet[DA001] 或结果的编号。",
    ),
    "evidence.unknown_kind": (
        "error",
        "没有名为“{value}”的佐证种类。",
        "可用种类：{choices}。",
    ),
    "evidence.bad_date": ("error", "日期“{value}”不成立。", "请写成“2023-06-30”，或留空。"),
    "binder.nothing": (
        "error",
        "还没有登记佐证，没有可汇编的材料。",
        "请先在“佐证”页添加文件。",
    ),
    # contents
    "evidence.content_missing": (
        "error",
        "佐证 {label}“{title}”的内容已被清理，企业库里没有了。",
        "再添加一次同一个文件即可恢复；题名和关联都还在。",
    ),
    "evidence.content_changed": (
        "error",
        "佐证 {label}“{title}”的内容与登记的指纹不符。",
        "企业库文件可能已损坏；请从留存的副本恢复，或重新添加原文件。",
    ),
    "evidence.cannot_write": (
        "error",
        "文件“{file}”没有写成（{detail}）。",
        "请检查磁盘空间和文件夹权限；企业库里的佐证没有变动。",
    ),
    "evidence.not_opened": (
        "error",
        "“{title}”是{kind}，本软件不直接打开。",
        "如确认可信，请导出后自行打开。",
    ),
}
