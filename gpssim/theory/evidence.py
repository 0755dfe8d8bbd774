"""What an adapter answers: draws of the simulator, a number its own solvers and rules find, or a constant nothing emits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from gpssim.errors import UnknownNameError, unknown
from gpssim.streams import Luck, purpose_word

Inputs = Mapping[str, Any]
"""Inputs of a case, or of one of its values, as the file gives them."""

N_DRAWS: Final = 40_000
"""Independent draws of an expectation, where a case does not need more."""
FEWEST_DRAWS: Final = 20_000
"""Fewer draws than these are no evidence."""


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """Independent draws of a quantity, shape (n,): numbers or flags, from mechanisms and rules that ran."""

    draws: np.ndarray

    @property
    def value(self) -> float:
        return float(np.mean(self.draws))


@dataclass(frozen=True, slots=True)
class Solved:
    """A number that the simulator's own solver or rule gives.

    ``cost_range`` is set for equilibrium bids solved on a grid: they may be off by 1e-5 of it.
    """

    value: float
    cost_range: float = 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A constant no simulator emits, such as a first best: computed numerically from the inputs, never counted as evidence."""

    value: float


Evidence = Simulated | Solved | Reference
Answer = Callable[[str, Inputs], Evidence]
"""The evidence for a quantity with its own inputs."""
Adapter = Callable[[Inputs, "Setting"], Answer]
"""``answers(inputs, setting)`` of a file in ``theory.kinds``."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a case is run with."""

    luck: Luck
    """Draws of this case: other cases draw others, wherever they stand in a file."""
    n_draws: int = N_DRAWS

    @classmethod
    def of(cls, seed: int, kind: str, inputs: Inputs, n_draws: int = N_DRAWS) -> Setting:
        """The setting of a case under a seed: its luck follows from kind and inputs alone."""
        words = (purpose_word(kind), purpose_word(json.dumps(inputs, sort_keys=True)))
        return cls(Luck.of(seed, 0).at(*words), n_draws)


def quantity_unknown(quantity: str, known: Mapping[str, Any] | tuple[str, ...]) -> UnknownNameError:
    """The error for a quantity that a kind does not answer."""
    return unknown("quantity", quantity, known)
