"""The house keeps its floors: imports only point back, Mesa stays in its rooms, and nobody draws outside the streams."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "gpssim"

FLOORS = (
    "errors",
    "texts",
    "cache",
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
    "agents",
    "month",
    "model",
    "studies",
)
"""A file may import its own floor or a lower one."""

WINGS = {
    "analysis": {"errors", "texts", "units", "plugins", "records", "analysis"},
    "figures": {"errors", "texts", "units", "plugins", "records", "analysis", "figures"},
    "theory": {*FLOORS, "analysis", "figures", "theory"},
    "audit": {*FLOORS, "analysis", "audit"},
    "experiment": {*FLOORS, "analysis", "figures", "experiment"},
}
"""Beside the floors: what each may import."""

JUDGES = {
    "analysis/held.py": {"scenario", "registry", "mechanisms"},
    "analysis/regret.py": {"registry", "mechanisms", "bidding"},
    "analysis/reversal.py": {"mechanisms", "bidding"},
}
"""What else single files of a wing may import: they ask a mechanism's own evaluation what other offers would have done."""

TOP = {"__init__", "__main__", "cli"}
"""The front door and the command line may import anything; nobody below imports them."""

MESA_ROOMS = {"model", "agents", "month"}
TYPES_OF_THE_MODEL = {"agents": {"gpssim.model.PublicServiceMarket"}, "month": {"gpssim.model.PublicServiceMarket"}}
"""Agents and verbs are handed the model and may name its type, for type checkers only: at run time nothing is imported."""

FRONT_DOOR_ONLY = ("experiments", "notebooks")

TABLES_OF_DECLARATIONS = {"records/tables.py"}
"""Long because a run leaves many columns, each a line or two; there is no code to read."""

LINES_THINK_AGAIN, LINES_AT_MOST = 250, 400
BODY_THINK_AGAIN, BODY_AT_MOST = 25, 60

MODULES = sorted(PACKAGE.rglob("*.py"))
TEXTS = sorted(
    p
    for folder in ("gpssim", "tests", "docs", "experiments", "notebooks", "benchmarks", "constraints", ".ci")
    for p in (ROOT / folder).rglob("*")
    if p.is_file() and p.suffix in {".py", ".md", ".toml", ".txt", ".cff", ".csv", ""} and "_build" not in p.parts
) + [p for p in ROOT.iterdir() if p.suffix in {".md", ".toml", ".cff"}]


def floor_of(path: Path) -> str:
    """The floor or wing a module of the package lives on."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def for_types_only(tree: ast.AST) -> set[str]:
    """Dotted names imported under ``if TYPE_CHECKING:`` and nowhere else."""
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test).endswith("TYPE_CHECKING")]
    names = [name for block in blocks for name in imported(block)]
    return {name for name in names if names.count(name) == list(imported(tree)).count(name)}


def points_up(floor: str, name: str) -> bool:
    """Whether a name lies on a floor that this one may not import."""
    if floor in TOP or not f"{name}.".startswith("gpssim."):
        return False
    allowed = WINGS[floor] if floor in WINGS else set(FLOORS[: FLOORS.index(floor) + 1])
    return name.partition(".")[2].partition(".")[0] not in allowed


def wrong_imports(floor: str, source: str) -> list[str]:
    """Imports that point up, Mesa outside its rooms, other generators than the named streams."""
    tree = ast.parse(source)
    names = list(imported(tree))
    typing_only = TYPES_OF_THE_MODEL.get(floor, set()) & for_types_only(tree)
    wrong = [n for n in names if points_up(floor, n) and n not in typing_only]
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


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    first = function.body[1] if ast.get_docstring(function) is not None and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def bodies(path: Path) -> Iterator[tuple[int, str]]:
    """Length of every function of a module, with its place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield body_lines(node), f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_only_point_back(path: Path) -> None:
    assert floor_of(path) in {*FLOORS, *WINGS, *TOP}, "a floor the plan does not know"
    also = JUDGES.get(path.relative_to(PACKAGE).as_posix(), set())
    wrong = wrong_imports(floor_of(path), path.read_text(encoding="utf-8"))
    assert [name for name in wrong if not also & set(name.split(".")[1:2])] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nobody_draws_outside_the_streams(path: Path) -> None:
    assert foreign_draws(path.read_text(encoding="utf-8")) == []


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


def test_folders_are_shallow_and_never_hold_a_single_module() -> None:
    folders = {p.parent for p in MODULES}
    assert [f for f in folders if len(f.relative_to(PACKAGE).parts) > 2] == []
    assert [f for f in folders if len([m for m in f.glob("*.py") if m.stem != "__init__"]) < 2] == []
    assert [p for p in MODULES if p.stem in {"utils", "helpers", "misc", "common"}] == []


def test_files_and_functions_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    code = [p for p in MODULES if str(p.relative_to(PACKAGE)) not in TABLES_OF_DECLARATIONS]
    files = [(len(p.read_text(encoding="utf-8").splitlines()), str(p.relative_to(ROOT))) for p in code]
    functions = [row for p in MODULES for row in bodies(p)]
    long = [r for r in files if r[0] > LINES_THINK_AGAIN] + [r for r in functions if r[0] > BODY_THINK_AGAIN]
    with capsys.disabled():
        print("".join(f"\nthink again: {n} lines, {place}" for n, place in sorted(long, reverse=True)), end="")
    assert [r for r in files if r[0] > LINES_AT_MOST] == []
    assert [r for r in functions if r[0] > BODY_AT_MOST] == []


SILENCED = re.compile(r"#\s*(noqa(?!:)|noqa: ?[A-Z0-9, ]+\s*$|type: ignore(?!\[)|type: ignore\[[a-z, -]+\]\s*$)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_silence_without_a_reason_and_no_path_of_one_machine(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if MACHINE_PATH.search(line)] == []
    assert [line for line in lines if path.suffix == ".py" and SILENCED.search(line)] == []


@pytest.mark.parametrize("planted", ["# " + "noqa", "# " + "noqa: E501", "# " + "type: ignore", "# " + "type: ignore[misc]"])
def test_a_planted_silence_is_caught(planted: str) -> None:
    assert SILENCED.search(f"x = 1  {planted}")
    if ":" in planted and not planted.endswith("ignore"):
        assert not SILENCED.search(f"x = 1  {planted}  # the table is wide")
