"""One bidder is some quality points ahead of m equal rivals in a comprehensive score with ratio price points.

Between two levels of quality the score is a preference in price: the favored bidder wins if its price is below kappa times the lowest
of the others. Kappa and the lead at which price no longer matters are found on the tender's own score; bids are those of an asymmetric
tender in which the favored bidder's money is counted at 1 / kappa; winners come from the score with the points.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.bidding.asymmetric import Asymmetric, BidderClass
from gpssim.bidding.quadrature import equilibrium_price
from gpssim.bidding.survival import Scaled
from gpssim.errors import impossible
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, number, of_winner, over_lowest, table_of

PARTS: Final = ("gpssim.mechanisms.open_tender", "gpssim.bidding.asymmetric", "gpssim.bidding.shooting")
SLOW: Final = True
NEAR: Final = 1e-9
"""Distance to the favored bidder's highest cost that counts as reaching it: reference values of this kind were computed like that.
The exact limit (distance 0) gives bids that are lower by up to 1e-4 of the range of cost."""
USUAL: Final = 50.0
"""Quality points of the equal rivals."""


def lead_needed(tender: OpenTender, ratio: float) -> float:
    """The lead (share of 100 points) with which a bidder ties at ``ratio`` times the others' price; ``inf``: at any price."""

    def ahead(lead: float) -> float:
        score = tender.score(np.array([ratio, 1.0]), np.array([USUAL + 100.0 * lead, USUAL]), np.inf)
        return float(score[0] - score[1])

    return float(brentq(ahead, -100.0, 100.0, xtol=1e-15))


def preference(tender: OpenTender, lead: float) -> float:
    """kappa: how many times the others' price the favored bidder's may be."""
    if not lead < lead_needed(tender, np.inf):
        raise impossible("Delta", lead, "below the lead at which price no longer matters")

    def ahead(ratio: float) -> float:
        score = tender.score(np.array([ratio, 1.0]), np.array([USUAL + 100.0 * lead, USUAL]), np.inf)
        return float(score[0] - score[1])

    high = 2.0
    while ahead(high) > 0.0:
        high *= 2.0
    return float(brentq(ahead, 1e-6, high, xtol=1e-14))


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs uniform on [lo, hi]; price weight w; a lead of Delta (share of 100 points)."""
    m, lead = int(inputs["m"]), float(inputs["Delta"])
    costs = law({"dist": "uniform", "low": inputs["lo"], "high": inputs["hi"]})
    low, top = (float(x) for x in costs.support())
    tender = OpenTender(price_weight=float(inputs["w"]), n_min=1, low_bid_judgment=0.0)

    @lru_cache(maxsize=1)
    def solved() -> tuple[float, Asymmetric]:
        kappa = preference(tender, lead)
        classes = (BidderClass(Scaled(costs, 1.0 / kappa), 1), BidderClass(costs, m))
        least = classes[int(kappa < 1.0)].law
        return kappa, Asymmetric(classes, float(least.sf(least.support()[1] - NEAR)))

    def bids(favored: bool, cost: np.ndarray) -> np.ndarray:
        kappa, equilibrium = solved()
        return kappa * equilibrium.bids(0, cost / kappa) if favored else equilibrium.bids(1, cost)

    @lru_cache(maxsize=1)
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(costs, m + 1, setting.luck, setting.n_draws)
        others = np.interp(cost[:, 1:], grid := np.linspace(low, top, 4001), bids(False, grid))
        price = np.column_stack([table_of(lambda c: bids(True, c), low, top)(cost[:, 0]), others])
        points = USUAL + 100.0 * lead * (np.arange(m + 1) == 0)
        winner = tender.score(price, points, np.inf).argmax(axis=1)
        paid = tender.pays(price, winner, np.inf)
        return {"E_price": paid, "P_favoured_wins": winner == 0, "E_winner_cost": of_winner(cost, winner)}

    def solution(quantity: str, of: Inputs) -> float | None:
        if quantity == "price_irrelevance_gap":
            return lead_needed(tender, np.inf)
        if quantity == "E_price_if_equal_quality":
            return over_lowest(lambda c: equilibrium_price(c, costs, number(m + 1)), costs, m + 1)
        if quantity in ("bid_favoured", "bid_unfavoured"):
            return float(bids(quantity == "bid_favoured", np.array([float(of["c"])]))[0])
        kappa, equilibrium = solved()
        known = {"kappa": kappa, "top_effective_bid": equilibrium.top}
        known |= {f"lowest_{who}_bid": float(bids(who == "favoured", np.array([low]))[0]) for who in ("favoured", "unfavoured")}
        return known.get(quantity)

    def answer(quantity: str, of: Inputs) -> Evidence:
        exact = ("kappa", "price_irrelevance_gap", "E_price_if_equal_quality")
        if (found := solution(quantity, of)) is not None:
            return Solved(found, 0.0 if quantity in exact else top - low)
        if quantity not in drawn():
            raise quantity_unknown(quantity, (*exact, "lowest_favoured_bid", "bid_favoured", "top_effective_bid", *drawn()))
        return Simulated(drawn()[quantity])

    return answer
