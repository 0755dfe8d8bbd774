"""A study runs wherever it is told to, with the same digest everywhere; who loses a worker loses nothing else."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from gpssim.errors import GpssimError, ScenarioError, StudyError, UnknownNameError
from gpssim.records import load_results
from gpssim.studies import RunOutcome, Task
from gpssim.studies.executors import executor_of, ways
from gpssim.studies.on_dask.profile import Profile
from tests.studies.fakes import as_quick, quick, study

pytestmark = pytest.mark.sameness
ROOT = Path(__file__).resolve().parents[2]
OPTIONS: dict[str, Any] = {"replications": 5, "worlds": 2, "closures": ("appropriation", "volume")}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")


@pytest.fixture(scope="module")
def digest() -> str:
    return study(**OPTIONS).run().digest


def needs(package: str) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed: this executor is not tested here")


# ------------------------------------------------------------------ the same everywhere


@pytest.mark.parametrize(("on", "workers"), [("serial", 2), ("processes", 1), ("processes", 2), ("dask", 2)])
def test_the_same_study_has_the_same_digest_on_every_executor(digest: str, on: str, workers: int, tmp_path: Path) -> None:
    if on == "dask":
        needs("distributed")
    results = study(**OPTIONS, workers=workers, on=on).run(tmp_path)
    assert results.digest == digest == load_results(tmp_path).digest
    assert len(results.runs) == (5 + 2) * 2 * 2
    assert not (tmp_path / "finished").exists()


MPI_SCRIPT = """
from tests.studies.fakes import study

