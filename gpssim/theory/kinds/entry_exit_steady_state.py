"""Organizations enter at random and are struck by a hazard each period: drawn one by one, and as a chain of their number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from math import ceil, log
from typing import Final

import numpy as np
from scipy import stats

from gpssim.errors import impossible
from gpssim.rules.entry import poisson_counts, struck
from gpssim.theory.chains import settled
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.textbook.waiting_time import struck_in

KNOWN: Final = ("stationary_mean", "stationary_var", "E_N10", "lag1_autocorr", "P_N", "mean_lifetime")
NAME: Final = re.compile(r"(E_N|lag|P_N)(\d*)(<=|>=|=)?(\d+)?(?:_autocorr)?")
NEAR: Final = 1e-5
"""Chance that an organization of the start is still there when the number is looked at."""


@dataclass(frozen=True)
class _Industry:
    setting: Setting
    rate: float
    hazard: float

    @cached_property
    def in_the_long_run(self) -> np.ndarray:
        """Organizations in many industries that began with none long ago."""
        return self.numbers(1 if self.hazard == 1.0 else ceil(log(NEAR) / log(1.0 - self.hazard)), 0)

    def numbers(self, periods: int, start: int) -> np.ndarray:
        """Organizations after so many periods: whoever of the start and of each period's entrants is not struck yet."""
        rows, luck = np.arange(self.setting.n_draws), self.setting.luck.at(periods, start)
        count = np.zeros(rows.size)
        for born in range(periods + 1):
            founders = poisson_counts(self.rate, luck.uniforms("founders", born, rows)) if born else np.full(rows.size, start)
            who = np.repeat(rows, founders)
            lives = struck_in(self.hazard, luck.uniforms("exit", born, who, _places(founders))) > periods - born
            count += np.bincount(who[lives], minlength=rows.size)
        return count

    def lifetimes(self) -> np.ndarray:
        """Period in which each of many entrants is struck, period by period."""
        lived, rows, t = np.zeros(self.setting.n_draws), np.arange(self.setting.n_draws), 0
        while rows.size:
            t += 1
            gone = struck(self.hazard, self.setting.luck.uniforms("exit", t, rows))
            lived[rows[gone]], rows = t, rows[~gone]
        return lived

    @cached_property
    def chain(self) -> tuple[np.ndarray, np.ndarray]:
        """Transition probabilities of the number of organizations, and its steady state."""
        moves = _moves(self.rate, self.hazard)
        return moves, settled(moves)

    def covariance(self, lag: int) -> float:
        """Of the number with itself so many periods later."""
        moves, law = self.chain
        n = np.arange(law.size, dtype=np.float64)
        later, mean = n, float(law @ n)
        for _ in range(lag):
            later = moves @ later
        return float(law @ ((n - mean) * (later - mean)))


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Rate of entry and hazard of exit from the case; horizons and bounds from each value."""
    industry = _Industry(setting, float(inputs["lam"]), float(inputs["x"]))
    if not (industry.rate > 0.0 and 0.0 < industry.hazard <= 1.0):
        raise impossible("lam, x", (industry.rate, industry.hazard), "a rate above 0 and a hazard in (0, 1]")

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "stationary_mean":
            return Simulated(industry.in_the_long_run)
        if quantity == "mean_lifetime":
            return Simulated(industry.lifetimes())
        if quantity == "stationary_var":
            return Solved(industry.covariance(0))
        found = NAME.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        if found[1] == "E_N":
            return Simulated(industry.numbers(int(found[2] or of["t"]), int(of["N0"] if "N0" in of else inputs["T0"])))
        if found[1] == "lag":
            return Solved(industry.covariance(int(found[2] or of["k"])) / industry.covariance(0))
        return Simulated(_within(industry.in_the_long_run, found[3], found[4], of))

    return answer


def _within(count: np.ndarray, sign: str | None, number: str | None, of: Inputs) -> np.ndarray:
    """Whether each number of organizations meets the bound in a quantity's name or inputs."""
    at = float(number) if number else float(of.get("at_most", of.get("at_least", of.get("equal", np.nan))))
    how = sign or ("<=" if "at_most" in of else ">=" if "at_least" in of else "=")
    return np.asarray({"<=": count <= at, ">=": count >= at, "=": count == at}[how].astype(np.float64))


def _places(counts: np.ndarray) -> np.ndarray:
    """0, 1, 2, ... within each group of so many."""
    return np.asarray(np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts))


def _moves(rate: float, hazard: float) -> np.ndarray:
    """Chances to go from each number of organizations to each: survivors, each not struck by the hazard, and entrants."""
    largest = rate / hazard
    n = np.arange(ceil(largest + 12.0 * np.sqrt(largest) + 40.0))
    more = n[None, :] - n[:, None]
    entrants = np.where(more >= 0, stats.poisson.pmf(np.maximum(more, 0), rate), 0.0)
    moves = stats.binom.pmf(n[None, :], n[:, None], 1.0 - hazard) @ entrants
    return np.asarray(moves / moves.sum(axis=1, keepdims=True))
