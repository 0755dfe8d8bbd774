"""Laws that whole runs obey whatever the numbers: money has no scale, noise informs nobody, no cost no payment, rates add up."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, small_scenario, table_digests, varied

from gpssim import plugins, registry
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy, replace
from gpssim.scenario.parameters import parameters

TWICE = 2.0
"""Another unit of money, and a power of two: floats are exact, only whole fen are rounded otherwise."""
IN_YUAN = ("unit_price", "value", "ceiling", "price", "true_cost", "bid_cost", "winning_price", "cash", "committed", "paid")
ROUNDED = 0.5
"""Yuan by which thousands of roundings to whole fen may move a sum."""


def in_another_unit() -> dict[str, Any]:
    """Every parameter in yuan, of the world, the levers and the mechanisms, as if two units were a yuan."""
    scenario, changes, settings = small_scenario(), {}, []
    for row in parameters(scenario):
        if "yuan" in row.unit and row.path.split(".")[0] in ("world", "policy") and "per 100 yuan" not in row.unit:
            changes[row.path] = tuple(TWICE * x for x in row.value) if isinstance(row.value, tuple) else TWICE * row.value
    for name, cls in registry.mechanisms().items():
        for one in plugins.parameters(cls):
            if "yuan" in one.unit and one.default:
                scaled = one.default / TWICE if one.unit.startswith("per yuan") else TWICE * one.default
                settings.append({"mechanism": name, "name": one.name, "value": scaled})
    return {**changes, "policy.settings": settings}


@lru_cache
def counted(unit: str, policy: str) -> dict[str, pd.DataFrame]:
    scenario = replace(small_scenario(), {"months": 12, **(in_another_unit() if unit == "half yuan" else {})})
    return frames_of(PublicServiceMarket(scenario, policy, seed=7, check=True).run())


@pytest.mark.parametrize("policy", ["status_quo", "citizen_voucher", "invited_tender"])
def test_money_has_no_scale(policy: str) -> None:
    """In another unit of money the same people serve the same people, and every sum of money is twice as many units."""
    yuan, half = counted("yuan", policy), counted("half yuan", policy)
    for name in ("monthly", "services", "contracts", "projects", "bids", "organizations", "purchasers", "founders", "exits"):
        assert len(yuan[name]) == len(half[name]), name
        for column in yuan[name].select_dtypes("number"):
            if column == "total":  # a score: points in a tender, yuan in a commission
                continue
            a, b = (np.nan_to_num(table[name][column].to_numpy(dtype=float)) for table in (yuan, half))
            same, twice = (np.abs(b - factor * a) <= 1e-4 * np.abs(a) + ROUNDED * (factor > 1.0) + 1e-3 for factor in (1.0, TWICE))
            assert (same.all() or twice.all()) if column not in IN_YUAN else twice.all(), f"{name}.{column}"


def test_a_constant_in_yuan_inside_the_market_breaks_that_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a purchaser who bargains adds a fixed number of yuan to what it thinks it would pay elsewhere."""
    from gpssim.month.purchasing import projects

    usual = projects.outside_price
    monkeypatch.setattr(projects, "outside_price", lambda disclosed, *rest: usual(disclosed, *rest) + 5.0)
    scenario = replace(small_scenario(), {"months": 12})
    a = frames_of(PublicServiceMarket(scenario, "status_quo", seed=7).run())["contracts"]
    b = frames_of(PublicServiceMarket(replace(scenario, in_another_unit()), "status_quo", seed=7).run())["contracts"]
    assert len(a) != len(b) or not np.allclose(b["unit_price"], TWICE * a["unit_price"], rtol=1e-6)


def informed(noise: float) -> np.ndarray:
    """Variance of purchasers' beliefs about the organizations that both markets have looked at, each replication together."""
    changes = {"world__information__monitoring_noise": noise, "warm_up": 24, "months": 1}
    variances = []
    for replication in range(3):
        o = PublicServiceMarket(varied(**changes), "directed_commission", seed=5, replication=replication).run().organizations
        variances.append(o.believed_variance[o.n_signals > 0].mean())
    return np.array(variances)


def test_more_noise_never_makes_beliefs_better_informed() -> None:
    """Of whoever was looked at, the belief is the vaguer the more inspections err: in every replication."""
    sharp, usual, blurred = (informed(noise) for noise in (0.05, 0.5, 5.0))
    assert (sharp < usual).all()
    assert (usual < blurred).all()


