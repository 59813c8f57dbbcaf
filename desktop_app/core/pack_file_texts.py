"""The sentences about pack files: what is wrong with one, what installing met, which is in use.

They are merged into `problem_texts.TEXTS`: severity, what is so, what to do.
"""

from __future__ import annotations

from typing import Final

_UNTOUCHED: Final = "已安装的规则包没有变动。"

PACK_FILE_TEXTS: Final[dict[str, tuple[str, str, str]]] = {
    # the file as a whole
    "pack_file.missing": ("error", "找不到规则包文件“{file}”。", "请核对路径。"),
    "pack_file.unreadable": ("error", "规则包文件读不出来（{detail}）。", "请核对读取权限。"),
    "pack_file.cannot_write": (
        "error",
        "规则包文件没有写成（{detail}）。",
        "请检查磁盘空间和文件夹权限；" + _UNTOUCHED,
    ),
    "pack_file.too_large": (
        "error",
        "文件有 {size} 字节，超过规则包文件的上限 {limit}。",
        "请核对是否选错了文件。",
    ),
    "pack_file.not_zip": (
        "error",
        "这不是规则包文件，看起来是{what}。",
        "请选择以 .nzpack 结尾的规则包文件。",
    ),
    "pack_file.not_pack": (
        "error",
        "这不是规则包文件，看起来是{what}。",
        "请选择以 .nzpack 结尾的规则包文件；改过的工作簿在“规则包”页用“导入…”导入。",
    ),
    "pack_file.truncated": (
        "error",
        "文件不完整或已损坏，目录读不出来。",
        "请重新下载或拷贝一份。" + _UNTOUCHED,
    ),
    "pack_file.too_many": (
        "error",
        "文件里有 {count} 个条目，超过 {limit} 个。",
        "规则包没有这么多文件，请核对来历。",
    ),
    "pack_file.damaged": (
        "error",
        "条目的内容与校验码不符或缺失。",
        "请重新下载或拷贝一份。",
    ),
    "pack_file.not_canonical": (
        "error",
        "文件的结构与本软件写出的不同：夹带了目录之外的内容，或由别的软件重新压缩过。",
        "请取得本程序原样导出的 .nzpack 文件。",
    ),
    "pack_file.more_reasons": ("error", "另有 {count} 处同类问题。", ""),
    # one entry
    "pack_file.encrypted": ("error", "条目加了密码。", "规则包文件不加密，请取得原文件。"),
    "pack_file.compressed": (
        "error",
        "条目是压缩的（自称展开后 {size} 字节），没有展开。",
        "规则包文件只存放、不压缩，请取得原文件。",
    ),
    "pack_file.link": ("error", "条目是符号链接。", "请核对文件来历。"),
    "pack_file.absolute": ("error", "条目写的是绝对路径。", "请核对文件来历。"),
    "pack_file.outside": ("error", "条目的路径指向文件夹以外。", "请核对文件来历。"),
    "pack_file.twice": ("error", "同名的条目有两个。", "请核对文件来历。"),
    "pack_file.bad_name": (
        "error",
        "文件“{name}”不能放进规则包文件。",
        "只能有 .toml 文件和 cases 文件夹里的 .toml 算例，文件名用文字、数字和 . _ - + 。",
    ),
    # manifest and content
    "pack_file.no_manifest": (
        "error",
        "这是一个 zip 文件，但里面没有规则包清单 manifest.json。",
        "请选择由本软件导出的 .nzpack 文件。",
    ),
    "pack_file.newer": (
        "error",
        "规则包文件是新格式（{format}），本版本支持到 {known}。",
        "请升级软件后再安装。",
    ),
    "pack_file.json_too_large": (
        "error",
        "“{name}”超过 {limit} 字节。",
        "请核对文件来历。",
    ),
    "pack_file.bad_json": (
        "error",
        "“{name}”的内容不成立（{detail}）。",
        "请重新取得原文件。",
    ),
    "pack_file.bad_field": (
        "error",
        "清单中的“{field}”缺失、写法不对或不该出现。",
        "请重新取得原文件。",
    ),
    "pack_file.file_missing": (
        "error",
        "清单列有“{name}”，文件里没有。",
        "请重新取得原文件。",
    ),
    "pack_file.file_extra": (
        "error",
        "文件里有清单没有列出的“{name}”。",
        "请核对文件来历。",
    ),
    "pack_file.file_changed": (
        "error",
        "“{name}”的内容与清单的指纹不符，打包后被改过。",
        "请重新取得原文件。",
    ),
    "pack_file.wrong_digest": (
        "error",
        "清单所写的内容指纹与内容不符。",
        "请核对文件来历。",
    ),
    "pack_file.header_differs": (
        "error",
        "清单写的 {field} 是“{value}”，规则包自己写的是“{own}”。",
        "请核对文件来历。",
    ),
    # signature
    "pack_file.bad_signature": (
        "error",
        "签名不成立：文件被改过，或签名是伪造的。",
        "请向发布者重新取得文件，不要使用这一份。",
    ),
    "pack_file.bad_key": (
        "error",
        "密钥文件不是 Ed25519 私钥（{detail}）。",
        "请用 packs key new 生成，或核对文件。",
    ),
    "pack_file.key_exists": (
        "error",
        "已有密钥文件“{file}”，没有覆盖。",
        "请换一个文件名；覆盖后原来的发布者身份就找不回来了。",
    ),
    "pack_file.publisher_unknown": (
        "error",
        "信任的发布者中没有公钥指纹“{fingerprint}”。",
        "请用 packs publishers 列出后核对。",
    ),
    "pack_file.unsigned": (
        "warning",
        "文件没有签名，无法证明是谁发布的。",
        "请向提供者核对内容指纹 {digest}。",
    ),
    "pack_file.signer_unknown": (
        "error",
        "签名完好，但发布者“{publisher}”还不在您信任的名单里（公钥指纹 {fingerprint}）。",
        "请用电话等另外的途径核对指纹，相符后再信任。",
    ),
    "pack_file.signer_changed": (
        "error",
        "现在的 {pack} 由“{before}”签名，这一份却{now}。",
        "请核对来历；确认无误后再信任。",
    ),
    "pack_file.signed_by": (
        "info",
        "由您信任的发布者“{publisher}”签名（公钥指纹 {fingerprint}）。",
        "",
    ),
    # installing and removing
    "pack_file.already": ("info", "{name} {version} 已经在用，内容相同。", ""),
    "pack_file.replaces": (
        "warning",
        "已安装的 {name} {version} 版本号相同而内容不同，将被这一份取代。",
        "按原内容判定过的自评不受影响：它们的企业库各自留有原件。",
    ),
    "pack_file.older": (
        "warning",
        "{name} {version} 比现有的 {newest} 旧，新的自评仍用 {newest}。",
        "如要改用旧版本，请先移除新版本。",
    ),
    "pack_file.needed": (
        "error",
        "规则包“{pack}”还要用它，不能移除。",
        "请先移除“{pack}”。",
    ),
    "pack_file.not_installed": (
        "error",
        "没有安装过“{pack}”。",
        "{suggestion}随程序提供的规则包不能移除。",
    ),
    "pack_file.moved_aside": ("info", "您自己的规则包文件夹没有删除，已移到 {file}。", ""),
    "pack_file.breaks": (
        "error",
        "装上后，已安装的“{pack}”会出错：{message}",
        "请取得与它配套的版本，一起安装。",
    ),
    # the versions a case is judged by
    "pack.pin_gone": (
        "warning",
        "此自评原来按“{name}”{version} 判定，这一版本已找不到，现按 {now} 判定。",
        "结果可能与原来不同；请核对，或取得原来的规则包文件。",
    ),
    "pack.pin_broken": (
        "warning",
        "企业库里留存的“{name}”{version} 读不出来（{detail}），现按 {now} 判定。",
        "结果可能与原来不同，请核对。",
    ),
    "pack.pins_unfit": (
        "warning",
        "企业库里留存的规则包合不起来（{detail}），现按最新版本判定。",
        "结果可能与原来不同，请核对。",
    ),
    "pack.edition_older": (
        "info",
        "此自评按“{name}”{version} 判定，已有 {newest}。",
        "可先看看换用后有什么变化，再决定是否换用。",
    ),
    "pack.edition_changed": (
        "info",
        "此自评按“{name}”{version} 的原内容判定，同一版本号的内容后来有改动。",
        "可先看看换用后有什么变化，再决定是否换用。",
    ),
    "pack.own_older": (
        "warning",
        "您自己的规则包“{pack}”是 {version}，已有更新的 {newest}，新的自评不用您这一份。",
        "请把您的修改并入新版本，再换一个更新的版本号。",
    ),
    "pack.followed": (
        "info",
        "您自己的规则包“{name}”{version} 内容有改动（版本号未变），已按现在的内容判定。",
        "要让已有自评保持原样，请在修改时换一个版本号。",
    ),
    "pack.needs_newer": (
        "error",
        "“{pack}”与此自评所用的旧版本规则包合不起来：{message}",
        "请先换用新版本，再加规则包。",
    ),
}
