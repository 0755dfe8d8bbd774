"""Nobody is strategic: a mark-up on cost in a tender, a bargain with a single source, a mark-up commissioned from anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np

from gpssim.errors import GpssimError, impossible
from gpssim.information.view import OwnRecord
from gpssim.market import Bid, Request
from gpssim.mechanisms.base import Mechanism
from gpssim.mechanisms.directed_commission import DirectedCommission
from gpssim.mechanisms.purchase import Purchase
from gpssim.mechanisms.single_source import SingleSource
from gpssim.rules.pricing import bargained_price
from gpssim.streams import Luck
from gpssim.theory.evidence import FEWEST_DRAWS, Answer, Inputs, Setting, Simulated, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import FIRST_PRICE, N_DECIDED, costs_of, held, markup_bids, purchase
from gpssim.theory.variants import N_WITH_LOTS

SLOW: Final = True
DIRECTED: Final = DirectedCommission()
NOTHING: Final = OwnRecord(np.zeros(2), np.zeros(2), np.zeros(2), 1.0, 0.0, 0.0)
LEAST_TRADE: Final = 0.01
"""Chance of a trade below which drawing until enough of them are found would take too long."""
NAMES: Final = ("E_price_markup_rule", "E_price_nash_bargaining_given_trade", "E_price_random_directed_costplus")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """The law of cost, the number of bidders, the mark-up and the value of the service."""
    costs = law(inputs["D"])
    top = float(costs.support()[1])

    @lru_cache
    def tendered(n: int, markup: float) -> np.ndarray:
        ceiling = (1.0 + markup) * top
        cost = costs_of(costs, n, setting.luck.at(1, n), setting.n_draws)
        return held(FIRST_PRICE, markup_bids(cost, ceiling, markup), ceiling)[1]

    @lru_cache
    def bargain(value: float, share: float) -> np.ndarray:
        return bargained(costs, value, share, setting.luck.at(2))

    @lru_cache
    def commission(markup: float) -> np.ndarray:
        return commissioned(costs_of(costs, 2, setting.luck.at(3), N_WITH_LOTS), (1.0 + markup) * top, markup)

    def answer(quantity: str, of: Inputs) -> Simulated:
        given = {"n": inputs["n"], "markup": inputs["mk"], "v": inputs["v"], "bargaining_power": 0.5, **of}
        draws = {
            NAMES[0]: lambda: tendered(int(given["n"]), float(given["markup"])),
            NAMES[1]: lambda: bargain(float(given["v"]), float(given["bargaining_power"])),
            NAMES[2]: lambda: commission(float(given["markup"])),
        }
        if quantity not in draws:
            raise quantity_unknown(quantity, NAMES)
        return Simulated(draws[quantity]())

    return answer


def bargained(costs: Any, value: float, share: float, luck: Luck) -> np.ndarray:
    """Prices of a single source in those purchases in which there is something to share."""
    trades = float(costs.cdf(value))
    if not trades >= LEAST_TRADE:
        raise impossible("v", value, f"above the cost in at least {LEAST_TRADE:.0%} of draws")
    cost = costs_of(costs, 1, luck, int(1.1 * FEWEST_DRAWS / trades) + 500)[:, 0]
    paid = bargained_price(cost, value, value, share)
    for key in range(N_DECIDED):
        if not np.array_equal(_held(SingleSource(bargaining_share=share), cost[key], value, key), paid[key], equal_nan=True):
            raise GpssimError(f"single source {key} pays otherwise than the bargain says")
    return np.asarray(paid[~np.isnan(paid)])


def commissioned(cost: np.ndarray, ceiling: float, markup: float) -> np.ndarray:
    """Prices when one of two organizations, drawn by lot since nothing tells them apart, works at cost and a mark-up."""
    prices, rows = markup_bids(cost, ceiling, markup), np.arange(len(cost))
    partner = np.array([DIRECTED.invite(_own(purchase(DIRECTED, 2, ceiling, int(key))))[0] for key in rows])
    paid = prices[rows, partner]
    for key in range(N_DECIDED):
        if _commissioned(int(partner[key]), paid[key], ceiling, key) != paid[key]:
            raise GpssimError(f"directed commission {key} pays otherwise than its partner asks")
    return np.asarray(paid)


def _held(mechanism: Mechanism, cost: float, value: float, key: int) -> float:
    """What a single source at this cost is paid by a purchaser to whom the service is worth ``value``; NaN: no award."""

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        price = float(bargained_price(cost, value, request.price, request.bargaining_share))
        return [Bid(invited[0], price, 1.0, 0.0, 0.0)] if np.isfinite(price) else []

    one = purchase(mechanism, 1, value, key)
    decision = mechanism.decide(one, mechanism.gather(one, answer))
    return float("nan") if decision.failed else decision.awards[0].price


def _own(one: Purchase) -> Purchase:
    """The purchase of somebody who knows nothing that tells organizations apart."""
    return replace(one, view=replace(one.view, own_record=NOTHING))


def _commissioned(partner: int, price: float, ceiling: float, key: int) -> float:
    one = _own(purchase(DIRECTED, 2, ceiling, key))
    return DIRECTED.decide(one, [Bid(partner, float(price), 1.0, 0.0, 0.0)]).awards[0].price
