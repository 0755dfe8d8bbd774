"""Offers are built on what the contract will bring: shared cost, rents, shocks and bonds; and on noisy signals of cost."""

from __future__ import annotations

from dataclasses import replace as changed
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from gpssim.model import PublicServiceMarket
from gpssim.month.offers.offers import Answering, Standing
from gpssim.month.purchasing import projects
from gpssim.scenario import Scenario, load_scenario, replace
from gpssim.state import costs, procedures
from gpssim.state.contract_row import END_REASONS

CALM = {
    "warm_up": 6,
    "months": 24,
    "world.bidding.family": "equilibrium",
    "world.organizations.mission_acceptance": 0.0,
}


def textbook(changes: dict[str, Any]) -> Scenario:
    return replace(load_scenario("textbook"), CALM | changes)


@lru_cache
def _market(changes: tuple[tuple[str, Any], ...]) -> PublicServiceMarket:
    model = PublicServiceMarket(textbook(dict(changes)), "open_tender", seed=3)
    for _ in range(3):
        model.step()
    return model


def asked(mechanism: str = "open_tender", attempt: int = 0, **changes: Any) -> tuple[Answering, np.ndarray]:
    """Who would answer a purchase of the first line after three months, and the purchase; two underscores stand for a dot."""
    model = _market(tuple((path.replace("__", "."), value) for path, value in changes.items()))
    chosen = procedures.mechanism_of(model, mechanism)
    project = projects.project_of(model, model.lines[0], chosen)
    project = changed(project, key=project.key + attempt, incumbent=-1)
    able = model.organizations.alive & model.organizations.serves_domain[:, project.domain]
    return Answering(model, chosen, project), np.flatnonzero(able)


def standing(mechanism: str = "open_tender", **changes: Any) -> Standing:
    answering, rows = asked(mechanism, **changes)
    return answering.standing(rows)


def prices(**changes: Any) -> np.ndarray:
    answering, rows = asked(**changes)
    return np.asarray(answering.market.bidding.offer(answering.info(answering.standing(rows))).price)


def test_by_default_offers_are_built_on_true_cost() -> None:
    found = standing()
    assert found.cost == pytest.approx(found.true_cost)


@pytest.mark.parametrize(
    ("mechanism", "lever", "share"), [("open_tender", 0.0, 0.0), ("open_tender", 0.6, 0.6), ("cooperation", 0.2, 0.5)]
)
def test_cutting_cost_lowers_offers_as_far_as_the_terms_let_a_provider_keep_it(mechanism: str, lever: float, share: float) -> None:
    """Effective cost c - k (1 - a) / 2, with the cost share a of the mechanism's own terms."""
    changes = {"world__conduct__cost_effort": 0.2, "policy__levers__cost_share": lever}
    answering, rows = asked(mechanism, **changes)
    found, unit = answering.standing(rows), answering.market.world.domains[0].unit_cost
    assert found.true_cost - found.cost == pytest.approx(0.2 * unit * (1.0 - share) / 2.0)


def test_a_rent_of_renegotiation_is_competed_away() -> None:
    rent = 0.04
    answering, _ = asked()
    usual, later = prices(), prices(world__conduct__renegotiation=rent)
    both = ~np.isnan(usual) & ~np.isnan(later) & (usual < answering.project.ceiling)
    fall = (usual - later)[both] / answering.project.ceiling
    assert both.sum() >= 3
    assert fall.mean() == pytest.approx(rent, rel=0.15)


def test_the_rent_is_paid_as_far_as_money_was_set_aside() -> None:
    model = PublicServiceMarket(textbook({"world.conduct.renegotiation": 0.04}), "open_tender", seed=3, check=True).run()
    c = model.contracts
    over = ~np.isnan(c.found) & (c.reserve >= 0.04 * c.value) & (c.reserve > 0.0)
    assert over.any()
    assert c.extra[over] == pytest.approx(0.04 * c.value[over])


def test_the_less_a_bidder_can_lose_the_lower_it_bids() -> None:
    """min{p L / (1 - p), p D} on top of cost, in ceilings: p 0.3, D 0.5; nothing at stake, a bond of 0.2, one of 1."""
    shock = {"world__conduct__shock_chance": 0.3, "world__conduct__shock_size": 0.5, "world__conduct__liability": 0.0}
    for bond, worth in ((0.0, 0.0), (0.2, 0.3 * 0.2 / 0.7), (1.0, 0.3 * 0.5)):
        answering, rows = asked(**shock, policy__levers__bond=bond)
        rich = answering.market.organizations.cash_fen[rows] / 100.0 > answering.project.ceiling * answering.project.volume
        found = answering.standing(rows)
        added = (found.cost - found.true_cost) / answering.project.ceiling
        assert rich.any()
        assert added[rich] == pytest.approx(worth, abs=1e-12)
        assert (added <= worth + 1e-12).all()


def test_a_low_bond_means_lower_offers_and_more_defaults() -> None:
    def lived(bond: float) -> tuple[float, int]:
        shock = {"world.conduct.shock_chance": 0.4, "world.conduct.shock_size": 0.5, "world.conduct.liability": 0.0}
        model = PublicServiceMarket(textbook(shock | {"policy.levers.bond": bond, "months": 36}), "open_tender", seed=3).run()
        bids = model.table("bids")
        ended = model.contracts.end_reason == END_REASONS.index("defaulted")
        return float(bids["price"].mean()), int(ended.sum())

    (low, many), (high, few) = lived(0.02), lived(0.6)
    assert low < high
    assert many > few


NOISY = {"world__organizations__common_cost": 1.0, "world__bidding__cost_noise": 0.15}
PROJECTS = 60


class AllKnown(Answering):
    """Bidders who know how many of them there are."""

    def bidders_expected(self, n_asked: int) -> int:
        return n_asked


def winner_margin(n: int, **changes: Any) -> float:
    """Mean of what winners take their cost to be less what it is, in true cost: the lowest of n estimates wins at its estimate."""
    margins = []
    for attempt in range(PROJECTS):
        answering, rows = asked(attempt=attempt, **NOISY, **changes)
        own = rows[:: max(1, rows.size // n)][:n]
        found = AllKnown(answering.market, answering.mechanism, answering.project).standing(own)
        relative = found.cost / found.true_cost  # bidders differ in experience: who errs most downwards wins
        margins.append(float(relative.min()) - 1.0)
    return float(np.mean(margins))


def test_naive_winners_lose_the_more_bidders_there_are_and_correction_repairs_it() -> None:
    naive = [winner_margin(n) for n in (2, 6)]
    wise = [winner_margin(n, world__bidding__curse_correction=1.0) for n in (2, 6)]
    assert naive[1] < naive[0] - 0.02 < -0.02
    assert max(abs(margin) for margin in wise) < 0.03


def test_a_common_cost_is_the_same_for_all_and_the_records_keep_the_truth() -> None:
    answering, rows = asked(**NOISY)
    model, key = answering.market, answering.project.key
    kinds = costs.project_cost_type(model, key, rows) * model.organizations.cost_type[rows]
    assert kinds == pytest.approx(kinds[0])
    found = answering.standing(rows)
    assert np.abs(found.cost / found.true_cost - 1.0).max() > 0.01
