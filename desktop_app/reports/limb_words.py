"""The names of the limbs 评价维度: the same in window, command line, report and workbook.

Apart from the other words of a report: the window shows them long before it makes one.
"""

from __future__ import annotations

from desktop_app.core.pack import Limb
from desktop_app.i18n import _


def limb_title(limb: Limb) -> str:
    """The name of a limb."""
    return {
        Limb.CLEAN_PRODUCTION: _("清洁生产"),
        Limb.ENERGY: _("能效"),
        Limb.CARBON: _("碳排放"),
        Limb.POLLUTANTS: _("污染物"),
        Limb.POLICY: _("政策要求"),
        Limb.READINESS: _("双近零"),
        Limb.PROFILE: _("企业数据"),
    }[limb]
