"""The program as the shell sees it: a quick start, exit codes, and a front door that imports nothing it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gpssim

HEAVY = ("mesa", "matplotlib", "pandas", "numba", "scipy", "numpy", "pyarrow", "pydantic")


def python(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The interpreter in a process of its own."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=120, check=False, cwd=cwd)


def loaded(code: str) -> set[str]:
    """Which heavy packages a piece of code imports."""
    done = python("-c", f"{code}\nimport sys\nprint(' '.join(sys.modules))")
    assert done.returncode == 0, done.stderr
    return set(HEAVY) & set(done.stdout.splitlines()[-1].split())


def test_neither_the_front_door_nor_the_command_line_imports_anything_heavy() -> None:
    assert loaded("import gpssim") == set()
    assert loaded("import gpssim.cli") == set()


def test_a_refusal_leaves_with_2_and_one_line() -> None:
    done = python("-m", "gpssim", "scenario", "show", "suzho-high-tech")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "gpssim: unknown scenario (neither a preset nor a file): 'suzho-high-tech'; did you mean 'suzhou-high-tech'?"
    ]


def test_a_misspelt_option_leaves_with_2() -> None:
    done = python("-m", "gpssim", "compare", "textbook", "--polcy", "open_tender")
    assert done.returncode == 2
    assert "--polcy" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_name_of_the_front_door_opens() -> None:
    assert sorted(gpssim.__all__) == sorted(set(gpssim.__all__))
    assert all(getattr(gpssim, name) is not None for name in gpssim.__all__)
    assert set(gpssim.__all__) <= set(dir(gpssim))


def test_a_name_that_is_not_there_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Scenari'"):
        gpssim.Scenari  # noqa: B018  # the access is what is tested
