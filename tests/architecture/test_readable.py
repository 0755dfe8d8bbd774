"""Folders, files and functions stay readable, and nothing is silenced or tied to one machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from source import MODULES, PACKAGE, ROOT

TABLES_OF_DECLARATIONS = {"records/tables.py"}
"""Long because a run leaves many columns, each a line or two; there is no code to read."""

LINES_THINK_AGAIN, LINES_AT_MOST = 250, 400
BODY_THINK_AGAIN, BODY_AT_MOST = 25, 40
FILES_OF_A_ROOM = 12

TEXTS = sorted(
    p
    for folder in ("gpssim", "tests", "docs", "experiments", "notebooks", "benchmarks", "constraints", ".ci")
    for p in (ROOT / folder).rglob("*")
    if p.is_file() and p.suffix in {".py", ".md", ".toml", ".txt", ".cff", ".csv", ""} and "_build" not in p.parts
) + [p for p in ROOT.iterdir() if p.suffix in {".md", ".toml", ".cff"}]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    first = function.body[1] if ast.get_docstring(function) is not None and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def bodies(path: Path) -> Iterator[tuple[int, str]]:
    """Length of every function of a module, with its place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield body_lines(node), f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_folders_are_shallow_and_never_hold_a_single_module() -> None:
    folders = {p.parent for p in MODULES}
    assert [f for f in folders if len(f.relative_to(PACKAGE).parts) > 2] == []
    inside = {
        f: [m for m in f.iterdir() if m.stem not in ("__init__", "__pycache__") and (m.is_dir() or m.suffix == ".py")]
        for f in folders
    }
    assert [f for f, rooms in inside.items() if len(rooms) < 2] == []
    assert [f for f in folders if f.parent.name == "month" and len(inside[f]) > FILES_OF_A_ROOM] == []
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


def twice(tests: Iterable[Path]) -> dict[str, list[Path]]:
    """Files of tests that have one name: pytest imports them by it, and refuses the second, or takes the first for it.

    Packages and what lies in them, and what pytest reads by folder (``conftest``), may have one name.
    """
    named: dict[str, list[Path]] = {}
    for path in sorted(tests):
        if path.stem != "conftest" and not (path.parent / "__init__.py").exists():
            named.setdefault(path.stem, []).append(path)
    return {name: paths for name, paths in named.items() if len(paths) > 1}


def test_no_two_files_of_tests_have_one_name(tmp_path: Path) -> None:
    assert twice((ROOT / "tests").rglob("*.py")) == {}
    for folder in ("rules", "worked"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "test_fees.py").touch()
        (tmp_path / folder / "conftest.py").touch()
    assert list(twice(tmp_path.rglob("*.py"))) == ["test_fees"]


SILENCED = re.compile(r"#\s*(noqa(?!:)|noqa: ?[A-Z0-9, ]+\s*$|type: ignore(?!\[)|type: ignore\[[a-z, -]+\]\s*$)")
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")


def test_no_silence_without_a_reason_and_no_path_of_one_machine() -> None:
    lines = [(path, line) for path in TEXTS for line in path.read_text(encoding="utf-8").splitlines()]
    assert [f"{path}: {line}" for path, line in lines if MACHINE_PATH.search(line)] == []
    assert [f"{path}: {line}" for path, line in lines if path.suffix == ".py" and SILENCED.search(line)] == []


@pytest.mark.parametrize("planted", ["# " + "noqa", "# " + "noqa: E501", "# " + "type: ignore", "# " + "type: ignore[misc]"])
def test_a_planted_silence_is_caught(planted: str) -> None:
    assert SILENCED.search(f"x = 1  {planted}")
    if ":" in planted and not planted.endswith("ignore"):
        assert not SILENCED.search(f"x = 1  {planted}  # the table is wide")
