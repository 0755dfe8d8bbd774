"""Independent reference for ``mechanisms.framework_agreement``: prices of two learning providers who look ahead.

They bid for one contract after another; prices are a Markov-perfect equilibrium.

A state is the experience of both. Whoever wins learns; the purchaser chooses with taste (logit). Prices solve the first-order
conditions of each state, from the most experienced state back to the first, because nobody forgets.
Source: Cabral & Riordan 1994, Econometrica 62; Besanko, Doraszelski, Kryukov & Satterthwaite 2010, Econometrica 78.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq, root

from gpssim.errors import GpssimError, impossible
from gpssim.rules.awarding import worth_of_price
from gpssim.rules.learning import exponent, unit_cost
from gpssim.theory.textbook.discrete_choice import choice_shares

SOLVED: Final = 1e-10
"""Largest relative error of a value."""
TRIES, STEPS = 20, 100
"""Attempts at the values of a state, and rounds of looking ahead between them."""
TINY: Final = 1e-290
"""Least chance to win that numbers can tell from none."""


@dataclass(frozen=True, slots=True)
class Race:
    """What the two race on.

    Parameters
    ----------
    first_cost : cost of a provider with experience 1, > 0.
    progress_ratio : cost after a doubling of experience over cost before, in (0, 1].
    learning_ends : experience from which cost falls no more, >= 1.
    most_experience : highest experience that is counted, >= 1.
    discount : worth of the next contract's money, in [0, 1).
    taste : scale of the purchaser's taste shocks, unit of price, > 0.
    """

    first_cost: float
    progress_ratio: float
    learning_ends: int
    most_experience: int
    discount: float
    taste: float

    def __post_init__(self) -> None:
        if not (self.most_experience >= 1 <= self.learning_ends and self.taste > 0.0 and 0.0 <= self.discount < 1.0):
            raise impossible("race", self, "experience >= 1, taste > 0 and a discount in [0, 1)")

    def cost(self, experience: int) -> float:
        """Unit cost at an experience of 1, 2, ..."""
        learned = float(min(experience, self.learning_ends))
        return float(unit_cost(self.first_cost, learned, exponent(self.progress_ratio)))

    def after(self, experience: int) -> int:
        """Experience after a win."""
        return min(experience + 1, self.most_experience)


@dataclass(frozen=True, slots=True, eq=False)
class RacePrices:
    """The equilibrium by own and rival's experience, arrays (M + 1, M + 1) of which row and column 0 are empty."""

    price: np.ndarray
    value: np.ndarray
    win: np.ndarray


@lru_cache(maxsize=16)
def race_prices(race: Race) -> RacePrices:
    """Prices, values and chances to win in every state, exact but for rounding (1e-9 of the cost).

    Raises
    ------
    GpssimError : the first-order conditions of a state have no solution that was found.
    """
    most = race.most_experience
    tables = RacePrices(*(np.full((most + 1, most + 1), np.nan) for _ in range(3)))
    for own in range(most, 0, -1):
        for rival in range(own, 0, -1):
            _solve(race, tables, own, rival)
    return tables


def _solve(race: Race, tables: RacePrices, own: int, rival: int) -> None:
    """Fill the state (own, rival) and its mirror image."""
    state = (own, rival)
    price, win, value = _answers(race, tables, state, np.zeros(2))
    if race.most_experience in state:  # at the top a win or a loss may leave the state as it is: its value is not known yet
        value = _steady_values(race, tables, state, value)
        price, win, _ = _answers(race, tables, state, value)
    for k, place in enumerate((state, state[::-1])):
        tables.price[place], tables.win[place], tables.value[place] = price[k], win[k], value[k]


def _steady_values(race: Race, tables: RacePrices, state: tuple[int, int], value: np.ndarray) -> np.ndarray:
    """Values of a state that may stay as it is: those that prices made with them give again."""

    def change(guess: np.ndarray) -> np.ndarray:
        return np.asarray(_answers(race, tables, state, guess)[2] - guess)

    for _ in range(TRIES):
        found = root(change, value, tol=1e-14).x
        if np.abs(change(found)).max() <= SOLVED * max(1.0, float(np.abs(found).max())):
            return np.asarray(found)
        for _ in range(STEPS):  # looking ahead step by step comes nearer from anywhere
            value = value + change(value)
    raise GpssimError(f"no equilibrium values found at experience {state} of {race}")


def _answers(
    race: Race, tables: RacePrices, state: tuple[int, int], guess: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Prices that answer each other in a state, chances to win, values; ``guess`` is the value where the state stays.

    Each price adds taste / (chance to lose) to what winning takes: cost less the discounted worth of having won.
    """
    cost = np.array([race.cost(experience) for experience in state])
    ahead, behind = np.empty(2), np.empty(2)
    for k in (0, 1):
        own, rival = state[k], state[1 - k]
        after = tables.value[race.after(own), rival], tables.value[own, race.after(rival)]
        ahead[k], behind[k] = (guess[k] if np.isnan(value) else value for value in after)
    floor = cost - race.discount * (ahead - behind)
    win = _chances(floor, race.taste)
    price = floor + race.taste / win[::-1]
    return np.asarray(price), win, win * (price - cost) + race.discount * (win * ahead + win[::-1] * behind)


def _chances(floor: np.ndarray, taste: float) -> np.ndarray:
    """Chances to win where prices answer each other: the price difference lies between none and that of the floors."""

    def chances(difference: float) -> np.ndarray:
        return np.asarray(np.maximum(choice_shares(worth_of_price(np.array([difference, 0.0]), 1.0), taste), TINY))

    def excess(difference: float) -> float:
        win = chances(difference)
        return float(difference - (floor[0] - floor[1]) - taste / win[1] + taste / win[0])

    end = float(floor[0] - floor[1])
    return chances(brentq(excess, min(0.0, end), max(0.0, end), xtol=1e-300, rtol=1e-15)) if end else chances(0.0)


def race_states(race: Race, law: np.ndarray) -> np.ndarray:
    """Probabilities of the states, shape (M + 1, M + 1), after one more contract."""
    win, later = race_prices(race).win, np.zeros_like(law)
    for own, rival in zip(*np.nonzero(law), strict=True):
        later[race.after(int(own)), rival] += law[own, rival] * win[own, rival]
        later[own, race.after(int(rival))] += law[own, rival] * (1.0 - win[own, rival])
    return later
