"""Organizations enter by opportunity and leave by failure, idleness or chance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.agents import founding
from gpssim.agents.founding import institution_keys
from gpssim.agents.ledger import OUTSIDE, organization_account
from gpssim.agents.organization import SocialOrganization
from gpssim.month.contracts import ending
from gpssim.month.monitoring import beliefs
from gpssim.month.organizations import certification, incubation, registration
from gpssim.rules.entry import gives_up, insolvent, mission_counted, registers, struck
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.state import prospects, taxes
from gpssim.state.contract_row import EndReason
from gpssim.state.founders import candidates_of_month
from gpssim.state.kinds import by_kind, offering
from gpssim.state.money import arrears_months
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR, monthly_rate, to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


LOST_BY: Final[Mapping[str, EndReason]] = {"insolvent": "insolvent", "idle": "idle", "hazard": "left"}
"""Why the contracts of an organization end that leaves for a reason."""


def begin(market: MarketState) -> None:
    """The organizations that are there at the start, with cash for some months of wages."""
    p = market.world.organizations
    keys = np.array([combine(founding.BEFORE_TIME, k) for k in range(p.n_initial)], dtype=np.uint64)
    columns = market.candidates(keys, experienced=True)
    ages = 24 + (96 * market.luck.uniforms("age at start", keys)).astype(np.int64)
    appoint_hubs(market, register(market, born=-ages, **columns))
    if market.world.sector.institutions.provide != "none":
        register(market, born=-240, **institution_columns(market))


def register(market: MarketState, **columns: object) -> range:
    """Register organizations: rows, Mesa agents, opening cash."""
    o, p = market.organizations, market.world.organizations
    n = np.asarray(columns["key"]).size
    rows = o.append(n, number=np.arange(len(o), len(o) + n), **columns)
    beliefs.begin_records(market, rows)
    for row in rows:
        SocialOrganization(market, row)
        cash = p.reserve_months * float(o.staff[row] * o.wage[row]) + market.world.sector.kinds.endowment[int(o.kind_code[row])]
        market.ledger.book(market.month, "opening", OUTSIDE, organization_account(row), cash, market.books)
    return rows


def enter_and_leave(market: MarketState) -> None:
    """Candidates decide; the failed, the idle and the unlucky leave."""
    found_organizations(market)
    exit_organizations(market)


def found_organizations(market: MarketState) -> None:
    """Every month's candidates are the same under every policy; whether they register depends on what they see."""
    if market.month % MONTHS_PER_YEAR == 0:
        market.founders.clear()  # those of the year before
    for ordinal, (key, columns) in enumerate(candidates_of_month(market)):
        row = consider_founding(market, key, columns)
        market.recorder.row(
            "founders",
            month=market.since_switch,
            ordinal=ordinal,
            key=key,
            kind=KINDS[int(columns["kind_code"][0])],
            domain=market.world.domains[int(columns["founding_domain"][0])].name,
            registered=row >= 0,
            organization=row,
        )


def consider_founding(market: MarketState, key: int, columns: dict[str, np.ndarray]) -> int:
    """A candidate registers, registers in name only, or stays away; row in the register, -1 for none."""
    seen = market.world.organizations.register_always or sees_opportunity(market, key, columns)
    joined = seen and registration.permitted(market, key, columns)
    if not joined and not registration.in_name_only(market, key, columns):
        return -1
    row = register(market, born=market.month + 1, **(columns if joined else registration.dormant_columns(columns))).start
    if joined:
        incubation.move_in(market, row)
    if joined and market.policy_state.levers.certificate > 0.0:
        show_certificate(market, row)
    return row


def sees_opportunity(market: MarketState, key: int, columns: dict[str, np.ndarray]) -> bool:
    """Whether chance of a first award, expected margin and mission cover the cost of setting up."""
    p, domain = market.world.organizations, int(columns["founding_domain"][0])
    value, margin, quality_value = prospects.prospects(market, domain)
    luck = market.luck.normal("set-up cost", key)
    chance = prospects.chance_of_first_award(market, domain)
    kind = int(columns["kind_code"][0])
    mission = float(columns["mission"][0]) * quality_value * mission_counted(prospects.share_at_work(market, domain), p.crowding)
    cost = p.setup_cost * float(np.exp(p.setup_spread * luck)) * registration.setup_factor(market, kind)
    return registers(chance, value * taxes.founders_margin(market, margin, kind), mission, cost)


