"""Officials learn, coordinate, and make errors: what training and coordination cost and what they mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.rules.process import mended, pooled, understanding_next

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def learn(model: PublicServiceMarket) -> None:
    """A month of training and coordination: understanding moves, hours go, the treasury pays."""
    p, levers = model.world.process, model.policy_state.levers
    if levers.training > 0.0 or model.understanding != p.understanding:
        model.understanding = understanding_next(
            model.understanding, levers.training, p.training_gain, p.training_decay, p.understanding
        )
    hours = levers.training * p.training_hours + levers.coordination * p.coordination_hours
    if hours > 0.0 and model.frictions.transaction_cost:
        spend(model, hours, levers.training * p.training_cost)


def spend(model: PublicServiceMarket, hours: float, yuan: float) -> None:
    """Hours and money of every purchaser, counted with what it buys most of."""
    most = model.appropriations.argmax(axis=1)
    for row, domain in enumerate(most):
        model.ledger.book(model.month, "procedure", TREASURY, OUTSIDE, yuan, model.books)
        model.flows["procedure_cost"][row, domain] += yuan
        model.flows["official_hours"][row, domain] += hours
        model.purchasers["hours_used"][row] += hours


def left_of(model: PublicServiceMarket, error: float) -> float:
    """What is left of an error that officials make, with what they understand by now."""
    if model.understanding == 0.0:
        return error
    return mended(error, model.world.process.training_effect, model.understanding)


def survey_noise(model: PublicServiceMarket) -> np.ndarray:
    """Log error of purchasers' surveys without participation: competence, misjudged design, less what they understand."""
    noise = model.purchasers.survey_noise
    extra = model.world.process.need_error
    if extra > 0.0:
        noise = np.hypot(noise, extra)
    return noise if model.understanding == 0.0 else noise * left_of(model, 1.0)


def coordinate_surveys(model: PublicServiceMarket) -> None:
    """Purchasers of the same district compare what their surveys found, as far as they coordinate."""
    coordination = model.policy_state.levers.coordination
    if coordination == 0.0:
        return
    weight = model.world.residents_per_citizen
    true = np.maximum(model.true_need, weight)
    for district, domain in np.ndindex(true.shape):
        rows = np.flatnonzero(model.purchasers.jurisdiction[:, district])
        errors = np.log(model.surveyed_need[rows, district, domain] / true[district, domain])
        together = pooled(errors, coordination)
        model.surveyed_need[rows, district, domain] = true[district, domain] * np.exp(together)
        np.add.at(model.flows["survey_error"], (rows, domain), together**2 - errors**2)


def told_of(model: PublicServiceMarket, luck: np.uint64, told: np.ndarray) -> np.ndarray:
    """Which purchasers learn of an evaluation: those ``told`` already, and all as far as they share records."""
    coordination = model.policy_state.levers.coordination
    if coordination > 0.0 and model.luck.uniforms("shared record", luck)[0] < coordination:
        return np.full_like(told, True)
    return told
