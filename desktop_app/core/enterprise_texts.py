"""The sentences of problems with many enterprises at once: the trash, copies, batches."""

from __future__ import annotations

from typing import Final

ENTERPRISE_TEXTS: Final = {
    "library.case_in_trash": (
        "error",
        "该企业 {year} 年的自评在回收站里。",
        "请先到“企业库”的回收站恢复它，或彻底删除后再新建。",
    ),
    "batch.broke": (
        "error",
        "处理时出错（{detail}）。",
        "其他自评照常处理；请打开这个自评核对，仍出错时请把诊断文件发给软件提供者。",
    ),
    "batch.nothing_chosen": ("error", "没有选出任何自评。", "请核对筛选条件或自评编号。"),
}
