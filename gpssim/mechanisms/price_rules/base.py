"""The shape all price rules share: prices in, parts of the full points out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from gpssim.plugins import SHELVES


class PriceRule(ABC):
    """How prices become points. A rule is a frozen plug-in class; its fields are its parameters; it keeps and draws nothing."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    """For legends, English."""
    label_zh: ClassVar[str]
    """For legends, Chinese."""
    source: ClassVar[str]
    own_price_only: ClassVar[bool] = False
    """Points hang on the bidder's own price and the ceiling: then no losing offer can decide who wins."""
    pools: ClassVar[bool] = False
    """A price near the others' earns most instead of a low one, so that bidders ask the same."""

    @abstractmethod
    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        """Part of the full points of each price, at most 1, shape of ``prices``; vectorized over leading axes.

        Parameters
        ----------
        prices : prices as they are compared, > 0, ``inf`` for an absent offer, which gets no points and moves nobody else's.
        ceiling : highest price accepted, > 0.
        """


def price_rule(name: str, settings: str = "") -> PriceRule:
    """The price rule of that name; ``settings`` as in ``fall=2, target=0.9``.

    Raises
    ------
    UnknownNameError, ScenarioError : no such rule or parameter, or a value outside its domain.
    """
    rule: PriceRule = SHELVES["price_rule"].made(name, settings)
    return rule
