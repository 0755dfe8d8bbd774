"""Losing offers that decide: what a purchase says of itself, and what is asked of its records afterwards."""

from __future__ import annotations

import pytest

import gpssim
from gpssim.errors import ScenarioError
from gpssim.records import Results

SIZES = {
    "world.city.n_citizens": 300,
    "warm_up": 0,
    "months": 14,
    "world.bidding.family": "markup",
    "world.information.dossier_noise": 0.4,
}
RULES = ("lowest_ratio", "linear", "closest_to_mean")


@pytest.fixture(scope="module")
def results() -> Results:
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), SIZES)
    policies = [gpssim.Policy.of("open_tender", rule, {"price_rule": rule, "price_weight": 0.5}) for rule in RULES]
    return gpssim.Study(scenario, policies=policies, replications=1, seed=3, workers=1).run(progress=False)


def test_records_and_purchases_say_the_same(results: Results) -> None:
    asked = gpssim.reversals(results)
    said = results.table("projects", ["project", "attempt", "decided_by_loser"])
    both = asked.merge(said, on=["policy", "closure", "world", "replication", "project", "attempt"])
    assert len(both) == len(asked) > 20
    assert (both["turned"] == both["decided_by_loser"]).all()
    assert both["turned"].any()
    assert ((both["other_winner"] >= 0) == both["turned"]).all()


def test_linear_points_are_never_turned_and_means_often_are(results: Results) -> None:
    turned = {most: gpssim.reversals(results, most).groupby("policy", observed=True)["turned"].mean() for most in (1, 2)}
    assert turned[2]["linear"] == turned[1]["linear"] == 0.0
    assert turned[1]["closest_to_mean"] > turned[1]["lowest_ratio"]
    assert (turned[2] >= turned[1]).all()
    with pytest.raises(ScenarioError, match="most = 9 is impossible: it must be 1, 2 or 3"):
        gpssim.reversals(results, 9)
