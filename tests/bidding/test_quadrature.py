"""The exact equilibrium: accuracy, abstention, ceilings, unknown numbers of rivals, no profitable deviation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gpssim.bidding.quadrature import TruncatedLognormal, equilibrium_price, win_probability
from gpssim.errors import ScenarioError
from gpssim.streams import Luck

UNIFORM = stats.uniform(0.0, 1.0)
COST = np.array([0.05, 0.3, 0.6, 0.95])


@pytest.mark.parametrize("n", [2, 3, 7, 12])
def test_uniform_costs_to_eight_digits(n: int) -> None:
    price = equilibrium_price(COST, UNIFORM, (0.0,) * (n - 1) + (1.0,))
    assert np.abs(price - (COST + (1.0 - COST) / n)).max() < 1e-12


def test_a_kinked_law_to_five_digits_of_its_range() -> None:
    class Kinked:
        """Half the mass below 0.3, half above."""

        def sf(self, x: np.ndarray) -> np.ndarray:
            return 1.0 - np.interp(x, [0.0, 0.3, 1.0], [0.0, 0.5, 1.0])

        def ppf(self, q: np.ndarray) -> np.ndarray:
            return np.interp(q, [0.0, 0.5, 1.0], [0.0, 0.3, 1.0])

        def support(self) -> tuple[float, float]:
            return 0.0, 1.0

    price = equilibrium_price(np.array([0.1]), Kinked(), (0.0, 1.0))
    below = 0.2 - (0.3**2 - 0.1**2) / 1.2 + 0.175  # integral of the survival function from 0.1 to 1
    assert abs(price[0] - (0.1 + below / (1.0 - 0.5 / 3.0))) < 1e-5


def test_those_above_the_ceiling_stay_away_and_the_last_one_bids_it() -> None:
    price = equilibrium_price(np.array([0.1, 0.5, 0.500001]), UNIFORM, (0.0, 1.0), 0.5)
    assert price[:2] == pytest.approx([0.1 + (0.9**2 - 0.5**2) / 2 / 0.9, 0.5])
    assert np.isnan(price[2])


def test_alone_one_bids_the_ceiling_and_needs_one() -> None:
    assert equilibrium_price(COST, UNIFORM, (1.0,), 2.0).tolist() == [2.0] * 4
    with pytest.raises(ScenarioError, match="at least one rival for sure"):
        equilibrium_price(COST, UNIFORM, (0.1, 0.9))


def test_an_unknown_number_of_rivals_lies_between_few_and_many() -> None:
    few, many = (equilibrium_price(COST, UNIFORM, n, 1.0) for n in ((0.0, 1.0), (0.0, 0.0, 0.0, 1.0)))
    mixed = equilibrium_price(COST, UNIFORM, (0.0, 0.5, 0.0, 0.5), 1.0)
    assert (many < mixed).all()
    assert (mixed < few).all()
    weight = 0.5 * (1.0 - COST) + 0.5 * (1.0 - COST) ** 3  # the chance to win; margins mix by it
    by_hand = COST + (0.5 * (1.0 - COST) ** 2 / 2.0 + 0.5 * (1.0 - COST) ** 4 / 4.0) / weight
    assert mixed == pytest.approx(by_hand, abs=1e-12)


def test_margins_fall_with_rivals_at_a_falling_rate() -> None:
    law = TruncatedLognormal(0.9, 0.12, 1.0)
    cost = law.ppf(np.linspace(0.05, 0.95, 10))
    mean = [(equilibrium_price(cost, law, (0.0,) * k + (1.0,), 1.0) - cost).mean() for k in (1, 2, 3, 4, 5)]
    falls = -np.diff(mean)
    assert (falls > 0.0).all()
    assert (np.diff(falls) < 0.0).all()


def test_no_bidder_gains_by_another_price() -> None:
    law, n_rivals, draws = TruncatedLognormal(0.9, 0.12, 1.0), 2, 200_000
    luck = Luck.of(1, 0)
    cost = law.ppf(luck.uniforms("rival", np.arange(draws)[:, None], np.arange(n_rivals)[None, :]))
    grid = law.ppf(np.linspace(1e-9, 1.0, 2001))
    lowest = np.interp(cost, grid, equilibrium_price(grid, law, (0.0, 0.0, 1.0), 1.0)).min(axis=1)
    for own in (0.75, 0.85, 0.95):
        price = equilibrium_price(np.array([own]), law, (0.0, 0.0, 1.0), 1.0)[0]
        profit = (price - own) * (lowest > price).mean()
        tried = [(p - own) * (lowest > p).mean() for p in np.linspace(own, 1.0, 41)]
        assert max(tried) <= profit + 4e-4


def test_the_own_law_is_a_distribution() -> None:
    law = TruncatedLognormal(0.9, 0.12, 1.0)
    q = np.linspace(0.01, 0.99, 9)
    assert 1.0 - law.sf(law.ppf(q)) == pytest.approx(q)
    assert (law.sf(np.array([0.0, 1.0])) == [1.0, 0.0]).all()
    assert win_probability(np.array([0.0]), law, (0.0, 1.0)) == pytest.approx([1.0])
