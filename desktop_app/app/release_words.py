"""What is told of a file with a version of the program: the same in window and command line."""

from __future__ import annotations

from desktop_app.app.about import VERSION
from desktop_app.app.receiving import size_text
from desktop_app.app.updates import Form, Match, Release, Standing
from desktop_app.i18n import _


def release_lines(found: Release) -> list[tuple[str, str]]:
    """What a file is, line by line: a name and its words."""
    return [
        (_("文件"), found.path.name),
        (_("版本"), version_words(found)),
        (_("用于"), system_words(found)),
        (_("大小"), size_text(found.size)),
        (_("完整性"), match_words(found)),
        (_("签名"), signature_words(found)),
        (_("怎么装"), "\n".join(how_to_install(found))),
    ]


def version_words(found: Release) -> str:
    """The version against that of the running program."""
    words = {
        Standing.NEWER: _("{version}，比现在的 {mine} 新"),
        Standing.SAME: _("{version}，与现在的相同，重装即修复"),
        Standing.OLDER: _("{version}，比现在的 {mine} 旧：旧版本可能打不开新版本用过的企业库"),
    }
    return words[found.standing].format(version=found.version, mine=VERSION)


def system_words(found: Release) -> str:
    """The system it is for, and whether that is this one."""
    names = {"linux": _("Linux 64 位"), "win32": _("Windows 10 及以上，64 位")}
    name = names[found.system]
    return name if found.fits else _("{system}，不能装在这台电脑上").format(system=name)


def match_words(found: Release) -> str:
    """What the digest beside it says."""
    if found.match is Match.RIGHT:
        return _("与旁边的 .sha256 相符")
    if found.match is Match.WRONG:
        return _("与旁边的 .sha256 不符，文件不完整或被改过，不要安装")
    return _("旁边没有 .sha256，无法核对；SHA-256 为 {digest}").format(digest=found.digest)


def signature_words(found: Release) -> str:
    """Who vouches for it."""
    signed = found.signed
    if not signed.fingerprint:
        return _("没有签名")
    if signed.trusted:
        return _("由信任的发布者“{name}”签名").format(name=signed.name)
    words = _("签名有效，但发布者不在信任名单里（指纹 {fingerprint}）")
    return words.format(fingerprint=signed.fingerprint)


def how_to_install(found: Release) -> list[str]:
    """The steps, one a line."""
    if not found.may_be_used:
        return [_("不要在这台电脑上安装它。")]
    data = _("企业库不受影响；新版本打开旧的企业库时先在副本上更新结构，旧文件留存。")
    if found.form is Form.PACKAGE:
        command = f"sudo apt install ./{found.path.name}"
        return [
            _("1. 关闭本程序。"),
            _("2. 双击安装包，或在终端运行：{command}").format(command=command),
            data,
        ]
    if found.form is Form.SETUP:
        return [_("1. 关闭本程序。"), _("2. 双击安装程序，不需要管理员权限。"), data]
    return [
        _("1. 解开压缩包。"),
        _("2. 关闭本程序，用新文件夹换掉旧的；便携版先把旧文件夹里的“数据”移过去。"),
        data,
    ]
