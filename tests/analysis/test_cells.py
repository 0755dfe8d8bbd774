"""What is kept of millions of rows: sums since the switch of policy, and of parameters of each world."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.analysis.cells import _parameter
from gpssim.analysis.evaluate import evaluate, read_ahead
from gpssim.analysis.indicators import indicators
from gpssim.analysis.periods import Window
from gpssim.records.results import Results


@pytest.fixture(scope="module")
def results() -> Results:
    sizes = {"world.city.n_citizens": 200, "warm_up": 3, "months": 4, "world.bidding.family": "markup"}
    zone = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), sizes)
    return gpssim.Study(zone, ["open_tender", "directed_commission"], 1, worlds=2, workers=1).run(progress=False)


def test_nothing_before_the_switch_is_kept_and_sums_are_those_of_the_rows(results: Results) -> None:
    read_ahead(results, list(indicators().values()))
    kept = {key[:2]: frame for key, frame in results.cache.items() if isinstance(key, tuple) and isinstance(frame, pd.DataFrame)}
    assert ("projects", "month_opened") in kept
    assert results.table("projects")["month_opened"].min() < 0
    assert all(frame["month"].min() >= 0 for frame in kept.values() if len(frame))
    found = evaluate(results, indicators()["coverage"], [Window(0, 1), Window(2, 3)])
    monthly, runs = results.table("monthly"), results.cache["runs"]
    for (run, window), value in found.items():
        rows = monthly[monthly["month"].between(2 * window, 2 * window + 1)]
        own = rows[np.logical_and.reduce([rows[key].astype(str) == str(runs[key][run]) for key in runs])]
        assert value == pytest.approx(own["n_served"].sum() / own["n_need"].sum())


def test_a_parameter_is_that_of_each_row_s_world_and_domain(results: Results) -> None:
    worlds = [2, 0, 1, 2]
    rows = pd.DataFrame({"world": worlds, "domain": pd.Categorical([results.world()["domains"][0]["name"]] * 4)})
    costs = _parameter(results, "domains.unit_cost", rows)
    assert costs.tolist() == [results.world(w)["domains"][0]["unit_cost"] for w in worlds]
    assert len(set(costs[:3].tolist())) == 3, "drawn apart"
    shares = _parameter(results, "city.share_elderly", rows)
    assert shares.tolist() == [results.world(w)["city"]["share_elderly"] for w in worlds]
