"""One bidder is some quality points ahead of m equal rivals in a comprehensive score with ratio price points.

Between two levels of quality the score is a preference in price: the favored bidder wins if its price is below kappa times the
lowest of the others. Kappa and the lead at which price no longer matters are found on the tender's own score; bids are those of an
asymmetric tender in which the favored bidder's money is counted at 1 / kappa; winners come from the score with the points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from scipy.optimize import brentq

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.errors import impossible
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, number, of_winner, over_lowest
from gpssim.theory.textbook.asymmetric import Asymmetric, BidderClass
from gpssim.theory.textbook.survival import Scaled

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


@dataclass(frozen=True)
class Tenders:
    """What is held: a favored bidder with a lead (share of 100 points) against m others, costs from one law."""

    tender: OpenTender
    costs: Any
    m: int
    lead: float
    setting: Setting

    @cached_property
    def kappa(self) -> float:
        return preference(self.tender, self.lead)

    @cached_property
    def equilibrium(self) -> Asymmetric:
        classes = (BidderClass(Scaled(self.costs, 1.0 / self.kappa), 1), BidderClass(self.costs, self.m))
        least = classes[int(self.kappa < 1.0)].law
        return Asymmetric(classes, float(least.sf(least.support()[1] - NEAR)))

    def bids(self, favored: bool, cost: np.ndarray) -> np.ndarray:
        """Prices, in money that is paid."""
        return self.kappa * self.equilibrium.bids(0, cost / self.kappa) if favored else self.equilibrium.bids(1, cost)

    @cached_property
    def drawn(self) -> dict[str, np.ndarray]:
        """What happens in tenders among equilibrium bidders: winners by the score with the points."""
        cost = costs_of(self.costs, self.m + 1, self.setting.luck, self.setting.n_draws)
        low, high = (float(x) for x in self.costs.support())
        grid = np.linspace(low, high, 4001)
        price = np.interp(cost, grid, self.bids(False, grid))
        price[:, 0] = np.interp(cost[:, 0], grid, self.bids(True, grid))
        points = USUAL + 100.0 * self.lead * (np.arange(self.m + 1) == 0)
        winner = self.tender.score(price, points, np.inf).argmax(axis=1)
        paid = self.tender.pays(price, winner, np.inf)
        return {"E_price": paid, "P_favoured_wins": winner == 0, "E_winner_cost": of_winner(cost, winner)}

    def solution(self, quantity: str, of: Inputs) -> float | None:
        """What needs no draws; ``None`` for other quantities."""
        if quantity == "price_irrelevance_gap":
            return lead_needed(self.tender, np.inf)
        if quantity == "E_price_if_equal_quality":
            return over_lowest(lambda c: equilibrium_price(c, self.costs, number(self.m + 1)), self.costs, self.m + 1)
        favored, low = "unfavoured" not in quantity, float(self.costs.support()[0])
        if quantity in ("bid_favoured", "bid_unfavoured"):
            return float(self.bids(favored, np.array([float(of["c"])]))[0])
        if quantity in ("lowest_favoured_bid", "lowest_unfavoured_bid"):
            return float(self.bids(favored, np.array([low]))[0])
        return {"kappa": lambda: self.kappa, "top_effective_bid": lambda: self.equilibrium.top}.get(quantity, lambda: None)()


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs uniform on [lo, hi]; price weight w; a lead of Delta (share of 100 points)."""
    costs = law({"dist": "uniform", "low": inputs["lo"], "high": inputs["hi"]})
    tender = OpenTender(price_weight=float(inputs["w"]), n_min=1, low_bid_judgment=0.0)
    tenders = Tenders(tender, costs, int(inputs["m"]), float(inputs["Delta"]), setting)
    span = float(inputs["hi"]) - float(inputs["lo"])

    def answer(quantity: str, of: Inputs) -> Evidence:
        exact = ("kappa", "price_irrelevance_gap", "E_price_if_equal_quality")
        if (found := tenders.solution(quantity, of)) is not None:
            return Solved(found, 0.0 if quantity in exact else span)
        if quantity not in tenders.drawn:
            raise quantity_unknown(quantity, (*exact, "lowest_favoured_bid", "bid_favoured", "top_effective_bid", *tenders.drawn))
        return Simulated(tenders.drawn[quantity])

    return answer
