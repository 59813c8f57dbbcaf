"""The sentences of problems with the password of a library.

A row holds severity ("error", "warning", "info"), message template and remedy template.
"""

from __future__ import annotations

from typing import Final

PASSWORD_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "password.empty": ("error", "口令是空的。", "请输入口令；长短和用字不限，忘记了就打不开。"),
    "password.differs": ("error", "两次输入的口令不一样。", "请重新输入。"),
    "password.nobody": (
        "error",
        "没有给出新口令。",
        "请用 --new-password-file，或把新口令放在环境变量 NEAR_ZERO_NEW_PASSWORD 里。",
    ),
    "password.unreadable": (
        "error",
        "口令文件读不出来（{detail}）。",
        "请核对路径；口令写在文件的第一行，UTF-8 编码。",
    ),
    "password.there": (
        "error",
        "企业库已经有口令。",
        "要换口令请用 near-zero library rekey。",
    ),
    "password.none": ("error", "企业库没有口令。", "要设口令请用 near-zero library encrypt。"),
    "password.key_unwritten": (
        "error",
        "恢复密钥没有写成文件（{detail}）。",
        "请换一个位置；已有的文件不会被覆盖。设好口令后，恢复密钥可以随时再看。",
    ),
}