print("the script runs")
options = {"replications": 5, "worlds": 2, "closures": ("appropriation", "volume")}
print(study(**options).run("study", on="mpi").digest)
"""


def test_two_ranks_of_mpi_have_the_same_digest_and_the_script_runs_once(digest: str, tmp_path: Path) -> None:
    needs("mpi4py")
    done = mpirun(tmp_path, MPI_SCRIPT)
    assert done.stdout == f"the script runs\n{digest}\n", done.stderr
    assert load_results(tmp_path / "study").digest == digest


def mpirun(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """A script as the first of two ranks."""
    if shutil.which("mpirun") is None:
        pytest.skip("there is no mpirun: MPI is not tested here")
    (folder / "script.py").write_text(script)
    allowed = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1"}
    surroundings = {**os.environ, **allowed, "PYTHONPATH": str(ROOT)}
    command = ["mpirun", "-n", "2", sys.executable, "-m", "mpi4py.futures", "script.py"]
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=120, check=False)


# ------------------------------------------------------------------ a scheduler somewhere


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A scheduler with one worker, each a process of its own: the address, and the scheduler's process."""
    needs("distributed")
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    file = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    words = {"cwd": tmp_path, "env": surroundings, "stdout": PIPE, "stderr": PIPE, "text": True}
    with subprocess.Popen([*dask, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", file], **words) as first:
        worker = [*dask, "worker", "--scheduler-file", file, "--nthreads", "1", "--no-dashboard"]
        with subprocess.Popen(worker, **words) as second:
            until(file.exists)
            yield str(file), first
            for process in (second, first):
                process.terminate()
                process.communicate(timeout=30)


def until(there: object, seconds: float = 30.0) -> None:
    ends = time.monotonic() + seconds
    while not there():  # type: ignore[operator]  # any function
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_a_scheduler_is_found_by_its_file_and_its_end_is_said(
    scheduler: tuple[str, subprocess.Popen[str]], digest: str, tmp_path: Path
) -> None:
    file, process = scheduler
    assert study(**OPTIONS).run(on=file, progress=False).digest == digest

    @as_quick
    def slower(task: Task) -> RunOutcome:
        time.sleep(0.05)
        return quick(task)

    def stops(done: int, _total: int) -> None:
        if done >= 8:
            process.kill()

    said = r"the scheduler at tcp://.* does not answer any more; .* of 40 replications are in .*; run the same study again"
    with pytest.raises(StudyError, match=said):
        study(replications=40, runner=slower).run(tmp_path / "study", on=file, progress=stops)
    assert len(load_results(tmp_path / "study").runs) >= 8
    assert study(replications=40).run(tmp_path / "study").digest == study(replications=40).run().digest


def test_where_no_scheduler_answers_it_is_said_at_once_and_nothing_is_made(tmp_path: Path) -> None:
    needs("distributed")
    began = time.monotonic()
    with pytest.raises(StudyError, match=r"^no scheduler answers at tcp://127.0.0.1:9: .*; nothing was run$"):
        study().run(tmp_path / "study", on="tcp://127.0.0.1:9")
    assert time.monotonic() - began < 5.0
    assert not (tmp_path / "study").exists()


def test_nobody_samples_what_workers_of_this_machine_do(cluster: str) -> None:
    from distributed import Client

    def again_and_again(dask_worker: Any) -> set[str]:
        return set(dask_worker.periodic_callbacks)

    with Client(cluster, set_as_default=False) as client:
        told = client.run(again_and_again)
    assert [("heartbeat" in names, names & {"profile", "profile-cycle"}) for names in told.values()] == [(True, set())] * 5


def test_a_study_that_is_complete_needs_no_scheduler(tmp_path: Path, digest: str) -> None:
    study(**OPTIONS).run(tmp_path)
    assert study(**OPTIONS).run(tmp_path, on="tcp://127.0.0.1:9").digest == digest


# ------------------------------------------------------------------ what was typed


@pytest.mark.parametrize(
    ("typed", "kind", "said"),
    [
        ("procesess", UnknownNameError, "did you mean 'processes'?"),
        ("tpc://node:8786", UnknownNameError, "unknown protocol of a scheduler: 'tpc'; did you mean 'tcp'?"),
        ("tcp://node", ScenarioError, "the address of a scheduler with its port"),
        ("tcp://node:port", ScenarioError, "the address of a scheduler with its port"),
        ("slurm", ScenarioError, "on = 'slurm' is impossible: it must be slurm:PROFILE.toml"),
        ("slurm:nowhere.toml", StudyError, "nowhere.toml cannot be read: no such file"),
        ("dask:4", ScenarioError, "it has no settings"),
        ("nowhere.json", StudyError, "nowhere.json cannot be read: no such file"),
        ("", ScenarioError, "on = '' is impossible"),
        (3, ScenarioError, "on = 3 is impossible"),
        ("mpi", StudyError, "mpirun -n 4 python -m mpi4py.futures"),
    ],
)
def test_the_impossible_is_refused_in_a_line(
    typed: object, kind: type[GpssimError], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if typed == "mpi":
        needs("mpi4py")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(kind) as error:
        study().run(tmp_path / "study", on=typed)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert not (tmp_path / "study").exists()


def test_what_is_typed_is_told() -> None:
    assert [*ways()] == ["tcp://HOST:PORT", "dask", "mpi", "pbs:PROFILE.toml", "processes", "serial", "slurm:PROFILE.toml"]
    assert {name: executor_of(name).name for name in ("serial", "processes", "dask")} == {
        "serial": "serial",
        "processes": "processes",
        "dask": "dask",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('cores = 1\nmemory = "4GB"\nwaltime = "01:00:00"', "unknown key in profile.toml: 'waltime'; did you mean 'walltime'"),
        ('memory = "4GB"', "cores in profile.toml = None is impossible: it must be a whole number from 1"),
        ("cores = 1", "memory in profile.toml = None is impossible"),
        ('cores = 1\nmemory = "4GB"\njobs = 0', "jobs in profile.toml = 0 is impossible"),
        (
            'cores = 1\nmemory = "4GB"\njobs = 2\nat_least = 3',
            "at_least in profile.toml = 3 is impossible: it must be at most jobs, 2",
        ),
        ("cores = ", "profile.toml is no TOML"),
    ],
)
def test_a_profile_is_checked(text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("profile.toml").write_text(text)
    with pytest.raises(GpssimError) as error:
        executor_of("slurm:profile.toml")
    assert said in str(error.value)


def test_keys_of_a_profile_are_those_of_dask_jobqueue() -> None:
    needs("dask_jobqueue")
    import inspect

    from dask_jobqueue.core import Job
    from dask_jobqueue.pbs import PBSJob
    from dask_jobqueue.slurm import SLURMJob

    from gpssim.studies.on_dask import profile

    taken = {name for job in (Job, SLURMJob, PBSJob) for name in inspect.signature(job.__init__).parameters}
    not_theirs = {"self", "scheduler", "name", "config_name", "security", "base_class_kwargs"}
    assert taken - not_theirs == set(profile.OF_JOBS)


def test_without_a_batch_system_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("dask_jobqueue")
    (tmp_path / "profile.toml").write_text('cores = 1\nmemory = "2GB"\n')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StudyError, match="no jobs can be submitted from this machine: there is no qsub; nothing was run"):
        study().run(on=f"pbs:{tmp_path / 'profile.toml'}")


SBATCH = """#!/bin/sh
sh "$1" > /dev/null 2>&1 &
echo "Submitted batch job $!"
"""
SCANCEL = """#!/bin/sh
kill "$1"
"""


@POSIX
def test_jobs_are_submitted_and_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digest: str) -> None:
    """A batch system in two lines: what it is given runs at once, though the port of Dask's dashboard is taken."""
    needs("dask_jobqueue")
    taken = socket.socket()
    with contextlib.suppress(OSError):  # somebody else has it, which is as good
        taken.bind(("", 8787))
        taken.listen()
    for name, text in {"sbatch": SBATCH, "scancel": SCANCEL}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "profile.toml").write_text(
        'cores = 1\nmemory = "2GB"\njobs = 2\nqueue = "short"\nscheduler_options = {host = "127.0.0.1"}\n'
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    with taken:
        results = study(**OPTIONS).run(on="slurm:profile.toml", progress=False)
    assert results.digest == digest
    assert Profile.read(tmp_path / "profile.toml").options["queue"] == "short"
