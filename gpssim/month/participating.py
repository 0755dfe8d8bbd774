"""Citizens take part: meetings and surveys that officials or relieved committees hold, and users' voice at acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.month import committees
from gpssim.rules.participating import participation_next, sample_error, users_share

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def take_part(model: PublicServiceMarket) -> None:
    """Participation moves to what is offered; without meetings it stays, or falls back to, each citizen's inclination."""
    freed = committees.relieve(model)
    lever = model.policy_state.levers.participation
    if lever > 0.0:
        hold_meetings(model, lever)
    c = model.citizens.columns
    if lever <= 0.0 and freed is None and np.array_equal(c.participation, c.inclination):
        return
    voice, n = model.world.society.voice, model.world.city.n_districts
    intensity = np.minimum(1.0, lever + (np.zeros(n) if freed is None else freed))
    c["participation"][:] = participation_next(c.participation, c.inclination, intensity[c.district], voice.response, voice.rate)


def hold_meetings(model: PublicServiceMarket, intensity: float) -> None:
    """Meetings take hours of each district's purchaser, which inspections then lack."""
    n, hours = model.world.city.n_districts, intensity * model.world.society.voice.meeting_hours
    model.purchasers["hours_used"][:n] += hours
    share = 1.0 / len(model.world.domains)
    model.flows["official_hours"][:n] += hours * share


def sampled(model: PublicServiceMarket, error: float, purchaser: int, domain: int) -> float:
    """Error of a survey with the sample that policy wants; what goes beyond the usual sample is paid for by the treasury."""
    size = model.policy_state.levers.survey_size
    if size == 1.0:
        return error
    cost = model.world.society.voice.survey_cost * max(0.0, size - 1.0)
    model.ledger.book(model.month, "procedure", TREASURY, OUTSIDE, cost, model.books)
    model.flows["procedure_cost"][purchaser, domain] += cost
    return sample_error(error, size)


def users_weight(model: PublicServiceMarket) -> float:
    """Weight of users' judgment at acceptance."""
    return users_share(model.world.information.acceptance_voice, model.policy_state.levers.users_weight)


def nominated_bias(model: PublicServiceMarket) -> float:
    """Bias of users' judgment at acceptance, latent: only among those whom the provider named."""
    return model.world.information.nominated_bias * (1.0 - model.policy_state.levers.users_at_acceptance)
