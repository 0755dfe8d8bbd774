"""Bidders ask for no less than what makes a contract pay in all that comes after award: cuts in cost, rents, shocks, default.

The least price ``b`` of a contractor that bears ``s`` of a cost difference makes its gain zero:
``s (b - c) + max_e (s e - e^2 / 2k - r e) + h`` with its cost ``c`` (usual effort included), cuts ``e`` out of sight (held back
by conscience ``r``, and by honesty), the rent ``h``, and a shock: with the chance ``p`` of its term it bears the rise ``D``, or
loses its liability ``L`` and the work. Truthful offers (no mark-up) are at that price.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import brentq

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import one_domain, special, tables, under

VERBS = ("purchase",)
RULES = (
    "anticipation.anticipated_cost",
    "anticipation.saving_effort",
    "anticipation.saving_gain",
    "anticipation.shock_exposure",
    "effort.effort_cost",
)
SOURCE = "core model, eq. (3): Waehrer 1995, Spulber 1990, McAfee & McMillan 1986; break-even price found numerically"

UNIT, V, K, D, MARGIN = 100.0, 0.4, 0.5, 0.1, 0.6
MOST, VISIBLE, CONSCIENCE, HARM = 0.3, 0.5, 0.6, 1.0
SHARED, RENT, BOND, LIABLE = 0.3, 0.04, 0.03, 0.05
MISSION = np.array([0.0, 0.1, 0.2, 0.3, 0.0, 0.1, 0.9, 0.2])
HONESTY = np.array([0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 0.0, 0.4])


def found(seed: int) -> Iterator[Found]:
    """Offers of the first month, with a rare shock (cheaper to bear) and with a frequent one (cheaper to walk away from)."""
    for chance, rise in ((0.3, 0.05), (0.2, 0.8)):
        market = opened(seed, chance, rise)
        bids = tables(market)["bids"]
        ceiling = tables(market)["projects"].set_index("project")["ceiling"][bids["project"]].to_numpy()
        who, cost = bids["organization"].to_numpy(), bids["true_cost"].to_numpy()
        shock = (chance, rise)
        least = [least_price(market, int(i), float(c), float(r), shock) for i, c, r in zip(who, cost, ceiling, strict=True)]
        yield exactly(f"offers, shock with chance {chance}", least, bids["price"].to_numpy(), 1e-6)
        o = market.organizations
        worked = 0.5 * np.square(MISSION) * 2.0 / (K + D) * UNIT
        wages = market.world.organizations.wage_share * (o.wage / market.world.organizations.wage - 1.0)
        yield exactly("cost of usual effort, yuan a place", worked[who], cost - UNIT * (1.0 + wages[who]))


def opened(seed: int, chance: float, rise: float) -> PublicServiceMarket:
    """A tender by price alone, in its first month."""
    conduct = {
        "cost_effort": MOST,
        "cost_visible": VISIBLE,
        "cost_conscience": CONSCIENCE,
        "cost_damage": HARM,
        "renegotiation": RENT,
    }
    conduct |= {"shock_chance": chance, "shock_size": rise, "liability": LIABLE}
    own = {"effort_cost": K, "effort_substitution": D, "cost_sd": 0.0, "effort_max": 10.0}
    dials = under("world.conduct", **conduct) | {"warm_up": 0, "world.domains": one_domain(V, UNIT)}
    dials |= under("world.organizations", **own)
    dials |= {"world.bidding.family": "markup", "world.bidding.markup": 0.0, "world.purchasers.ceiling_margin": MARGIN}
    market = special(dials, levers={"cost_share": SHARED, "bond": BOND}, seed=seed)
    o = market.organizations
    o["mission"][:], o["honesty"][:] = MISSION, HONESTY
    market.step()
    return market


def least_price(market: PublicServiceMarket, i: int, cost: float, ceiling: float, shock: tuple[float, float]) -> float:
    """The price at which an organization gains nothing."""
    chance, rise = shock
    kept, most = 1.0 - SHARED, MOST * (1.0 - VISIBLE * V) * UNIT
    own = min(kept, CONSCIENCE * HARM * MISSION[i])
    cut = most * (kept - own) * (1.0 - CONSCIENCE * HONESTY[i])
    saved = kept * cut - cut * cut / (2.0 * most)
    lost, dearer = (BOND + LIABLE) * ceiling, rise * ceiling

    def gain(price: float) -> float:
        usual = kept * (price - cost) + saved + RENT * ceiling
        return float(max(usual - chance * dearer, (1.0 - chance) * usual - chance * lost))

    return float(brentq(gain, 0.0, 10.0 * ceiling, xtol=1e-10))


TITLE_ZH = "投标者报价不低于使合同在授予之后的一切（降本、租金、冲击、违约）中不亏的水平"
CHINESE = {
    "offers, shock with chance {chance}": "报价，冲击概率 {chance}",
    "cost of usual effort, yuan a place": "通常努力的成本（元/名额）",
}
