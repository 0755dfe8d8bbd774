"""Contracts enter into force: agreed on one after the other, for each meets what was agreed before it; written down together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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

ENGAGED: Final = ("organization", "mechanism", "legal_basis", "project", "attempt", "price", "places", "promised", "sincere", "hub",
                  "ceiling", "cycle_end", "record_weight", "freedom", "utility")  # fmt: skip
"""What stays the same through all contract years of a cycle: columns of contracts."""


def awarded(market: MarketState, signed: Sequence[tuple[Signature, int]]) -> dict[str, Any]:
    """What stays the same, as it was awarded; each award comes with the end of its cycle."""
    awards, ends = zip(*signed, strict=True)
    mechanisms = [procedures.mechanism_of(market, award.mechanism) for award in awards]
    columns = {name: [getattr(award, name) for award in awards] for name in ENGAGED if name in Signature.__dataclass_fields__}
    return columns | {
        "organization": [award.bidder for award in awards],
        "mechanism": [market.mechanism_names.index(award.mechanism) for award in awards],
        "legal_basis": [LEGAL_BASES.index(award.legal_basis) for award in awards],
        "project": np.array([award.project for award in awards], dtype=np.uint64),
        "cycle_end": ends,
        "record_weight": [mechanism.record_weight for mechanism in mechanisms],
        "freedom": [mechanism.freedom for mechanism in mechanisms],
        "utility": [award.utility or (0.0,) * len(GROUPS) for award in awards],
    }


def continued(contracts: Contracts, rows: Sequence[int]) -> dict[str, Any]:
    """What stays the same, as contracts have it."""
    return {name: contracts[name][rows] for name in ENGAGED}


class Agreed(NamedTuple):
    """A contract that enters into force this month. What is no column of contracts is worked out of it when it is written down."""

    terms: ContractTerms
    luck: int
    experience: float
    """Of the provider, in the domain, when it was agreed on."""
    line: int
    purchaser: int
    domain: int
    district: int
    cycle_year: int
    bridge: bool
    end: int
    predecessor: int
    repeat: bool
    misfit: float
    value: float
    reserve: float


class Deal(NamedTuple):
    """Whom a contract is made with, and the project it belongs to."""

    organization: int
    price: float
    places: float
    project: int
    attempt: int


def agree(
    market: MarketState, line: Line, terms: ContractTerms, deal: Deal, row: int, *, cycle_year: int = 0, bridge: bool = False
) -> Agreed:
    """Agree on a contract in force from this month (for one month, if it is a ``bridge``) that will have this row.

    Its money is committed and its provider owes the places from now on: what is agreed on next meets that.
    """
    c, i, places, before = market.contracts, deal.organization, deal.places, line.last_contract
    months = 1 if bridge else terms.months
    value = (deal.price - terms.fee) * places * months
    reserve = pay.set_aside(market, line, terms, value, terms.fee * terms.exemption * terms.exemption_paid * places * months)
    agreed = Agreed(
        terms=terms,
        luck=luck_key(market, line, deal, cycle_year + (100 if bridge else 0) + line.bridged * 1000),
        experience=float(market.organizations.experience[i, line.domain]),
        line=line.row,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        cycle_year=cycle_year,
        bridge=bridge,
        end=market.month + months,
        predecessor=before,
        repeat=before >= 0 and int(c.organization[before]) == i,
        misfit=quality.misfit_now(market, line),
        value=value,
        reserve=reserve,
    )
    budget.commit(market, line, value + reserve)
    take_on(market, line, terms, deal, row)
    return agreed


def luck_key(market: MarketState, line: Line, deal: Deal, year: int) -> int:
    """What a contract's draws are keyed by: project, attempt, bidder, year of the cycle; the line too, if bought with others."""
    own = int(market.organizations.key[deal.organization])
    lot = (line.key,) if line.pooled else ()
    return combine(deal.project, deal.attempt, own, year, *lot)


def take_on(market: MarketState, line: Line, terms: ContractTerms, deal: Deal, row: int) -> None:
    """The provider owes the places; the line and its purchaser know the price, as it would be if all work were paid."""
    o, cell = market.organizations, (deal.organization, line.domain)
    o["contracted"][cell] += deal.places
    if terms.unpaid:
        o["volunteered"][cell] += terms.unpaid * deal.places
    if terms.basis == "grant":
        o["incubated"][deal.organization] = True
    line.sign(row, (deal.price - terms.investment) / (1.0 - terms.unpaid))
    market.prices.last_paid[line.purchaser, line.domain] = line.last_price


def enter_into_force(market: MarketState, agreed: Sequence[Agreed], engaged: Mapping[str, Any]) -> np.ndarray:
    """Contracts that were agreed on get their rows: terms freeze, instalments are planned, conduct is chosen; returns the rows.

    ``engaged`` is what stays the same through their cycles.
    """
    terms, luck, experience, *known = zip(*agreed, strict=True)
    said = dict(zip(Agreed._fields[3:], known, strict=True))
    org, unpaid = np.array(engaged["organization"]), np.array([each.unpaid for each in terms])
    kind = costs.project_cost_type(market, engaged["project"], org) * (1.0 - unpaid)
    unit = costs.unit_costs(market, org, np.array(said["domain"]), np.array(said["district"]), np.array(experience))
    new = market.contracts.sign_many(
        terms,
        **engaged,
        **said,
        luck=np.array(luck, dtype=np.uint64),
        start=market.month,
        unit_cost=unit * kind,
        project_cost_type=kind,
    )
    rows = np.arange(new.start, new.stop)
    follow_on(market, rows)
    instalments.schedule_instalments(market, rows)
    market.contracts["due"][rows, LAST] += procedures.last_payment_later(market)
    conduct.choose_conduct(market, rows)
    conduct.choose_passing_on(market, rows)
    return rows


def follow_on(market: MarketState, rows: np.ndarray) -> None:
    """Link lines' old and new contracts: equipment stays with the line, another provider needs time to settle in."""
    c = market.contracts
    rows = rows[c.predecessor[rows] >= 0]
    before = c.predecessor[rows]
    c.follow(before, rows)
    c["invested"][rows] = c.invested[before]
    c["handover"][rows] = np.where(c.repeat[rows], 0, market.world.organizations.handover_months)
