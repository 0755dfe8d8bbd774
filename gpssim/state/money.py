"""Public money and organizations' money as they stand: free, owed, earned, in arrears."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.state import ceilings, districts, kinds
from gpssim.state.capacity import workload
from gpssim.state.clock import fiscal_year, month_of_year
from gpssim.state.line import Line
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def growth(market: MarketState) -> float:
    """The year's appropriation in appropriations of the year of the switch: usual growth, and the policy's path."""
    year, path = fiscal_year(market), market.policy_state.lists.budget_path
    usual = (1.0 + market.world.purchasers.appropriation_growth) ** year
    return usual if year < 0 or not path else float(usual * path[min(year, len(path) - 1)])


def years_money(market: MarketState) -> np.ndarray:
    """The year's appropriation, yuan, shape (purchasers, domains): the usual one, as far as scope and performance leave it."""
    p = market.purchasers
    return np.asarray(market.appropriations * growth(market) * p.scope * p.performance)


def carries_over(market: MarketState) -> bool:
    """Whether what a year leaves unspent may be spent in the next."""
    levers = market.policy_state.levers
    return levers.savings_rule == "carry_over" and levers.closure == "appropriation"


def owed_fen(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """What is still owed on each of these contracts, of which none is settled, fen: what is held back after acceptance."""
    c, held = market.contracts, market.contracts.held_fen[rows]
    return np.where(held > 0, held, whole_fen(c.value[rows] + c.reserve[rows]) - c.paid_fen[rows])


def whole_fen(yuan: np.ndarray) -> np.ndarray:
    """Yuan as whole fen, half to even, as :func:`gpssim.units.to_fen` has it for one."""
    return np.rint(yuan * 100.0).astype(np.int64)


def unsettled(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Those of these contracts that are in force, or have a payment to come."""
    c = market.contracts
    return np.asarray(rows[(c.due[rows] >= 0).any(axis=1) | c.active[rows]])


def outstanding_fen(market: MarketState) -> np.ndarray:
    """What each purchaser still owes on contracts that are not settled, fen."""
    owed, c = np.zeros(len(market.purchasers), dtype=np.int64), market.contracts
    rows = unsettled(market, np.arange(len(c)))
    np.add.at(owed, c.purchaser[rows], owed_fen(market, rows))
    return owed


def shares_of_domains(market: MarketState, row: int) -> np.ndarray:
    """Share of each domain in a purchaser's appropriation, shape (domains,); equal shares without one."""
    shares = market.appropriations[row]
    return shares / shares.sum() if shares.sum() > 0 else np.full(shares.size, 1.0 / shares.size)


def free_money(market: MarketState, purchaser: int, domain: int) -> float:
    """What a purchaser may still commit in the domain this year, yuan; without bound under equal volume."""
    if market.policy_state.levers.closure == "volume":
        return float("inf")
    p = market.purchasers
    return float(
        p.appropriation[purchaser, domain]
        + p.carried[purchaser, domain]
        - p.committed[purchaser, domain]
        - p.reserved[purchaser, domain]
    )


def free_for(market: MarketState, line: Line) -> float:
    """What may still be committed for a line this year, yuan: of the dedicated fund where that pays it."""
    if not line.funded:
        return free_money(market, line.purchaser, line.domain)
    p, cell = market.purchasers, (line.purchaser, line.domain)
    return float(p.fund[cell] - p.fund_committed[cell] - p.fund_reserved[cell])


def cash_free(market: MarketState, purchaser: int) -> float:
    """What a purchaser holds beyond all it owes and has awarded, less a yuan for rounding; without bound under equal volume."""
    if market.policy_state.levers.closure == "volume":
        return float("inf")
    owed = market.once(("owed by", purchaser), lambda: owed_by(market, purchaser))
    return cash_beyond(market, purchaser, owed, awarded_yuan(market, purchaser))


def awarded_yuan(market: MarketState, purchaser: int) -> float:
    """What a purchaser has awarded and not yet signed."""
    p = market.purchasers
    return float(p.reserved[purchaser].sum() + p.fund_reserved[purchaser].sum())


def cash_beyond(market: MarketState, purchaser: int, owed: int, awarded: float) -> float:
    """What a purchaser holds beyond fen that it owes and yuan that it has awarded, less a yuan for rounding."""
    return (int(market.purchasers.account_fen[purchaser]) - owed) / 100.0 - awarded - 1.0


class CashFree:
    """What purchasers hold beyond all they owe, while contracts of a month are agreed on: summed once, moved by what they say.

    Meanwhile nobody pays and nothing is awarded.
    """

    __slots__ = ("_awarded", "_market", "_owed")

    def __init__(self, market: MarketState) -> None:
        self._market = market
        self._owed: list[int] = outstanding_fen(market).tolist()
        self._awarded: dict[int, float] = {}

    def of(self, purchaser: int) -> float:
        """What :func:`cash_free` says once all that is agreed on is written down."""
        if self._market.policy_state.levers.closure == "volume":
            return float("inf")
        if purchaser not in self._awarded:
            self._awarded[purchaser] = awarded_yuan(self._market, purchaser)
        return cash_beyond(self._market, purchaser, self._owed[purchaser], self._awarded[purchaser])

    def owe(self, purchaser: int, yuan: float) -> None:
        """A contract that may cost so many yuan is agreed on."""
        self._owed[purchaser] += to_fen(yuan)


def owed_by(market: MarketState, purchaser: int) -> int:
    """What a purchaser still owes on contracts that are not settled, fen."""
    return int(owed_fen(market, unsettled(market, (market.contracts.purchaser == purchaser).nonzero()[0])).sum())


def available_money(market: MarketState, purchaser: int, domain: int) -> float:
    """Money of the year; under equal volume, the target volume at reference cost."""
    p = market.purchasers
    if market.policy_state.levers.closure == "volume":
        usual = float(market.policy_state.levers.volume_share * market.appropriations[purchaser, domain] * growth(market))
        return usual * float(p.scope[purchaser, domain]) * float(p.performance[purchaser, domain])
    return float(p.appropriation[purchaser, domain] + p.carried[purchaser, domain])


def yearly_value(market: MarketState, line: Line) -> float:
    """What a line costs this year: at its price (at reference cost under equal volume)."""
    if market.policy_state.levers.closure == "volume":
        price = market.world.domains[line.domain].unit_cost
    elif np.isnan(line.last_price):
        price = ceilings.expected_ceiling(market, line)
    else:
        price = line.last_price
    return price * line.places * MONTHS_PER_YEAR


def uncommitted(market: MarketState, purchaser: int, domain: int) -> float:
    """Money of the year that nothing is due to claim any more, yuan."""
    lines = market.lines_by_cell.of(market.lines, purchaser, domain)
    due = fsum(yearly_value(market, x) for x in lines if not x.closed and signs_this_year(market, x))
    saved = borne_by_users(market, market.month - month_of_year(market))[purchaser, domain]
    return free_money(market, purchaser, domain) - float(saved) - due


def signs_this_year(market: MarketState, line: Line) -> bool:
    """Whether a line will still sign a contract year in what is left of the fiscal year."""
    if line.pending or line.is_grant or line.is_side:
        return False
    if line.contract < 0:
        return line.open_month >= 0
    return int(market.contracts.end[line.contract]) < market.month + MONTHS_PER_YEAR - month_of_year(market)


def borne_by_users(market: MarketState, since: int) -> np.ndarray:
    """What users pay of contracts signed from a month on, yuan, shape (purchasers, domains): money that is planned and not spent.

    It lapses: what is saved by charging users buys no further services.
    """
    c, sums = market.contracts, np.zeros_like(market.appropriations)
    rows = ((c.fee > 0.0) & (c.start >= since)).nonzero()[0]
    np.add.at(sums, (c.purchaser[rows], c.domain[rows]), c.fee[rows] * c.places[rows] * (c.end[rows] - c.start[rows]))
    return sums


def fund_grants(market: MarketState) -> dict[str, np.ndarray]:
    """The year's grants by use, yuan, shape (purchasers, domains); none without a fund, or where volume is held equal.

    The fund is split over purchasers and domains as the appropriation is; what is for vulnerable groups, by their part of each
    domain's need as well.
    """
    levers = market.policy_state.levers
    if levers.fund_per_head <= 0.0 or levers.closure == "volume":
        return {}
    total = levers.fund_per_head * market.world.city.residents
    usual = market.appropriations / max(float(market.appropriations.sum()), 1.0)
    fitted = usual * districts.vulnerable_need(market)
    fitted = fitted / fitted.sum() if fitted.sum() > 0.0 else fitted
    return {
        use: total * part * (fitted if use == "vulnerable" else usual) for use, part in market.policy_state.lists.fund_uses.items()
    }


def grants_of(market: MarketState, purchaser: int, domain: int) -> dict[str, float]:
    """What a purchaser gets from the fund this year for a domain, by use, yuan."""
    return {use: float(table[purchaser, domain]) for use, table in fund_grants(market).items()}


def month_costs(market: MarketState) -> np.ndarray:
    """Usual monthly cost of each organization: wages and overhead, yuan."""
    o, p = market.organizations, market.world.organizations
    return np.maximum(1.0, o.staff * (o.wage + p.overhead))


def arrears_months(market: MarketState) -> np.ndarray:
    """Months of usual cost each organization owes."""
    return market.organizations.owed_fen / 100.0 / month_costs(market)


def dependence(market: MarketState) -> np.ndarray:
    """Government's share of income, in [0, 1]; 0 without income."""
    o = market.organizations
    income = o.government_income + o.other_income
    return np.divide(o.government_income, income, out=np.zeros(len(o)), where=income > 0)


def costs_fen(market: MarketState) -> np.ndarray:
    """Costs of the month by organization, fen: delivery (overhead included), effort, and staff without work."""
    c, o, p = market.contracts, market.organizations, market.world.organizations
    rows = c.active.nonzero()[0]
    n = len(o)
    work = np.bincount(c.organization[rows], weights=c.month_cost[rows] + c.month_effort[rows], minlength=n)
    idle = np.maximum(0.0, o.staff - workload(market))
    total = work + (p.overhead + kinds.idle_pay(market) * o.wage) * idle
    return np.where(o.alive, np.rint(total * 100.0), 0).astype(np.int64)
