"""The page on clusters, typed as it stands: scheduler and workers as processes, job scripts without a batch system, costs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.records import load_results
from gpssim.studies.on_dask.profile import Profile
from tests.docs.test_pages import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "run_on_a_cluster.md"
TEXT = PAGE.read_text(encoding="utf-8")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the page is typed into a POSIX shell")
MINE = """
scenario = "textbook"
policies = ["open_tender", "directed_commission"]
replications = 40
months = 3
warm_up = 1
[set]
world.city.n_citizens = 50
[outputs]
figures = false
"""
TIMEOUT = 300.0
ALLOWED = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1"}


def block(part: str) -> str:
    """The only block of a shell that has some words in it."""
    (found,) = [body for body in blocks(PAGE, "bash") if part in body]
    return found


def typed(script: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """A block in a shell of its own, with this gpssim and this Python in front."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **surroundings}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(["bash", "-eu", "-c", script], cwd=folder, env=own, **pipes) as shell:
        try:
            out, error = shell.communicate(timeout=TIMEOUT)
        finally:
            with suppress(ProcessLookupError):  # nobody is left, as it should be
                os.killpg(shell.pid, signal.SIGKILL)
    return subprocess.CompletedProcess(script, shell.returncode, out, error)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    return tmp_path


@POSIX
def test_a_scheduler_and_two_workers_as_typed(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed: Dask is not tested here")
    done = typed(block("dask scheduler"), tmp_path)
    assert done.returncode == 0, done.stderr
    results = load_results(tmp_path / "results" / "on_dask")
    assert results.manifest["complete"]
    assert len(results.runs) == 16
    assert not (tmp_path / "scheduler.json").exists(), "a scheduler that is ended takes its file away"
    status = CliRunner().invoke(app, ["study", "status", str(tmp_path / "results" / "on_dask")])
    assert "16 runs" in status.stdout


def directives(script: str, word: str) -> list[str]:
    """What a job script asks of its batch system: its lines at the top."""
    lines = script.splitlines()
    assert lines[0] == "#!/bin/sh"
    asked = [line.removeprefix(word).strip() for line in lines[1:] if line.startswith(word)]
    assert lines[1 : 1 + len(asked)] == [f"{word} {one}" for one in asked], "what follows a command is not read"
    return asked


@POSIX
def test_a_job_array_of_slurm_as_typed_makes_the_study(mine: Path) -> None:
    script = block("SLURM_ARRAY_TASK_ID")
    asked = dict(one.removeprefix("--").split("=", 1) for one in directives(script, "#SBATCH"))
    assert asked == {"job-name": "mine", "array": "1-40", "cpus-per-task": "1", "mem": "2G", "time": "04:00:00"}
    for number in ("1", "2"):  # an array of two
        done = typed(script, mine, SLURM_ARRAY_TASK_ID=number, SLURM_ARRAY_TASK_COUNT="2")
        assert done.returncode == 0, done.stderr
    done = typed(block("gpssim study merge results/mine\n"), mine)
    assert done.returncode == 0, done.stderr
    results = load_results(mine / "results" / "mine")
    assert results.manifest["complete"]
    assert len(results.runs) == 80


@POSIX
def test_a_job_array_of_pbs_as_typed_makes_its_shard(mine: Path) -> None:
    script = block("PBS_ARRAY_INDEX")
    assert directives(script, "#PBS") == ["-N mine", "-J 1-40", "-l select=1:ncpus=1:mem=2gb", "-l walltime=04:00:00"]
    assert "/40" in script, "as many shards as jobs: PBS does not tell a job how many there are"
    elsewhere = mine / "home"
    elsewhere.mkdir()
    done = typed(script, elsewhere, PBS_O_WORKDIR=str(mine), PBS_ARRAY_INDEX="3")  # a job of PBS begins at home
    assert done.returncode == 0, done.stderr
    shard = load_results(mine / "results" / "mine" / "shards" / "03-of-40")
    assert (shard.manifest["complete"], len(shard.runs)) == (True, 2)


@POSIX
def test_a_job_of_mpi_as_typed(mine: Path) -> None:
    pytest.importorskip("mpi4py", reason="mpi4py is not installed: MPI is not tested here")
    if shutil.which("mpirun") is None:
        pytest.skip("there is no mpirun: MPI is not tested here")
    script = block("mpi4py.futures")
    assert "--ntasks=64" in directives(script, "#SBATCH")
    assert "\nmpirun python" in script
    done = typed(script.replace("mpirun python", "mpirun -n 2 python"), mine, **ALLOWED)  # SLURM says how many; here nobody does
    assert done.returncode == 0, done.stderr
    assert load_results(mine / "results" / "mine").manifest["complete"]


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """The page's profile, with what is commented out as well."""
    (text,) = blocks(PAGE, "toml")
    monkeypatch.chdir(tmp_path)
    Path("profile.toml").write_text(text, encoding="utf-8")
    Path("all.toml").write_text(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert len(tomllib.loads(Path("all.toml").read_text(encoding="utf-8"))) == 8
    return Profile.read(Path("all.toml"))


@pytest.mark.parametrize(
    ("system", "asked"),
    [
        (
            "slurm:SLURMJob",
            ["#SBATCH -p short", "#SBATCH -A lab", "#SBATCH --cpus-per-task=1", "#SBATCH --mem=2G", "#SBATCH -t 04:00:00"],
        ),
        ("pbs:PBSJob", ["#PBS -q short", "#PBS -A lab", "#PBS -l select=1:ncpus=1:mem=1908MB", "#PBS -l walltime=04:00:00"]),
    ],
    ids=["slurm", "pbs"],
)
def test_the_profile_becomes_a_job_script(profile: Profile, system: str, asked: list[str]) -> None:
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue is not installed: its jobs are not tested here")
    from importlib import import_module

    module, kind = system.split(":")
    job = getattr(import_module(f"dask_jobqueue.{module}"), kind)
    script = job("tcp://node1:8786", name="mine", **{"processes": 1, **profile.options}).job_script()
    lines = script.splitlines()
    assert [one for one in asked if one not in lines] == []
    assert lines.index("module load python") < lines.index("source ~/venv/bin/activate") < len(lines) - 1
    worker = shlex.split(lines[-1])
    assert worker[1:4] == ["-m", "distributed.cli.dask_worker", "tcp://node1:8786"]
    assert worker[worker.index("--nthreads") + 1] == "1"
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_where_no_batch_system_is_the_page_s_line_says_so(mine: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue is not installed: its jobs are not tested here")
    monkeypatch.setenv("PATH", str(mine))
    refused = CliRunner().invoke(app, shlex.split(block("slurm:profile.toml"))[1:])
    assert refused.exit_code == 2, refused.output
    assert refused.stderr == "gpssim: no jobs can be submitted from this machine: there is no sbatch; nothing was run\n"
    assert not (mine / "results").exists()


# ------------------------------------------------------------------ what a job costs


def rows(heading: str) -> list[list[str]]:
    """The cells of the table with some words in its heading."""
    table = TEXT[TEXT.index(heading) :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def hours(told: str) -> float:
    number, unit = told.split()
    return float(number) / (1.0 if unit == "hours" else 60.0)


def test_a_million_runs_are_reckoned_from_what_one_costs() -> None:
    measured, told = rows("| | seconds |"), {of: cells for of, *cells in rows("| a million |")}
    for name, of in (("a small run", "small runs"), ("a run of the preset", "runs of the preset")):
        place = next(i for i, (row, _) in enumerate(measured) if row.startswith(name))
        run, driver = (float(measured[place + i][1]) for i in (0, 1))
        left = [float(number) for number in re.findall(r"[\d.]+", measured[place + 2][1])]
        processor, one_driver, array, disk = told[of]
        assert float(processor) == pytest.approx((run + driver) * 1e6 / 3600, rel=0.02)
        assert hours(one_driver) == pytest.approx(max(run / 40, driver) * 1e6 / 3600, rel=0.1)
        assert hours(array) == pytest.approx((run + driver) * 1e6 / 400 / 3600, rel=0.2)
        gigabytes = float(disk.split()[0]) * (1000 if disk.endswith("TB") else 1)
        assert min(left) * 1000 <= gigabytes <= max(left) * 1000
        assert 40 <= run / driver <= 50, "workers that one driver keeps busy"


def test_the_benchmarks_that_the_page_names_are_there() -> None:
    (line,) = re.findall(r"`python (benchmarks/run\.py [^`]*)`", TEXT)
    sections = {path.stem for path in (ROOT / "benchmarks" / "sections").glob("*.py")}
    assert {*re.findall(r"--only (\w+)", line)} <= sections
