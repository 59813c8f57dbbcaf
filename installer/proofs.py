"""Proofs of finished installers, each in a system of its own, with a transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from installer.proof_deb import prove_deb
from installer.proof_tarball import prove_tarball
from installer.proof_windows import prove_windows
from installer.steps import BuildError, say
from installer.transcript import Transcript

PROOFS: Final[Mapping[str, Callable[[Transcript], None]]] = {
    "deb": prove_deb,
    "tarball": prove_tarball,
    "windows": prove_windows,
}


def prove(kind: str) -> int:
    """Prove one installer; the exit code is 0 when everything holds."""
    told = Transcript(kind)
    try:
        PROOFS[kind](told)
    except BuildError as problem:
        told.tell(str(problem))
        return 1
    finally:
        say(f"记录：{told.write()}")
    return 0
