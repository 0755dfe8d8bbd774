"""Phase diagrams: cells by hand, axes by name, what has no cells is refused."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from gpssim.analysis.phases import axes_of, phase_cells, span
from gpssim.analysis.questions import contrast
from gpssim.errors import ScenarioError, StudyError, UnknownNameError
from gpssim.figures.phase_diagram import FIGURE
from gpssim.records import Results
from tests.sensitivity.points import results_of

A, B = "open_tender", "directed_commission"
X = ["world.x0", "world.x1", "world.x2"]


def studied(monkeypatch: pytest.MonkeyPatch, k: int = 3, **more: object) -> Results:
    functions = {A: lambda u: 7 * u[:, 0], B: lambda u: 7 * u[:, 0] + u[:, 0] - u[:, 1] + (u[:, 2] if k > 2 else 0)}
    return results_of("factorial:levels=3", functions, monkeypatch, k=k, **more)  # type: ignore[arg-type]  # noise and replications


def test_cells_are_means_over_what_else_varies(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    cells = phase_cells(results, contrast(results, "unmet_need_months", policy=B, baseline=A)).set_index(["x", "y"])
    assert list(cells.index) == list(product((0.0, 0.5, 1.0), repeat=2))
    assert cells.loc[(1.0, 0.0), "mean"] == pytest.approx(1.5)  # x - y + 0, 0.5, 1
    half = 4.302653 * 0.5 / np.sqrt(3)
    assert cells.loc[(1.0, 0.0), "low"] == pytest.approx(1.5 - half, abs=1e-5)
    assert bool(cells.loc[(1.0, 0.0), "sure"])
    assert not cells.loc[(0.0, 0.0), "sure"]
    assert cells.loc[(0.0, 0.0), "positive"] == pytest.approx(2 / 3)
    assert set(cells["over"]) == {"points"}


def test_a_cell_of_one_point_has_its_replications(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch, 2, replications=3)
    frame = results.cache["values"]
    b = frame["policy"] == B
    results.cache["values"] = frame.assign(value=frame["value"] + np.where(b, frame["replication"] - 1.0, 0.0))
    cells = phase_cells(results, contrast(results, "unmet_need_months", policy=B, baseline=A)).set_index(["x", "y"])
    assert cells.loc[(1.0, 0.0), "mean"] == pytest.approx(1.0)
    assert cells.loc[(1.0, 0.0), "high"] == pytest.approx(1.0 + 4.302653 / np.sqrt(3), abs=1e-5)
    assert set(cells["over"]) == {"replications"}
    assert set(cells["n"]) == {3}


def test_axes_go_by_the_ends_of_their_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch)
    one = contrast(results, "coverage", policy=B, baseline=A)
    assert axes_of(results) == X
    assert set(phase_cells(results, one, x="x2")["y_path"]) == {X[0]}
    span(results, ["x2", "world.x1"])
    cells = phase_cells(results, one)
    assert (cells["x_path"].iloc[0], cells["y_path"].iloc[0]) == (X[2], X[1])
    with pytest.raises(UnknownNameError, match="axis of phase diagrams in this study: 'x7'"):
        span(results, ["x7", "x1"])
    for wrong in (["x1"], ["x1", "x1"]):
        with pytest.raises(ScenarioError, match="two different parameters"):
            span(results, wrong)


def test_points_without_levels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    results = results_of("latin_hypercube:n=30", {A: lambda u: u[:, 0], B: lambda u: u[:, 1]}, monkeypatch)
    with pytest.raises(StudyError, match="these results have latin_hypercube with 0 such parameters"):
        phase_cells(results, contrast(results, "coverage", policy=B, baseline=A))
    assert not FIGURE.fits(results)
    span(results, [])


def test_the_figure_shows_every_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    results = studied(monkeypatch, 2)
    assert FIGURE.fits(results)
    figure, table = FIGURE.draw(results)
    assert len(table) % 9 == 0
    assert figure.axes[0].get_xlabel() == "x0"
