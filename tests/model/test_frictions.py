"""Each friction that is switched off is gone, the warm-up knows nothing of it, and with all of them on nothing changes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, small_scenario, table_digests, varied, warmed

from gpssim.errors import StudyError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.model import PublicServiceMarket
from gpssim.month.offers import full_information
from gpssim.month.offers.offers import Answering
from gpssim.month.offers.view import view_of
from gpssim.month.purchasing.projects import project_of
from gpssim.registry import mechanisms
from gpssim.rules.effort import effort_cost
from gpssim.scenario import FRICTIONS, Frictions, World
from gpssim.state import costs, procedures
from gpssim.state.pay import LAST

MECHANISMS = ("open_tender", "directed_commission", "venture_philanthropy")


def without(world: World, *names: str) -> World:
    return world.model_copy(update={"frictions": Frictions(**dict.fromkeys(names, False))})


@lru_cache
def run(policy: str, *names: str) -> PublicServiceMarket:
    """A year and a half without these frictions, conservation checked after every month."""
    return warmed().branch(policy, without(warmed().world, *names)).run(18)


@lru_cache
def tables(policy: str, *names: str) -> dict[str, pd.DataFrame]:
    return frames_of(run(policy, *names))


@pytest.mark.parametrize("policy", MECHANISMS)
def test_all_frictions_on_is_the_world_as_it_is(policy: str) -> None:
    same = warmed().branch(policy, without(warmed().world)).run(18)
    assert differing(table_digests(same), table_digests(warmed().branch(policy).run(18))) == []


@pytest.mark.parametrize("friction", FRICTIONS)
def test_every_friction_moves_something_and_conserves(friction: str) -> None:
    policy = "directed_commission" if friction in ("adverse_selection", "ties") else "open_tender"
    assert differing(table_digests(run(policy, friction)), table_digests(run(policy))) != []


@pytest.mark.parametrize("policy", [*sorted(mechanisms()), "status_quo"])
def test_full_information_runs_and_conserves(policy: str) -> None:
    assert run(policy, *FRICTIONS).since_switch == 18


def test_the_warm_up_has_every_friction() -> None:
    own, bare = (PublicServiceMarket(small_scenario(), seed=7, world=without(warmed().world, *x)) for x in ((), FRICTIONS))
    for model in (own, bare):
        model.warm_up()
    assert differing(table_digests(own), table_digests(bare)) == []
    assert own.frictions == Frictions()
    assert bare.frictions.off == FRICTIONS


def test_a_branch_may_not_change_anything_else_of_the_world() -> None:
    with pytest.raises(StudyError, match="frictions only"):
        warmed().branch("open_tender", varied(world__purchasers__integrity=0.5).world)


def test_without_misjudged_need_surveys_find_the_truth() -> None:
    blurred, clear = (tables("open_tender", *x)["projects"] for x in ((), ("misjudged_need",)))
    of = {k: t[t["month_opened"].between(0, 11)] for k, t in (("blurred", blurred), ("clear", clear))}
    weight = small_scenario().world.residents_per_citizen
    needed = of["clear"]["true_need"].clip(lower=weight)
    np.testing.assert_allclose(of["clear"]["surveyed_need"], needed, rtol=1e-12)
    assert not np.allclose(of["blurred"]["surveyed_need"], of["blurred"]["true_need"].clip(lower=weight))


@pytest.mark.parametrize("policy", MECHANISMS)
def test_without_market_power_the_true_cost_is_paid(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected: dict[tuple[int, int], float] = {}

    def noted(award: Any, answering: Answering) -> float:
        cost = knowing_cost(award, answering)
        expected[int(answering.project.key), int(award.bidder)] = min(cost, answering.project.ceiling)
        return cost

    knowing_cost = full_information.expected_cost
    monkeypatch.setattr(full_information, "expected_cost", noted)
    model = warmed().branch(policy, without(warmed().world, "market_power")).run(18)
    c = model.contracts
    fresh = [r for r in range(len(c)) if (int(c.project[r]), int(c.organization[r])) in expected and c.start[r] >= 12]
    assert len(fresh) > 10
    assert [float(c.price[r]) for r in fresh] == [expected[int(c.project[r]), int(c.organization[r])] for r in fresh]


def test_what_is_paid_is_the_cost_of_the_effort_that_is_made() -> None:
    """With agreed effort and payment at cost, price = cost of delivery and effort of a provider that is not overloaded."""
    model = run("open_tender", "market_power", "moral_hazard")
    c = model.contracts
    rows = np.flatnonzero(c.active & c.effort_agreed & (c.start == model.month - 1) & (c.cycle_year == 0))
    p = model.world.organizations
    base = np.array([d.unit_cost for d in model.world.domains])[c.domain[rows]]
    effort = base * effort_cost(c.effort_verifiable[rows], c.effort_nonverifiable[rows], p.effort_cost, p.effort_substitution)
    below = c.price[rows] < c.ceiling[rows]
    assert below.sum() >= 2
    # cost at signing is a month or two after the offer: wages, experience and roots have moved a little
    np.testing.assert_allclose(c.price[rows][below], (c.unit_cost[rows] + effort)[below], rtol=0.02)


def test_without_moral_hazard_new_contracts_agree_on_effort_and_old_ones_do_not() -> None:
    model = run("open_tender", "moral_hazard")
    c = model.contracts
    rows = np.flatnonzero(c.active)
    agreed = c.effort_agreed[rows]
    assert agreed.any()
    assert not c.effort_agreed[np.flatnonzero(c.start < 12)].any()
    best = costs.agreed_effort(model, c.domain[rows])
    np.testing.assert_array_equal(c.effort_verifiable[rows][agreed], best[0][agreed])
    np.testing.assert_array_equal(c.effort_nonverifiable[rows][agreed], best[1][agreed])
    assert c.deducted[np.flatnonzero(c.effort_agreed)].sum() == 0.0
    hidden = run("open_tender")
    assert not hidden.contracts.effort_agreed.any()


def test_agreed_effort_by_hand() -> None:
    """b = 0.5 nu / 1.9; k e1 + d e2 = b1, k e2 + d e1 = b2: e = b / (k + d) at nu = 0.5; money is worth 1.2 at a given volume."""
    model = warmed()
    p = model.world.organizations
    e1, e2 = costs.agreed_effort(model, np.array([0]))
    assert model.world.domains[0].verifiability == 0.5
    assert e1[0] == pytest.approx(0.25 / 1.9 / (p.effort_cost + p.effort_substitution), rel=1e-12)
    assert e1[0] == e2[0]
    given = PublicServiceMarket(varied(policy__levers__closure="volume"), seed=7)
    assert costs.agreed_effort(given, np.array([0]))[0][0] == pytest.approx(0.25 / 1.2 / 0.27, rel=1e-12)


def test_without_transaction_cost_nothing_is_charged_and_everybody_hears() -> None:
    usual, free = (tables("open_tender", *x)["projects"] for x in ((), ("transaction_cost",)))
    after = free[free["month_opened"] >= 0]
    assert (after[["official_hours", "procedure_cost", "bidder_cost"]].to_numpy() == 0.0).all()
    before = free[free["month_opened"] < 0]
    assert (before["procedure_cost"] > 0).any()
    assert after["n_bids"].mean() > usual[usual["month_opened"] >= 0]["n_bids"].mean()


def test_without_delay_service_begins_at_once_and_payments_come_in_time() -> None:
    model = run("open_tender", "delay")
    projects = tables("open_tender", "delay")["projects"]
    after = projects[projects["month_opened"] >= 0]
    assert (after["lead_months"] == 0).all()
    assert (after["month_start"] == after["month_opened"]).all()
    c = model.contracts
    fresh = np.flatnonzero((c.start >= model.month - 6) & ~c.bridge & (c.end >= model.month))  # nothing of them is paid yet
    assert len(fresh)
    assert (c.due[fresh][:, LAST] == c.end[fresh]).all()


def test_without_ties_nobody_is_pushed() -> None:
    tied = varied(world__purchasers__integrity=0.0, world__purchasers__tie_density=0.9)
    market = PublicServiceMarket(tied, seed=7, check=True).warm_up()
    swayed, honest = (market.branch("directed_commission", without(tied.world, *x)) for x in ((), ("ties",)))
    clean = market.branch("directed_commission")
    clean.purchasers["integrity"][:] = 1.0
    digests = [table_digests(m.run(12)) for m in (swayed, honest, clean)]
    assert differing(digests[1], digests[2]) == []
    assert "contracts" in differing(digests[0], digests[1])


def test_without_adverse_selection_a_tender_goes_to_the_best_true_score(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int, float]] = []
    original = full_information.decided_on_truth

    def watched(mechanism: Any, handed: Any, offers: Any, answering: Any) -> Any:
        decision = original(mechanism, handed, offers, answering)
        if decision.awards:
            valid = {s.bidder for s in decision.scores if s.valid}
            rows = np.array([b.bidder for b in offers if b.bidder in valid])
            true = answering.standing(rows)
            rating = true.ability + mechanism.promise_weight * true.quality
            total = mechanism.score(
                np.minimum(true.true_cost, answering.project.ceiling), mechanism.points(rating), answering.project.ceiling
            )
            own = {b.bidder: b for b in offers}[decision.awards[0].bidder]
            seen.append((int(rows[np.argmax(total)]), decision.awards[0].bidder, decision.awards[0].price - own.price))
            assert decision.awards[0].promised_quality == own.promised_quality
        return decision

    monkeypatch.setattr(full_information, "decided_on_truth", watched)
    warmed().branch("open_tender", without(warmed().world, "adverse_selection", "ties")).run(12)
    assert len(seen) > 10
    assert [a for a, _, _ in seen] == [b for _, b, _ in seen]
    assert {difference for _, _, difference in seen} == {0.0}  # the winner is paid what it asked for


def test_without_adverse_selection_a_purchaser_knows_quality_and_cost() -> None:
    market = warmed().branch("directed_commission", without(warmed().world, "adverse_selection"))
    project = _project(market)
    mechanism = procedures.mechanism_of(market, "directed_commission")
    answering = Answering(market, mechanism, project)
    there = np.arange(market.world.city.n_districts) == project.district
    view = view_of(market, 0, project.domain, there, project.places, mechanism)
    told = full_information.full_view(view, answering).own
    true = answering.standing(np.arange(len(market.organizations)))
    agrees = true.cost <= min(project.ceiling, project.outside_price)
    np.testing.assert_array_equal(told.believed_quality, true.quality)
    np.testing.assert_array_equal(told.expected_cost[agrees], true.true_cost[agrees])
    assert np.isinf(told.expected_cost[~agrees]).all()
    assert not np.array_equal(view.own.believed_quality, true.quality)


def _project(market: PublicServiceMarket) -> Any:
    line = next(x for x in market.lines if not x.closed)
    return project_of(market, line, procedures.mechanism_of(market, "directed_commission"))


def test_a_committee_without_error_reads_no_grade() -> None:
    tender = OpenTender()
    exact = tender.unerring()
    assert (exact.juror_noise, exact.halo, exact.rating_noise) == (0.0, 0.0, 0.0)
    assert exact.price_weight == tender.price_weight
