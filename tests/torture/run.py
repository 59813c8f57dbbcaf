"""`python3 dev.py torture [--kills N]`: kill writing, migrating and backing up many times over.

Chinese output, as everything dev.py prints. Exit code 0 when nothing acknowledged was lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop_app.store.opening import KNOWN
from desktop_app.store.schema import HEAD
from desktop_app.store.secret import new_secret
from tests.torture.cuts import Cuts, RecodingCuts
from tests.torture.kills import Torment


def main() -> int:
    """Kill, check, count; the seed is printed so that a failure can be repeated."""
    parser = argparse.ArgumentParser(
        description="反复强行终止写入、备份和结构更新，检查已确认的修改一个不少。"
    )
    parser.add_argument("--kills", type=int, default=300, help="终止次数（默认 300）")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000, help="随机种子")
    parser.add_argument("--cuts", type=int, default=60, help="中断备份和结构更新各几次（默认 60）")
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
    _cut_short(given.seed, given.cuts)
    _encrypted(given.seed, given.kills, given.cuts)
    return 0


def _cut_short(seed: int, count: int) -> None:
    """Cut migrations and backups short at random steps."""
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        for revision in KNOWN[:-1]:
            cuts = Cuts(Path(folder) / "结构 更新", seed, revision)
            found = [cuts.cut_migration() for _ in range(count)]
            new = sum(one == HEAD for one in found)
            words = f"结构 {revision} 更新中断 {count} 次，全部完好"
            sys.stdout.write(f"{words}：{new} 次已换成新的，其余仍是旧的\n")
        cuts = Cuts(Path(folder) / "备 份", seed)
        whole = sum(cuts.cut_backup() for _ in range(count))
        sys.stdout.write(f"备份中断 {count} 次：{whole} 个写成，没有一个残缺\n")


def _encrypted(seed: int, kills: int, count: int) -> None:
    """The same with an encrypted library, and cuts of encrypting and decrypting it."""
    secret = new_secret("折磨 用的口令")
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        torment = Torment(Path(folder) / "加密 库.nzl", seed, secret)
        stored = 0
        for _number in range(kills):
            stored = torment.kill_once().stored
        sys.stdout.write(f"加密的库终止 {kills} 次：库中 {stored} 次修改，全部完好\n")
        cuts = Cuts(Path(folder) / "加密 更新", seed, secret=secret)
        new = sum(cuts.cut_migration() == HEAD for _ in range(count))
        sys.stdout.write(f"加密的库结构更新中断 {count} 次，全部完好：{new} 次已换成新的\n")
        whole = sum(cuts.cut_backup() for _ in range(count))
        sys.stdout.write(f"加密的库备份中断 {count} 次：{whole} 个写成，没有一个残缺\n")
        recoding = RecodingCuts(Path(folder) / "改 口令", seed, secret)
        for job, words in (("encrypt", "设口令"), ("decrypt", "取消口令")):
            done = sum(recoding.cut_short(job) == (job == "encrypt") for _ in range(count))
            sys.stdout.write(f"{words}中断 {count} 次，全部完好：{done} 次已换成新的\n")


if __name__ == "__main__":
    sys.exit(main())
