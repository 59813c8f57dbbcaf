"""`python3 dev.py walkthrough`: the program at a virtual screen, from an empty library to the PDF.

Chinese output, as everything dev.py prints. Pictures of every step go to out/walkthrough. Exit
code 0 when the PDF says the verdict that was worked out by hand, or when this machine has no
virtual screen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.walkthrough.desk import Desk, LostError, desk, missing, running
from tests.walkthrough.walk import ENTERPRISE, VERDICTS, Walk, printed

PROGRAM = (sys.executable, "-m", "desktop_app")


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def walk_all(at: Desk, user: Path, pdf: Path) -> str:
    """Take every step, telling what each cost; returns the text of the PDF."""
    walk = Walk(at, user, pdf)
    for name, step in walk.steps():
        keys, clicks, begun = at.keys, at.clicks, time.monotonic()
        step()
        spent = time.monotonic() - begun
        at.shot(name)
        say(f"{name}：按键 {at.keys - keys}，点击 {at.clicks - clicks}，{spent:.1f} 秒")
    return printed(walk.pdf)


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """A folder that the program may write even where another user runs it."""
    folder.chmod(0o1777)
    yield


def main() -> int:
    """Walk, count, and compare what the PDF says."""
    parser = argparse.ArgumentParser(description="在虚拟屏幕上从空的企业库做到 PDF，数按键和点击。")
    parser.add_argument("--out", type=Path, default=Path("out/walkthrough"), help="图片放在哪里")
    parser.add_argument(
        "--program", nargs=argparse.REMAINDER, default=PROGRAM, help="走哪个程序（须放在最后）"
    )
    given = parser.parse_args()
    lacking = missing()
    if lacking:
        say(f"这台机器缺少 {'、'.join(lacking)}，没有走这一遍。")
        say("Debian：apt-get install xvfb openbox xdotool imagemagick")
        return 0
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder,
        desk(given.out) as at,
        shared(Path(folder)),
        running([*given.program, "--user", str(Path(folder) / "企业 库")], at.environ),
    ):
        try:
            text = walk_all(at, Path(folder) / "企业 库", Path(folder) / "report.pdf")
        except LostError as problem:
            say(str(problem))
            return 1
    say(f"共按键 {at.keys} 次、点击 {at.clicks} 次，{time.monotonic() - begun:.0f} 秒；")
    say(f"图片 {len(at.shots)} 张在 {given.out}（汉字按一字一键计，输入法要多按几下）")
    absent = [one for one in (ENTERPRISE, *VERDICTS) if one not in text]
    place = text.find(VERDICTS[0])
    if place >= 0:
        say(f"PDF：{text[place : text.index('。', place + len(VERDICTS[0])) + 1]}")
    if absent:
        say(f"PDF 里没有读到：{'、'.join(absent)}")
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
