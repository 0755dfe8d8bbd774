"""The notebook and the experiments run, in a small version, through the front door; experiments rest on its helper."""

from __future__ import annotations

import ast
import re
import runpy
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import gpssim
from gpssim import registry
from gpssim.experiment.options import parsed
from gpssim.figures.fonts import settled

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


@pytest.mark.slow  # the documentation executes it whenever it is built
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


def faults(source: str) -> list[str]:
    """What a script of an experiment does by itself although the helper does it."""
    tree = ast.parse(source)
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    found = [f"imports {n}" for n in names if n.split(".")[0] in {"matplotlib", "seaborn", "plotly", "argparse", "typer", "click"}]
    called = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found += [f"calls {name}" for name in called if name.split(".")[-1] in {"to_csv", "savefig", "mkdir", "ArgumentParser"}]
    found += [f"draws while it runs: {name}" for name in called if name == "trial.draw"]
    found += [f"calls {name}" for name in called if name.split(".")[0] in {"plt", "pyplot"}]
    found += [f"calls {name}" for name in called if name in {"gpssim.draw_figures", "gpssim.Study", "gpssim.charts.save_chart"}]
    if [called.count(name) for name in ("gpssim.Experiment", "EXPERIMENT.main")] != [1, 1]:
        found.append("is not one gpssim.Experiment that is its own program")
    return found


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda p: p.stem)
def test_an_experiment_rests_on_the_helper(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import matplotlib.pyplot as plt",
        "from matplotlib import pyplot",
        "import argparse",
        "table.to_csv('x.csv')",
        "gpssim.draw_figures(results, 'x')",
        "trial.draw(gpssim.charts.rows, table, TEXTS)",
        "plt.plot(x, y)",
        "gpssim.Study(scenario, policies).run()",
        "EXPERIMENT.main(conduct)",
    ],
)
def test_a_planted_fault_of_an_experiment_is_found(planted: str) -> None:
    sound = "EXPERIMENT = gpssim.Experiment(__doc__, 'x', SIZES)\nEXPERIMENT.main(conduct)\n"
    assert faults(sound) == []
    assert faults(sound + planted)


@pytest.mark.usefixtures("own_plugins")
@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda p: p.stem)
def test_an_experiment_has_a_whole_size_and_a_try(path: Path, tmp_path: Path) -> None:
    script = runpy.run_path(str(path), run_name="an_experiment")
    experiment = script["EXPERIMENT"]
    assert experiment.says == script["__doc__"]
    assert experiment.usual == "full"
    whole, small = (experiment.trial("--out", str(tmp_path), *typed) for typed in ((), ("--fast",)))
    months = [t.scenario.months + t.scenario.warm_up for t in (whole, small)]
    assert months[1] < months[0]
    assert small.workers == 1
    assert "quick" in experiment.sizes
    assert callable(script["conduct"])


class ReachedError(Exception):
    """An experiment has come to its first run."""


@pytest.mark.usefixtures("own_plugins")
@pytest.mark.parametrize("size", ["full", "quick", "fast"])
@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda p: p.stem)
def test_an_experiment_comes_to_its_first_run_at_every_size(
    path: Path, size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reached(*_: object, **__: object) -> None:
        raise ReachedError

    for name in ("run", "finish"):
        monkeypatch.setattr(gpssim.Trial, name, reached)
    script = runpy.run_path(str(path), run_name="an_experiment")
    typed = [] if size == "full" else [f"--{size}"]
    with script["EXPERIMENT"].trial("--out", str(tmp_path), *typed) as trial, pytest.raises(ReachedError):
        script["conduct"](trial)


COMMAND = re.compile(r"^\W*python experiments/(\w+)\.py([^`\n]*)", re.MULTILINE)
SAYING = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *EXPERIMENTS]


def test_every_script_shows_a_command() -> None:
    assert [p.stem for p in EXPERIMENTS if p.stem not in dict(COMMAND.findall(p.read_text(encoding="utf-8")))] == []


@pytest.mark.usefixtures("own_plugins")
@pytest.mark.parametrize("page", [p for p in SAYING if COMMAND.search(p.read_text(encoding="utf-8"))], ids=lambda p: p.stem)
def test_the_commands_of_experiments_that_a_page_shows_are_right(page: Path) -> None:
    for script, typed in COMMAND.findall(page.read_text(encoding="utf-8")):
        experiment = runpy.run_path(str(ROOT / "experiments" / f"{script}.py"), run_name="an_experiment")["EXPERIMENT"]
        parsed(experiment, shlex.split(typed))


SHORT = ("loss_decomposition", "make_or_buy", "policy_diffusion", "price_rules")
"""Run every time: a figure of the package, lines, histories, rows. The others take minutes together and are marked slow."""
WITHOUT_A_CHART = ("check_predictions", "plausible_worlds")
LATIN: Final = re.compile(r"[A-Za-z]{2,}")
NO_CHINESE_FOR: Final = {"HHI"}


def untranslated(texts: Iterable[str]) -> set[str]:
    """Words of a Chinese chart that are not Chinese."""
    return {word for text in texts for word in LATIN.findall(text)} - NO_CHINESE_FOR


def test_an_english_word_on_a_chinese_chart_is_found() -> None:
    assert untranslated(["a  集中度 (HHI)", "95% t 区间", "no targeting"]) == {"no", "targeting"}


@pytest.mark.usefixtures("own_plugins")
@pytest.mark.parametrize(
    "path", [pytest.param(p, marks=() if p.stem in SHORT else pytest.mark.slow, id=p.stem) for p in EXPERIMENTS]
)
def test_an_experiment_runs_and_leaves_every_chart_in_both_languages(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []

    def saved(figure: Figure, path: Path, metadata: object, language: str) -> list[Path]:
        said.extend(text.get_text() for text in figure.findobj(Text) if language == "zh" and text.get_visible())
        path.with_suffix(".png").touch()
        return [path.with_suffix(".png")]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(path), "--fast", "--out", str(tmp_path)])
    monkeypatch.setattr("gpssim.figures.saving.save", saved)  # laid out and drawn, but no picture: nobody looks at it
    runpy.run_path(str(path), run_name="__main__")
    assert list(tmp_path.glob("*.csv"))
    assert capsys.readouterr().out.strip()
    charts = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.png")}
    twins = {name for name in charts if name.endswith("_zh.png")}
    assert bool(charts) == (path.stem not in WITHOUT_A_CHART)
    if settled("zh") == "zh":
        assert twins == {f"{name[:-4]}_zh.png" for name in charts - twins}
    assert untranslated(said) == set()
