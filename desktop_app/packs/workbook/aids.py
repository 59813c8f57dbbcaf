"""What helps whoever edits a pack workbook: the guide on the first sheet, the drop-down lists."""

from __future__ import annotations

from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.packs.workbook import kinds

GUIDE: Final = (
    ("1", "每个工作表是规则包的一种清单：一行一项，表头有批注，鼠标移上去即见该列怎么填。"),
    (
        "2",
        "空着的格子就是没有写；未知不要猜：级别表里写“未知”，没有要求写“无要求”，标准不设该级写“—”。",
    ),
    (
        "3",
        "公式按文字书写，不以等号开头，例如 energy.total / output.product。编号就是公式里的名称。",
    ),
    ("4", "每个数都要有出处、条款和把握程度；与原文核对过两处的才写“已核实”。"),
    ("5", "可以增删行，复制整行即可；第 1 行和 A 列是隐藏的编号，导入要用，请勿改动。"),
    (
        "6",
        "指标表里分成几部分的指标：先写一行“指标”，下面每部分写一行“分项”；各部分都达到才算达到。",
    ),
    (
        "7",
        "模板按“表 …”逐行生成数据项、系数和计算式：增加一种燃料，只要在表里加一行。",
    ),
    ("8", "以 toml: 开头的格子保存表格写不下的内容，按 TOML 语法改；不懂可以不动。"),
    (
        "9",
        "改完保存，在“规则包”页用“导入…”选它，或把它拖进窗口（命令：near-zero packs import）。",
    ),
    (
        "10",
        "导入时的问题会指到工作表和单元格，有错误就什么都不装。",
    ),
)


class WordLists:
    """The lists drop-downs offer, each in a column of a sheet of its own."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], int] = {}

    def reference(self, words: tuple[str, ...]) -> str:
        """The area that holds these words."""
        number = self.columns.setdefault(words, len(self.columns) + kinds.FIELD_COLUMN)
        letter = get_column_letter(number)
        start = kinds.FIRST_ROW
        return f"词表!${letter}${start}:${letter}${start + len(words) - 1}"

    def write(self, sheet: Worksheet) -> None:
        """Fill the sheet, which stays hidden."""
        sheet.cell(1, 1).value = kinds.AIDS_MARK
        for words, number in self.columns.items():
            for row, word in enumerate(words, kinds.FIRST_ROW):
                cell = sheet.cell(row, number)
                cell.value = word
                cell.data_type = "s"
        sheet.sheet_state = "hidden"
