"""Every place that comes with the package runs under each of its policies, conserving money, places and people."""

from __future__ import annotations

import pytest

from gpssim import registry
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Scenario, load_scenario, preset_names, replace
from gpssim.studies import Study

PLACES = [name for name in preset_names() if name != "textbook"]
SMALL = {"world.city.n_citizens": 300, "warm_up": 4, "months": 9, "world.bidding.family": "markup"}


def small(preset: str) -> Scenario:
    return replace(load_scenario(preset), SMALL)


@pytest.mark.parametrize("preset", PLACES)
def test_a_preset_runs_under_all_its_policies_and_nothing_is_lost(preset: str) -> None:
    scenario = small(preset)
    warmed = PublicServiceMarket(scenario, scenario.policy, seed=3, check=True).warm_up()
    for policy in (scenario.policy, *scenario.policies):
        run = warmed.branch(registry.check(scenario, policy)).run()
        assert run.contracts.active.any(), policy.name
        run.release()


def test_pupils_of_independent_schools_chose_them_and_the_others_did_not() -> None:
    results = Study(small("sweden-schools"), ["status_quo"], replications=1, seed=3, workers=1).run(progress=False)
    contracts = results.table("contracts")
    chosen = contracts["mechanism"] == "citizen_voucher"
    assert set(contracts.loc[~chosen, "mechanism"]) == {"in_house"}
    value = contracts["value"]
    assert 0.05 < value[chosen].sum() / value.sum() < 0.45  # 14 and 26 % of pupils in 2014, VERIFIED
