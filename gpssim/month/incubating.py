"""Incubators: a budget apart from purchases pays seats, coaching and seed money for organizations that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY, organization_account
from gpssim.month.institutions import purchaser_of
from gpssim.rules.sector import seats
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def n_seats(model: PublicServiceMarket) -> int:
    """Organizations for which the year's budget has room."""
    newcomers = model.world.sector.newcomers
    return seats(model.policy_state.levers.incubation, newcomers.seat_cost + newcomers.seat_stipend)


def seated(model: PublicServiceMarket) -> np.ndarray:
    """Rows of the organizations in an incubator, those that came first where the budget was cut."""
    o = model.organizations
    there = np.flatnonzero(o.alive & (o.seat_until > model.month))
    return there[np.argsort(o.number[there])][: n_seats(model)] if there.size else there


def has_room(model: PublicServiceMarket) -> bool:
    """Whether an incubator has a seat free."""
    return seated(model).size < n_seats(model)


def move_in(model: PublicServiceMarket, row: int) -> None:
    """A newcomer takes a seat, if there is one."""
    if has_room(model):
        model.organizations["seat_until"][row] = model.month + 1 + model.world.sector.newcomers.seat_months


def support(model: PublicServiceMarket) -> np.ndarray | float:
    """Pay for seats, and seed money to those who sit there; yuan received by organization."""
    rows, newcomers = seated(model), model.world.sector.newcomers
    if rows.size == 0:
        return 0.0
    received = np.zeros(len(model.organizations))
    for row in rows.tolist():
        cell = purchaser_of(model, row), int(model.organizations.founding_domain[row])
        account = organization_account(row)
        model.ledger.book(model.month, "incubation", TREASURY, OUTSIDE, newcomers.seat_cost, model.books)
        model.ledger.transfer(model.month, "incubation", TREASURY, account, to_fen(newcomers.seat_stipend), model.books)
        received[row] = newcomers.seat_stipend
        model.flows["subsidy"][cell] += newcomers.seat_cost + newcomers.seat_stipend
    return received


def coached(model: PublicServiceMarket, coaching: np.ndarray) -> np.ndarray:
    """Intensity of coaching of each organization, incubators included."""
    rows = seated(model)
    if rows.size:
        coaching[rows] = np.maximum(coaching[rows], model.world.sector.newcomers.seat_coaching)
    return coaching
