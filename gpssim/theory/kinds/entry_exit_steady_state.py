"""Organizations enter at random and are struck by a hazard each period: entrants and lifetimes drawn, and the chain of their number."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil, log
from typing import Final

import numpy as np
from scipy import stats

from gpssim.errors import impossible
from gpssim.rules.entry import poisson_counts, struck, struck_in
from gpssim.theory.chains import settled
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.entry",)
KNOWN: Final = ("stationary_mean", "stationary_var", "E_N10", "lag1_autocorr", "P_N", "mean_lifetime")
NAME: Final = re.compile(r"(E_N|lag|P_N)(\d*)(<=|>=|=)?(\d+)?(?:_autocorr)?")
NEAR: Final = 1e-5
"""Chance that an organization of the start is still there when the number is looked at."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Rate of entry and hazard of exit from the case; horizons and bounds from each value."""
    rate, hazard = float(inputs["lam"]), float(inputs["x"])
    if not (rate > 0.0 and 0.0 < hazard <= 1.0):
        raise impossible("lam, x", (rate, hazard), "a rate above 0 and a hazard in (0, 1]")
    long_run = 1 if hazard == 1.0 else ceil(log(NEAR) / log(1.0 - hazard))

    @lru_cache
    def numbers(periods: int, start: int) -> np.ndarray:
        """Organizations after so many periods: whoever of the start and of each period's entrants is not struck yet."""
        rows = np.arange(setting.n_draws)
        count = np.zeros(setting.n_draws)
        for born in range(periods + 1):
            luck = setting.luck.at(periods, start, born)
            founders = poisson_counts(rate, luck.uniforms("founders", rows)) if born else np.full(rows.size, start)
            who = np.repeat(rows, founders)
            lives = struck_in(hazard, luck.uniforms("exit", who, _places(founders))) > periods - born
            count += np.bincount(who[lives], minlength=rows.size)
        return count

    def lifetimes() -> np.ndarray:
        """Period in which each of many entrants is struck, period by period."""
        lived, rows, t = np.zeros(setting.n_draws), np.arange(setting.n_draws), 0
        while rows.size:
            t += 1
            gone = struck(hazard, setting.luck.uniforms("exit", t, rows))
            lived[rows[gone]], rows = t, rows[~gone]
        return lived

    @lru_cache
    def chain() -> tuple[np.ndarray, np.ndarray]:
        """Transition probabilities of the number of organizations, and its steady state."""
        moves = _moves(rate, hazard)
        return moves, settled(moves)

    def moments(lag: int) -> tuple[float, float]:
        """Variance, and covariance of the number with itself so many periods later."""
        moves, law = chain()
        n = np.arange(law.size)
        later = n.astype(np.float64)
        for _ in range(lag):
            later = moves @ later
        mean = float(law @ n)
        return float(law @ (n - mean) ** 2), float(law @ ((n - mean) * (later - mean)))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "stationary_mean":
            return Simulated(numbers(long_run, 0))
        if quantity == "mean_lifetime":
            return Simulated(lifetimes())
        if quantity == "stationary_var":
            return Solved(moments(0)[0])
        found = NAME.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        if found[1] == "E_N":
            return Simulated(numbers(int(found[2] or of["t"]), int(of.get("N0", inputs.get("T0", 0)))))
        if found[1] == "lag":
            variance, covariance = moments(int(found[2] or of["k"]))
            return Solved(covariance / variance)
        return Simulated(_within(numbers(long_run, 0), found[3], found[4], of))

    return answer


def _within(count: np.ndarray, sign: str | None, number: str | None, of: Inputs) -> np.ndarray:
    """Whether each number of organizations meets the bound in a quantity's name or inputs."""
    at = float(number) if number else float(of.get("at_most", of.get("at_least", of.get("equal", np.nan))))
    how = sign or ("<=" if "at_most" in of else ">=" if "at_least" in of else "=")
    return {"<=": count <= at, ">=": count >= at, "=": count == at}[how].astype(np.float64)


def _places(counts: np.ndarray) -> np.ndarray:
    """0, 1, 2, ... within each group of so many."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def _moves(rate: float, hazard: float) -> np.ndarray:
    """Chances to go from each number of organizations to each: survivors, each not struck by the hazard, and entrants."""
    largest = rate / hazard
    n = np.arange(ceil(largest + 12.0 * np.sqrt(largest) + 40.0))
    survivors = stats.binom.pmf(n[None, :], n[:, None], 1.0 - hazard)
    moves = survivors @ _shifted(stats.poisson.pmf(n, rate))
    return np.asarray(moves / moves.sum(axis=1, keepdims=True))


def _shifted(chances: np.ndarray) -> np.ndarray:
    """Row k: the chances moved up by k."""
    n = chances.size
    difference = np.arange(n)[None, :] - np.arange(n)[:, None]
    return np.where(difference >= 0, chances[np.maximum(difference, 0)], 0.0)