COSTS = {
    "world__organizations__overhead": "overhead",
    "world__organizations__donations": "donation",
    "world__organizations__hiring_cost": "hiring",
    "world__organizations__severance": "severance",
    "world__bidding__bidder_wage": "offer",
}
"""What costs, and the kind of transfer by which it is paid (overhead: within the cost of being there)."""


@pytest.mark.parametrize("dial", [dial for dial, kind in COSTS.items() if kind != "overhead"])
def test_what_costs_nothing_is_not_paid(dial: str) -> None:
    kind = COSTS[dial]
    usual, free = (frames_of(PublicServiceMarket(varied(**c), "status_quo", seed=7).run(6)) for c in ({}, {dial: 0.0}))
    assert (usual["ledger"].query("kind == @kind")["fen"].sum() > 0) == (kind in set(usual["ledger"]["kind"]))
    assert free["ledger"].query("kind == @kind")["fen"].sum() == 0


def test_overhead_is_a_cost_of_every_person_and_month() -> None:
    """With other costs of being there at zero, what organizations lose more is overhead times staff."""
    still = {
        **{f"world__organizations__{name}": 0.0 for name in ("donations", "hiring_rate", "quit_rate", "layoffs", "founders_rate")},
        **{f"world__organizations__{name}": 0.0 for name in ("exit_hazard", "idle_hazard", "reserve_spent", "crowding")},
        "world__purchasers__appropriation_per_head": 0.0,
        "warm_up": 0,
        "world__organizations__quit_wage": 0.0,
        "world__organizations__quit_arrears": 0.0,
        "world__organizations__quit_insecurity": 0.0,
        "world__organizations__credit_months": 60.0,
        "world__organizations__reserve_months": 60.0,
        "world__organizations__arrears_limit": 120.0,
    }
    models = [PublicServiceMarket(varied(**still, world__organizations__overhead=c), "status_quo", seed=7) for c in (0.0, 400.0)]
    staff = models[0].organizations.staff.copy()  # who is paid for the month; the small hire somebody at its end
    free, paid = (model.run(1).organizations for model in models)
    assert ((free.cash_fen - paid.cash_fen) / 100.0).tolist() == pytest.approx((400.0 * staff).tolist(), abs=0.02)


def candidates(rate: float) -> int:
    model = PublicServiceMarket(varied(world__organizations__founders_rate=rate, warm_up=0), "status_quo", seed=11)
    return len(frames_of(model.run(24))["founders"])


def test_a_rate_twice_as_high_gives_twice_the_events() -> None:
    """Candidates come at random: 24 and 48 months' worth of 10 a month, each within four standard errors of a Poisson count."""
    once, twice = candidates(10.0), candidates(20.0)
    assert abs(once - 240) < 4 * 240**0.5
    assert abs(twice - 480) < 4 * 480**0.5


def left_by_chance(hazard: float) -> float:
    """Share of those at risk that leaves by the ordinary hazard within a quarter, mean of six replications."""
    calm = {"world__organizations__founders_rate": 0.0, "world__organizations__idle_hazard": 0.0, "warm_up": 0}
    left = []
    for replication in range(6):
        scenario = varied(**calm, world__organizations__exit_hazard=hazard, world__organizations__n_initial=200)
        exits = frames_of(PublicServiceMarket(scenario, "status_quo", seed=3, replication=replication).run(3))["exits"]
        left.append((exits["reason"] == "hazard").sum() / 200.0)
    return float(np.mean(left))


def test_a_hazard_over_a_short_time_adds_up() -> None:
    """Of 1,200 organizations at yearly hazards of 0.2 and 0.36, after a quarter 1 - (1 - h)^(1/4) are gone."""
    for hazard in (0.2, 0.36):
        gone = 1.0 - (1.0 - hazard) ** 0.25
        assert left_by_chance(hazard) == pytest.approx(gone, abs=4.0 * (gone * (1.0 - gone) / 1200.0) ** 0.5)


@pytest.mark.parametrize(
    "lever",
    [
        "audit_rate",
        "elimination",
        "coordination",
        "incubation",
        "company_tax",
        "certificate",
        "third_party",
        "performance_budget",
    ],
)
def test_a_lever_said_at_its_default_changes_nothing(lever: str) -> None:
    usual = getattr(small_scenario().policy.levers, lever)
    silent, said = (
        PublicServiceMarket(varied(months=6), Policy.of("open_tender", levers=levers), seed=7).run()
        for levers in (None, {lever: usual})
    )
    assert differing(table_digests(silent), table_digests(said)) == []
