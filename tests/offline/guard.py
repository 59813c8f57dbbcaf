"""No sockets in this process: not from Python, and on Linux not from any library either.

Python tells of every socket by an audit event. What native code does it does not tell, so on Linux
the kernel is asked (seccomp) to end the process at a socket of any family but those that stay on
the machine by nature.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from typing import Final

SOCKET_EVENT: Final = 97
"""The exit code of a process whose Python code asked for a socket."""

_LOCAL_FAMILY: Final = 1  # AF_UNIX: the screen and the desktop are reached by it
_ARCHITECTURES: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how the kernel names it, and the number of its call `socket`."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """Forbid them for the rest of this process; whether the kernel forbids them too."""
    sys.addaudithook(_stop)
    return _ask_kernel()


def _stop(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        sys.stderr.write(f"network use: {event}\n")
        sys.stderr.flush()
        os._exit(SOCKET_EVENT)


def _ask_kernel() -> bool:
    known = _ARCHITECTURES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    machine, call = known
    steps = b"".join(
        (
            _step(_LOAD, _MACHINE_AT),
            _step(_EQUAL, machine, 0, 4),
            _step(_LOAD, _NUMBER_AT),
            _step(_EQUAL, call, 0, 2),
            _step(_LOAD, _FIRST_ARGUMENT_AT),
            _step(_EQUAL, _LOCAL_FAMILY, 0, 1),
            _step(_RETURN, _ALLOW),
            _step(_RETURN, _KILL_PROCESS),
        )
    )
    program = _Program(len(steps) // 8, steps)
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return int(kernel.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)) == 0


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
