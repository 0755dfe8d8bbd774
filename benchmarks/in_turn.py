"""Two states of the sources in turn: ``python benchmarks/in_turn.py COMMIT [--rounds 5]`` says how many times faster this one is.

Each round starts a process for the commit and one for the checkout, one after the other, so that both meet the machine alike.
A process compiles first, and then times whole runs of the preset; digests say whether both make the same numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
POLICIES = ("open_tender", "directed_commission")

RUN = """
import hashlib, json, os, sys, time
import gpssim
assert gpssim.__file__.startswith(os.getcwd()), gpssim.__file__
from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest
scenario, told = gpssim.load_scenario("suzhou-high-tech"), {}
for policy in sys.argv[1:]:
    PublicServiceMarket(scenario, policy, seed=3).run(6)
    start = time.perf_counter()
    model = PublicServiceMarket(scenario, policy, seed=2).run()
    spent = time.perf_counter() - start
    words = "".join(f"{name}{table_digest(table)}" for name, table in sorted(model.tables(arrow=True).items()))
    told[policy] = (spent, hashlib.blake2b(words.encode(), digest_size=8).hexdigest())
print(json.dumps(told))
"""


def measured(checkout: Path, policies: tuple[str, ...]) -> dict[str, tuple[float, str]]:
    """Seconds and digest of a run under each policy, by the sources in a folder."""
    surroundings = {**os.environ, "PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *policies], cwd=checkout, env=surroundings, check=True, capture_output=True, text=True
    )
    return {policy: (spent, digest) for policy, (spent, digest) in json.loads(done.stdout).items()}


def compared(before: Path, rounds: int, policies: tuple[str, ...] = POLICIES) -> dict[str, tuple[float, bool]]:
    """For each policy: how many times faster this checkout is (median of pairs), and whether the numbers are the same."""
    for checkout in (before, ROOT):  # compiled code is kept from here on
        measured(checkout, policies[:1])
    pairs = [(measured(before, policies), measured(ROOT, policies)) for _ in range(rounds)]
    return {
        policy: (median(old[policy][0] / new[policy][0] for old, new in pairs), all(o[policy][1] == n[policy][1] for o, n in pairs))
        for policy in policies
    }


def checked_out(commit: str, folder: Path) -> Path:
    """The sources of a commit in a folder of their own."""
    subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(folder), commit], check=True)
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commit", help="what to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--policy", action="append", help="a policy, several times for several (open_tender, directed_commission)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        before = checked_out(asked.commit, Path(folder) / "before")
        try:
            for policy, (ratio, same) in compared(before, asked.rounds, tuple(asked.policy or POLICIES)).items():
                numbers = "the same numbers" if same else "OTHER NUMBERS"
                print(f"a whole run of the preset, {policy}: {ratio:.2f} times as fast as {asked.commit}, {numbers}")
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(before)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
