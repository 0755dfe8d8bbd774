"""Candidates, generation after generation: NSGA-II for two or three objectives, NSGA-III for more, by pymoo.

pymoo draws from one generator, whose seed is a keyed draw of ours; asked the same and told the same, it proposes the same. A search
that was killed is therefore told again what is kept, and goes on to the same front.
Sources: Deb et al. 2002, doi:10.1109/4235.996017; Deb & Jain 2014, doi:10.1109/TEVC.2013.2281535; Blank & Deb 2020,
doi:10.1109/ACCESS.2020.2990567.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gpssim.errors import GpssimError
from gpssim.streams import Luck

FEW: Final = 3
"""Objectives up to which crowding keeps a front apart."""


class Evolution:
    """Asks for places and is told their losses.

    Parameters
    ----------
    first : places of the first generation, ``(n, k)``.
    objectives : number of them.

    Raises
    ------
    GpssimError : pymoo is not installed.
    """

    def __init__(self, first: np.ndarray, objectives: int, seed: int) -> None:
        try:
            from pymoo.core.problem import Problem
        except ImportError:
            raise GpssimError('a policy search needs pymoo: pip install "gpssim[search]"') from None
        self._m = objectives
        problem = Problem(n_var=first.shape[1], n_obj=objectives, xl=0.0, xu=1.0)
        word = int(Luck.of(seed, 0).uniform("policy search: seed of the evolution") * 2**31)
        self._algorithm: Any = _algorithm(first, objectives)
        self._algorithm.setup(problem, termination=("n_gen", 10**9), seed=word, verbose=False)

    def ask(self) -> np.ndarray:
        """Places of the next generation, ``(n, k)``; fewer where pymoo finds no more that are new."""
        self._asked = self._algorithm.ask()
        return np.asarray(self._asked.get("X"), dtype=float)

    def tell(self, losses: np.ndarray) -> None:
        """Losses of these places, ``(n, objectives)``."""
        self._asked.set("F", losses)
        self._asked.apply(lambda one: one.evaluated.update({"F", "G", "H"}))
        self._algorithm.tell(infills=self._asked)


def _algorithm(first: np.ndarray, objectives: int) -> Any:
    if objectives <= FEW:
        from pymoo.algorithms.moo.nsga2 import NSGA2

        return NSGA2(pop_size=len(first), sampling=first)
    from pymoo.algorithms.moo.nsga3 import NSGA3
    from pymoo.util.ref_dirs import get_reference_directions

    parts = 1
    while len(get_reference_directions("das-dennis", objectives, n_partitions=parts + 1)) <= len(first):
        parts += 1
    directions = get_reference_directions("das-dennis", objectives, n_partitions=parts)
    return NSGA3(directions, pop_size=len(first), sampling=first)


def hypervolume(losses: np.ndarray, low: np.ndarray, high: np.ndarray) -> float:
    """The part of the box between the best and the worst of each objective that candidates leave behind them, 0 to 1.

    Parameters
    ----------
    losses : ``(n, objectives)``.
    low, high : of the box.
    """
    from pymoo.indicators.hv import HV

    wide = np.where(high > low, high - low, 1.0)
    scaled = (losses - low) / wide
    inside = scaled[(scaled <= 1.0).all(axis=1)]
    return float(HV(ref_point=np.ones(losses.shape[1]))(inside)) if len(inside) else 0.0
