"""``replications = "auto"``, killed at any moment and run again: it stops where it would have stopped, the same to the last bit."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gpssim.analysis.sequential import Rule, Target
from gpssim.inquiry import load_study, run_until_precise
from gpssim.inquiry.conducting import conducted, resumed
from gpssim.inquiry.until_precise import LOOKS_FILE
from gpssim.records import load_results
from gpssim.studies import executing
from tests.faults.folders import POSIX, ended, forked, study

pytestmark = [pytest.mark.sameness, POSIX]
RULE = Rule((Target("coverage", half_width=0.012),), first=5, cap=40)
FILE = """
scenario = "textbook"
policies = ["open_tender", "directed_commission"]
replications = "auto"
months = 12
warm_up = 1

[set]
world.city.n_citizens = 50

[auto]
first = 5
cap = 7
[[auto.targets]]
outcome = "coverage"
period = "all"
half_width = 1e-9

[outputs]
figures = false
[run]
workers = 1
"""
Tick = Callable[[int, int], None]


@pytest.fixture(autouse=True)
def _one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However quick runs are, each is stored and told of when it ends."""
    monkeypatch.setattr(executing, "TOGETHER", 0.0)


def killed(run: Callable[[Tick], object], told: int, later: float) -> None:
    """Kill a study some seconds after it told of its progress for so many times."""
    read, write = os.pipe()

    def tick(_done: int, _total: int) -> None:
        os.write(write, b".")
        time.sleep(0.005)  # so that it is killed before it has ended

    child = forked(lambda: run(tick))
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as pipe:
        for _ in range(told):
            assert pipe.read(1), "it ended before it was killed"
        time.sleep(later)
        os.kill(child, signal.SIGKILL)
        assert ended(child) == -signal.SIGKILL, "it ended before it was killed"


def left_in(folder: Path) -> dict[str, object]:
    """What a study is in the end: every table, run and look; nothing else lies there, but its parts may be cut in other places."""
    results = load_results(folder)
    results.verify()
    assert results.manifest["complete"]
    assert not [*folder.glob("finished"), *folder.glob("*.lock"), *folder.glob("*/.*")]
    runs = results.runs[["policy", "replication", "digest"]].to_csv()
    return {**results.digests, "runs": runs, "looks": (folder / LOOKS_FILE).read_bytes()}


def test_killed_at_random_moments_it_stops_where_it_would_have_stopped(tmp_path: Path) -> None:
    told: list[int] = []
    whole = run_until_precise(study(), tmp_path / "whole", RULE, lambda done, _total: told.append(done))
    assert 5 < whole.precision.n < 40
    luck, as_a_whole = random.Random(), left_in(tmp_path / "whole")
    for trial in range(2):
        folder, moments = tmp_path / str(trial), sorted(luck.sample(range(1, len(told) // 2), 2))
        for moment in moments:
            killed(lambda tick, out=folder: run_until_precise(study(), out, RULE, tick), moment, luck.uniform(0.0, 0.01))
        again = run_until_precise(study(), folder, RULE, False)
        assert again.looks.equals(whole.looks), f"killed at {moments}"
        assert left_in(folder) == as_a_whole, f"killed at {moments}"


def test_a_study_file_goes_on_by_resume(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(FILE, encoding="utf-8")
    conducted(load_study(file), tmp_path / "whole", progress=False)
    moment = random.Random().randint(1, 6)
    killed(lambda tick: conducted(load_study(file), tmp_path / "killed", progress=tick), moment, 0.0)
    resumed(tmp_path / "killed", progress=False)
    assert left_in(tmp_path / "killed") == left_in(tmp_path / "whole"), f"killed at {moment}"
