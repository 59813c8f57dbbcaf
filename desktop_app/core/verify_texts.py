"""The sentences about files that are to be verified and cannot be.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

VERIFY_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "verify.missing": ("error", "找不到文件“{file}”。", "请核对路径。"),
    "verify.unreadable": ("error", "文件读不出来（{detail}）。", "请核对读取权限。"),
    "verify.too_large": (
        "error",
        "文件有 {size}，超过能核对的 {limit}。",
        "本软件写出的文件没有这么大。",
    ),
    "verify.unknown_kind": (
        "error",
        "这不是能核对的文件。",
        "能核对本软件写出的 PDF、Word（.docx）和 Excel（.xlsx）。",
    ),
    "verify.elsewhere": (
        "info",
        "自评包和规则包文件自带指纹，打开或导入时会逐项核对。",
        "也可用命令 near-zero verify 核对。",
    ),
    "verify.no_office": ("error", "文件里没有 Word 文档，也没有工作簿。", "请核对选的文件。"),
    "verify.broken": (
        "error",
        "文件已损坏，读不出内容（{detail}）。",
        "请向对方要一份完好的。",
    ),
    "verify.locked": ("error", "PDF 加了密码，读不出内容。", "请换一份不加密的。"),
    "verify.too_much": (
        "error",
        "工作簿超过 {limit} 格，不逐格核对。",
        "本软件写出的工作簿没有这么大，可能被加了大片内容。",
    ),
    "verify.no_signature": ("error", "文件没有签名，没有可以信任的签名人。", ""),
}
