"""What a study of worlds allows to say, end to end: tables, figures and the words of the study file."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from gpssim.analysis.left_out import LeftOut
from gpssim.analysis.phases import KEY
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.figures import figures
from gpssim.inquiry.answering import answered, figures_of, fitting, informed
from gpssim.inquiry.study_file import Outcome, StudyFile
from gpssim.records.results import Results
from gpssim.studies import RunOutcome, Task
from tests.studies.fakes import as_quick, quick, study

MONITORING, PUBLICITY = "policy.levers.monitoring", "policy.levers.publicity"
VARY = [
    {"path": MONITORING, "low": 0.2, "high": 0.8, "distribution": "uniform"},
    {"path": PUBLICITY, "low": 0.1, "high": 0.9, "distribution": "uniform"},
]
A, B = "open_tender", "directed_commission"


def planted(task: Task) -> RunOutcome:
    """Under directed commission more are served where monitoring is above 0.5, fewer elsewhere."""
    made = quick(task)
    monthly = made.tables["monthly"]
    level = task.scenario.policy.levers.monitoring
    part = 0.5 if task.policy.name == A else 0.8 if level > 0.5 else 0.2
    need = 10 * monthly["n_need"].to_numpy().astype(np.int64)
    for column, values in (("n_need", need), ("n_served", np.rint(need * part))):
        kind = monthly.schema.field(column).type
        monthly = monthly.set_column(monthly.schema.get_field_index(column), column, pa.array(values).cast(kind))
    tables = {**made.tables, "monthly": monthly}
    return RunOutcome(tables, seconds=0.01)


def studied(design: str) -> Results:
    return study(design=design, uncertain=VARY, runner=as_quick(planted), replications=1, keep=0).run(progress=False)


@pytest.fixture(scope="module")
def filled() -> Results:
    return studied("sobol_sequence:n=32")


@pytest.fixture(scope="module")
def gridded() -> Results:
    return studied("factorial:levels=3")


@pytest.fixture(autouse=True)
def _nothing_left_out() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", LeftOut)
        yield


def asked(**said: Any) -> StudyFile:
    outcomes = (Outcome(outcome="coverage", period="all", **said), Outcome(outcome="experienced_quality", period="all"))
    return StudyFile(outcomes=outcomes)


def test_worlds_are_answered_by_robustness_and_discovery(filled: Results, tmp_path: Path) -> None:
    assert {"robustness", "discovery", "drivers"} == {answer.name for answer in fitting(filled)}
    found = answered(filled, asked(at_least=0.6), tmp_path)
    shares = found["discovery"]["sign_shares"].set_index("outcome").loc["coverage"]
    assert (shares["n"], shares["wins"]) == (32, 0.5)
    boxes = found["discovery"]["scenario_boxes"].query("outcome == 'coverage' and side == 'wins'")
    assert boxes["parameter"].tolist() == [MONITORING]
    assert boxes["low"].iloc[0] == pytest.approx(0.5, abs=0.02)
    assert found["discovery"]["turning_parameters"].query("outcome == 'coverage'")["parameter"].iloc[0] == MONITORING
    tree = found["discovery"]["scenario_trees"].query("outcome == 'coverage'")
    assert tree["rule"].iloc[0].startswith(f"{MONITORING} > 0.5")
    enough = found["robustness"]["good_enough"].set_index(["policy", "outcome"])["share"]
    assert (enough[A, "coverage"], enough[B, "coverage"]) == (0.0, 0.5)
    assert enough[A, "experienced_quality"] == 1.0  # no worse than itself, for nothing else was said
    regret = found["robustness"]["regrets"].query("outcome == 'coverage'").set_index("policy")["expected"]
    assert regret[A] == pytest.approx(regret[B], abs=0.01)
    assert {f"{name}.csv" for tables in found.values() for name in tables} <= {path.name for path in tmp_path.glob("*.csv")}


def test_a_grid_is_answered_by_its_cells(gridded: Results, tmp_path: Path) -> None:
    assert "phases" in {answer.name for answer in fitting(gridded)}
    table = answered(gridded, asked(), tmp_path)["phases"]["phase_cells"]
    cells = table.query("outcome == 'coverage'").set_index(["x", "y"])["mean"]
    assert cells[0.8, 0.1] == pytest.approx(0.3, abs=0.01)
    assert cells[0.2, 0.9] == pytest.approx(-0.3, abs=0.01)


def test_figures_show_what_the_file_asks(filled: Results, gridded: Results) -> None:
    informed(filled, asked())
    assert set(figures_of(filled)) == {"robustness", "scenario_boxes"}
    for name in figures_of(filled):
        figure, table = figures()[name].draw(filled)
        assert set(table["outcome"]) == {"coverage", "experienced_quality"}
        assert figure.axes
    file = asked().model_copy(update={"outputs": asked().outputs.model_copy(update={"axes": ("publicity", "monitoring")})})
    informed(gridded, file)
    assert gridded.cache[KEY] == (PUBLICITY, MONITORING)
    assert set(figures()["phase_diagram"].table(gridded)["x_path"]) == {PUBLICITY}
    with pytest.raises(UnknownNameError, match=r"axis of phase diagrams in this study: 'publicty'; did you mean"):
        informed(gridded, file.model_copy(update={"outputs": file.outputs.model_copy(update={"axes": ("publicty", "monitoring")})}))


def test_limits_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"at_least of outcome coverage = 0\.9 is impossible: it must be not above at_most"):
        Outcome(outcome="coverage", at_least=0.9, at_most=0.1)
