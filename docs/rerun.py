"""Run everything again that the pages publish, or some of it, and write tables, pictures and the log of runs.

python docs/rerun.py --list                  what there is, what it costs, how it was run last
python docs/rerun.py                         all of it: what was run with this command at this commit is left as it is
python docs/rerun.py --only why_the_sign     one run (several names may follow)
python docs/rerun.py --force                 whatever was run before
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import published_tables
from published import DOCS, IN_PLACE, ROOT, Run, changed, declared, log, said, write_log

from gpssim.files.writing import with_flags
from gpssim.studies.identity import package_numbers, package_version

MAKES = ("gpssim", "experiments", "docs/published.toml", "docs/published_tables.py")
"""What decides the numbers; a commit of anything else leaves them as they are."""
FOLDER = Path("results") / "published"


def here() -> dict[str, str]:
    """Version, and the last commit of what decides the numbers; a ``+`` behind it says that something was changed since."""
    changed = _git("status", "--porcelain", "--", *MAKES)
    return {
        "version": package_version(),
        "numbers": package_numbers(),
        "commit": _git("log", "-1", "--format=%h", "--", *MAKES) + "+" * bool(changed),
    }


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def current(run: Run, entry: dict[str, Any] | None) -> bool:
    """Whether a run was made by this command at this commit, with everything it publishes there."""
    made = all((DOCS / file).exists() for file in run.writes)
    at = here()
    same = entry is not None and entry["command"] == run.command and {k: entry.get(k) for k in at} == at
    return made and same and not at["commit"].endswith("+")


def carried_out(run: Run, out: Path, workers: int | None) -> None:
    """The command in a process of its own; what it leaves stays in its folder, where a study is continued.

    Raises
    ------
    CalledProcessError : it failed.
    """
    program, *words = run.words
    start = [sys.executable, "-m", "gpssim"] if program == "gpssim" else [sys.executable]
    options = [] if IN_PLACE in run.writes.values() else ["--out", str(out)]
    options += ["--workers", str(workers)] if workers and options else []
    subprocess.run([*start, *words, *options], cwd=ROOT, check=True)


def publish(run: Run, out: Path) -> None:
    """The tables and pictures of a run, where the pages look for them."""
    for file, how in run.writes.items():
        if how == IN_PLACE:
            continue
        target = DOCS / file
        if how.startswith("figures/"):
            shutil.copyfile(out / how, target)
        else:
            with_flags(getattr(published_tables, how)(out)).to_csv(target, index=False)


def again(run: Run, workers: int | None) -> dict[str, Any]:
    """Run, publish, and the entry for the log."""
    out, began = ROOT / FOLDER / run.name, time.perf_counter()
    carried_out(run, out, workers)
    publish(run, out)
    seconds = {"seconds": round(time.perf_counter() - began)}
    made = {"command": run.command, "tables": list(run.writes), **run.size}
    return made | here() | {"date": datetime.now(UTC).date().isoformat()} | seconds


def listed(runs: Sequence[Run]) -> str:
    """Name, estimate, and how it was run last; the sum of the estimates."""
    entries = log()
    rows = [f"{run.name:28}{run.cpu_seconds:6.0f} s  {_state(run, entries.get(run.name))}" for run in runs]
    total = sum(run.cpu_seconds for run in runs)
    return "\n".join([*rows, f"{'all':28}{total:6.0f} s on one core, about {total / 120:.0f} minutes on two"])


def _state(run: Run, entry: dict[str, Any] | None) -> str:
    if entry is None:
        return "never run by this program"
    then = changed(run, entry)
    return (f"stale (run with {', '.join(then)}): " if then else "") + said(entry)


def main(typed: Sequence[str]) -> int:
    """Run what was asked for; the number of runs that failed."""
    runs = declared()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=list(runs), default=list(runs), metavar="NAME", help=", ".join(runs))
    parser.add_argument("--list", action="store_true", help="run nothing")
    parser.add_argument("--force", action="store_true", help="run again what is current, from the beginning")
    parser.add_argument("--workers", type=int, help="processes (default: one for each core)")
    asked = parser.parse_args(list(typed))
    chosen = [runs[name] for name in asked.only]
    if asked.list:
        print(listed(chosen))
        return 0
    return sum(not _one(run, asked) for run in chosen)


def _one(run: Run, asked: argparse.Namespace) -> bool:
    """One run, unless it is current; the log is written after each, so that a stop loses nothing. Whether all is well."""
    entries, out = log(), ROOT / FOLDER / run.name
    if not asked.force and current(run, entries.get(run.name)):
        print(f"{run.name}: current", flush=True)
        return True
    _prepared(out, asked.force)
    print(f"{run.name}: {run.command}", flush=True)
    try:
        entries[run.name] = again(run, asked.workers)
    except (subprocess.CalledProcessError, OSError, KeyError) as error:
        print(f"{run.name}: failed: {error}", file=sys.stderr, flush=True)
        return False
    write_log({name: entries[name] for name in declared() if name in entries})
    return True


def _prepared(out: Path, force: bool) -> None:
    """A folder in which a study of the same commit may be continued, and no other."""
    mark, commit = out.with_suffix(".commit"), here()["commit"]
    same = mark.is_file() and mark.read_text(encoding="utf-8") == commit and not commit.endswith("+")
    if out.exists() and (force or not same):
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    mark.write_text(commit, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
