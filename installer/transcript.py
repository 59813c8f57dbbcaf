"""A proof as it goes: every step is told with what came out, and the first failure ends it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from installer.steps import WORK, BuildError, say


@dataclass(slots=True)
class Transcript:
    """What was done and seen; written to out/build/proofs when the proof ends."""

    name: str
    lines: list[str] = field(default_factory=list)

    def tell(self, text: str) -> None:
        """Say a line and keep it."""
        self.lines.append(text)
        say(text)

    def check(self, what: str, *, holds: bool, seen: object = "") -> None:
        """Tell whether something holds.

        Raises:
            BuildError: it does not.
        """
        more = f"（{seen}）" if seen != "" else ""
        self.tell(f"{'✓' if holds else '✗'} {what}{more}")
        if not holds:
            raise BuildError(f"验证没有通过：{what}{more}")

    def run(
        self,
        what: str,
        command: Sequence[str | Path],
        *,
        expect: int = 0,
        environ: Mapping[str, str] | None = None,
        timeout: float = 900,
        quiet: bool = False,
    ) -> str:
        """Run a program, show what it printed, and check how it ended.

        Raises:
            BuildError: it ended otherwise than expected, or not in time.
        """
        words = [str(word) for word in command]
        self.tell(f"$ {' '.join(words)}")
        try:
            done = subprocess.run(
                words,
                env={**os.environ, **(environ or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise BuildError(f"{what}：{timeout:.0f} 秒内没有结束。") from None
        shown = done.stdout.strip().splitlines()
        for line in shown[-3:] if quiet else shown:
            self.tell(f"  {line}")
        self.check(what, holds=done.returncode == expect, seen=f"返回 {done.returncode}")
        return done.stdout

    def write(self) -> Path:
        """Keep the transcript as a file."""
        path = WORK / "proofs" / f"{self.name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return path
