"""Runs over processes: the same numbers however they are spread, failures as rows, workers that die alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from pathlib import Path
from subprocess import PIPE
from types import SimpleNamespace
from typing import Any

import pytest

from gpssim.analysis import compare, values
from gpssim.errors import StudyError
from gpssim.records import combined_digest, load_results
from gpssim.records.runs import digests_of
from gpssim.scenario import Policy, World
from gpssim.studies import Task, run_one
from tests.small_market import MECHANISMS, small_scenario
from tests.studies.fakes import SCENARIO, deadly, failing, quick, study
from tests.synthetic import synthetic_tables

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.sameness
def test_one_worker_two_workers_and_a_lent_executor_give_the_same_digest(tmp_path: Path) -> None:
    options = {"replications": 5, "worlds": 2, "closures": ("appropriation", "volume")}
    alone = study(**options).run(tmp_path / "alone")
    two = study(**options, workers=2).run(tmp_path / "two")
    with ThreadPoolExecutor(3) as executor:
        lent = study(**options).run(executor=executor)
        assert executor.submit(int, 1).result() == 1
    assert alone.digest == two.digest == lent.digest
    parts = [{str(p.relative_to(tmp_path / name)) for p in (tmp_path / name).rglob("*.parquet")} for name in ("alone", "two")]
    assert parts[0] == parts[1]
    assert len(two.runs) == (5 + 2) * 2 * 2


def test_a_failed_run_is_a_row_and_its_pair_is_dropped() -> None:
    results = study(runner=failing).run()
    failed = results.runs[results.runs["status"] == "FAILED"]
    assert failed[["policy", "replication", "stage", "reason"]].values.tolist() == [
        ["directed_commission", 1, "run", "money was made in month 3"]
    ]
    assert results.manifest["status"] == {"SUCCEEDED": 5, "FAILED": 1}
    assert set(compare(results, outcomes=["coverage"])["n_pairs"]) == {2}
    assert len(values(results, "coverage")) == 5


def test_a_comparison_of_nothing_but_failures_says_why() -> None:
    with pytest.raises(StudyError, match=r"no run succeeded: ZeroDivisionError: division by zero \(test_running\.py:\d+\)"):
        compare(study(runner=lambda task: 1 / 0).run())


def test_failures_are_kept_on_disk_and_not_tried_again(tmp_path: Path) -> None:
    study(runner=failing).run(tmp_path)
    again = study(runner=quick).run(tmp_path)
    assert (again.runs["status"] == "FAILED").sum() == 1
    load_results(tmp_path).verify()


def test_a_dead_worker_loses_its_own_group_only_and_continuing_tries_it_again(tmp_path: Path) -> None:
    results = study(replications=5, workers=2, runner=deadly).run(tmp_path)
    ended = results.runs.groupby("replication")["status"].agg(set).to_dict()
    assert ended == {r: {"ABORTED" if r == 2 else "SUCCEEDED"} for r in range(5)}
    assert set(results.runs.loc[results.runs["status"] == "ABORTED", "reason"]) == {
        "its worker process died (killed, or out of memory), at last with nothing beside it"
    }
    assert load_results(tmp_path).manifest["complete"] is False
    assert set(compare(results, outcomes=["coverage"])["n_pairs"]) == {4}
    mended = study(replications=5).run(tmp_path)
    assert set(mended.runs["status"]) == {"SUCCEEDED"}
    assert mended.digest == study(replications=5).run().digest


def test_a_lent_executor_that_breaks_ends_the_study_and_says_how_to_go_on(tmp_path: Path) -> None:
    class Broken(ThreadPoolExecutor):
        left = 3

        def submit(self, *given: Any, **named: Any) -> Any:
            Broken.left -= 1
            if Broken.left < 0:
                raise BrokenExecutor
            return super().submit(*given, **named)

    executor: Executor = Broken(1)
    said = "^the executor broke; [123] of 5 replications are in .*study; run the same study again to continue$"
    with pytest.raises(StudyError, match=said):
        study(replications=5).run(tmp_path / "study", executor=executor)
    with pytest.raises(StudyError, match="the executor broke; nothing is kept"):
        study().run(executor=executor)
    assert study(replications=5).run(tmp_path / "study").digest == study(replications=5).run().digest
    executor.shutdown()


def test_progress_counts_what_was_there_already(tmp_path: Path) -> None:
    study(replications=2).run(tmp_path)
    told: list[tuple[int, int]] = []
    study(replications=4).run(tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(4, 8), (6, 8), (8, 8)]


def test_progress_goes_to_stderr_and_only_where_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    study(replications=1).run(progress=True)
    study(replications=1).run(progress=False)
    study(replications=1).run()
    assert capsys.readouterr().out == ""


SCRIPT = """
from gpssim.studies import RunOutcome, Study
from tests.synthetic import synthetic_tables
from tests.small_market import MECHANISMS, small_scenario
from tests.studies.fakes import SCENARIO

