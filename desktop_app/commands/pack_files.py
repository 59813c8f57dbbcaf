"""The commands about pack files: pack, verify, install, remove, keys, and versions side by side."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.app.answer import problems_json
from desktop_app.app.catalog import Catalog
from desktop_app.app.confirming import confirmations_of
from desktop_app.app.pack_files import (
    Looked,
    Signed,
    export,
    forget_publisher,
    install,
    known_publishers,
    look_at,
    make_key,
    pack_up,
    read_key,
    remove,
    signed,
    version_rows,
)
from desktop_app.app.paths import Paths
from desktop_app.app.workspace import Workspace
from desktop_app.commands.printing import FAILED, OK, as_json_text, fail, print_problems
from desktop_app.core.pack import Confirmation
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _, translate


def pack(given: argparse.Namespace, paths: Paths) -> int:
    """Make the file of a pack, signed where there is a key."""
    key = read_key(given.key) if given.key else b""
    if isinstance(key, Problem):
        return fail([key], as_json=given.json)
    confirmed: tuple[Confirmation, ...] = ()
    if given.confirmed:
        workspace = Workspace.open(paths, given.library)
        if workspace.library is None:
            return fail(workspace.problems, as_json=given.json)
        held = confirmations_of(workspace)
        workspace.close()
        if isinstance(held, Problem):
            return fail([held], as_json=given.json)
        confirmed = held
    made = pack_up(
        Catalog(paths), given.pack, key=key, publisher=given.publisher, confirmed=confirmed
    )
    if isinstance(made, tuple):
        return fail(made, as_json=given.json)
    target = export(made, given.out)
    if isinstance(target, Problem):
        return fail([target], as_json=given.json)
    who = signed(paths, made)
    if given.json:
        told = {"file": str(target), "digest": made.manifest.digest, **_signed_json(who)}
        print(as_json_text({"ok": True, **told}))
        return OK
    print(target)
    print(_("内容指纹 SHA-256：{digest}").format(digest=made.manifest.digest))
    print(_signed_words(who))
    return OK


def new_key(given: argparse.Namespace, _paths: Paths) -> int:
    """Make a key to sign packs with."""
    made = make_key(given.out)
    if isinstance(made, Problem):
        return fail([made], as_json=given.json)
    if given.json:
        print(as_json_text({"ok": True, "file": str(given.out), "fingerprint": made}))
        return OK
    print(given.out)
    print(_("公钥指纹：{fingerprint}").format(fingerprint=made))
    print(_("请妥善保管这个私钥文件：谁有它，谁就能以您的名义发布规则包。"))
    return OK


def install_files(given: argparse.Namespace, paths: Paths) -> int:
    """Install pack files together, or say why not."""
    now = datetime.now(UTC).isoformat()
    done = install(paths, Catalog(paths), given.file, trusting=given.trust, now=now)
    failed = has_errors(done.problems)
    if given.json:
        names = [] if failed else [one.file_name for one in done.files]
        answer = {"ok": not failed, "installed": names, "problems": problems_json(done.problems)}
        print(as_json_text(answer))
        return FAILED if failed else OK
    print_problems(done.problems)
    for one in () if failed else done.files:
        name, version = translate(one.manifest.name), one.manifest.version
        print(_("已安装：{name} {version}").format(name=name, version=version))
    if failed:
        print(_("没有安装；已安装的规则包没有变动。"))
    if done.waits_for_trust and not given.trust:
        print(_("核对公钥指纹无误后，加 --trust 再安装。"))
    return FAILED if failed else OK


def remove_pack(given: argparse.Namespace, paths: Paths) -> int:
    """Remove what was installed of a pack."""
    pack_id, _at, version = given.pack.partition("@")
    found = remove(paths, Catalog(paths), pack_id, version)
    failed = has_errors(found)
    if given.json:
        print(as_json_text({"ok": not failed, "problems": problems_json(found)}))
    else:
        print_problems(found)
        if not failed:
            print(_("已移除：{pack}").format(pack=given.pack))
    return FAILED if failed else OK


def verify(given: argparse.Namespace, paths: Paths) -> int:
    """Look a pack file through without installing it; an unknown publisher is no failure."""
    looked = look_at(paths, Catalog(paths), [given.file])
    file = looked.files[0] if looked.files else None
    who = signed(paths, file) if file is not None else Signed()
    if given.json:
        answer = {"ok": not looked.refused, "problems": problems_json(looked.problems)}
        told = {} if file is None else _manifest_json(file.manifest.version, file.manifest.digest)
        names = {} if file is None else {"id": file.manifest.pack, "name": file.manifest.name}
        print(as_json_text({**answer, **names, **told, **_signed_json(who)}))
        return FAILED if looked.refused else OK
    print_problems(looked.problems)
    if file is not None:
        manifest = file.manifest
        print(f"{manifest.pack} {manifest.version}  {translate(manifest.name)}")
        print(_("内容指纹 SHA-256：{digest}").format(digest=manifest.digest))
        print(_signed_words(who))
    print(_verdict(looked))
    return FAILED if looked.refused else OK


def _verdict(looked: Looked) -> str:
    if looked.refused:
        return _("文件不能安装。")
    if looked.waits_for_trust:
        return _("文件完好。核对公钥指纹无误后，用 packs install --trust 安装。")
    return _("文件完好，可以安装。")


def publishers(given: argparse.Namespace, paths: Paths) -> int:
    """List the publishers the user trusts, or trust one of them no longer."""
    if given.forget:
        failed = forget_publisher(paths, given.forget)
        if failed is not None:
            return fail([failed], as_json=given.json)
    known = known_publishers(paths)
    if given.json:
        rows = [{"fingerprint": f, "publisher": one.name, "since": one.since} for f, one in known]
        print(as_json_text({"ok": True, "publishers": rows}))
        return OK
    for shown, one in known:
        print(f"{shown}  {one.since}  {one.name or _('未署名')}")
    print(_("共 {count} 个信任的发布者。").format(count=len(known)))
    return OK


def list_versions(given: argparse.Namespace, paths: Paths) -> int:
    """List every version of every pack, where it is, whose it is, and which is in use."""
    kept: tuple[tuple[str, str, str], ...] = ()
    if given.library:
        if not Path(given.library).is_file():
            return fail([problem("file.missing", file=given.library)], as_json=given.json)
        workspace = Workspace.open(paths, given.library)
        if workspace.library is None:
            return fail(workspace.problems, as_json=given.json)
        kept = workspace.kept_packs()
        workspace.close()
    rows = version_rows(paths, Catalog(paths), kept)
    if given.json:
        listed = [
            {
                "id": row.id,
                **_manifest_json(row.version, row.digest),
                "origin": row.origin.value,
                "in_use": row.in_use,
                **_signed_json(row.signed),
            }
            for row in rows
        ]
        print(as_json_text({"packs": listed}))
        return OK
    for row in rows:
        mark = "*" if row.in_use else " "
        words = f"{row.where} {_signed_words(row.signed) if row.signed.fingerprint else ''}"
        print(f"{mark} {row.id:20} {row.version:12} {row.digest[:12]}  {words}".rstrip())
    print(_("* 新的自评所用的版本"))
    return OK


def _manifest_json(version: str, digest: str) -> dict[str, str]:
    return {"version": version, "digest": digest}


def _signed_json(who: Signed) -> dict[str, object]:
    return {
        "publisher": who.name,
        "fingerprint": who.fingerprint,
        "trusted": who.trusted,
    }


def _signed_words(who: Signed) -> str:
    if not who.fingerprint:
        return _("没有签名")
    words = _("发布者：{name}，公钥指纹 {fingerprint}（{trust}）")
    trust = _("已信任") if who.trusted else _("还没有信任")
    return words.format(name=who.name or _("未署名"), fingerprint=who.fingerprint, trust=trust)
