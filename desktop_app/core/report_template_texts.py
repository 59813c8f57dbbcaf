"""The sentences about report templates: what is wrong with one, and with its logo.

They are merged into `problem_texts.TEXTS`; their readers are consultants who edit a template.
"""

from __future__ import annotations

from typing import Final

REPORT_TEMPLATE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    "report_template.unknown": (
        "error",
        "没有编号为“{template}”的报告版式。",
        "{suggestion}可用：{choices}。",
    ),
    "report_template.word": (
        "error",
        "“{value}”不是可用的编号。",
        "{suggestion}可用：{choices}。",
    ),
    "report_template.chapter_twice": (
        "error",
        "章节“{chapter}”写了两次。",
        "请删去一处；只有自写的章节（text）可以有几个。",
    ),
    "report_template.many_chapters": (
        "error",
        "有 {count} 个章节，超过 {limit} 个。",
        "请合并章节。",
    ),
    "report_template.no_parts": (
        "warning",
        "章节“{chapter}”不分部分。",
        "请删去 parts；它总是整章印出。",
    ),
    "report_template.no_list": (
        "warning",
        "章节“{chapter}”不按条数截取。",
        "请删去 most；它列出全部内容。",
    ),
    "report_template.not_path": (
        "error",
        "“{value}”不是结果或数据项的编号。",
        "写法如 energy.total、air.nox[DA001]；编号见“规则包”页。",
    ),
    "report_template.path_unknown": (
        "warning",
        "现有的规则包里没有编号为“{path}”的结果或数据项。",
        "{suggestion}报告中会印成“—”。",
    ),
    "report_template.long_text": (
        "error",
        "文字有 {count} 个字，超过 {limit} 个。",
        "请缩短，或分成几个章节。",
    ),
    "report_template.brace": (
        "error",
        "大括号没有成对。",
        "大括号只用来写字段，写成 {{...}}；文字里请改用圆括号。",
    ),
    "report_template.field": (
        "error",
        "没有名为“{field}”的字段。",
        "{suggestion}可用 name、year、grade 等，或结果的编号，如 energy.total。",
    ),
    "report_template.glyph": (
        "warning",
        "字体里没有“{characters}”，报告中会印成 〓。",
        "请换一种写法。",
    ),
    "report_template.bad_id": (
        "error",
        "“{value}”不能作版式的编号。",
        "请用字母、数字、汉字和 _ -，不超过 40 个字。",
    ),
    "report_template.taken": (
        "error",
        "已有编号为“{template}”的版式。",
        "请换一个编号。",
    ),
    "report_template.builtin_name": (
        "error",
        "编号“{template}”是随程序提供的版式，不能另用。",
        "请给您的版式文件夹换一个名字。",
    ),
    "report_template.not_own": (
        "error",
        "“{template}”是随程序提供的版式，不能改动。",
        "请先复制为您的版式，再改。",
    ),
    "report_template.cannot_write": (
        "error",
        "版式没有写成（{detail}）。",
        "请检查磁盘空间和文件夹权限；原有的版式没有变动。",
    ),
    # the logo
    "report_template.logo_outside": (
        "error",
        "标志“{file}”不在版式的文件夹里。",
        "请把图片放进该文件夹，只写文件名。",
    ),
    "report_template.logo_missing": (
        "error",
        "找不到标志“{file}”。",
        "请把图片放进版式的文件夹，或删去 logo。",
    ),
    "report_template.logo_unreadable": (
        "error",
        "标志“{file}”读不出来（{detail}）。",
        "请核对读取权限。",
    ),
    "report_template.logo_big": (
        "error",
        "标志有 {size}，超过 {limit}。",
        "请缩小图片后再用。",
    ),
    "report_template.logo_pixels": (
        "error",
        "标志有 {size} 像素，超过 {limit}。",
        "请缩小图片后再用。",
    ),
    "report_template.logo_kind": (
        "error",
        "标志“{file}”是 {what}，不是 PNG 或 JPEG 图片。",
        "请另存为 PNG 或 JPEG。",
    ),
    "report_template.logo_broken": (
        "error",
        "标志“{file}”已损坏，读不出图片。",
        "请重新导出该图片。",
    ),
}
