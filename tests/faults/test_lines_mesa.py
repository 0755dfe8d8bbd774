"""Mesa's own batch_run works on a market."""

from __future__ import annotations

import warnings

import mesa
import pytest

import gpssim
from gpssim.errors import ScenarioError

SCENARIO = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 2, "months": 3})


def test_batch_run_collects_what_the_market_records() -> None:
    """It ended in AttributeError: no datacollector, after a thousand months."""
    from mesa.batchrunner import batch_run

    parameters = {"scenario": [SCENARIO], "policy": ["open_tender", "lottery"], "replication": [0, 1]}
    seeded = {"rng": 1} if mesa.__version__ >= "3.5" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = batch_run(gpssim.PublicServiceMarket, parameters, display_progress=False, data_collection_period=1, **seeded)
    assert len(rows) == 4 * 5
    own = gpssim.PublicServiceMarket(SCENARIO, "lottery", replication=1).run().table("monthly")
    expected = own.groupby("month")["n_served"].sum().tolist()
    found = [row["n_served"] for row in rows if (row["policy"], row["replication"]) == ("lottery", 1)]
    assert found[2:] == expected
    assert all(value != value for value in found[:2])  # the warm-up is not recorded


def test_a_market_stops_by_itself_at_the_end_of_its_scenario_and_can_be_stepped_on() -> None:
    market = gpssim.PublicServiceMarket(SCENARIO)
    steps = 0
    while market.running:
        market.step()
        steps += 1
    assert steps == 5
    market.step()
    assert len(market.datacollector.model_vars["n_need"]) == 6


def test_a_seed_that_mesa_leaves_open_is_refused_with_what_to_write() -> None:
    with pytest.raises(ScenarioError, match=r"seed = None is impossible: .*batch_run: rng=\[1, 2, 3\]"):
        gpssim.PublicServiceMarket(SCENARIO, seed=None)  # type: ignore[arg-type]  # what Mesa 3.5 passes
