"""The builds in small: what goes in, what stays out, what the installers say about themselves."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cyclonedx.output.json import JsonV1Dot6

from desktop_app.app.about import VERSION
from desktop_app.app.parts import licence_text, parts
from desktop_app.app.paths import find_paths
from installer import (
    bill,
    contents,
    icon,
    icu,
    linux_packages,
    shared_objects,
    steps,
    trimming,
    wheels,
)

INSTALLER = steps.ROOT / "installer"
LINUX = INSTALLER / "linux"
NAMESPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"
posix_only = pytest.mark.skipif(os.name != "posix", reason="shell scripts run on Linux")


def entry() -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(LINUX / "near-zero.desktop", encoding="utf-8")
    return read["Desktop Entry"]


def test_every_build_carries_the_version_of_the_project() -> None:
    assert steps.version() == VERSION
    assert f'version = "{VERSION}"' in contents.release_toml("linux")


def test_everything_a_build_carries_is_there() -> None:
    assert [source for source, _ in contents.DATA if not (steps.ROOT / source).exists()] == []
    assert "pyside6-essentials" in contents.pinned(steps.RUNTIME_LOCK)


@pytest.mark.parametrize("lock", ["requirements-build.lock", "installer/windows/interpreter.lock"])
def test_whatever_a_build_fetches_is_pinned_by_hash(lock: str) -> None:
    text = (steps.ROOT / lock).read_text(encoding="utf-8").strip()
    blocks = [one for one in re.split(r"\n(?=\S)", text) if not one.startswith("#")]
    assert blocks
    assert [
        one for one in blocks if not re.match(r"[a-z0-9.-]+==\S+ \\\n +--hash=sha256:", one)
    ] == []


def test_the_menu_entry_opens_the_files_of_the_program() -> None:
    found = entry()
    assert found["Type"] == "Application"
    assert found["Exec"] == "near-zero %f"
    assert found["Name"] == "双近零企业自评"
    types = ElementTree.parse(LINUX / "near-zero.xml").getroot()  # noqa: S314 - a file of ours
    named = {one.attrib["type"] for one in types}
    assert set(found["MimeType"].strip(";").split(";")) == named
    globs = {one.attrib["pattern"] for one in types.iter(f"{NAMESPACE}glob")}
    assert globs == {"*.nzl", "*.nzcase", "*.nzpack"}
    script = (INSTALLER / "windows" / "setup.nsi").read_text(encoding="utf-8")
    assert {f"*.{one}" for one in re.findall(r"!insertmacro Type (\w+) ", script)} == globs


@posix_only
@pytest.mark.parametrize(
    "script", [*sorted(p.name for p in LINUX.glob("*.sh")), "debian/preinst", "debian/prerm"]
)
def test_scripts_are_sound(script: str) -> None:
    done = subprocess.run(["sh", "-n", LINUX / script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@posix_only
@pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg compares the versions")
@pytest.mark.parametrize(("held", "code"), [("0.0.9", 0), (VERSION, 0), ("99.0", 1)])
def test_an_older_package_does_not_replace_a_newer_one(
    tmp_path: Path, held: str, code: int
) -> None:
    script = tmp_path / "preinst"
    text = (LINUX / "debian" / "preinst").read_text(encoding="utf-8")
    script.write_text(linux_packages.filled(text, tmp_path), encoding="utf-8")
    done = subprocess.run(
        ["sh", script, "upgrade", held], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert ("较新的 99.0" in done.stderr) is bool(code)


@posix_only
def test_the_unpacked_program_enters_and_leaves_the_menu(odd_path: Path) -> None:
    folder, home = odd_path / "near-zero-1", odd_path / "home"
    (folder / "share").mkdir(parents=True)
    for name in ("near-zero.desktop", "near-zero.xml"):
        shutil.copy(LINUX / name, folder / "share")
    (folder / "share" / "near-zero.png").write_bytes(b"png")
    script = shutil.copy(LINUX / "添加到开始菜单.sh", folder)
    environ = {**os.environ, "HOME": str(home)}
    environ.pop("XDG_DATA_HOME", None)
    subprocess.run(["sh", script], env=environ, check=True, capture_output=True)
    menu = home / ".local/share/applications/near-zero.desktop"
    assert f'Exec="{folder}/near-zero" %f' in menu.read_text(encoding="utf-8")
    subprocess.run(["sh", script, "--remove"], env=environ, check=True, capture_output=True)
    left = [path for path in home.rglob("near-zero*") if path.is_file()]
    assert left == []


def test_trimming_takes_what_a_rule_names_and_leaves_what_it_keeps(odd_path: Path) -> None:
    names = ["babel/global.dat", "babel/locale-data/fr.dat", "babel/locale-data/zh_Hans.dat"]
    names += ["PySide6/Qt/translations/qtbase_de.qm", "PySide6/Qt/translations/qtbase_zh_CN.qm"]
    names += ["PySide6/Qt/qml/QtQuick/qmldir", "desktop_app/tests/kept.py"]
    for name in names:
        (odd_path / name).parent.mkdir(parents=True, exist_ok=True)
        (odd_path / name).write_bytes(b"1234")
    told = trimming.trim(odd_path, trimming.read_rules())
    left = {path.relative_to(odd_path).as_posix() for path in odd_path.rglob("*") if path.is_file()}
    assert left == {
        "babel/global.dat", "babel/locale-data/zh_Hans.dat", "desktop_app/tests/kept.py",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
    }  # fmt: skip
    assert sum(one.size for one in told) == 4 * 3
    assert not (odd_path / "PySide6" / "Qt" / "qml").exists()


def test_a_wheel_is_unpacked_where_python_finds_it(odd_path: Path) -> None:
    wheel = odd_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("a/__init__.py", "")
        packed.writestr("a-1.data/purelib/b.py", "")
        packed.writestr("a-1.data/scripts/c", "")
    wheels.unpack([wheel], odd_path / "site")
    found = {path.name for path in (odd_path / "site").rglob("*") if path.is_file()}
    assert found == {"__init__.py", "b.py"}


def test_a_wheel_that_reaches_outside_is_refused(odd_path: Path) -> None:
    wheel = odd_path / "a-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("../evil.py", "")
    with pytest.raises(steps.BuildError, match="evil"):
        wheels.unpack([wheel], odd_path / "site")
    assert not (odd_path / "evil.py").exists()


def test_the_c_library_asked_for_is_read_from_the_binaries(tmp_path: Path) -> None:
    (tmp_path / "a.so").write_bytes(b"\x7fELF...\0GLIBC_2.17\0GLIBC_2.28\0")
    (tmp_path / "b.txt").write_bytes(b"\0GLIBC_2.99\0")
    assert shared_objects.needed(tmp_path, "GLIBC_2.") == 28


def test_the_icon_of_windows_holds_every_size(qapp: object) -> None:
    assert qapp is not None
    data = icon.ico({size: icon.png(size) for size in icon.SIZES})
    _, kind, count = struct.unpack_from("<HHH", data)
    assert (kind, count) == (1, len(icon.SIZES))
    for number, size in enumerate(icon.SIZES):
        side, *_, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        picture = data[offset : offset + length]
        assert side == size % 256
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (size, size)


def test_the_panel_of_the_installer_is_what_nsis_takes(qapp: object) -> None:
    assert qapp is not None
    picture = icon.panel()
    assert (picture.width(), picture.height(), picture.depth()) == (164, 314, 24)
    assert picture.pixelColor(82, 96) != picture.pixelColor(2, 2)


def test_the_language_data_keep_chinese_english_and_what_all_share() -> None:
    items = [
        "zh_Hans.res",
        "en_GB.res",
        "root.res",
        "res_index.res",
        "zoneinfo64.res",
        "uprops.icu",
    ]
    items += ["coll/zh.res", "coll/ucadata.icu", "brkitr/thaidict.dict", "gb18030.cnv"]
    others = ["de.res", "coll/de_.res", "unit/zu_ZA.res", "ibm-37.cnv", "translit/el.res"]
    assert icu.superfluous([*items, *others]) == others


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_every_part_has_a_licence_and_stands_in_the_bill(system: str) -> None:
    found = parts(find_paths(), system=system)
    assert bill.lacking(found) == []
    assert "GNU LESSER" in licence_text(next(part for part in found if part.name == "Qt"))
    made = json.loads(JsonV1Dot6(bill.bill_of(found)).output_as_string())
    assert made["metadata"]["component"]["version"] == VERSION
    assert {one["name"] for one in made["components"]} == {part.name for part in found}
    addresses = {one.get("purl", "") for one in made["components"]}
    pinned = contents.pinned(steps.RUNTIME_LOCK)
    assert {f"pkg:pypi/{name}" for name in pinned} <= {one.split("@")[0] for one in addresses}
    stated = [one["licenses"][0] for one in made["components"]]
    named = [one.get("expression") or one["license"].get("id") for one in stated]
    own = [one["license"]["name"] for one, name in zip(stated, named, strict=True) if not name]
    assert {one for one in own if not one.startswith("LicenseRef-")} == set()


def test_the_build_tells_what_it_cannot_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "installer.build", "proof-tarball"],
        cwd=steps.ROOT,
        env={**os.environ, "NEAR_ZERO_OUT": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "python3 dev.py build tarball" in done.stdout
