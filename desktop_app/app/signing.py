"""Signing outputs with a private key of the enterprise or a consultant: Ed25519, as packs are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_app.app.pack_files import read_key
from desktop_app.app.stamping import Along
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.packs.signing import public_key, signature_of

_LONGEST: Final = 100


def signing(path: Path, name: str) -> Along | Problem:
    """What lets outputs be signed with the key in a file, in a name that is signed along.

    Problems: `pack_file.bad_key`, `data.control_character`.
    """
    unfit = check_printable(_("签名人"), name)
    if unfit is not None:
        return unfit
    pem = read_key(path)
    if isinstance(pem, Problem):
        return pem
    key = public_key(pem, path.name)
    if isinstance(key, Problem):
        return key
    private = pem

    def sign(message: bytes) -> bytes:
        made = signature_of(private, message, path.name)
        if isinstance(made, Problem):
            raise TypeError(made.code)  # the key was tried a moment ago
        return made

    return Along(name.strip()[:_LONGEST], sign)
