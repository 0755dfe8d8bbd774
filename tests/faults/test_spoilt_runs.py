"""What the surroundings spoilt is tried again; what the model did wrong is a row, and stays one."""

from __future__ import annotations

import errno
import pathlib
import pickle
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gpssim.analysis import compare
from gpssim.errors import ConservationError, ScenarioError
from gpssim.records import load_results
from gpssim.studies import RunOutcome, Task, run
from gpssim.studies.spoiling import spoilt
from gpssim.studies.tasks import Runner
from tests.faults.folders import quick, study
from tests.studies.fakes import as_quick


def no_home() -> None:
    """As ``Path.home`` ends where nobody has one."""
    namespace: dict[str, Any] = {"__name__": pathlib.Path.__module__}
    exec("def home():\n    raise RuntimeError('Could not determine home directory.')", namespace)  # noqa: S102  # its place counts
    namespace["home"]()


def unreadable_rules() -> None:
    try:
        Path("/nowhere/rules.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise ScenarioError("rules.toml cannot be read") from error


def raising(error: BaseException) -> Callable[[], None]:
    def do() -> None:
        raise error

    return do


def cannot_start_thread() -> None:
    namespace: dict[str, Any] = {"__name__": threading.__name__}
    exec('def start():\n    raise RuntimeError("can\'t start new thread")', namespace)  # noqa: S102  # its place counts
    namespace["start"]()


SPOILT = {
    "no home": no_home,
    "full": raising(OSError(errno.ENOSPC, "No space left on device")),
    "too many files": raising(OSError(errno.EMFILE, "Too many open files")),
    "not permitted": raising(PermissionError(13, "Permission denied")),
    "memory": raising(MemoryError("Unable to allocate 3 GiB")),
    "not installed": raising(ModuleNotFoundError("No module named 'scipy'")),
    "cut off": lambda: pickle.loads(b""),
    "no thread": cannot_start_thread,
    "rules": unreadable_rules,
}
WRONG = {
    "division": lambda: 1 / 0,
    "value": raising(ValueError("negative price")),
    "index": lambda: [][1],
    "key": lambda: {}["price"],
    "runtime": raising(RuntimeError("no equilibrium")),
    "deep": raising(RecursionError("maximum recursion depth exceeded")),
    "conservation": raising(ConservationError("money was made in month 3")),
    "assertion": raising(AssertionError()),
}


@pytest.mark.parametrize("name", SPOILT)
def test_errors_of_the_surroundings_are_known(name: str) -> None:
    with pytest.raises(Exception) as error:  # noqa: PT011  # any
        SPOILT[name]()
    assert spoilt(error.value)


@pytest.mark.parametrize("name", WRONG)
def test_errors_of_the_model_are_none_of_the_surroundings(name: str) -> None:
    with pytest.raises(Exception) as error:  # noqa: PT011  # any
        WRONG[name]()
    assert not spoilt(error.value)


def test_a_handled_error_of_the_surroundings_does_not_excuse_the_model() -> None:
    error = ValueError("no price")
    error.__context__ = OSError("a file that is not needed")
    assert not spoilt(error)


def spoiling(replications: set[int], how: Callable[[], object], policy: str = "directed_commission") -> Runner:
    def runner(task: Task) -> RunOutcome:
        if task.replication in replications and task.policy.name == policy:
            how()
        return quick(task)

    return as_quick(runner)


@pytest.mark.parametrize("n", [4, 8])
def test_a_spoilt_run_is_said_and_tried_again_with_its_replication(tmp_path: Path, n: int) -> None:
    first = study(replications=n, runner=spoiling({1, 3}, SPOILT["full"])).run(tmp_path)
    assert first.manifest["status"] == {"SUCCEEDED": 2 * n - 2, "ABORTED": 2}
    assert first.manifest["complete"] is False
    reasons = set(load_results(tmp_path).runs.query("status == 'ABORTED'")["reason"])
    assert len(reasons) == 1
    assert "No space left on device" in reasons.pop()
    assert set(compare(first, outcomes=["coverage"])["n_pairs"]) == {n - 2}
    tried: list[tuple[int, str]] = []

    @as_quick
    def seen(task: Task) -> RunOutcome:
        tried.append((task.replication, task.policy.name))
        return quick(task)

    mended = study(replications=n, runner=seen).run(tmp_path)
    assert {replication for replication, _ in tried} == {1, 3}
    assert mended.manifest["complete"] is True
    assert mended.digest == study(replications=n).run().digest == load_results(tmp_path).digest
    assert not (tmp_path / "finished").exists()
    load_results(tmp_path).verify()


def test_what_is_spoilt_again_stays_to_be_tried(tmp_path: Path) -> None:
    for _ in range(2):
        again = study(runner=spoiling({0, 1, 2}, SPOILT["memory"], "open_tender")).run(tmp_path)
        assert again.manifest["status"] == {"SUCCEEDED": 3, "ABORTED": 3}
        assert len(load_results(tmp_path).runs) == 6
    assert study().run(tmp_path).digest == study().run().digest


def test_what_the_model_did_wrong_is_not_tried_again(tmp_path: Path) -> None:
    first = study(runner=spoiling({1}, WRONG["division"])).run(tmp_path)
    assert first.manifest["complete"] is True
    assert study(runner=spoiling({0, 1, 2}, SPOILT["memory"])).run(tmp_path).manifest["status"] == {"SUCCEEDED": 5, "FAILED": 1}


def test_memory_that_ends_outside_the_runs_costs_one_replication_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = run.digests_of, [0]

    def short(tables: Any) -> Any:
        calls[0] += 1
        if calls[0] == 3:
            raise MemoryError("Unable to allocate 3 GiB")
        return real(tables)

    monkeypatch.setattr(run, "digests_of", short)
    first = study().run(tmp_path)
    assert first.manifest["status"] == {"SUCCEEDED": 4, "ABORTED": 2}
    assert study().run(tmp_path).digest == study().run().digest