print("the script runs")

def of_my_own(task):
    months, closure = task.scenario.months, task.closure
    return RunOutcome(synthetic_tables(task.policy.name, task.seed, task.world, task.replication, months, closure))

results = Study(SCENARIO, ["open_tender"], replications=3, workers=2, runner=of_my_own).run()
print(results.digest, set(results.runs["status"]))
"""


@pytest.fixture
def surroundings() -> dict[str, str]:
    """Little beside the folder of what is compiled; it is compiled by now, so that a script has nothing to say of it."""
    study().run()
    kept = {name: os.environ[name] for name in ("GPSSIM_CACHE_DIR", "XDG_CACHE_HOME", "HOME") if name in os.environ}
    return {"PYTHONPATH": str(ROOT), **kept}


def test_a_script_needs_no_guard_and_its_functions_travel(tmp_path: Path, surroundings: dict[str, str]) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    digest = study(policies=["open_tender"]).run().digest
    command = [sys.executable, tmp_path / "script.py"]
    done = subprocess.run(command, capture_output=True, text=True, env=surroundings, timeout=120, check=False)
    assert done.stderr == ""
    assert done.stdout == f"the script runs\n{digest} {{'SUCCEEDED'}}\n"


SLOW = """
import signal
import time
from gpssim.studies import RunOutcome, Study, StudyInterrupted
from tests.small_market import MECHANISMS, small_scenario
from tests.studies.fakes import SCENARIO, quick

def slow(task):
    if task.replication >= 8:
        time.sleep(300)
    return quick(task)

slow.gpssim_identity = "fakes"
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are born deaf to Ctrl-C
print("started", flush=True)
try:
    Study(SCENARIO, ["open_tender", "directed_commission"], replications=12, workers=2, runner=slow).run(
        "study", progress=lambda done, total: print(done, flush=True)
    )
