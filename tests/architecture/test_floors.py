"""The house keeps its floors: imports only point back, Mesa stays in its rooms, and nobody draws outside the streams."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from source import MODULES, PACKAGE, ROOT, imported

FLOORS = (
    "errors",
    "plain",
    "paid_once",
    "frozen",
    "surroundings",
    "processes",
    "sources",
    "files",
    "cache",
    "compiling",
    "texts",
    "units",
    "streams",
    "scenario",
    "plugins",
    "market",
    "records",
    "information",
    "rules",
    "mechanisms",
    "bidding",
    "registry",
    "replacing",
    "agents",
    "state",
    "month",
    "model",
    "designs",
    "studies",
)
"""A file may import its own floor or a lower one."""

WINGS = {
    "analysis": {"errors", "plain", "surroundings", "files", "texts", "units", "plugins", "records", "analysis"},
    "exports": {"errors", "plain", "surroundings", "files", "texts", "units", "plugins", "records", "analysis", "exports"},
    "figures": {"errors", "plain", "surroundings", "files", "texts", "units", "plugins", "records", "analysis", "figures"},
    "theory": {*FLOORS, "analysis", "figures", "theory"},
    "audit": {*FLOORS, "analysis", "audit"},
    "experiment": {*FLOORS, "analysis", "figures", "exports", "inquiry", "experiment"},
    "calibration": {*FLOORS, "analysis", "figures", "exports", "inquiry", "calibration"},
    "policy_search": {*FLOORS, "analysis", "figures", "exports", "inquiry", "calibration", "policy_search"},
    "inquiry": {*FLOORS, "analysis", "figures", "exports", "inquiry"},
    "archive": {*FLOORS, "analysis", "figures", "exports", "inquiry", "archive"},
}
"""Beside the floors: what each may import."""

JUDGES = {
    "analysis/held.py": {"scenario", "registry", "mechanisms"},
    "analysis/measured.py": {"scenario"},
    "analysis/needs.py": {"scenario"},
    "analysis/plausible.py": {"scenario"},
    "analysis/status_quo.py": {"registry"},
    "analysis/regret.py": {"registry", "mechanisms", "bidding"},
    "analysis/reversal.py": {"mechanisms", "bidding"},
    "analysis/resampling.py": {"streams"},
    "figures/parameter_names.py": {"scenario"},
}
"""What else single files of a wing may import: they ask a mechanism's own evaluation what other offers would have done, or a
scenario's bounds which worlds count; draw bootstrap samples; call a parameter by its declared meaning."""

TOP = {"__init__", "__main__", "cli"}
"""The front door and the command line may import anything; nobody below imports them."""

MESA_ROOMS = {"model", "agents"}
FRONT_DOOR_ONLY = ("experiments", "notebooks")


def floor_of(path: Path) -> str:
    """The floor or wing a module of the package lives on."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def points_up(floor: str, name: str) -> bool:
    """Whether a name lies on a floor that this one may not import."""
    if floor in TOP or not f"{name}.".startswith("gpssim."):
        return False
    allowed = WINGS[floor] if floor in WINGS else set(FLOORS[: FLOORS.index(floor) + 1])
    return name.partition(".")[2].partition(".")[0] not in allowed


def wrong_imports(floor: str, source: str) -> list[str]:
    """Imports that point up (for type checkers too), Mesa outside its rooms, other generators than the named streams."""
    names = list(imported(ast.parse(source)))
    wrong = [n for n in names if points_up(floor, n)]
    wrong += [n for n in names if n.split(".")[0] == "mesa" and floor not in MESA_ROOMS]
    wrong += [n for n in names if n.split(".")[0] in {"random", "secrets", "uuid"} or n.startswith("numpy.random")]
    return wrong


def foreign_draws(source: str) -> list[str]:
    """Uses of NumPy's own generators."""
    nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute)]
    return [ast.unparse(n) for n in nodes if n.attr == "default_rng" or ast.unparse(n) in {"np.random", "numpy.random"}]


WHERE_SUMS_MATTER = set(FLOORS[FLOORS.index("market") : FLOORS.index("studies")])


def naive_sums(source: str) -> list[str]:
    """Uses of the builtin ``sum`` except over flags and counts: over floats its last bits differ between Python 3.11 and 3.12."""
    calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and ast.unparse(n.func) == "sum"]
    counted = ("sum((n for", "sum((s.valid for", "sum((p * above ** k for")  # integers, flags, arrays
    return [ast.unparse(n) for n in calls if not ast.unparse(n).startswith(counted)]


def imports_that_point_up(path: Path) -> list[str]:
    """Imports of a module that its floor may not make, nor it alone."""
    also = JUDGES.get(path.relative_to(PACKAGE).as_posix(), set())
    wrong = wrong_imports(floor_of(path), path.read_text(encoding="utf-8"))
    return [name for name in wrong if not also & set(name.split(".")[1:2])]


def offenders(found: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    """What was found in each module of the package where anything was."""
    told = {path.relative_to(PACKAGE).as_posix(): found(path) for path in MODULES}
    return {place: names for place, names in told.items() if names}


def test_imports_only_point_back() -> None:
    assert {floor_of(path) for path in MODULES} <= {*FLOORS, *WINGS, *TOP}, "a floor the plan does not know"
    assert offenders(imports_that_point_up) == {}


def test_nobody_draws_outside_the_streams() -> None:
    assert offenders(lambda path: foreign_draws(path.read_text(encoding="utf-8"))) == {}


@pytest.mark.parametrize(
    ("floor", "planted"),
    [
        ("rules", "from gpssim.agents import Citizen"),
        ("mechanisms", "def f():\n    import gpssim.model"),
        ("analysis", "from gpssim.model import PublicServiceMarket"),
        ("figures", "from gpssim.studies.runner import run"),
        ("studies", "from gpssim.analysis import compare"),
        ("units", "import gpssim"),
        ("studies", "from gpssim import cli"),
        ("analysis", "import mesa"),
        ("studies", "from mesa import Model"),
        ("rules", "import random"),
        ("agents", "from numpy.random import default_rng"),
        ("agents", "from gpssim.model import PublicServiceMarket"),
        ("rules", "if TYPE_CHECKING:\n    from gpssim.model import PublicServiceMarket"),
    ],
)
def test_a_planted_import_is_caught(floor: str, planted: str) -> None:
    assert wrong_imports(floor, planted)


@pytest.mark.parametrize("planted", ["import numpy as np\nnp.random.rand(3)", "g = generators.default_rng(1)"])
def test_a_planted_draw_is_caught(planted: str) -> None:
    assert foreign_draws(planted)


def test_floats_are_summed_alike_on_every_python() -> None:
    modules = [p for p in MODULES if floor_of(p) in WHERE_SUMS_MATTER]
    assert [s for p in modules for s in naive_sums(p.read_text(encoding="utf-8"))] == [], "use math.fsum"


def test_a_planted_sum_is_caught() -> None:
    assert naive_sums("total = sum(x.money for x in lines)")


@pytest.mark.parametrize("folder", FRONT_DOOR_ONLY)
def test_experiments_and_notebooks_use_the_front_door(folder: str) -> None:
    scripts = sorted((ROOT / folder).glob("*.py"))
    assert scripts
    inner = [n for p in scripts for n in imported(ast.parse(p.read_text(encoding="utf-8"))) if n.startswith("gpssim.")]
    assert all(len(n.split(".")) == 2 for n in inner), inner
