"""The data of ICU, Qt's library of languages, cut to Chinese and English: 31 MB become a few.

ICU falls back to its root data for a language it does not find, so nothing breaks; Qt asks it for
the order of names. The tool comes with the old system (icu-devtools); a build elsewhere keeps all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from installer.old_root import OldRoot
from installer.steps import BuildError

LIBRARY: Final = "libicudata.so.*"
_TREES: Final = frozenset({"", "coll", "brkitr", "curr", "lang", "rbnf", "region", "unit", "zone"})
_LANGUAGE: Final = re.compile(r"([a-z]{2,3})(_[A-Za-z0-9]*)*\.res")
# Cantonese, too: Chinese as written in Hong Kong refers to it.
_SPOKEN: Final = frozenset({"zh", "en", "yue"})
_SHARED: Final = frozenset({"res_index.res"})
_CONVERTERS: Final = re.compile(r"(gb18030|windows-936|ibm-1386|windows-1252).*\.cnv")
_SYMBOL: Final = re.compile(r"\bR (icudt\d+_dat)\b")


def superfluous(items: Sequence[str]) -> list[str]:
    """The items of ICU's data that only other languages use."""
    return [item for item in items if _is_superfluous(item)]


def _is_superfluous(item: str) -> bool:
    tree, _slash, name = item.rpartition("/")
    if name.endswith(".cnv"):
        return not _CONVERTERS.fullmatch(name)
    if tree == "translit":
        return True
    language = _LANGUAGE.fullmatch(name)
    if tree not in _TREES or name in _SHARED or language is None:
        return False
    return language[1] not in _SPOKEN


def cut(library: Path, root: OldRoot, place: str) -> None:
    """Replace ICU's data library by a smaller one of the same name.

    Args:
        library: libicudata.so.NN.
        root: the old system, whose tools do the work.
        place: a folder inside it for what is made on the way.

    Raises:
        BuildError: the library is not made as expected.
    """
    work = root.folder / place.lstrip("/")
    shutil.rmtree(work, ignore_errors=True)
    (work / "cut").mkdir(parents=True)
    shutil.copy(library, work / library.name)
    found = _SYMBOL.search(root.run("nm", "-D", f"{place}/{library.name}"))
    if found is None:
        raise BuildError(f"{library.name} 里没有 ICU 的数据。")
    symbol, name = found[1], found[1].replace("_dat", "l")
    # icupkg wants the file to bear the name that the data bear.
    whole, smaller = f"{place}/{name}.dat", f"{place}/cut/{name}.dat"
    root.run("objcopy", "-O", "binary", "-j", ".rodata", f"{place}/{library.name}", whole)
    items = root.run("icupkg", "-l", whole).split()
    (work / "remove.lst").write_text("\n".join(superfluous(items)) + "\n", encoding="ascii")
    root.run("icupkg", "-r", f"{place}/remove.lst", whole, smaller)
    (work / "data.s").write_text(
        f'.section .rodata,"a",@progbits\n.balign 16\n.globl {symbol}\n'
        f".type {symbol}, @object\n{symbol}:\n"
        f'.incbin "{smaller}"\n.size {symbol}, .-{symbol}\n'
        '.section .note.GNU-stack,"",@progbits\n',
        encoding="utf-8",
    )
    options = ["-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-Wl,-Bsymbolic"]
    root.run("gcc", *options, "-o", f"{place}/{library.name}", f"{place}/data.s")
    shutil.copy(work / library.name, library)
