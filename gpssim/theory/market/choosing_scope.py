"""Money goes by the share of a multinomial choice: what is prominent, easy to verify, well supplied and without setbacks gets more.

With appeal ``a = v exp(e n - t k - d z)`` (prominence ``v``; verifiability ``n``; ``k`` the part of wanted suppliers that is
missing; ``z`` setbacks remembered) and usual money ``u`` a domain gets the share ``u a^c / sum(u a^c)`` of a purchaser's money.
What would get less than a part of the usual is given up, what nobody wants to see gets nothing. Where every purchase fails ``z``
is ``1 - (1 - m)^y`` after y years; what runs for years keeps what it costs, and the others share the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables, under

VERBS = ("open_fiscal_year",)
RULES = (
    "scoping.log_appeal",
    "scoping.split_by_appeal",
    "scoping.tilt",
    "scoping.divided",
    "scoping.with_bound",
    "scoping.setbacks_next",
)
SOURCE = "multinomial logit (Luce 1959; McFadden 1974, MEMORY); geometric series; accounting identity"

NARROWING, EASE, THIN, DREAD, MEMORY, LEAST = 0.8, 1.5, 0.7, 0.9, 0.4, 0.4
SHARES = np.array([0.4, 0.25, 0.15, 0.1, 0.1])
PROMINENCE = np.array([1.5, 1.0, 0.8, 0.1, 0.0])
VERIFIABILITY = np.array([0.2, 0.5, 0.9, 0.3, 0.5])
TOTAL = 280_000.0
"""Each purchaser's usual money, yuan: 140 for each of 2,000 residents."""


def choosing(seed: int, supplied: Sequence[int], **more: object) -> PublicServiceMarket:
    """Five domains, some of which all eight organizations serve and the others nobody."""
    domains = [
        {
            "name": f"d{k}",
            "prevalence": [0.1] * 5,
            "duration": 24.0,
            "unit_cost": 100.0,
            "verifiability": float(VERIFIABILITY[k]),
            "budget_share": float(SHARES[k]),
            "priority": float(PROMINENCE[k]),
        }
        for k in range(5)
    ]
    scope = {"narrowing": NARROWING, "ease": EASE, "thin": THIN, "dread": DREAD, "memory": MEMORY, "suppliers": 3, "least": LEAST}
    dials = under("world.scope", **scope)
    market = special(
        {**dials, "world.domains": domains, "warm_up": 0, "months": 37, "world.organizations.loses_heart": 0.0, **more},
        seed=seed,
        levers={"retenders": 0, "tender_cycle_years": 3},
    )
    market.organizations["serves_domain"][:] = np.isin(np.arange(5), supplied)
    return market


def shares(setbacks: np.ndarray, missing: np.ndarray, thin: float = THIN, least: float = LEAST) -> np.ndarray:
    """Shares of money by the choice, without what is given up."""
    ease = np.exp(EASE * VERIFIABILITY - thin * missing - DREAD * setbacks)
    wanted = SHARES * (PROMINENCE * ease) ** NARROWING
    wanted = np.where(wanted / wanted.sum() < least * SHARES, 0.0, wanted)
    return np.asarray(wanted / wanted.sum())


def found(seed: int) -> Iterator[Found]:
    """Years in which only one domain is supplied, and a year in which another one is bound."""
    yield from failing(seed)
    yield from bound(seed)


def failing(seed: int) -> Iterator[Found]:
    """Three years in which whatever is bought in all domains but the first finds nobody who offers."""
    market, missing = choosing(seed, [0], **{"world.organizations.reads_failures": 0.0}), np.where(np.arange(5) == 0, 0.0, 1.0)
    setbacks = np.zeros(5)
    market.run()
    rows = tables(market)["budgets"].sort_values(["month", "purchaser", "domain"])
    for year in range(4):
        bought = shares(setbacks, missing)
        for _, own in rows[rows.month == 12 * year].groupby("purchaser"):
            yield to_the_fen(f"money by domain in year {year}, yuan", TOTAL * bought, own["appropriation"])
            yield exactly(f"setbacks remembered in year {year}", setbacks, own["setbacks"], 1e-9)
        setbacks = (1.0 - (1.0 - MEMORY) ** (year + 1)) * missing * (bought > 0.0)


def bound(seed: int) -> Iterator[Found]:
    """Everybody who served the second domain is gone (by hand): its contracts of several years keep their money, not more."""
    thin, own = 5.0, {"world.scope.thin": 5.0, "world.scope.least": 0.0, "world.purchasers.project_value": 15_000.0}
    market, missing = choosing(seed, [0, 1, 2], **own), np.where(np.arange(5) < 3, 0.0, 1.0)
    market.run(12)
    market.organizations["serves_domain"][:, 1], missing[1] = False, 1.0
    c, p, held = market.contracts, market.purchasers, np.zeros(2)
    rows = np.flatnonzero(c.active & (c.domain == 1) & (c.cycle_end >= market.month + 12))
    np.add.at(held, c.purchaser[rows], 12.0 * c.price[rows] * c.places[rows])
    free = shares(np.zeros(5), missing, thin, least=0.0)
    yield exactly("its contracts are more than the second domain would get", 1.0, float((held > TOTAL * free[1]).all()))
    market.step()
    free[1] = 0.0
    wanted = (TOTAL - held[:, None]) * free / free.sum()
    wanted[:, 1] = held
    yield to_the_fen("money by domain with what is bound, yuan", wanted, p.appropriation)


TITLE_ZH = "资金按多项选择的份额分配：显示度高、易于核验、供给充足且未受挫折者所得较多"
CHINESE = {
    "its contracts are more than the second domain would get": "其合同多于第二个领域应得的资金",
    "money by domain with what is bound, yuan": "含已承诺部分的各领域资金（元）",
    "money by domain in year {year}, yuan": "第 {year} 年各领域资金（元）",
    "setbacks remembered in year {year}": "第 {year} 年仍被记得的挫折",
}
