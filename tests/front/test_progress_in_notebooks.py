"""In a notebook a study shows one bar, which moves and stays: no line for each move, no escape codes, a line where no HTML is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

ROOT = Path(__file__).parents[2]
CELLS = {
    "one after the other": "study(replications=150).run(progress=True); None",
    "nobody asked": "study(replications=3).run(); None",
    "none": "study(replications=3).run(progress=False); None",
    "as many as needed": """
from gpssim.analysis.sequential import Rule, Target
from gpssim.inquiry import run_until_precise
rule = Rule((Target("coverage", "all", half_width=1e-9),), 5, 40)
done = run_until_precise(study(), folder, rule, progress=True)
assert len(done.looks["replications"].unique()) > 1""",
    "all of it there": "run_until_precise(study(), folder, rule, progress=True); None",
    "some fail": "study(replications=3, runner=failing).run(progress=True); None",
}
BARS = {
    "one after the other": "300 of 300 runs, ",
    "as many as needed": "80 of 80 runs, ",
    "some fail": ", 1 failed",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What stands below each cell when all were executed."""
    begin = f"from tests.studies.fakes import failing, study\nfolder = {str(tmp_path_factory.mktemp('precise'))!r}"
    cells = [nbformat.v4.new_code_cell(source) for source in (begin, *CELLS.values())]
    notebook = nbformat.v4.new_notebook(cells=cells)
    where = {"metadata": {"path": str(ROOT)}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
        nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()
    return dict(zip(CELLS, (cell.outputs for cell in notebook.cells[1:]), strict=True))


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_has_one_bar_or_nothing(cell: str, outputs: dict[str, list[Any]]) -> None:
    assert len(outputs[cell]) == (cell in BARS)
    for output in outputs[cell]:
        assert output.output_type == "display_data"
        html, line = output.data["text/html"], output.data["text/plain"]
        assert BARS[cell] in line
        done, total = re.match(r'<progress value="(\d+)" max="(\d+)" style="width: 40%"></progress> ', html).groups()
        assert done == total
        assert html.endswith(f"</progress> {line}")
        assert "\n" not in line
        assert "\x1b" not in html + line
