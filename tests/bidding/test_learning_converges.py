"""Learners among themselves come to rest where theory says: at the logit equilibrium of shading factors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bidders import bidders

from gpssim.bidding.base import BidderInfo, Outcome
from gpssim.bidding.ewa import ExperienceWeightedAttraction
from gpssim.bidding.fictitious_play import FictitiousPlay
from gpssim.bidding.grid import GridLearner
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.rules.learning_to_bid import logit
from gpssim.streams import Luck

GRID = np.linspace(0.2, 0.7, 11)
"""Parts of the way from cost to the ceiling; bids are cost + g (1 - cost)."""
LAM = 60.0


def logit_equilibrium() -> np.ndarray:
    """Chances of the grid at rest, two bidders with costs uniform on [0, 1], payoffs by fine numerical integration."""
    cost = (np.arange(400) + 0.5) / 400.0
    bids = cost[None, :] + GRID[:, None] * (1.0 - cost[None, :])  # (K, costs)
    beaten = (bids[:, :, None, None] < bids[None, None, :, ::4]).mean(axis=3)  # (K, costs, K'): chance to beat each factor
    payoff = ((bids - cost)[:, :, None] * beaten).mean(axis=1)  # (K, K')
    chances = np.full(GRID.size, 1.0 / GRID.size)
    for _ in range(2000):
        chances = 0.9 * chances + 0.1 * logit(payoff @ chances, LAM)
    return chances


def played(learner: GridLearner, rounds: int) -> np.ndarray:
    """Chances of the grid after two learners have met that often, costs drawn anew each time; mean of both."""
    mechanism, luck, memory = OpenTender(rule="lowest_evaluated_price", n_min=1), Luck.of(11, 0), None
    costs, draws = (luck.uniforms(word, np.arange(rounds)[:, None], np.arange(2)[None, :]) for word in ("cost", "play"))
    none = np.zeros(2)
    usual: BidderInfo = bidders(mechanism=mechanism, ceiling=1.0, quality=none, dossier=none, honesty=none, lead=none)
    for cost, draw in zip(costs, draws, strict=True):
        info = replace(usual, cost=cost, luck=draw, memory=memory)
        price = learner.offer(info).price
        won = price == price.min()
        memory = learner.learn(info, Outcome(price, 1.0 / price, np.where(won, price, np.nan)))
    assert memory is not None
    return learner.chances(memory).mean(axis=0)


@pytest.mark.parametrize(
    "learner",
    [
        FictitiousPlay(grid_of="shading", grid_low=0.2, grid_high=0.7, grid_points=11, lam=LAM),
        ExperienceWeightedAttraction(
            grid_of="shading", grid_low=0.2, grid_high=0.7, grid_points=11, lam=LAM, phi=1.0, delta=1.0, rho=1.0
        ),
    ],
    ids=lambda learner: learner.name,
)
def test_fictitious_play_rests_at_the_logit_equilibrium(learner: GridLearner) -> None:
    rest = logit_equilibrium()
    assert 1.0 - rest @ GRID == pytest.approx(0.459, abs=0.005)  # McKelvey & Palfrey 1995, computed elsewhere
    assert played(learner, 5000) @ GRID == pytest.approx(rest @ GRID, abs=0.02)


def test_reinforcement_alone_locks_in_where_foregone_payoffs_keep_bidders_trying() -> None:
    keen = FictitiousPlay(grid_of="shading", grid_low=0.2, grid_high=0.7, grid_points=11, lam=LAM)
    dull = ExperienceWeightedAttraction(
        grid_of="shading", grid_low=0.2, grid_high=0.7, grid_points=11, lam=LAM, phi=1.0, delta=0.0, rho=1.0
    )
    spread = [float(chances @ (GRID - chances @ GRID) ** 2) for chances in (played(keen, 1000), played(dull, 1000))]
    assert spread[0] > 3.0 * spread[1]
