"""Proofs of finished installers, each in a system of its own, with a transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from installer.needs import provide
from installer.proof_deb import prove_deb
from installer.proof_tarball import prove_tarball
from installer.proof_windows import prove_windows
from installer.steps import DIST, PROGRAM, BuildError, say, version
from installer.transcript import Transcript

Proof = Callable[[Transcript, Path], None]

PROOFS: Final[Mapping[str, tuple[str, Proof]]] = {
    "deb": ("{program}_{version}_amd64.deb", prove_deb),
    "tarball": ("{program}-{version}-linux-x86_64.tar.xz", prove_tarball),
    "windows": ("{program}-{version}-windows-x64-setup.exe", prove_windows),
}


def prove(kind: str) -> int:
    """Prove one installer; the exit code is 0 when everything holds.

    Raises:
        BuildError: it has not been built, or this machine or user cannot prove it.
    """
    name, proof = PROOFS[kind]
    made = DIST / name.format(program=PROGRAM, version=version())
    if not made.exists():
        raise BuildError(f"还没有 {made.name}，请先运行：python3 dev.py build {kind}")
    provide(f"proof-{kind}")
    told = Transcript(kind)
    try:
        proof(told, made)
    except BuildError as problem:
        told.tell(str(problem))
        return 1
    finally:
        say(f"记录：{told.write()}")
    return 0
