"""Winners whose price falls short of their cost by more than their bid bond step back and forfeit it; others sign.

Who does not know its cost and asks for what it expects it to be loses on what it won by its luckiest error. It is better off
without the contract just when ``(cost - price) * volume > bond * ceiling * volume``, and steps back with the chance that it dares
to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("sign",)
RULES = ("paying.steps_back",)
SOURCE = "best response at signing (Regulation art. 33 for the bond)"

BOND = 0.02
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.organizations.cost_sd": 0.12,
    "world.purchasers.project_value": 6_000.0,
    "world.bidding.family": "markup",
    "world.bidding.markup": 0.0,
    "world.bidding.cost_noise": 0.1,
    "world.conduct.withdrawal": 1.0,
    "months": 26,
}


def found(seed: int) -> Iterator[Found]:
    """Tenders on price among bidders that err about their costs; then with half of the losers daring."""
    won, booked = _awards(_run(seed, 1.0))
    loses = won["true_cost"] - won["winning_price"] > BOND * won["ceiling"]
    yield exactly("signed", ~loses.to_numpy(), won["signed"].to_numpy())
    bonds = (100.0 * BOND * won["ceiling"] * won["places"] * won["months"]).round()[loses] / 100.0
    yield to_the_fen("bonds forfeited, yuan", bonds.sum(), booked["fen"].sum() / 100.0, rounded=int(loses.sum()))
    won, _ = _awards(_run(seed, 0.5))
    loses = won["true_cost"] - won["winning_price"] > BOND * won["ceiling"]
    yield as_often("losers that step back where half of them dare", 0.5, int((~won["signed"][loses]).sum()), int(loses.sum()))


def _run(seed: int, dares: float) -> PublicServiceMarket:
    dials = {**DIALS, "world.conduct.withdrawal": dares}
    return special(dials, settings={"rule": "lowest_evaluated_price"}, levers={"bid_bond": BOND}, seed=seed).run()


def _awards(market: PublicServiceMarket) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Awards that are due by now with the winner's true cost, and whether they were signed; bonds that were forfeited."""
    seen = tables(market)
    rows = seen["projects"].query("outcome == 'awarded'")
    rows = rows[rows["month_start"] < market.since_switch]
    won = seen["bids"].query("won")[["project", "attempt", "true_cost"]]
    signed = seen["contracts"][["project"]].assign(attempt=market.contracts.attempt, signed=True).drop_duplicates()
    rows = rows.merge(won, on=["project", "attempt"]).merge(signed, on=["project", "attempt"], how="left")
    return rows.assign(signed=rows["signed"].notna()), seen["ledger"].query("kind == 'bid_bond'")


TITLE_ZH = "价格低于成本之差超过投标保证金的中标者放弃中标并被没收保证金，其余签订合同"
CHINESE = {
    "signed": "已签订",
    "bonds forfeited, yuan": "没收的投标保证金（元）",
    "losers that step back where half of them dare": "半数敢于放弃时亏损者放弃的比例",
}
