"""The words for the fields of an enterprise's profile 企业档案."""

from __future__ import annotations

from desktop_app.i18n import _


def profile_titles() -> dict[str, str]:
    """The fields by their names, in the order of the form."""
    return {
        "name": _("企业名称"),
        "uscc": _("统一社会信用代码"),
        "industry": _("所属行业"),
        "region": _("所在地"),
        "permit": _("排污许可证编号"),
        "address": _("地址"),
        "contact": _("联系人"),
        "note": _("说明"),
    }
