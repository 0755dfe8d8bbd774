"""The notebook and the experiments run, in a small version, through the front door only."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gpssim import registry

if TYPE_CHECKING:  # what runs notebooks is needed where notebooks are run
    import nbformat

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
EXPERIMENTS = sorted((ROOT / "experiments").glob("*.py"))
SMALL = "n_citizens, months, replications = 400, 48, 2"


def with_small_numbers(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook after its cell of parameters has been followed by smaller ones."""
    import nbformat

    at = [k for k, c in enumerate(notebook.cells) if "parameters" in c.metadata.get("tags", ())]
    assert len(at) == 1, "exactly one cell is tagged as parameters"
    assert all(name in notebook.cells[at[0]].source for name in ("n_citizens", "months", "replications"))
    notebook.cells.insert(at[0] + 1, nbformat.v4.new_code_cell(SMALL))
    return notebook


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jupytext
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("MPLBACKEND", raising=False)  # pictures go into the notebook
    notebook = with_small_numbers(jupytext.read(path))
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    assert any("image/png" in o.get("data", {}) for c in notebook.cells for o in c.get("outputs", ()))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_and_its_script_say_the_same(path: Path) -> None:
    import jupytext
    import nbformat

    script = [(c.cell_type, c.source) for c in jupytext.read(path).cells]
    paired = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    how = "type: jupytext --to ipynb notebooks/*.py; jupyter execute --inplace notebooks/*.ipynb"
    assert [(c.cell_type, c.source) for c in paired.cells] == script, how
    assert not [o for c in paired.cells for o in c.get("outputs", ()) if o.output_type in {"error", "stream"}], how


@pytest.fixture
def own_plugins() -> Iterator[None]:
    """What an experiment registers is forgotten after it."""
    before = {kind: set(registry.known(kind)) for kind in registry.KINDS}
    yield
    for kind, names in before.items():
        for name in set(registry.known(kind)) - names:
            registry.forget(kind, name)


@pytest.mark.usefixtures("own_plugins")
@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda p: p.stem)
def test_an_experiment_runs(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(path), "--fast", "--out", str(tmp_path)])
    # in one process, and pictures for nobody to look at: starting others and print quality cost more than these small studies
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0}, raising=False)
    monkeypatch.setattr("gpssim.figures.saving.FORMATS", ("png",))
    monkeypatch.setattr("gpssim.figures.saving.RESOLUTION", 50)
    runpy.run_path(str(path), run_name="__main__")
    assert list(tmp_path.rglob("*.csv"))
    assert capsys.readouterr().out.strip()