except StudyInterrupted as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a group of processes are POSIX")
def test_ctrl_c_stops_the_workers_at_once_and_the_rest_is_run_later(tmp_path: Path, surroundings: dict[str, str]) -> None:
    (tmp_path / "script.py").write_text(SLOW)
    with subprocess.Popen(
        [sys.executable, "script.py"], stdout=PIPE, stderr=PIPE, text=True, env=surroundings, cwd=tmp_path, start_new_session=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "16\n":
                os.killpg(process.pid, signal.SIGINT)
                break
        out, error = process.communicate(timeout=60)  # ends when no worker holds the pipes any more
    assert out == "interrupted: 8 of 12 replications are in study; run the same study again to continue\n"
    assert error == ""
    assert study(replications=12).run(tmp_path / "study").digest == study(replications=12).run().digest


# ------------------------------------------------------------------ the one place where studies meet the model


class FakeMarket:
    """What ``run_one`` needs of the model; fails at the stage that its seed names."""

    seen: list[dict[str, Any]]
    released = 0

    def __init__(self, scenario: object, policy: Policy, **named: Any) -> None:
        self.seed = named["seed"]
        self.scenario = scenario
        self._fail("build")
        FakeMarket.seen.append({"scenario": scenario, "policy": policy, **named})

    def _fail(self, stage: str) -> None:
        if self.seed == {"build": 91, "run": 92, "tables": 93}[stage]:
            raise RuntimeError(f"in {stage}\nsecond line")

    def warm_up(self) -> FakeMarket:
        self._fail("run")
        return self

    def branch(self, policy: Policy, world: World) -> FakeMarket:
        assert world == SCENARIO.world
        branch = FakeMarket(self.scenario, policy, seed=self.seed)
        branch.seen[-1]["branch"] = True
        return branch

    def run(self) -> None:
        self._fail("run")

    def tables(self, *, arrow: bool, events: bool) -> dict[str, Any]:
        assert (arrow, events) == (True, True)
        self._fail("tables")
        return synthetic_tables("open_tender", 1, 0, 0, 12)

    def release(self) -> None:
        FakeMarket.released += 1


@pytest.fixture
def market(monkeypatch: pytest.MonkeyPatch) -> type[FakeMarket]:
    FakeMarket.seen, FakeMarket.released = [], 0
    monkeypatch.setitem(sys.modules, "gpssim.model", SimpleNamespace(PublicServiceMarket=FakeMarket))
    return FakeMarket


def task(seed: int = 1, world: int = 0) -> Task:
    chosen = study(seed=seed, worlds=2, closures=["volume"], policies=["open_tender"])
    group = next(g for g in chosen.groups if g.world == world)
    job, values = chosen.job(), chosen.job().values(group)
    return next(job.tasks(group, None if values is None else job.drawn(values)))


def test_the_model_is_built_with_closure_seed_replication_and_world_and_released(market: type[FakeMarket]) -> None:
    own, sampled = task(seed=5), task(seed=5, world=1)
    assert run_one(own).status == run_one(sampled).status == "SUCCEEDED"
    first, second = market.seen
    assert first["policy"].levers.closure == "volume"
    assert first["policy"].name == "open_tender"
    assert (first["seed"], first["replication"], first["world"]) == (5, 0, SCENARIO.world)
    assert second["world"] == own_world(1)
    assert market.released == 2


def own_world(number: int) -> object:
    return study(worlds=2, seed=5, policies=["open_tender"]).sampled[number - 1].scenario.world


@pytest.mark.parametrize(("seed", "stage", "released"), [(91, "build", 0), (92, "run", 1), (93, "tables", 1)])
def test_a_failure_tells_stage_and_reason_in_one_line(market: type[FakeMarket], seed: int, stage: str, released: int) -> None:
    outcome = run_one(task(seed=seed))
    assert (outcome.status, outcome.stage) == ("FAILED", stage)
    assert outcome.reason.startswith(f"RuntimeError: in {stage} (test_running.py:")
    assert market.released == released
    assert SCENARIO.months == 12


def test_the_policies_of_a_group_branch_off_one_warmed_up_market(market: type[FakeMarket]) -> None:
    results = study(replications=2, closures=["appropriation", "volume"], runner=run_one).run()
    assert set(results.runs["status"]) == {"SUCCEEDED"}
    assert [(seen["policy"].name, "branch" in seen) for seen in market.seen[:5]] == [
        ("status_quo", False),
        *[("open_tender", True), ("directed_commission", True)] * 2,
    ]
    assert market.released == 2 * 5


def test_where_the_warm_up_fails_every_run_says_so(market: type[FakeMarket]) -> None:
    runs = study(replications=1, seed=92, runner=run_one).run().runs
    assert runs[["status", "stage"]].values.tolist() == [["FAILED", "run"]] * 2
    assert market.released == 3


def test_runs_that_share_their_warm_up_are_the_runs_alone() -> None:
    options = {"scenario": small_scenario(), "months": 8, "policies": MECHANISMS[:2], "replications": 1, "runner": run_one}
    chosen = study(**options, keep="all")
    together = chosen.run()
    alone = [run_one(t) for t in chosen.job().tasks(chosen.groups[0], None)]
    assert list(together.runs["digest"]) == [combined_digest(digests_of(one.tables).items()) for one in alone]
    together.verify()
