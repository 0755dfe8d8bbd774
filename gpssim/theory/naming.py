"""Quantities whose name carries numbers, such as ``beta_star(4 signals)`` or ``optimal_pool_size(2..10)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity's name before the bracket, and the words and numbers in it."""

    name: str
    words: str
    numbers: tuple[float, ...]


def parsed(quantity: str) -> Named:
    """The parts of a quantity's name.

    >>> parsed("optimal_pool_size(2..10)")
    Named(name='optimal_pool_size', words='2..10', numbers=(2.0, 10.0))
    """
    name, _, words = quantity.partition("(")
    inside = words.rpartition(")")[0]
    return Named(name.strip(), inside, tuple(float(x) for x in NUMBER.findall(inside.replace("..", " "))))
