"""A fault planted in a mechanism, a solver, a contract rule, a belief rule or the choice rule makes ``gpssim verify`` fail.

Each fault goes into a copy of the package, which runs in a process of its own with a cache of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "gpssim"

PLANTS = {
    "mechanism": (
        "mechanisms/open_tender.py",
        "ranking(allowed, levels, lots)[0]",
        "ranking(allowed, levels, lots)[-1]",
        "first_price_auction",
    ),
    "solver": ("bidding/quadrature.py", "above**k for k, p", "above ** (k + 0.02) for k, p", "first_price_auction"),
    "contract rule": ("rules/effort.py", "determinant = k * k - d * d", "determinant = k * k + d * d", "multitask_moral_hazard"),
    "belief rule": ("information/beliefs.py", "weight / (1.0 + weight)", "weight / (1.05 + weight)", "belief_pooling"),
    "choice rule": (
        "rules/choice.py",
        "utility + scale * gumbel(uniform)",
        "utility + 0.9 * scale * gumbel(uniform)",
        "logit_choice",
    ),
}
"""Where the fault is, what stands there, what is put there, and the kind of case that must notice."""


def verified(package: Path, kind: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "gpssim", "verify", "--kind", kind, "--workers", "1", "--no-figures"]
    environment = {**os.environ, "PYTHONPATH": str(package.parent), "GPSSIM_CACHE_DIR": str(package.parent / "cache")}
    return subprocess.run(words, capture_output=True, text=True, timeout=300, check=False, env=environment, cwd=package.parent)


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(PACKAGE, folder / "gpssim", ignore=shutil.ignore_patterns("__pycache__")))


LONGER = {"mechanism", "solver", "choice rule"}
"""Plants in rules that the sample of mutants tries in every run of ``.ci/run`` too; here ``-m slow`` asks for them."""


@pytest.mark.parametrize("plant", [pytest.param(one, marks=[pytest.mark.slow] if one in LONGER else []) for one in PLANTS])
def test_a_planted_fault_is_noticed(plant: str, tmp_path: Path) -> None:
    file, right, wrong, kind = PLANTS[plant]
    source = copied(tmp_path) / file
    text = source.read_text(encoding="utf-8")
    assert text.count(right) == 1, f"{file} no longer holds {right!r}"
    source.write_text(text.replace(right, wrong), encoding="utf-8")
    done = verified(tmp_path / "gpssim", kind)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "does not agree" in done.stdout or "not run" in done.stdout


def test_without_a_fault_the_copy_agrees(tmp_path: Path) -> None:
    done = verified(copied(tmp_path), "multitask_moral_hazard")
    assert done.returncode == 0, done.stdout + done.stderr
