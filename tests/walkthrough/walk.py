"""From an empty library to the exported PDF, as a person at the keyboard does it.

The plant is the one of forms/yellow_phosphorus/cases/plant_boundary_2025.toml, worked by hand
there: its unit energy is exactly the limit of level 3 and the baseline, so the verdict is known.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pypdfium2

from tests.walkthrough.desk import Desk

ENTERPRISE: Final = "黔南某黄磷有限公司"
VERDICTS: Final = ("黄磷能耗限额 结论：3级。", "能效 基准水平")
MONTHS: Final = ("310.5", "298", "321")
_REST: Final = 0.3
"""Seconds a person looks up before going on."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The desk, the program's empty folder, and where the PDF goes."""

    desk: Desk
    user: Path
    pdf: Path

    def steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """What is done, in order, each under the name its picture gets."""
        return (
            ("打开软件", self.begin),
            ("新建企业", self.found),
            ("工厂情况", self.answer),
            ("能耗数据", self.figures),
            ("按月台账", self.ledger),
            ("总览", lambda: self.page("ctrl+2")),
            ("判定", self.verdict),
            ("报告", self.export),
        )

    def begin(self) -> None:
        """The first start, until the library file is there."""
        self.desk.wait_for(lambda: any("双近零" in one for one in self.desk.titles()), "窗口")
        self.desk.wait_for((self.user / "library.nzl").exists, "企业库文件")
        time.sleep(2)

    def found(self) -> None:
        """A new enterprise; industry and region by pinyin, a credit code left for later."""
        desk = self.desk
        desk.press("ctrl+n")
        time.sleep(1)
        desk.type(ENTERPRISE)
        desk.press("Return", "Return")
        self.pick("hl", "Down")  # the first letters of 黄磷, after 火力
        desk.press("Tab")
        self.pick("fq")
        desk.shot("填企业")
        desk.press("ctrl+Return")
        desk.wait_for(lambda: any(ENTERPRISE in one for one in desk.titles()), "自评打开")
        time.sleep(1)

    def pick(self, words: str, *moves: str) -> None:
        """Type into a field with a search behind it, move in what is found, and take it."""
        self.desk.type(words)
        time.sleep(_REST)
        self.desk.press(*moves, "Return")

    def go_to(self, words: str) -> None:
        """To a datum or a result by the search over everything."""
        self.desk.press("ctrl+k")
        self.desk.type(words)
        time.sleep(_REST)
        self.desk.press("Return")
        time.sleep(_REST)

    def answer(self) -> None:
        """There is a furnace, nothing is made of the mud, none is bought, the plant is new.

        A new case begins with the cursor in the first question.
        """
        self.desk.press("space", "Return")
        for _question in range(3):
            self.desk.press("Right", "Return")
        self.desk.press("space")
        self.stored(5)

    def figures(self) -> None:
        """The figures of the unit energy; Enter goes from field to field."""
        self.go_to("phllp")
        self.fill("25.5", "0", "0", "9566000")
        self.go_to("jtyl")
        self.fill("1500", "90", "", "", "9.86", "0", "0", "1000")
        self.stored(15)

    def fill(self, *values: str) -> None:
        """One figure after the other; an empty one is passed over."""
        for value in values:
            self.desk.type(value)
            self.desk.press("Return")

    def ledger(self) -> None:
        """Three months of electricity in the grid, as one types into Excel."""
        self.go_to("dianli")
        for value in MONTHS:
            self.desk.type(value)
            self.desk.press("Tab")
        self.stored(15 + len(MONTHS))

    def page(self, keys: str) -> None:
        """A page by its keys."""
        self.desk.press(keys)
        time.sleep(1.5)

    def verdict(self) -> None:
        """The row that judges the unit energy."""
        self.go_to("dlfhl")
        time.sleep(1)

    def export(self) -> None:
        """The PDF by its keys, saved through the system's question for a name."""
        desk = self.desk
        desk.press("ctrl+p")
        desk.wait_for(lambda: any(one.startswith("导出") for one in desk.titles()), "保存窗口")
        time.sleep(1)
        desk.type(str(self.pdf))
        desk.shot("保存为")
        desk.press("Return")
        desk.wait_for(lambda: self.pdf.exists() and self.pdf.stat().st_size > 0, "PDF 文件")
        time.sleep(1)

    def stored(self, wanted: int) -> None:
        """Wait until so many data are on disk, seen from beside the program."""
        self.desk.wait_for(lambda: data_in(self.user) >= wanted, f"{wanted} 个数据存盘")


def data_in(user: Path) -> int:
    """How many data the library holds."""
    with closing(sqlite3.connect(f"file:{user / 'library.nzl'}?mode=ro", uri=True)) as library:
        return int(library.execute("SELECT count(*) FROM datum").fetchone()[0])


def printed(pdf: Path) -> str:
    """The text of a PDF, with single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages))
