"""Who meets a shock walks away exactly if what is still to be earned less the shock is worse than what it answers for.

With the margin ``M`` of the months left, the shock ``D`` and the liability ``L`` (the bond and what law and terms add, never more
than its cash) a contractor defaults if ``M - D < -L``. Who stays owes the shock; who walks away pays ``L`` to the treasury, and
the line is bought anew. A yearly chance ``q`` of a misfortune leaves ``(1 - q)^(m / 12)`` of contracts untouched after ``m``
months.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly, to_the_fen
from gpssim.theory.special import special, tables, until_contracts

VERBS = ("strike", "blacklist")
RULES = ("anticipation.defaults",)
SOURCE = "core model, eq. (7): Waehrer 1995; closed form of a constant hazard"

SHOCK, BOND, LIABLE, YEARLY, MONTHS, BANNED, REMAINING = 0.3, 0.05, 0.1, 0.4, 7, 6, 10
MARGINS = np.array([0.05, 0.16, 0.21, 0.4])


def found(seed: int) -> Iterator[Found]:
    """A month in which everybody is struck, then months of chances."""
    yield from struck(seed)
    yield from chances(seed)


def struck(seed: int) -> Iterator[Found]:
    """The second month of contracts that all meet a shock; bidders were ready for one, so that costs at signing are set by hand."""
    dials = {"warm_up": 0, "world.conduct.shock_size": SHOCK, "world.conduct.liability": LIABLE, "world.conduct.shock_chance": 1.0}
    dials |= {"world.purchasers.project_value": 15_000.0, "world.organizations.reserve_months": 1.5}
    dials |= {"world.organizations.staff_spread": 0.5, "world.organizations.layoffs": 0.0}
    market = special(dials, "lottery", levers={"bond": BOND, "blacklist_months": BANNED, "pay_first": 0.2}, seed=seed)
    c, o = market.contracts, market.organizations
    while not len(c):
        market.step()
    yield exactly("contracts in force after a shock that was foreseen", len(c), c.active.sum())
    c["unit_cost"][:] = c.price * (1.0 - np.resize(MARGINS, len(c)))
    market.step()
    forfeited = bonds_of(market)
    owed, paid = consequences(market, forfeited)
    yield exactly("contracts whose provider walks away", np.isnan(owed), ~c.active)
    yield to_the_fen("bond and cash forfeited, yuan", np.bincount(c.organization, paid, len(o)), forfeited, 20)
    yield to_the_fen(
        "owed by those who stay, yuan", np.bincount(c.organization, np.nan_to_num(owed), len(o)), o.owed_fen / 100.0, 20
    )
    left = np.isin(np.arange(len(o)), c.organization[~c.active])
    yield exactly("first month in which they may offer again", np.where(left, market.month + BANNED, 0), o.debarred_until)
    again = [market.lines[row].open_month for row in c.line[~c.active]]
    yield exactly("month in which their lines are bought anew", market.month, again)


def bonds_of(market: PublicServiceMarket) -> np.ndarray:
    """What each organization forfeited, yuan."""
    ledger = tables(market)["ledger"]
    bonds = ledger[ledger["kind"] == "bond"].groupby("source", observed=True)["fen"].sum()
    return np.array([bonds.get(f"organization/{i}", 0) / 100.0 for i in range(len(market.organizations))])


def consequences(market: PublicServiceMarket, forfeited: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What each contract's provider owes (nan where it walks away) and pays, one after the other as its cash allows."""
    c, cash = market.contracts, market.organizations.cash_fen / 100.0 + forfeited
    owed, paid = np.full(len(c), np.nan), np.zeros(len(c))
    for row in range(len(c)):
        i, value = c.organization[row], float(c.price[row] * c.places[row]) * 12
        left = float(c.price[row] - c.unit_cost[row]) * float(c.places[row]) * REMAINING
        most = max(0.0, min(cash[i], (BOND + LIABLE) * value))
        if left - SHOCK * value < -most:
            paid[row] = most
            cash[i] -= most
        else:
            owed[row] = SHOCK * value
    return owed, paid


def chances(seed: int) -> Iterator[Found]:
    """Contracts that end through nobody's fault."""
    market = special(
        {"warm_up": 0, "world.conduct.hazard": YEARLY, "world.purchasers.project_value": 1_500.0}, "lottery", seed=seed
    )
    until_contracts(market)
    first = len(market.contracts)
    market.run(market.month - 1 + MONTHS)
    contracts = tables(market)["contracts"].head(first)
    untouched = (1.0 - YEARLY) ** (MONTHS / 12.0)
    yield as_often(
        "ended by misfortune within seven months", 1.0 - untouched, (contracts["end_reason"] == "ended_early").sum(), first
    )


TITLE_ZH = "遭遇冲击者恰在剩余所得减去冲击劣于应负责任时违约离去"
CHINESE = {
    "contracts in force after a shock that was foreseen": "预见到的冲击之后生效的合同",
    "contracts whose provider walks away": "承接主体违约离去的合同",
    "bond and cash forfeited, yuan": "没收的保证金与现金（元）",
    "owed by those who stay, yuan": "留下者的欠款（元）",
    "first month in which they may offer again": "可再次投标的首月",
    "month in which their lines are bought anew": "其服务项目重新采购的月份",
    "ended by misfortune within seven months": "七个月内因意外终止的比例",
}
