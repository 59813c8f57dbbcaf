"""The sentences of problems with the history of a case, its moments and comparisons.

A row holds severity ("error", "warning", "info"), message template and remedy template.
"""

from __future__ import annotations

from typing import Final

HISTORY_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "moment.unnamed": ("error", "存档点没有名称。", "请写一个以后认得出的名称，例如“报送前”。"),
    "moment.name_long": ("error", "存档点的名称太长。", "请不超过 {longest} 个字，其余写进说明。"),
    "moment.name_taken": (
        "error",
        "已经有一个叫“{moment}”的存档点。",
        "请换一个名称，或先给原来的改名。",
    ),
    "moment.unknown": ("error", "没有存档点“{moment}”。", "现有：{known}。"),
    "history.no_edit": (
        "error",
        "这个自评没有第 {position} 次修改。",
        "请用 near-zero history list 查看编号。",
    ),
    "history.bad_what": ("error", "没有“{what}”这一类修改。", "可以写：{known}。"),
    "history.bad_place": (
        "error",
        "认不出“{place}”。",
        "请写数据项编号，可带记录和期间，例如 energy.raw_coal@2023-03，或档案字段 enterprise.region。",
    ),
    "history.profile_spared": (
        "warning",
        "企业档案的“{fields}”没有跟着改：现在的内容不是这一步留下的。",
        "企业档案由这家企业的各个自评共用，后来在别处改过；要改请直接填写。",
    ),
    "history.already_so": ("info", "现在已经是这个内容，没有改动。", ""),
}
