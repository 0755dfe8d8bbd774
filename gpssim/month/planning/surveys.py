"""Purchasers survey need, with errors that participation, roots and coordination mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY
from gpssim.rules.participating import sample_error
from gpssim.rules.process import pooled
from gpssim.rules.purchasing import survey_error, surveyed
from gpssim.state import districts, officials
from gpssim.state.clock import fiscal_year

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def survey(market: MarketState) -> None:
    """Every purchaser estimates need in its districts: true places needed, blurred by its own error."""
    p, weight = market.world.purchasers, market.world.residents_per_citizen
    need = districts.needed_places(market) * weight
    noise, embedded = officials.survey_noise(market) * market.frictions.misjudged_need, districts.embeddedness_table(market)
    participation = districts.district_mean(market, market.citizens.participation)
    market.true_need = need
    market.surveyed_need = np.zeros((len(market.purchasers), *need.shape))
    year = fiscal_year(market)
    for g in range(len(market.purchasers)):
        for k in np.flatnonzero(market.purchasers.jurisdiction[g]):
            for d in range(need.shape[1]):
                error = survey_error(
                    float(noise[g]), float(participation[k]), p.survey_participation, float(embedded[k, d]), p.survey_embeddedness
                )
                error *= 1.0 - float(market.told_need[g, k, d])
                error = sampled(market, error, g, d)
                luck = market.luck.normal("survey", int(market.purchasers.number[g]), int(market.district_number[k]), d, year)
                market.surveyed_need[g, k, d] = surveyed(max(float(need[k, d]), weight), error, luck)
                market.flows["survey_error"][g, d] += (error * luck) ** 2
                market.flows["n_surveys"][g, d] += 1
    market.told_need[:] = 0.0
    coordinate_surveys(market)


def sampled(market: MarketState, error: float, purchaser: int, domain: int) -> float:
    """Error of a survey with the sample that policy wants; what goes beyond the usual sample is paid for by the treasury."""
    size = market.policy_state.levers.survey_size
    if size == 1.0:
        return error
    cost = market.world.society.voice.survey_cost * max(0.0, size - 1.0)
    market.ledger.book(market.month, "procedure", TREASURY, OUTSIDE, cost, market.books)
    market.flows["procedure_cost"][purchaser, domain] += cost
    return sample_error(error, size)


def coordinate_surveys(market: MarketState) -> None:
    """Purchasers of the same district compare what their surveys found, as far as they coordinate."""
    coordination = market.policy_state.levers.coordination
    if coordination == 0.0:
        return
    weight = market.world.residents_per_citizen
    true = np.maximum(market.true_need, weight)
    for district, domain in np.ndindex(true.shape):
        rows = np.flatnonzero(market.purchasers.jurisdiction[:, district])
        errors = np.log(market.surveyed_need[rows, district, domain] / true[district, domain])
        together = pooled(errors, coordination)
        market.surveyed_need[rows, district, domain] = true[district, domain] * np.exp(together)
        np.add.at(market.flows["survey_error"], (rows, domain), together**2 - errors**2)
