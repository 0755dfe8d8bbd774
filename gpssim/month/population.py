"""Organizations enter by opportunity and leave by failure, idleness or chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents import founding
from gpssim.agents.ledger import OUTSIDE, organization_account
from gpssim.agents.organization import SocialOrganization
from gpssim.month import believing, certifying, costing, hubs, incubating, institutions, planning, registering, signing, taxing
from gpssim.month.delivery import arrears_months
from gpssim.month.kinds import by_kind, offering
from gpssim.rules.entry import first_award_chance, gives_up, insolvent, poisson_count, registers, struck
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR, monthly_rate, to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

YOUNG = 24
"""Months within which a newcomer hopes for its first award (market rule D 19)."""


def begin(model: PublicServiceMarket) -> None:
    """The organizations that are there at the start, with cash for some months of wages."""
    p = model.world.organizations
    keys = np.array([combine(founding.BEFORE_TIME, k) for k in range(p.n_initial)], dtype=np.uint64)
    columns = model.candidates(keys, experienced=True)
    ages = 24 + (96 * model.luck.uniforms("age at start", keys)).astype(np.int64)
    hubs.appoint(model, add(model, born=-ages, **columns))
    if model.world.sector.institutions.provide != "none":
        add(model, born=-240, **institutions.founded(model))


def add(model: PublicServiceMarket, **columns: object) -> range:
    """Register organizations: rows, Mesa agents, opening cash."""
    o, p = model.organizations, model.world.organizations
    n = np.asarray(columns["key"]).size
    rows = o.append(n, number=np.arange(len(o), len(o) + n), **columns)
    believing.begin(model, rows)
    for row in rows:
        SocialOrganization(model, row)
        cash = p.reserve_months * float(o.staff[row] * o.wage[row]) + model.world.sector.kinds.endowment[int(o.kind_code[row])]
        model.ledger.book(model.month, "opening", OUTSIDE, organization_account(row), cash, model.books)
    return rows


def enter_and_leave(model: PublicServiceMarket) -> None:
    """Candidates decide; the failed, the idle and the unlucky leave."""
    enter(model)
    leave(model)


def enter(model: PublicServiceMarket) -> None:
    """Every month's candidates are the same under every policy; whether they register depends on what they see."""
    count = poisson_count(model.world.organizations.founders_rate, model.luck.uniform("founders", model.month))
    for ordinal in range(count):
        key = combine(model.month, ordinal)
        columns = model.candidates(np.array([key], dtype=np.uint64), experienced=False)
        row = decide(model, key, columns)
        model.recorder.row(
            "founders",
            month=model.since_switch,
            ordinal=ordinal,
            key=key,
            kind=KINDS[int(columns["kind_code"][0])],
            domain=model.world.domains[int(columns["founding_domain"][0])].name,
            registered=row >= 0,
            organization=row,
        )


def decide(model: PublicServiceMarket, key: int, columns: dict[str, np.ndarray]) -> int:
    """A candidate registers, registers in name only, or stays away; row in the register, -1 for none."""
    seen = model.world.organizations.register_always or sees_opportunity(model, key, columns)
    joined = seen and registering.permitted(model, key, columns)
    if not joined and not registering.in_name_only(model, key, columns):
        return -1
    row = add(model, born=model.month + 1, **(columns if joined else registering.asleep(columns))).start
    if joined:
        incubating.move_in(model, row)
    if joined and model.policy_state.levers.certificate > 0.0:
        show_certificate(model, row)
    return row


def sees_opportunity(model: PublicServiceMarket, key: int, columns: dict[str, np.ndarray]) -> bool:
    """Whether chance of a first award, expected margin and mission cover the cost of setting up."""
    p, domain = model.world.organizations, int(columns["founding_domain"][0])
    value, margin, quality_value = prospects(model, domain)
    luck = model.luck.normal("set-up cost", key)
    chance = chance_of_first_award(model, domain)
    mission, kind = float(columns["mission"][0]) * quality_value, int(columns["kind_code"][0])
    cost = p.setup_cost * float(np.exp(p.setup_spread * luck)) * registering.setup_factor(model, kind)
    return registers(chance, value * taxing.founders_margin(model, margin, kind), mission, cost)


def show_certificate(model: PublicServiceMarket, row: int) -> None:
    """A newcomer weighs what a certificate adds to its prospects: purchasers think the better of it, and pay for quality."""
    domain, info = int(model.organizations.founding_domain[row]), model.world.information
    value, margin, quality_value = prospects(model, domain)
    lead = info.certificate_score * info.prior_sd * model.world.purchasers.quality_value * quality_value
    chance = chance_of_first_award(model, domain)
    certifying.offer(model, row, chance * (value * margin + lead), chance * value * margin)


