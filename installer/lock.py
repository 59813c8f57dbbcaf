"""Writes the lock files from pyproject.toml (python3 dev.py lock): runtime, development, build.

Each pin carries the hashes of all files of its release, so one lock serves every system and every
Python the project runs on. No registry is named: pip asks the one it is set up for.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOLVER = "pip-tools==7.6.2"
OPTIONS = (
    "--generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate --quiet "
    "--no-emit-index-url --no-emit-trusted-host --no-emit-find-links"
)


def split_marker(requirement: str) -> tuple[str, str]:
    """A requirement and its environment marker ("" without one)."""
    name, _, marker = requirement.partition(";")
    return name.strip(), marker.strip()


def with_marker(text: str, requirement: str, marker: str) -> str:
    """Put an environment marker on the pin of one package in the text of a lock.

    Raises:
        ValueError: the lock does not pin the package.
    """
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")
    marked, count = re.subn(
        rf"^({re.escape(name)}==\S+)", rf"\1 ; {marker}", text, flags=re.MULTILINE
    )
    if count != 1:
        raise ValueError(f"{name} is pinned {count} times")
    return marked


def resolve(python: Path, folder: Path, wanted: Sequence[str], held: Path | None) -> str:
    """The text of a lock for these requirements.

    The resolver leaves out what this system does not need. A requirement with a marker is
    therefore resolved without it and gets it back on its pin.

    Args:
        python: interpreter that has the resolver.
        folder: for scratch files.
        wanted: requirements as pyproject.toml writes them.
        held: a lock whose versions must be kept.
    """
    parts = [split_marker(requirement) for requirement in wanted]
    lines = [requirement for requirement, _ in parts]
    if held is not None:
        lines.append(f"-c {held.as_posix()}")
    source, target = folder / "wanted.in", folder / "pinned.txt"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    target.unlink(missing_ok=True)
    compile_ = [str(python), "-m", "piptools", "compile", *OPTIONS.split()]
    subprocess.run(
        [*compile_, "-o", str(target), str(source)], check=True, stdout=subprocess.DEVNULL
    )
    text = target.read_text(encoding="utf-8")
    for requirement, marker in parts:
        if marker:
            text = with_marker(text, requirement, marker)
    return text


def main() -> None:
    """Resolve the three sets in a virtual environment that is thrown away."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime: list[str] = project["project"]["dependencies"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    lock, dev_lock, build_lock = (
        ROOT / f"requirements{name}.lock" for name in ("", "-dev", "-build")
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        scripts = "Scripts" if sys.platform == "win32" else "bin"
        python = folder / "venv" / scripts / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", RESOLVER], check=True)
        lock.write_text(resolve(python, folder, runtime, None), encoding="utf-8", newline="\n")
        text = resolve(python, folder, [*runtime, *groups["dev"]], lock)
        dev_lock.write_text(text, encoding="utf-8", newline="\n")
        # The tools of a build run beside the program, never in it: their lock holds them alone.
        text = resolve(python, folder, groups["build"], dev_lock)
        build_lock.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
