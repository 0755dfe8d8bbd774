"""Regret: by hand, in a market of equals where theory says what it must be, and in a whole run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import ndtri

import gpssim
from gpssim.analysis.regret import Regret, regret
from gpssim.bidding.base import BidderInfo, BiddingFamily, PromiseTerms, Rivals
from gpssim.bidding.equilibrium import Equilibrium
from gpssim.bidding.keeping import solution
from gpssim.bidding.markup import Markup
from gpssim.errors import UnknownNameError
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.records import Results
from gpssim.scenario import Policy, World
from gpssim.streams import Luck
from tests.analysis.tiny import run
from tests.small_market import varied

BY_PRICE = Policy.of("open_tender", "a", {"rule": "lowest_evaluated_price"})


def studied(policy: Policy, rows: list[dict[str, Any]], projects: list[dict[str, Any]]) -> Results:
    """Results of a policy that hold these offers and purchases."""
    results = run(bids=rows, projects=projects)
    results.manifest["policy_definitions"] = [policy.model_dump(mode="json")]
    return results


def offer(project: int, organization: int, price: float, cost: float, **more: Any) -> dict[str, Any]:
    row = {"project": project, "organization": organization, "price": price, "true_cost": cost, "valid": True}
    return {**row, "mechanism": "open_tender", **more}


def awarded(project: int, ceiling: float = 100.0, **more: Any) -> dict[str, Any]:
    return {"project": project, "ceiling": ceiling, "outcome": "awarded", "mechanism": "open_tender", **more}


def test_one_purchase_by_hand() -> None:
    rows = [
        offer(1, 0, 80.0, 70.0, won=True, total=100.0),
        offer(1, 1, 90.0, 75.0, total=88.9),
        offer(1, 2, 96.0, 85.0, total=83.3),
    ]
    found = regret(studied(BY_PRICE, rows, [awarded(1)])).offers
    assert found["earned"].tolist() == pytest.approx([0.10, 0.0, 0.0])
    # the first could have asked 90 (a tie goes its way), the second 80; the third has nothing to win at 80
    assert found["best"].tolist() == pytest.approx([0.20, 0.05, 0.0], abs=1e-5)
    assert found["ex_post"].tolist() == pytest.approx([0.10, 0.05, 0.0], abs=1e-5)


def test_quality_counts_as_the_mechanism_counts_it() -> None:
    tender = OpenTender(price_weight=0.5)
    price, quality = np.array([80.0, 90.0]), np.array([50.0, 60.0])
    total = tender.score(price, quality, 100.0)
    rows = [offer(1, k, price[k], 70.0, won=k == 0, total=total[k]) for k in (0, 1)]
    policy = Policy.of("open_tender", "a", {"price_weight": 0.5})
    found = regret(studied(policy, rows, [awarded(1)])).offers
    assert found["ex_post"].tolist() == pytest.approx([0.01, 0.188889], abs=1e-5)
    # at 81 the first still ties; the second wins with 40 + 30 against 50 + 25 at 80 * 50 / 45 = 88.89


def test_only_valid_offers_in_competitive_purchases_after_the_switch_that_ended_in_an_award() -> None:
    rows = [
        offer(1, 0, 80.0, 70.0, won=True, total=100.0),
        offer(1, 1, 50.0, 70.0, valid=False),
        offer(2, 0, 80.0, 70.0, month=-1, won=True, total=100.0),
        offer(3, 0, 80.0, 70.0, total=100.0),
        {**offer(4, 0, 80.0, 70.0, won=True), "mechanism": "directed_commission"},
    ]
    projects = [awarded(1), awarded(2), {**awarded(3), "outcome": "failed"}, awarded(4)]
    found = regret(studied(BY_PRICE, rows, projects)).offers
    assert found[["project", "organization"]].values.tolist() == [[1, 0]]
    assert found["best"].tolist() == pytest.approx([0.30])


def test_a_usual_change_of_price_is_chosen_in_one_half_and_judged_in_the_other() -> None:
    rows, projects = [], []
    for k in range(400):  # alone at cost 70, everybody asks 80 under a ceiling of 100: 20 more would always do
        project = k * 997
        rows.append(offer(project, 0, 80.0, 70.0, won=True, total=100.0))
        projects.append(awarded(project))
    found = regret(studied(BY_PRICE, rows, projects))
    assert found.classes["shift"].tolist() == pytest.approx([0.2] * 4)
    assert found.classes["ex_ante"].tolist() == pytest.approx([0.2] * 4)
    assert found.classes["n"].sum() == 400
    assert found.families[["n", "earned", "ex_post", "ex_ante"]].values[0] == pytest.approx([400, 0.1, 0.2, 0.2])


N_TENDERS, N_BIDDERS = 800, 3


def equals(family: BiddingFamily, mechanism: OpenTender) -> Regret:
    """Regret in tenders of equals: types from the World's own law, everybody bids by the family and knows the law."""
    law, luck = Equilibrium.of(World()).law, Luck.of(3, 0)
    bidder = np.arange(N_TENDERS * N_BIDDERS)
    cost, ability, skill, error = (ndtri(luck.uniforms(purpose, bidder)) for purpose in ("cost", "ability", "skill", "error"))
    cost = np.minimum(80.0 * np.exp(law.cost_sd * cost), 99.99)  # nearly nobody is above the ceiling
    ability, skill = law.ability_sd * ability, law.skill_sd * skill
    info = BidderInfo(
        mechanism=mechanism,
        ceiling=100.0,
        quality_floor=-np.inf,
        rivals=Rivals(N_BIDDERS - 1.0, 80.0),
        promise=PromiseTerms(0.4, 0.25, 0.25, 0.5),
        cost=cost,
        quality=ability,
        dossier=law.dossier_ability * ability + (1.0 - law.dossier_ability) * skill,
        honesty=np.full(bidder.size, law.honesty),
        lead=np.zeros(bidder.size),
    )
    made = family.offer(info)
    rated = info.dossier + mechanism.promise_weight * made.promised_quality
    quality = mechanism.points(rated + np.hypot(law.dossier_noise, mechanism.rating_noise) * error)
    shape = (N_TENDERS, N_BIDDERS)
    total = mechanism.score(made.price.reshape(shape), quality.reshape(shape), 100.0)
    won = (total == total.max(axis=1, keepdims=True)).ravel()
    rows = [
        offer(int(k // N_BIDDERS) * 997, int(k % N_BIDDERS), made.price[k], cost[k], won=bool(won[k]), total=total.ravel()[k])
        for k in bidder
    ]
    settings = {"rule": mechanism.rule, "price_weight": mechanism.price_weight}
    return regret(studied(Policy.of("open_tender", "a", settings), rows, [awarded(k * 997) for k in range(N_TENDERS)]))


def test_in_a_market_of_equals_the_equilibrium_leaves_what_it_says_and_mark_ups_more() -> None:
    for mechanism in (OpenTender(), OpenTender(rule="lowest_evaluated_price")):
        family = Equilibrium.of(World())
        left = float(equals(family, mechanism).families["ex_ante"].iloc[0])
        low, high = (float(equals(Markup(markup=m), mechanism).families["ex_ante"].iloc[0]) for m in (0.01, 0.25))
        assert abs(left) < 1.5e-3
        assert low > 4e-3
        assert low > 4.0 * left
        assert (high > 4e-3) | (mechanism.rule == "comprehensive_score")  # with quality, a high mark-up is not far from right


def test_the_solver_reports_as_little() -> None:
    family = Equilibrium.of(World())
    none = np.zeros(1)
    info = BidderInfo(
        OpenTender(), 100.0, -np.inf, Rivals(2.0, 80.0), PromiseTerms(0.4, 0.25, 0.25, 0.5), none + 80.0, none, none, none, none
    )
    assert all(solution(tender).regret < 5e-4 for tender in family.classes(info))


def test_a_run_that_kept_its_offers_has_regret() -> None:
    study = gpssim.Study(varied(warm_up=6, months=12), ["open_tender"], replications=1, seed=1, workers=1)
    results = study.run(progress=False)
    found = gpssim.regret(results)
    assert found is gpssim.regret(results)
    assert found.families["family"].tolist() == ["markup"]
    assert (found.offers["ex_post"] >= 0.0).all()
    bids = results.table("bids", ["won", "price", "true_cost", "month", "valid"])
    assert len(found.offers) <= int((bids["valid"] & (bids["month"] >= 0)).sum())
    winners = found.offers[found.offers["won"]]
    assert np.allclose(winners["earned"], winners["price"] - winners["cost"])
    assert (found.offers["earned"] <= found.offers["best"] + 1e-12).all()


def test_results_without_offers_are_refused() -> None:
    with pytest.raises(UnknownNameError):
        regret(run(monthly=[{"month": 0}]))
