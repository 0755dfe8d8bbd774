"""Drift and burn-in on series whose answer is known, and what an active organization is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis import values
from gpssim.analysis.standing import Tolerance, burn_in, drift, first_settled, mser
from gpssim.errors import ScenarioError
from tests.analysis.tiny import run

NAMES = {"staff": Tolerance(0.05, relative=True, scales=True), "coverage": Tolerance(0.02)}


def frame(**series: np.ndarray) -> pd.DataFrame:
    """Two runs: the series as they are, and one unit higher."""
    keys = {"policy": "status_quo", "closure": "appropriation", "world": 0}
    pieces = [
        pd.DataFrame({**keys, "replication": r, "series": name, "month": 12 * np.arange(v.size), "value": v + r})
        for name, v in series.items()
        for r in range(2)
    ]
    return pd.concat(pieces, ignore_index=True)


YEARS = np.arange(50)
SETTLING = np.where(YEARS < 6, 300.0 - 20.0 * (6 - YEARS), 300.0)


def test_drift_is_the_slope_per_decade_of_each_run_after_the_burn_in() -> None:
    found = drift(frame(staff=SETTLING + 3.0 * YEARS, coverage=0.4 - 0.001 * YEARS), 120, 0.0, NAMES)
    assert len(found) == 4
    assert found.groupby("series")["slope"].first().to_dict() == pytest.approx({"staff": 30.0, "coverage": -0.01})
    assert (found["declared"] == 0.0).all()


def test_what_scales_with_money_may_grow_as_money_does() -> None:
    grown = drift(frame(staff=300.0 * 1.02**YEARS, coverage=np.full(50, 0.4)), 0, 0.02, NAMES)
    first = grown[grown["replication"] == 0].set_index("series")
    assert first.loc["staff", "declared"] == pytest.approx(first.loc["staff", "slope"], rel=0.05)
    assert first.loc["coverage", "declared"] == 0.0


def test_a_drift_needs_years() -> None:
    with pytest.raises(ScenarioError, match="three years"):
        drift(frame(staff=SETTLING), 12 * 48, 0.0, {"staff": NAMES["staff"]})


def test_the_burn_in_ends_where_the_start_is_forgotten() -> None:
    found = burn_in(frame(staff=SETTLING, coverage=np.full(50, 0.4)), NAMES).set_index("series")
    # within 10 % of 300.5: blocks of three years from 40, 20 and 0 below on (year 4) and later
    assert found["months"].to_dict() == {"staff": 48, "coverage": 0}
    assert found.loc["staff", "mser"] == 72
    assert found.loc["staff", "gap"] == pytest.approx(-120.0)


def test_a_series_that_never_settles_has_no_burn_in() -> None:
    found = burn_in(frame(staff=300.0 + 20.0 * YEARS, coverage=0.4 + 0.01 * YEARS), NAMES)
    assert found["months"].isna().all()


@pytest.mark.parametrize(("level", "settled"), [(5.0, 0), (7.0, None)])
def test_blocks_of_three_years_are_compared(level: float, settled: int | None) -> None:
    swinging = 5.0 + np.tile([0.5, 0.0, -0.5], 10)
    assert first_settled(swinging, level, 0.1) == settled


def test_mser_keeps_everything_of_a_flat_series() -> None:
    assert mser(np.tile([1.0, -1.0], 20)) == 0


def test_active_are_those_who_work_or_worked_within_a_year() -> None:
    held = {"month": 0, "born": -50, "n_contracts": 1, "idle_months": 0}
    rows = [
        held,
        {**held, "n_contracts": 0, "idle_months": 11},
        {**held, "n_contracts": 0, "idle_months": 12},
        {**held, "n_contracts": 0, "idle_months": 6, "born": -5},  # idle since it was founded, at the end of month -6
        {**held, "n_contracts": 0, "idle_months": 5, "born": -5},
    ]
    results = run(organizations=rows)
    assert float(values(results, "n_active")["value"].iloc[0]) == 3.0
    assert float(values(results, "n_organizations")["value"].iloc[0]) == 5.0


def test_professionals_are_counted_by_heads() -> None:
    rows = [{"staff": 9.0, "professional_share": 0.2}, {"staff": 1.0, "professional_share": 1.0}]
    assert float(values(run(organizations=rows), "professional_share")["value"].iloc[0]) == pytest.approx(0.28)


def test_what_is_not_measured_has_not_settled_at_once() -> None:
    found = burn_in(frame(staff=SETTLING, coverage=np.full(50, np.nan)), NAMES).set_index("series")
    assert found.loc["staff", "months"] == 48  # blocks of three years from the fifth on lie within 30 of 300
    assert found["months"].isna().to_dict() == {"staff": False, "coverage": True}
