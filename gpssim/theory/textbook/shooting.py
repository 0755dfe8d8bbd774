"""Independent reference for ``mechanisms.open_tender``: the paths of inverse bids of several classes of bidders, by shooting.

With L_i(b) the logarithm of the chance that a bidder of class i bids above b, and phi_i(b) the cost of who bids b, a best offer
needs, over the bidders who are active at b,

    sum over rivals k of r_k = 1 / (b - phi_i),   r_i = -dL_i/db,

so that r_i = T - 1 / (b - phi_i) with T = sum over active bidders of 1 / (b - phi_k), divided by their number less one. A class
that would have r_i < 0 at its lowest cost waits. Paths that start too low meet their own cost before the highest bid, those that
start too high never do: the equilibrium lies between, and is followed by shooting again wherever the two part.
Source: Marshall, Meurer, Richard & Stromquist 1994; Lebrun 1999; against the instability: Skufca, Yorke & Eckhardt 2006.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Final
from warnings import catch_warnings, simplefilter

import numpy as np
from scipy.integrate import ode

from gpssim.theory.textbook.survival import Survival

TOLERANCE: Final = 1e-10
"""Relative error of a step."""
CRASHED: Final = 1e-3
STALLED: Final = 100.0
"""Margins, as parts of the distance to the highest bid, at which a path has met its cost, or never will."""
SPREAD: Final = 1e-10
"""Relative distance of two paths, one too low and one too high, where they start: more than the errors of integration."""
PARTED: Final = 3e-8
"""Relative distance up to which their mean counts as the equilibrium."""
LAST: Final = 8.0
"""Paths are kept down to exp(-8) of the range of bids below the highest one,"""
FARTHEST: Final = 12.5
"""and shot as far as exp(-12.5), to see on which side of the equilibrium they end."""
N_NODES: Final = 800


@dataclass(frozen=True, slots=True)
class Path:
    """States of an equilibrium at nodes s, b = top - (top - lowest) exp(-s); arrays (n_nodes,) and (n_nodes, n_classes)."""

    lowest: float
    top: float
    s: np.ndarray
    log_survival: np.ndarray
    slope: np.ndarray
    """Of ``log_survival``, per unit of s."""


@dataclass(frozen=True, slots=True)
class Shooter:
    """What shoots: the classes' laws, how many bidders each has, and the highest bid that can win."""

    laws: tuple[Survival, ...]
    counts: tuple[int, ...]
    top: float
    gone: float
    """Logarithm of the chance that counts as none, where costs of some class may lie above the highest bid that can win."""

    @property
    def uneven(self) -> bool:
        """Whether the costs of a class end below the highest bid that can win, which its single bidder sets."""
        return min(law.high for law in self.laws) < self.top - 1e-12 * abs(self.top)

    def slopes(self, gap: float, state: list[float]) -> list[float]:
        """dL/ds of each class where bids are ``gap`` below the top."""
        price, least = self.top - gap, 1e-3 * CRASHED * gap
        inverse, waiting, total, n = [], [], 0.0, 0
        for law, count, x in zip(self.laws, self.counts, state, strict=True):
            margin = price - law.cost(x)
            one = 1.0 / margin if margin > least else 1.0 / least
            waits = x >= 0.0 and margin <= 0.0
            inverse.append(one)
            waiting.append(waits)
            if not waits:
                total += count * one
                n += count
        return [-gap * r for r in _rates(inverse, waiting, self.counts, state, total, n)]

    def crashes(self, lowest: float, s: float, state: list[float]) -> bool:
        """Whether the path from this state meets a cost before the highest bid."""
        width = self.top - lowest
        if s == 0.0 and not any(self.slopes(width, state)):
            return True  # a single bidder would be active at the lowest bid
        end = [1.0]

        def look(at: float, now: np.ndarray) -> int:
            gap = width * exp(-at)
            end[0] = min(margins) if (margins := self._margins(gap, now)) else 1.0
            if self.uneven:
                end[0] = 0.0 if now.min() < self.gone else min(end[0] / exp(-at), 0.5 * STALLED) if end[0] > 0.0 else 0.0
            return -1 if not CRASHED < end[0] < STALLED else 0

        path = self._ode(width)
        path.set_solout(look)
        path.set_initial_value(state, s)
        with catch_warnings():
            simplefilter("ignore", UserWarning)  # steps that shrink without end where a path meets its cost
            path.integrate(FARTHEST)
        return end[0] <= (CRASHED if path.successful() else 30.0 * CRASHED)

    def _margins(self, gap: float, state: np.ndarray) -> list[float]:
        """Margins of the classes that have begun to bid, as parts of the distance to the highest bid."""
        return [(self.top - gap - law.cost(x)) / gap for law, x in zip(self.laws, state.tolist(), strict=True) if x < 0.0]

    def _ode(self, width: float) -> ode:
        path = ode(lambda s, state: self.slopes(width * exp(-s), state.tolist()))
        return path.set_integrator("dop853", rtol=TOLERANCE, atol=1e-15, nsteps=1_000)

    def lowest(self) -> float:
        """The bid at which the equilibrium starts, by halving."""
        low, high = min(law.low for law in self.laws), self.top
        while low < (middle := 0.5 * (low + high)) < high:
            crashed = self.crashes(middle, 0.0, [0.0] * len(self.laws))
            low, high = (middle, high) if crashed else (low, middle)
        return high

    def path(self) -> Path:
        """The equilibrium at all nodes."""
        lowest = self.lowest()
        nodes = np.linspace(0.0, LAST, N_NODES)
        states = np.zeros((N_NODES, len(self.laws)))
        states[1] = self._march(lowest, nodes[0], nodes[1], states[0])
        done = 1
        while done < N_NODES - 1 and states[done].min() > self.gone:
            done = self._follow(lowest, nodes, states, done)
        nodes, states = nodes[: done + 1], states[: done + 1]
        slopes = [self.slopes((self.top - lowest) * exp(-s), x) for s, x in zip(nodes.tolist(), states.tolist(), strict=True)]
        return Path(lowest, self.top, nodes, states, np.array(slopes))

    def _march(self, lowest: float, start: float, end: float, state: np.ndarray) -> np.ndarray:
        path = self._ode(self.top - lowest)
        path.set_initial_value(state, start)
        with catch_warnings():
            simplefilter("ignore", UserWarning)
            return np.array(path.integrate(end))

    def _follow(self, lowest: float, nodes: np.ndarray, states: np.ndarray, at: int) -> int:
        """Shoots anew from node ``at`` and fills in states until the paths part; the last node filled in."""
        low, high = self._bracket(lowest, float(nodes[at]), states[at])
        short, long = low * states[at], high * states[at]
        for k in range(at + 1, len(nodes)):
            short, long = (self._march(lowest, nodes[k - 1], nodes[k], x) for x in (short, long))
            states[k] = 0.5 * (short + long)
            if states[k].min() <= self.gone or (np.abs(long - short) > PARTED * np.abs(states[k])).any():
                return k
        return len(nodes) - 1

    def _bracket(self, lowest: float, s: float, state: np.ndarray) -> tuple[float, float]:
        """Two neighboring factors of the state: the path stays off its costs with the lower one and meets them with the higher."""
        width = 1e-9
        while self.crashes(lowest, s, ((1.0 - width) * state).tolist()) or not self.crashes(
            lowest, s, ((1.0 + width) * state).tolist()
        ):
            width *= 30.0
            if width > 0.5:
                return 1.0, 1.0
        low, high = 1.0 - width, 1.0 + width
        while high - low > 0.1 * SPREAD:
            middle = 0.5 * (low + high)
            crashed = self.crashes(lowest, s, (middle * state).tolist())
            low, high = (low, middle) if crashed else (middle, high)
        return low - SPREAD, high + SPREAD


def _rates(
    inverse: list[float], waiting: list[bool], counts: tuple[int, ...], state: list[float], total: float, n: int
) -> list[float]:
    """R of each class, 0 for those who wait: classes at their lowest cost that would have r < 0, the worst first."""
    while n >= 2:
        needed = total / (n - 1.0)
        late = [k for k, x in enumerate(state) if x >= 0.0 and not waiting[k] and needed < inverse[k]]
        if not late:
            return [0.0 if waits else needed - one for one, waits in zip(inverse, waiting, strict=True)]
        worst = max(late, key=inverse.__getitem__)
        waiting[worst] = True
        total -= counts[worst] * inverse[worst]
        n -= counts[worst]
    return [0.0] * len(state)
