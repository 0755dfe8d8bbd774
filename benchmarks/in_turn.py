"""Two states of the sources in turn: ``python benchmarks/in_turn.py COMMIT [--rounds 5]`` says how many times faster this one is.

Each round starts a process for the commit and one for the checkout, one after the other, so that both meet the machine alike.
A process compiles first, and then takes its own time for whole runs, of which the fastest counts: of the preset, or (``--small``)
of 1,000 citizens, 60 organizations and 120 months. Digests say whether both make the same numbers.
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
sys.path.insert(0, sys.argv.pop(1))
from scenarios import small
from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest
which, runs, *policies = sys.argv[1:]
scenario, told = small() if which == "small" else gpssim.load_scenario("suzhou-high-tech"), {}
for policy in policies:
    PublicServiceMarket(scenario, policy, seed=2).run()
    laps = []
    for _ in range(int(runs)):
        start = time.process_time()
        model = PublicServiceMarket(scenario, policy, seed=2).run()
        laps.append(time.process_time() - start)
    spent = min(laps)
    try:
        tables = model.tables(arrow=True)
    except TypeError:  # earlier states give nothing else
        tables = model.tables()
    words = "".join(f"{name}{table_digest(table)}" for name, table in sorted(tables.items()))
    told[policy] = (spent, hashlib.blake2b(words.encode(), digest_size=8).hexdigest())
print(json.dumps(told))
"""


def measured(checkout: Path, policies: tuple[str, ...], which: str, runs: int) -> dict[str, tuple[float, str]]:
    """Seconds of process time and digest of a run under each policy, by the sources in a folder: the least of several runs."""
    surroundings = {**os.environ, "PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(ROOT / "benchmarks"), which, str(runs), *policies],
        cwd=checkout, env=surroundings, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return {policy: (spent, digest) for policy, (spent, digest) in json.loads(done.stdout).items()}


def compared(
    before: Path, rounds: int, policies: tuple[str, ...] = POLICIES, which: str = "preset", runs: int = 3
) -> dict[str, tuple[float, bool]]:
    """For each policy: how many times faster this checkout is (median of pairs), and whether the numbers are the same."""
    for checkout in (before, ROOT):  # compiled code is kept from here on
        measured(checkout, policies[:1], which, 1)
    pairs = [(measured(before, policies, which, runs), measured(ROOT, policies, which, runs)) for _ in range(rounds)]
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
    parser.add_argument("--runs", type=int, default=3, help="of which the fastest counts, in each process")
    parser.add_argument("--small", action="store_true", help="small runs instead of the preset's")
    parser.add_argument("--policy", action="append", help="a policy, several times for several (open_tender, directed_commission)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        before = checked_out(asked.commit, Path(folder) / "before")
        try:
            policies, which = tuple(asked.policy or POLICIES), "small" if asked.small else "preset"
            for policy, (ratio, same) in compared(before, asked.rounds, policies, which, asked.runs).items():
                numbers = "the same numbers" if same else "OTHER NUMBERS"
                print(f"a whole run ({which}), {policy}: {ratio:.2f} times as fast as {asked.commit}, {numbers}")
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(before)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
