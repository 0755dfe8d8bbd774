"""Put small faults into a copy of the package, one at a time, and see whether a test fails: do the tests notice?

    python tests/mutants/run.py --sample 600 --out rows.jsonl              # a sample; resumed where it stopped
    python tests/mutants/run.py --sample 600 --out rows.jsonl --thorough   # survivors once more, on every test of their line
    python tests/mutants/run.py --sample 600 --out rows.jsonl --again      # survivors once more, after tests were added
    python tests/mutants/run.py --changed main                             # all mutants of the lines changed since
    python tests/mutants/run.py --only gpssim/rules/effort.py              # all mutants of a file or folder
    python tests/mutants/run.py --quick --sample 60                        # rules, payments, price rules, ledger
    python tests/mutants/run.py --map                                      # only the map of lines and tests
    python tests/mutants/run.py --show 0a1b2c3d4e                          # a mutant as a difference

The exit code says whether the program worked, not whether mutants died. What is mutated, by which operators and which tests are
asked stands in ``mutants.toml``; survivors that were looked at stand in ``survivors.toml``. See docs/how-to/test_the_tests.md.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import alone  # before everything else that is imported here: it says how NumPy and numba begin
from forked import warm
from judged import change_of, judge, verdicts
from making import Mutant, Workshop
from scored import counted, lines, markdown, plain
from touching import Map, cache_folder
from trying import Crew, Row, Trial, refresh, rows

HERE = Path(__file__).resolve().parent


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], epilog="docs/how-to/test_the_tests.md says more")
    parser.add_argument("--root", type=Path, default=HERE.parents[1], help="tree whose package is mutated")
    parser.add_argument("--sample", type=int, help="how many mutants, drawn by lot; all of them where it is not given")
    parser.add_argument("--seed", type=int, default=1, help="of the lot: the same mutants for the same seed and sources")
    parser.add_argument("--only", nargs="+", default=[], metavar="PATH", help="files or folders")
    parser.add_argument("--changed", metavar="REF", help="only lines that are other than at this commit")
    parser.add_argument("--quick", action="store_true", help="the part whose unit tests are near and fast, and only those tests")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="test files or folders that are asked, instead of all")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, help="rows, one a mutant; what is there already is not done again")
    parser.add_argument("--thorough", action="store_true", help="survivors are tried on every test that runs their line")
    parser.add_argument("--again", action="store_true", help="survivors of the file are tried once more")
    parser.add_argument("--map-as-is", action="store_true", help="do not make stale parts of the map anew")
    parser.add_argument("--map", action="store_true", help="make the map and stop")
    parser.add_argument("--list", action="store_true", help="say which mutants would be tried, and stop")
    parser.add_argument("--show", nargs="+", metavar="ID", help="show mutants as differences, and stop")
    parser.add_argument("--report", type=Path, help="write the page of the documentation")
    parser.add_argument("--only-report", action="store_true", help="try nothing: count what is there")
    return parser.parse_args(words)


def wanted(workshop: Workshop, asked: argparse.Namespace) -> list[Mutant]:
    """The mutants that the arguments name."""
    only = asked.only or (workshop.configuration["quick"] if asked.quick else [])
    changed = workshop.changed_lines(asked.changed) if asked.changed else None
    files = [f for f in workshop.files(only) if changed is None or f in changed]
    found = [m for f in files for m in workshop.mutants(f) if changed is None or m.line in changed[f]]
    return found if asked.sample is None else workshop.sample(found, asked.sample, asked.seed)


def say(words: str) -> None:
    print(words, flush=True)


def try_them(workshop: Workshop, chart: Map, mutants: Sequence[Mutant], asked: argparse.Namespace, out: Path) -> None:
    """Make the map, then try what is not known yet; survivors once more where that is asked for."""
    assert alone.READY
    settings = workshop.configuration
    warm(settings["warm"], [settings["package"]])
    with Crew.of(workshop, asked.workers) as crew:
        if not asked.map_as_is:
            refresh(crew, chart, say)
        if asked.map:
            return
        known = rows(out)
        fresh = [m for m in mutants if m.id not in known or (asked.again and is_open(known[m.id]))]
        Trial(chart, out, say).run(crew, fresh)
        if asked.thorough:
            known = rows(out)
            left = [m for m in mutants if known[m.id]["outcome"] == "survived" and not known[m.id]["thorough"]]
            Trial(chart, out, say, thorough=True).run(crew, left)


def is_open(row: Row) -> bool:
    """Whether a mutant may yet end otherwise: it survived, or waited in vain for a processor."""
    return bool(row["outcome"] == "survived" or row["by"] == "wall")


def commit(root: Path) -> str:
    said = subprocess.run(["git", "-C", str(root), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return said.stdout.strip() or "no commit"


def page(table: list[list[str]], survivors: Sequence[str], tried: int, asked: argparse.Namespace) -> str:
    """The page of the documentation: date, commit, what was tried, table, survivors."""
    drawn = f"a sample of {asked.sample} mutants (seed {asked.seed})" if asked.sample else "all mutants"
    where = " ".join(f"`{path}`" for path in asked.only) or ("the quick part" if asked.quick else "everything that is mutated")
    passes = "first pass and thorough pass" if asked.thorough else "first pass"
    passes += f" on {', '.join(f'`{path}`' for path in asked.tests)}" if asked.tests else ""
    passes += ", and survivors once more after tests were written for them" if asked.again else ""
    made = f"Made by `tests/mutants/run.py` on {date.today().isoformat()} at {commit(asked.root)}"
    head = f"# Mutants\n\n{made}: {drawn} of {where}, {tried} of them tried, {passes}.\n"
    words = (asked.root / "tests" / "mutants" / "page.md").read_text(encoding="utf-8")
    return "\n".join((head, words, markdown(table), "\n## Survivors\n", *survivors, ""))


def told(workshop: Workshop, mutants: Sequence[Mutant], out: Path, asked: argparse.Namespace) -> None:
    """Say how it ended, and write the page if asked."""
    known = rows(out)
    done = [known[m.id] for m in mutants if m.id in known]
    entries = verdicts(workshop.root / "tests" / "mutants" / "survivors.toml")
    judged = judge(done, entries)
    table = lines(counted(done, judged, workshop.folder))
    say("\n" + plain(table))
    early = sum(row["outcome"] == "killed" and "::" not in row["by"] for row in done)
    unseen = sum(row["by"] == "no test runs its line" for row in done)
    say(f"{early} of the killed died before a test began; {unseen} of the survivors stand in lines that no test asked runs")
    if asked.report:
        reasons = {entry.change: f"{entry.verdict}: {entry.reason}" for entry in entries}
        left = [row for row in done if row["outcome"] == "survived"]
        text = [
            f"- `{row['file']}`, `{row['function'] or 'module'}`: `{row['was']}` → `{row['becomes']}`. "
            + reasons.get(change_of(row), "not yet looked at")
            for row in sorted(left, key=lambda r: (r["file"], r["line"]))
        ]
        asked.report.write_text(page(table, text, len(done), asked), encoding="utf-8")


def main(words: Sequence[str] | None = None) -> int:
    asked = arguments(words)
    asked.root = asked.root.resolve()
    began = time.monotonic()
    workshop = Workshop.of(asked.root)
    if asked.show:
        for file in workshop.files(asked.only):
            for mutant in workshop.mutants(file):
                if mutant.id in asked.show:
                    say(mutant.difference(workshop.source(file).text))
        return 0
    mutants = [] if asked.map else wanted(workshop, asked)
    if asked.list:
        for mutant in mutants:
            say(f"{mutant.id}  {mutant.operator:42} {mutant.file}:{mutant.line}  {mutant.was}  ->  {mutant.becomes}")
        return 0
    out = asked.out or cache_folder("runs") / f"{time.strftime('%Y%m%d-%H%M%S')}.jsonl"
    usual = workshop.configuration["quick_tests"] if asked.quick else workshop.configuration["tests"]["folders"]
    chart = Map(workshop, asked.tests or usual)
    if not asked.only_report:
        try_them(workshop, chart, mutants, asked, out)
    if not asked.map:
        told(workshop, mutants, out, asked)
        tried = len(rows(out).keys() & {m.id for m in mutants})
        say(f"{tried} of {len(mutants)} mutants tried, {time.monotonic() - began:.0f} s this time, rows in {out}")
    say(f"{len(chart.not_asked())} tests are not asked: they are skipped, fail or take too long where nothing is compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
