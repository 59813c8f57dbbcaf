"""`python3 dev.py torture [--kills N]`: kill a writing process many times over.

Chinese output, as everything dev.py prints. Exit code 0 when nothing acknowledged was lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.torture.kills import Torment


def main() -> int:
    """Kill, check, count; the seed is printed so that a failure can be repeated."""
    parser = argparse.ArgumentParser(description="反复强行终止写入进程，检查已确认的修改一个不少。")
    parser.add_argument("--kills", type=int, default=300, help="终止次数（默认 300）")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000, help="随机种子")
    given = parser.parse_args()
    sys.stdout.write(f"种子 {given.seed}，终止 {given.kills} 次\n")
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        torment = Torment(Path(folder) / "企业 库（折磨）.nzl", given.seed)
        unfinished = 0
        for number in range(1, given.kills + 1):
            death = torment.kill_once()
            unfinished += death.stored > death.acknowledged
            if number % 25 == 0 or number == given.kills:
                sys.stdout.write(f"第 {number} 次：库中 {death.stored} 次修改，全部完好\n")
                sys.stdout.flush()
    sys.stdout.write(f"没有丢失已确认的修改；{unfinished} 次终止时最后一次修改已写入而未及确认\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