def chance_of_first_award(model: PublicServiceMarket, domain: int) -> float:
    """From disclosed results: of those registered two to seven years ago in the domain, who won within two years."""
    o = model.organizations
    age = model.month - o.born
    watched = o.serves_domain[:, domain] & offering(model) & (age >= YOUNG) & (age < 7 * MONTHS_PER_YEAR) & (o.born > 0)
    won = watched & (o.won_first >= 0) & (o.won_first - o.born <= YOUNG)
    return first_award_chance(float(won.sum()), float(watched.sum()))


def prospects(model: PublicServiceMarket, domain: int) -> tuple[float, float, float]:
    """Value of a first engagement (yuan), its margin (share), and the value of a latent unit of quality in it (yuan)."""
    c = model.contracts
    rows = np.flatnonzero((c.domain == domain) & (c.start > model.month - YOUNG) & ~c.bridge)
    if rows.size == 0:
        return 0.0, 0.0, 0.0
    cycles = np.maximum(c.end[rows] - c.start[rows], c.cycle_end[rows] - c.start[rows])
    value = float((c.price[rows] * c.places[rows] * cycles).mean())
    margin = float(np.clip(1.0 - costing.surveyed_cost(model, domain) / c.price[rows], 0.0, 1.0).mean())
    volume = float((c.places[rows] * cycles).mean())
    return value, margin, volume * model.world.domains[domain].unit_cost


def leave(model: PublicServiceMarket) -> None:
    """Insolvent, idle too long, or struck by the ordinary hazard."""
    o, p = model.organizations, model.world.organizations
    month = model.luck.at(model.month)
    failed = insolvent(arrears_months(model), p.arrears_limit)
    often = by_kind(model, "exits")
    idle = gives_up(o.idle_months, p.idle_exit, p.idle_hazard * often, month.uniforms("idle exit", o.key))
    idle &= registering.checked(model)
    unlucky = struck(monthly_rate(p.exit_hazard) * often, month.uniforms("exit", o.key))
    leaving = np.flatnonzero(o.alive & (failed | idle | unlucky))
    for row in model.in_turn("exits", leaving[np.argsort(o.number[leaving])].tolist()):
        reason = "insolvent" if failed[row] else "idle" if idle[row] else "hazard"
        dissolve(model, row, reason)


def dissolve(model: PublicServiceMarket, row: int, reason: str) -> None:
    """Take an organization out: its contracts end, clients wait, cash goes back where it came from, the row stays."""
    o, c = model.organizations, model.contracts
    held = np.flatnonzero(c.active & (c.organization == row))
    owed = 0.0
    for contract in held:
        owed += lose_contract(model, int(contract))
    left = int(o.cash_fen[row])
    source, target = organization_account(row), OUTSIDE
    if left < 0:
        source, target = target, source  # creditors bear what is missing
    model.ledger.transfer(model.month, "closing", source, target, abs(left), model.books)
    o["alive"][row] = False
    o["owed_fen"][row] = 0
    for agent in [a for a in model.agents_by_type[SocialOrganization] if a.row == row]:
        agent.remove()
    record_exit(model, row, reason, owed, held.size)


def lose_contract(model: PublicServiceMarket, contract: int) -> float:
    """End a contract whose provider left; the line is purchased anew. Returns public money owed for what was delivered."""
    c = model.contracts
    elapsed = model.month + 1 - int(c.start[contract])
    c["end"][contract] = int(c.start[contract]) + max(1, elapsed)
    balance = float((c.price[contract] - c.fee[contract]) * c.delivered[contract]) - float(c.paid_fen[contract]) / 100.0
    c["due"][contract] = -1
    signing.close(model, contract, "insolvent")
    g, d = int(c.purchaser[contract]), int(c.domain[contract])
    model.flows["advance_lost"][g, d] += max(0.0, -balance)
    model.flows["committed"][g, d] -= float(c.value[contract] + c.reserve[contract]) - float(c.paid_fen[contract]) / 100.0
    line = model.lines[c.line[contract]]
    planning.reopen(model, line)
    return max(0.0, balance)


def record_exit(model: PublicServiceMarket, row: int, reason: str, owed: float, n_contracts: int) -> None:
    """One row of the exits table."""
    o = model.organizations
    model.recorder.row(
        "exits",
        month=model.since_switch + 1,
        organization=row,
        kind=KINDS[int(o.kind_code[row])],
        domain=model.world.domains[int(o.founding_domain[row])].name,
        reason=reason,
        age_months=int(model.month + 1 - o.born[row]),
        owed=to_fen(owed) / 100.0,
        n_contracts=int(n_contracts),
    )
