"""Officials learn in the hand-made market: one result at a time, their own and others', and scandals that are forgotten."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.planning.experience import learn_from_results

MONTH = 9


def learning(disclosure: float = 1.0, **officials: float) -> PublicServiceMarket:
    """Both purchasers value a latent unit of quality at 0.4 unit costs, and believe nothing so far."""
    usual = {"learning": 0.25, "others_weight": 0.4}
    dials = {f"world.officials.{name}": value for name, value in {**usual, **officials}.items()}
    market = hand_made({"warm_up": 0, "months": 24, **dials}, levers={"disclosure": disclosure})
    market.month = MONTH
    market.purchasers["quality_value"][:] = 0.4
    return market


def accepted(market: PublicServiceMarket, price: float, found: float, luck: int = 1, **more: Any) -> int:
    """A contract of the first purchaser, bought by tender, that ends with this month."""
    place = market.mechanism_names.index("open_tender")
    values = {"purchaser": 0, "start": 0, "end": MONTH + 1, "mechanism": place, "luck": np.uint64(luck), **more}
    return market.contracts.sign(ContractTerms(), price=price, found=found, **values)


def worth(market: PublicServiceMarket) -> list[float]:
    """What each purchaser believes a tender to be worth."""
    return [round(float(x), 12) for x in market.purchasers.worth[:, market.mechanism_names.index("open_tender")]]


def test_a_result_is_quality_found_less_price_above_cost_and_counts_less_for_others() -> None:
    market = learning()
    accepted(market, price=110.0, found=1.5)
    learn_from_results(market)
    # 0.4 * 1.5 - (110 / 100 - 1) = 0.5; a quarter of it for the first, a quarter of 0.4 for the second
    assert worth(market) == [0.125, 0.05]
    assert market.purchasers.n_results.sum(axis=1).tolist() == [1.0, 0.4]
    rows = [r for r in market.tables(arrow=True)["officials"].to_pylist() if r["month"] == MONTH]
    assert [r["n_results"] for r in rows] == [1.0, 0.4]


def test_results_of_a_month_count_in_the_order_of_their_luck() -> None:
    market = learning(disclosure=0.0)
    accepted(market, price=110.0, found=1.5, luck=7)  # worth 0.5
    accepted(market, price=90.0, found=-0.5, luck=3)  # -0.2 + 0.1 = -0.1, and first
    learn_from_results(market)
    # 0.25 * -0.1 = -0.025, then -0.025 + 0.25 * (0.5 + 0.025) = 0.10625; nothing is disclosed
    assert worth(market) == [0.10625, 0.0]


@pytest.mark.parametrize("other", [{"end": MONTH}, {"end": MONTH + 2}, {"bridge": True}, {"found": float("nan")}])
def test_only_what_was_accepted_this_month_counts(other: dict[str, Any]) -> None:
    market = learning()
    accepted(market, **{"price": 110.0, "found": 1.5, **other})
    learn_from_results(market)
    assert worth(market) == [0.0, 0.0]


def test_a_scandal_stays_in_mind_of_its_purchaser_for_as_long_as_is_said() -> None:
    market = learning(learning=0.0, scandal=0.75, scandal_months=6, risk_aversion=0.5)
    row = accepted(market, price=100.0, found=0.0, purchaser=1)
    market.contracts.close(row, MONTH, "defaulted")
    learn_from_results(market)
    assert market.purchasers.scandal_until.tolist() == [0, MONTH + 1 + 6]
    rows = market.tables(arrow=True)["officials"].to_pylist()
    assert [r["risk_aversion"] for r in rows] == [0.5, 1.25]  # 0.5 + 0.75
    assert [(r["month"], r["purchaser"], r["adopted"], r["n_results"]) for r in rows] == [
        (MONTH, 0, True, 0.0),
        (MONTH, 1, True, 0.0),
    ]


@pytest.mark.parametrize("reason", ["left", "eliminated", "completed", "ended_early"])
def test_what_nobody_is_blamed_for_is_no_scandal(reason: Any) -> None:
    market = learning(learning=0.0, scandal=1.5)
    market.contracts.close(accepted(market, price=100.0, found=0.0), MONTH, reason)
    learn_from_results(market)
    assert not market.purchasers.scandal_until.any()


def test_a_shirker_that_is_caught_and_a_violation_found_out_are() -> None:
    market = learning(learning=0.0, scandal=1.5, scandal_months=6)
    accepted(market, price=100.0, found=0.0, caught=True)
    market.purchasers["scandal_month"][1] = MONTH
    learn_from_results(market)
    assert market.purchasers.scandal_until.tolist() == [MONTH + 7, MONTH + 7]
