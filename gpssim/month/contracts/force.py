"""A contract enters into force: terms freeze, the value is committed, instalments are planned, conduct is chosen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from gpssim.market import ContractTerms
from gpssim.month.contracts import conduct, instalments
from gpssim.month.money import budget
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state import costs, pay, procedures, quality
from gpssim.state.contract_row import LEGAL_BASES
from gpssim.state.contracts import Contracts
from gpssim.state.line import Line
from gpssim.state.pay import LAST
from gpssim.state.waiting import Signature
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


@dataclass(frozen=True, slots=True)
class Engagement:
    """What stays the same through all contract years of a cycle; each field is a column of contracts."""

    organization: int
    mechanism: int
    legal_basis: int
    project: Any
    attempt: int
    price: float
    places: float
    promised: float
    sincere: bool
    hub: int
    ceiling: float
    cycle_end: int
    record_weight: float
    freedom: float
    utility: np.ndarray

    @classmethod
    def awarded(cls, market: MarketState, signature: Signature, cycle_end: int) -> Self:
        """As it was awarded."""
        return cls(
            organization=signature.bidder,
            mechanism=market.mechanism_names.index(signature.mechanism),
            legal_basis=LEGAL_BASES.index(signature.legal_basis),
            project=np.uint64(signature.project),
            attempt=signature.attempt,
            price=signature.price,
            places=signature.places,
            promised=signature.promised,
            sincere=signature.sincere,
            hub=signature.hub,
            ceiling=signature.ceiling,
            cycle_end=cycle_end,
            record_weight=procedures.mechanism_of(market, signature.mechanism).record_weight,
            freedom=procedures.mechanism_of(market, signature.mechanism).freedom,
            utility=np.array(signature.utility or (0.0,) * len(GROUPS)),
        )

    @classmethod
    def of(cls, contracts: Contracts, row: int) -> Self:
        """As a contract has it."""
        return cls(**{f.name: contracts[f.name][row] for f in fields(cls)})

    def columns(self) -> dict[str, Any]:
        """Its fields by name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def enter_into_force(
    market: MarketState, line: Line, terms: ContractTerms, engagement: Engagement, *, cycle_year: int = 0, bridge: bool = False
) -> int:
    """Append a contract in force from this month (for one month, if it is a ``bridge``); returns its row."""
    c, i, places = market.contracts, int(engagement.organization), engagement.places
    months = 1 if bridge else terms.months
    value = (engagement.price - terms.fee) * places * months
    reserve = pay.set_aside(market, line, terms, value, terms.fee * terms.exemption * terms.exemption_paid * places * months)
    kind = costs.project_cost_type(market, int(engagement.project), np.array([i]))[0] * (1.0 - terms.unpaid)
    row = c.sign(
        terms,
        **engagement.columns(),
        cycle_year=cycle_year,
        bridge=bridge,
        luck=luck_key(market, line, engagement, cycle_year + (100 if bridge else 0) + line.bridged * 1000),
        line=line.row,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        start=market.month,
        end=market.month + months,
        predecessor=line.last_contract,
        repeat=line.last_contract >= 0 and int(c.organization[line.last_contract]) == i,
        unit_cost=costs.unit_costs(market, np.array([i]), line.domain, line.district)[0] * kind,
        project_cost_type=kind,
        reserve=reserve,
        misfit=quality.misfit_now(market, line),
        value=value,
    )
    instalments.schedule_instalments(market, row)
    c["due"][row, LAST] += procedures.last_payment_later(market)
    budget.commit(market, line, value + reserve)
    conduct.choose_conduct(market, row)
    conduct.choose_passing_on(market, row)
    take_on(market, line, row)
    return row


def luck_key(market: MarketState, line: Line, engagement: Engagement, year: int) -> np.uint64:
    """What a contract's draws are keyed by: project, attempt, bidder, year of the cycle; the line too, if bought with others."""
    own = int(market.organizations.key[engagement.organization])
    lot = (line.key,) if line.pooled else ()
    return np.uint64(combine(int(engagement.project), int(engagement.attempt), own, year, *lot))


def take_on(market: MarketState, line: Line, row: int) -> None:
    """The provider owes the places; the line and its purchaser know the price, as it would be if all work were paid."""
    c, o, terms = market.contracts, market.organizations, market.contracts.terms[row]
    i, places = int(c.organization[row]), c.places[row]
    o["contracted"][i, line.domain] += places
    o["volunteered"][i, line.domain] += terms.unpaid * places
    o["incubated"][i] |= terms.basis == "grant"
    line.sign(row, float(c.price[row] - terms.investment) / (1.0 - terms.unpaid))
    market.prices.last_paid[line.purchaser, line.domain] = line.last_price
