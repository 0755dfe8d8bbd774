"""Independent reference for ``mechanisms.open_tender``: equilibrium bids of several classes of unequal bidders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log
from typing import Any, Final

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from gpssim.errors import impossible
from gpssim.theory.textbook.shooting import Path, Shooter
from gpssim.theory.textbook.survival import Survival

HALVINGS: Final = 45
DEEP: Final = 1e-200
STEP: Final = 1e-5
"""Of the range searched: step of the difference whose zero is the best price."""


@dataclass(frozen=True, slots=True)
class BidderClass:
    """Bidders who are alike."""

    law: Any
    """Their law of cost: ``sf``, ``ppf``, ``isf`` and ``support``, with a finite support."""
    number: int


@dataclass(frozen=True)
class Asymmetric:
    """The equilibrium of a first-price tender in which the lowest price wins.

    Where one class's highest cost is lower than the others', the highest price that can win is what its single bidder asks at
    that cost, or that cost itself where several compete. Prices that cannot win are costs.

    Source: Lebrun 1999; Maskin & Riley 2000; McAfee & McMillan 1989 for preferences, which are other money for one class.

    Raises
    ------
    ScenarioError : fewer than two bidders, or a law without end.
    """

    classes: tuple[BidderClass, ...]
    negligible: float = 1e-300
    """Chance that counts as none where highest costs differ: the equilibrium is a limit that is reached slowly, within 1e-7 of the
    costs with 1e-300 and 1e-4 with 1e-9."""

    def __post_init__(self) -> None:
        number = [c.number for c in self.classes]
        if min(number) < 1 or sum(n for n in number) < 2:
            raise impossible("numbers of bidders", number, "at least one in each class and two in all")
        if not np.isfinite(self._tops).all():
            raise impossible("highest costs", self._tops.tolist(), "finite")

    @cached_property
    def _tops(self) -> np.ndarray:
        return np.array([float(c.law.support()[1]) for c in self.classes])

    @cached_property
    def top(self) -> float:
        """The highest price that can win."""
        k = int(self._tops.argmin())
        others = [c for j, c in enumerate(self.classes) if j != k]
        same = [j for j in range(self._tops.size) if self._tops[j] <= self._tops[k] * (1.0 + 1e-12)]
        if len(same) > 1 or self.classes[k].number > 1:
            return float(self._tops[k])
        return best_price(float(self._tops[k]), others)

    @cached_property
    def path(self) -> Path | None:
        """Inverse bids at all prices; ``None`` where one bidder always wins, with the lowest cost of the others."""
        if self.top <= max(float(c.law.support()[0]) for c in self.classes):
            return None
        laws = tuple(Survival(c.law) for c in self.classes)
        return Shooter(laws, tuple(c.number for c in self.classes), self.top, log(self.negligible)).path()

    @property
    def lowest(self) -> float:
        """The lowest price anybody asks."""
        return self.top if self.path is None else self.path.lowest

    def bids(self, k: int, costs: np.ndarray) -> np.ndarray:
        """Prices of class ``k`` at costs (n,), in the unit of cost."""
        costs = np.asarray(costs, dtype=np.float64)
        if self.path is None:
            return np.asarray(np.maximum(costs, self.top))
        with np.errstate(divide="ignore"):
            depth = np.log(np.maximum(self.classes[k].law.sf(costs), DEEP))
        s = _place(self.path, k, np.minimum(depth, 0.0))
        price = self.top - (self.top - self.path.lowest) * np.exp(-s)
        end = self.path.log_survival[-1, k]
        price = np.where(depth < end, self._beyond(k, costs, depth), price)
        return np.asarray(np.where(costs >= self.top, costs, price))

    def _beyond(self, k: int, costs: np.ndarray, depth: np.ndarray) -> np.ndarray:
        """Prices of the highest costs, past the last node: those of a class that always may win end as powers,
        others with a margin that vanishes as a square.
        """
        path = self.path
        assert path is not None
        gap = (self.top - path.lowest) * exp(-float(path.s[-1]))
        end = float(path.log_survival[-1, k])
        if self._tops[k] <= self.top:
            return np.asarray(self.top - gap * np.exp((depth - end) / max(-float(path.slope[-1, k]), 1e-12)))
        distance = self.top - float(self.classes[k].law.isf(exp(end)))
        bend = (distance - gap) / gap**2
        left = np.maximum(self.top - costs, 0.0)
        return np.asarray(self.top - 2.0 * left / (1.0 + np.sqrt(1.0 + 4.0 * bend * left)))


def best_price(cost: float, others: Sequence[BidderClass], ceiling: float = np.inf) -> float:
    """The price at which a bidder with this cost gains most when every rival asks its own cost."""
    low = min(float(c.law.support()[0]) for c in others)
    high = min(ceiling, min(float(c.law.support()[1]) for c in others))
    if cost >= high:
        return cost

    def gain(price: float) -> float:
        chance = [float(c.law.sf(price)) ** c.number for c in others]
        return float((price - cost) * np.prod(chance))

    step = STEP * (high - cost)
    grid = np.linspace(max(cost, low), high, 401)
    k = int(np.argmax([gain(x) for x in grid]))
    left, right = grid[max(k - 1, 0)], grid[min(k + 1, 400)]
    found = float(minimize_scalar(lambda x: -gain(x), bounds=(left, right), method="bounded", options={"xatol": step}).x)

    def slope(price: float) -> float:
        return gain(price + step) - gain(price - step)

    left, right = found - 20.0 * step, found + 20.0 * step
    inside = low + step < left and right < high - step and slope(left) > 0.0 > slope(right)
    return float(brentq(slope, left, right, xtol=1e-15)) if inside else max(float(grid[k]), found, key=gain)


def _place(path: Path, k: int, depth: np.ndarray) -> np.ndarray:
    """The last s at which ln P(bid above) of class ``k`` is ``depth``: halving on the cubics between nodes."""
    level, slope, step = path.log_survival[:, k], path.slope[:, k], float(path.s[1] - path.s[0])
    j = np.clip(np.searchsorted(-level, -depth, side="right") - 1, 0, path.s.size - 2)
    low, high = np.zeros(depth.shape), np.ones(depth.shape)
    for _ in range(HALVINGS):
        t = 0.5 * (low + high)
        u = 1.0 - t
        here = u * u * ((1.0 + 2.0 * t) * level[j] + t * step * slope[j]) + t * t * (
            (1.0 + 2.0 * u) * level[j + 1] - u * step * slope[j + 1]
        )
        before = here >= depth
        low, high = np.where(before, t, low), np.where(before, high, t)
    return np.asarray(path.s[j] + step * low)
