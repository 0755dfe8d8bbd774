"""Points by the place between the lowest and the highest offer 区间法."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.mechanisms.price_rules.base import PriceRule
from gpssim.plugins import plugin
from gpssim.rules.scoring import place_between
from gpssim.scenario.fields import share


@plugin
class BetweenExtremes(PriceRule):
    """The lowest offer gets all points, the highest the least, those between in proportion. Prices 80, 100 and 120: 1, 0.5 and 0.

    Where all ask the same, all get all points. The lowest and the highest offer decide how much a yuan is worth, even if they lose.
    """

    name: ClassVar[str] = "between_extremes"
    label: ClassVar[str] = "between the extremes"
    label_zh: ClassVar[str] = "区间法"
    source: ClassVar[str] = "relative linear scores, Chen 2008, MEMORY; not lawful for purchased services"

    least: float = share(0.0, "part of the points that the highest offer keeps", "assumption, range 0-0.6")

    def shares(self, prices: np.ndarray, ceiling: float) -> np.ndarray:
        place = place_between(prices)
        return np.where(np.isfinite(place), 1.0 - (1.0 - self.least) * (1.0 - place), place)