def show_certificate(market: MarketState, row: int) -> None:
    """A newcomer weighs what a certificate adds to its prospects: purchasers think the better of it, and pay for quality."""
    domain, info = int(market.organizations.founding_domain[row]), market.world.information
    value, margin, quality_value = prospects.prospects(market, domain)
    lead = info.certificate_score * info.prior_sd * market.world.purchasers.quality_value * quality_value
    chance = prospects.chance_of_first_award(market, domain)
    certification.take_certificate(market, row, chance * (value * margin + lead), chance * value * margin)


def exit_organizations(market: MarketState) -> None:
    """Insolvent, idle too long, or struck by the ordinary hazard."""
    o, p = market.organizations, market.world.organizations
    month = market.luck.at(market.month)
    failed = insolvent(arrears_months(market), p.arrears_limit)
    often = by_kind(market, "exits")
    idle = gives_up(o.idle_months, p.idle_exit, p.idle_hazard * often, month.uniforms("idle exit", o.key))
    idle &= registration.inspected_yearly(market)
    unlucky = struck(monthly_rate(p.exit_hazard) * often, month.uniforms("exit", o.key))
    leaving = (o.alive & (failed | idle | unlucky)).nonzero()[0]
    for row in market.in_turn("exits", leaving[np.argsort(o.number[leaving])].tolist()):
        reason = "insolvent" if failed[row] else "idle" if idle[row] else "hazard"
        dissolve(market, row, reason)


def dissolve(market: MarketState, row: int, reason: str) -> None:
    """Take an organization out: its contracts end, clients wait, cash goes back where it came from, the row stays."""
    o, c = market.organizations, market.contracts
    held = (c.active & (c.organization == row)).nonzero()[0]
    owed = 0.0
    for contract in held:
        owed += ending.end_early(market, int(contract), LOST_BY[reason])
    left = int(o.cash_fen[row])
    source, target = organization_account(row), OUTSIDE
    if left < 0:
        source, target = target, source  # creditors bear what is missing
    market.ledger.transfer(market.month, "closing", source, target, abs(left), market.books)
    o["alive"][row] = False
    o["owed_fen"][row] = 0
    for agent in [a for a in market.agents_by_type[SocialOrganization] if a.row == row]:
        agent.remove()
    record_exit(market, row, reason, owed, held.size)


def record_exit(market: MarketState, row: int, reason: str, owed: float, n_contracts: int) -> None:
    """One row of the exits table."""
    o = market.organizations
    market.recorder.row(
        "exits",
        month=market.since_switch + 1,
        organization=row,
        kind=KINDS[int(o.kind_code[row])],
        domain=market.world.domains[int(o.founding_domain[row])].name,
        reason=reason,
        age_months=int(market.month + 1 - o.born[row]),
        owed=to_fen(owed) / 100.0,
        n_contracts=int(n_contracts),
    )


def appoint_hubs(market: MarketState, rows: range) -> None:
    """Some nonprofits of the first hour are hubs."""
    share, o, at = market.world.sector.hubs.among_nonprofits, market.organizations, slice(rows.start, rows.stop)
    if share > 0.0:
        drawn = market.luck.uniforms("hub", o.key[at]) < share
        o["hub"][at] = drawn & o.nonprofit[at] & offering(market)[at]


def institution_columns(market: MarketState) -> dict[str, object]:
    """Columns of the public institutions that the world asks for; those of the city serve everywhere."""
    world, keys = market.world, institution_keys(market.world)
    columns: dict[str, object] = dict(market.candidates(keys, experienced=True))
    districts = np.ones((keys.size, world.city.n_districts), dtype=bool)
    if world.sector.institutions.provide == "purchaser":
        districts = market.purchasers.jurisdiction.copy()
    return columns | {
        "serves_district": districts,
        "serves_domain": np.ones((keys.size, len(world.domains)), dtype=bool),
        "embeddedness": np.where(districts, 0.4, 0.0),
        "staff": np.full(keys.size, world.sector.institutions.staff),
    }
