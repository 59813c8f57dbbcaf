"""Signatures on pack files: Ed25519 (RFC 8032) over the manifest, by the cryptography library.

The library is imported when a signature is made or checked: most starts need none.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.packs.manifest import SIGNATURE, as_json, read_json, sha256

ALGORITHM: Final = "Ed25519"
_KEY_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 64
_SHOWN_DIGITS: Final = 32


def new_key() -> bytes:
    """A fresh private key as PEM text (PKCS #8, not encrypted)."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_key(pem: bytes, shown: str) -> str | Problem:
    """The public key that belongs to a private one, as base64; the problem of an unfit file."""
    signed = signature_of(pem, b"", shown)
    if isinstance(signed, Problem):
        return signed
    content = read_json(signed, shown, SIGNATURE)
    return content if isinstance(content, Problem) else str(content["key"])


def signature_of(pem: bytes, message: bytes, shown: str) -> bytes | Problem:
    """The content of a signature file over `message` with the private key in `pem`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        return problem("pack_file.bad_key", shown, detail=str(error)[:200])
    if not isinstance(key, Ed25519PrivateKey):
        return problem("pack_file.bad_key", shown, detail=type(key).__name__)
    return as_json(
        {
            "algorithm": ALGORITHM,
            "key": _text(key.public_key().public_bytes_raw()),
            "signature": _text(key.sign(message)),
        }
    )


def signer_of(data: bytes, message: bytes, shown: str) -> str | Problem:
    """The public key (base64) whose signature over `message` a signature file truly holds."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    content = read_json(data, shown, SIGNATURE)
    if isinstance(content, Problem):
        return content
    key = _bytes(content.get("key"), _KEY_BYTES)
    signature = _bytes(content.get("signature"), _SIGNATURE_BYTES)
    unfit = problem("pack_file.bad_signature", shown, SIGNATURE)
    if content.get("algorithm") != ALGORITHM or key is None or signature is None:
        return unfit
    written = {"algorithm": ALGORITHM, "key": _text(key), "signature": _text(signature)}
    if as_json(written) != data:
        return unfit
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return unfit
    return _text(key)


def fingerprint(key: str) -> str:
    """A public key (base64) as people compare it: the first 128 bits of its SHA-256 in fours."""
    digits = sha256(base64.b64decode(key))[:_SHOWN_DIGITS].upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def is_key(text: object) -> bool:
    """Whether this is a public key as base64."""
    return _bytes(text, _KEY_BYTES) is not None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: object, length: int) -> bytes | None:
    if not isinstance(text, str) or len(text) > 2 * _SIGNATURE_BYTES:
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) == length else None
