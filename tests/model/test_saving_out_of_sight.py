"""Who means to save where nobody looks can offer for less; verifiability, conscience and a price that pays hold it back."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from small_market import varied

from gpssim.model import PublicServiceMarket
from gpssim.month.offers.offers import Answering
from gpssim.month.purchasing.projects import project_of
from gpssim.state import procedures, quality

OFF: dict[str, float] = {"cost_effort": 0.4, "cost_damage": 4.0, "cost_visible": 0.0, "cost_conscience": 0.0, "cost_pressure": 0.0}
"""Everybody cuts what it keeps of a cut, whatever anybody sees."""
ON: dict[str, float] = {"cost_visible": 1.0, "cost_conscience": 1.0, "cost_pressure": 0.5}


@lru_cache
def market(verifiability: float = 0.5, **conduct: float) -> PublicServiceMarket:
    """A small market some months on, in which all quality is as verifiable as this."""
    changes: dict[str, Any] = {f"world__conduct__{k}": v for k, v in (OFF | conduct).items()}
    domains = varied().domain_names
    scenario = varied(**changes, **{f"world__domains__{d}__verifiability": verifiability for d in domains})
    model = PublicServiceMarket(scenario, seed=7)
    for _ in range(6):
        model.step()
    return model


def running(model: PublicServiceMarket) -> np.ndarray:
    return np.flatnonzero(model.contracts.active & (model.contracts.delivered > 0))


@pytest.mark.parametrize(("verifiability", "most"), [(0.0, 0.4), (0.25, 0.3), (1.0, 0.0)])
def test_what_can_be_cut_is_what_no_third_party_sees(verifiability: float, most: float) -> None:
    model = market(verifiability, cost_visible=1.0)
    assert quality.cutting(model, running(model)) == pytest.approx(most)


def test_conscience_restrains_the_cut_by_hand() -> None:
    """k (1 - d b2) (1 - h), with what a latent unit on the other task is worth to the provider."""
    model = market(0.25, cost_visible=1.0, cost_conscience=1.0)
    c, rows = model.contracts, running(model)
    honesty = model.organizations.honesty[c.organization[rows]]
    expected = 0.3 * np.maximum(0.0, 1.0 - 4.0 * c.unseen_reward[rows]) * (1.0 - honesty)
    assert (c.unseen_reward[rows] > 0.0).any()
    assert quality.cutting(model, rows) == pytest.approx(expected)
    assert quality.harm(model, rows, quality.cutting(model, rows)) == pytest.approx(4.0 * expected)


def test_who_loses_money_makes_good_a_part_of_it_out_of_sight() -> None:
    model = market(0.25, cost_visible=1.0, cost_conscience=1.0, cost_pressure=0.5)
    c, rows = model.contracts, running(model)
    unit = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    c["price"][rows] = c.unit_cost[rows] + unit
    at_ease = quality.cutting(model, rows)
    c["price"][rows] = c.unit_cost[rows] - (0.1 + at_ease) * unit
    pressed = quality.cutting(model, rows)
    assert pressed == pytest.approx(np.minimum(0.3, at_ease + 0.5 * 0.75 * 0.1))
    c["cost_share"][rows] = 1.0  # the purchaser bears the loss
    assert quality.cutting(model, rows) == pytest.approx(0.0)


def standing(verifiability: float) -> tuple[PublicServiceMarket, np.ndarray, np.ndarray]:
    """Who could offer for a line, and by how much each reckons with less than it costs, in unit costs."""
    model = market(verifiability, cost_visible=1.0, cost_conscience=1.0, cost_pressure=0.5)
    line = model.lines[0]
    mechanism = procedures.mechanism_of(model, "open_tender")
    answering = Answering(model, mechanism, project_of(model, line, mechanism))
    rows = np.flatnonzero(model.organizations.alive)
    with_cuts = answering.standing(rows).cost
    domain = model.world.domains[line.domain]
    honest = model.organizations.honesty[rows].copy()
    model.organizations["honesty"][rows] = 1.0
    without = answering.standing(rows).cost
    model.organizations["honesty"][rows] = honest
    return model, rows, (without - with_cuts) / domain.unit_cost


def test_the_less_honest_can_offer_for_less_where_nobody_sees() -> None:
    model, rows, gain = standing(0.1)
    honesty, mission = model.organizations.honesty[rows], model.organizations.mission[rows]
    cut = np.maximum(0.0, 1.0 - 4.0 * mission) * (1.0 - honesty)
    value = 0.36 * cut * (1.0 - cut / 2.0)  # k e (1 - e / 2 k), with e a part of k
    assert (gain >= -1e-12).all()
    assert np.corrcoef(gain, honesty)[0, 1] < -0.8
    nothing_given_up = model.organizations.nonprofit[rows] == 0
    assert nothing_given_up.any()
    assert gain[nothing_given_up] == pytest.approx(value[nothing_given_up])


def test_honesty_is_no_handicap_where_everything_is_seen() -> None:
    assert standing(1.0)[2] == pytest.approx(0.0)
    assert standing(0.1)[2].max() > 2.0 * standing(0.9)[2].max() > 0.0


def shirking(**changes: float) -> list[float]:
    """Part of contracts on which somebody shirks, by the rate of audits."""
    conduct = {f"world__conduct__{k}": v for k, v in (OFF | {"cost_effort": 0.0, "shirk_saving": 0.1} | changes).items()}
    found = []
    for rate in (0.0, 0.1, 0.3, 0.9):
        model = PublicServiceMarket(varied(**conduct, policy__levers__audit_rate=rate, policy__levers__fine=0.3), seed=7)
        found.append(float(model.warm_up().contracts.shirks.mean()))
    return found


def test_audits_deter_step_by_step_where_providers_and_officials_differ() -> None:
    alike = shirking(shirk_noise=0.0, shirk_spread=0.0, diligence_spread=0.0, false_alarm=0.0)
    assert alike[0] == alike[1] == alike[2] > 0.2  # nobody minds until the fine outweighs the saving,
    assert alike[3] < 0.05  # and then everybody does: s = d a F at a = 0.4
    differ = shirking(shirk_noise=0.05, shirk_spread=0.6, diligence_spread=1.0, false_alarm=0.02)
    assert differ[0] > differ[1] > differ[2] > differ[3] > 0.02
    assert max(a - b for a, b in pairwise(differ)) < 0.75 * differ[0]


def test_a_mistaken_audit_deters_from_honest_work() -> None:
    """Where audits fine the innocent as well, they deter less: the gain from shirking is s - a (d - f) F."""
    surely = {"shirk_noise": 0.0, "shirk_spread": 0.0, "diligence_spread": 0.0}
    assert shirking(**surely, false_alarm=0.8)[3] == shirking(**surely, false_alarm=0.0)[0]


@lru_cache
def bought(policy: str, verifiability: float) -> tuple[float, float, float]:
    """Two years of a policy: what providers cut, non-verifiable quality, the harm of cuts; means over its contracts in force."""
    changes: dict[str, Any] = {f"world__conduct__{k}": v for k, v in (OFF | ON).items()}
    scenario = varied(**changes, **{f"world__domains__{d}__verifiability": verifiability for d in varied().domain_names})
    model = PublicServiceMarket(scenario, policy, seed=7).run()
    c, own = model.contracts, model.mechanism_names.index(policy)
    rows = running(model)[c.mechanism[running(model)] == own]
    own = quality.cutting(model, rows)
    cut, harm = quality.cost_cut(model, rows, own)[0], quality.harm(model, rows, own)
    return float(cut.mean()), float(c.quality_nonverifiable[rows].mean()), float(harm.mean())


def test_a_budget_that_makes_good_all_cost_leaves_nothing_to_cut_for() -> None:
    assert bought("in_house", 0.1)[0] == bought("in_house", 0.1)[2] == 0.0


def test_contracts_save_more_out_of_sight_the_less_can_be_verified() -> None:
    """Hart, Shleifer & Vishny 1997: the cost advantage of contracting, and the harm it does, grow with what cannot be named."""
    vague, plain = (np.subtract(bought("open_tender", nu), bought("in_house", nu)) for nu in (0.1, 0.9))
    assert vague[0] > plain[0] > 0.0
    assert vague[1] < plain[1]
