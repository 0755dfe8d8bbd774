"""No circle of files, typing imports included, so that any module may be imported first."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from source import BY_NAME, ROOT, arrows, circles, tree_of

HELPER = Path(__file__).with_name("import_alone.py")


def trees() -> dict[str, ast.Module]:
    return {name: tree_of(path) for name, path in BY_NAME.items()}


def test_no_two_files_import_each_other_in_a_circle() -> None:
    assert circles(arrows(trees())) == []


@pytest.mark.parametrize(
    ("where", "planted"),
    [
        ("gpssim.month.contracts.force", "from gpssim.month.contracts import signing"),
        ("gpssim.month.money.payment", "from gpssim.month.contracts.ending import end_early"),
        ("gpssim.state.clock", "def f():\n    from gpssim.state import money"),
        ("gpssim.agents.columns", "if TYPE_CHECKING:\n    from gpssim.state.market_state import MarketState"),
    ],
)
def test_a_planted_circle_is_seen(where: str, planted: str) -> None:
    source = BY_NAME[where].read_text(encoding="utf-8") + "\n" + planted + "\n"
    assert any(where in circle for circle in circles(arrows({**trees(), where: ast.parse(source)})))


def failing_alone(modules: list[str]) -> str:
    """Which of some modules cannot be imported first; why is printed."""
    done = subprocess.run(
        [sys.executable, str(HELPER)], input="\n".join(modules), capture_output=True, text=True, cwd=ROOT, check=False
    )
    print(done.stderr)
    return done.stdout.strip() if done.returncode in (0, 1) else f"{done.returncode}: {done.stderr}"


@pytest.mark.slow  # where no two files import each other in a circle this holds; it says so of the interpreter itself
@pytest.mark.skipif(not hasattr(sys, "setdlopenflags"), reason="processes cannot be forked here")
@pytest.mark.parametrize("part", range(4))
def test_every_file_of_the_package_can_be_imported_first(part: int) -> None:
    assert failing_alone(sorted(BY_NAME)[part::4]) == ""


def test_a_module_that_fails_alone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "first.py").write_text("import second\n", encoding="utf-8")
    (tmp_path / "second.py").write_text("from first import missing\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert failing_alone(["second", "gpssim.errors"]) == "second"
