"""The fields of an enterprise's industry and region: how they are found, and what is offered."""

from __future__ import annotations

from desktop_app.app.paths import Paths
from desktop_app.core.codes import industry_code
from desktop_app.i18n import _
from desktop_app.ui.components.item_picker import Pick
from desktop_app.ui.components.pick_field import PickField


def industry_field() -> PickField:
    """A field to pick the industry class by its name, code, everyday name, or by pinyin."""
    return PickField(
        _("所属行业"),
        _("按名称、代码或拼音查找，例如“水泥”或 sn"),
        _("没有找到。这里只列出有规则包的行业；其他行业请键入四位代码，例如 C1789。"),
        _industry_by_code,
    )


def _industry_by_code(typed: str) -> Pick | None:
    """A class of GB/T 4754 that is typed out, with or without its letter."""
    code = industry_code(typed)
    return Pick(code, _("{code}　没有列出的行业").format(code=code)) if code else None


def region_field() -> PickField:
    """A field to pick the region by name, code or pinyin."""
    return PickField(
        _("所在地"),
        _("按名称、代码或拼音查找，例如“清镇”或 qz"),
        _("没有找到。贵州列到区县，其他地方只列到省：请选所在的省。"),
    )


def industry_picks(paths: Paths) -> list[Pick]:
    """All industry classes that can be chosen."""
    from desktop_app.app.places import industries

    return [
        Pick(one.code, f"{one.name}　{one.code}", words=f"{one.known_as} {one.code}")
        for one in industries(paths)
    ]


def region_picks(paths: Paths) -> list[Pick]:
    """All regions that can be chosen, each with those it lies in."""
    from desktop_app.app.places import region_name, regions

    return [
        Pick(one.code, region_name(paths, one.code) or one.name, words=one.code)
        for one in regions(paths)
    ]
