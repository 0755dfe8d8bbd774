"""A warm-up is long enough when it leaves out a transient: series with a planted one of known length."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.warm_up import warm_up_needed
from gpssim.errors import ScenarioError
from gpssim.inquiry.warm_up import checked_warm_up
from gpssim.scenario import load_scenario, replace
from gpssim.studies import Study

BATCHES = 30


def planted(height: float, years: int, noise: float = 0.01, replications: int = 8, name: str = "coverage") -> pd.DataFrame:
    """Replications that lie ``height`` off for the first years, with luck of their own; a batch is a year."""
    rng = np.random.default_rng(int(100 * height) + years)
    month = 12 * np.arange(BATCHES)
    pieces = [
        pd.DataFrame({"series": name, "replication": r, "month": month, "value": 0.5 + height * (month < 12 * years) + luck})
        for r, luck in enumerate(noise * rng.standard_normal((replications, BATCHES)))
    ]
    return pd.concat(pieces, ignore_index=True)


@pytest.mark.parametrize("years", [1, 3, 7])
def test_a_planted_transient_is_found_and_its_length_told(years: int) -> None:
    frame = planted(0.3, years)
    for warm_up in range(0, 12 * years, 12):
        row = warm_up_needed(frame, warm_up).iloc[0]
        assert (row["months"], row["enough"], row["settled"]) == (12 * years, False, True), row
        left = years - warm_up // 12
        assert row["gap"] == pytest.approx(0.3 * left / (BATCHES - warm_up // 12), abs=0.01)
        assert row["mser"] >= 12 * years
    assert warm_up_needed(frame, 12 * years).iloc[0]["enough"]


def test_noise_alone_is_no_transient() -> None:
    frames = [planted(0.0, seed, name="coverage") for seed in range(30)]
    assert sum(not warm_up_needed(frame, 0)["enough"].iloc[0] for frame in frames) <= 5


def test_a_series_that_never_settles_is_said() -> None:
    frame = planted(0.0, 0)
    row = warm_up_needed(frame.assign(value=frame["value"] + frame["month"] / 100), 24).iloc[0]
    assert (row["settled"], row["enough"], row["seen"]) == (False, False, 12 * BATCHES)


def test_each_series_is_judged_by_itself() -> None:
    told = warm_up_needed(pd.concat([planted(0.3, 4), planted(0.0, 0, name="price_per_unit")]), 24).set_index("series")
    assert told["enough"].to_dict() == {"coverage": False, "price_per_unit": True}


def test_too_few_months_are_refused() -> None:
    with pytest.raises(ScenarioError, match="at least 4 batches of 12"):
        warm_up_needed(planted(0.3, 1).query("month < 36"), 0)
    with pytest.raises(ScenarioError, match="one after the warm-up"):
        warm_up_needed(planted(0.3, 1), 12 * BATCHES)


def test_the_status_quo_of_a_study_is_run_from_its_founding() -> None:
    small = replace(load_scenario("textbook"), {"world.city.n_citizens": 100})
    study = Study(small, ["open_tender", "lottery"], 1, 3, 24, workers=1)
    told = checked_warm_up(study, ("coverage",), replications=2, months=48)
    assert (told["series"].to_list(), told["seen"].to_list(), told["warm_up"].to_list()) == (["coverage"], [48], [24])
    with pytest.raises(ScenarioError, match="at least 2"):
        checked_warm_up(study, replications=1)
