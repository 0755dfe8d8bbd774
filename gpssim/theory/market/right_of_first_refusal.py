"""An incumbent with a right of first refusal keeps the work whenever it costs it no more than the best rival asks.

Burguet & Perry 2007. Against ``n - 1`` rivals who ask ``(1 + m)`` times costs drawn from ``F``, it keeps the work with chance
``(n - 1) int F((1 + m) x) (1 - F(x))^(n - 2) f(x) dx``, and is paid the lowest of their prices; otherwise that rival is.
"""

from __future__ import annotations

from collections.abc import Iterator

from scipy.integrate import quad
from scipy.stats import lognorm

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("scoring.after_refusal",)
SOURCE = "Burguet & Perry 2007; Arozamena & Weinschelbaum 2009"

N, SPREAD, MARKUP = 8, 0.12, 0.05


def found(seed: int) -> Iterator[Found]:
    """Lines of one year are purchased again while their first contract still runs."""
    dials = {"world.bidding.markup": MARKUP, "world.city.residents": 20_000, "world.city.n_citizens": 50}
    after = opened(dials, settings={"rule": "lowest_evaluated_price", "first_refusal": "incumbent"}, months=14, seed=seed)
    again = after.offers[after.offers.incumbent >= 0]
    held = again.organization == again.incumbent
    yield exactly("rivals ask cost and a margin", (1.0 + MARKUP) * again.true_cost[~held], again.price[~held], 1e-9)
    own = again[held].set_index("project")
    asked = again[~held].groupby("project").price.min()[own.index]
    best = again[~held].sort_values("price").groupby("project").organization.first()[own.index]
    keeps = own.true_cost <= asked
    yield exactly("who works", best.where(~keeps, own.incumbent), own.winner)
    yield exactly("paid is the best rival's price", asked, own.winning_price, 1e-9)
    yield as_often("keeps the work", _chance(), int((own.winner == own.incumbent).sum()), len(own))


def _chance() -> float:
    law = lognorm(SPREAD)
    n = N - 1
    return float(quad(lambda x: n * law.cdf((1.0 + MARKUP) * x) * law.sf(x) ** (n - 1) * law.pdf(x), 0.3, 3.0)[0])


TITLE_ZH = "享有优先权的现任者，只要成本不高于最佳对手的报价即保留服务项目"
CHINESE = {
    "rivals ask cost and a margin": "对手报价为成本加利润",
    "who works": "承接者",
    "paid is the best rival's price": "所付为最佳对手的报价",
    "keeps the work": "保留服务项目的比例",
}
