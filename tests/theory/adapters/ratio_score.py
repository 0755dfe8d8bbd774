"""Comprehensive scores with price points lowest / own, and how a losing low price turns them."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import brentq

from gpssim.mechanisms.open_tender import OpenTender


def answers(inputs: dict[str, Any]) -> Any:
    tender, ceiling = OpenTender(price_weight=inputs["w"]), 1e9
    bids, quality = np.array(inputs["bids"], dtype=float), np.array(inputs["Q"], dtype=float)

    def scores(low: float | None = None) -> np.ndarray:
        if low is None:
            return tender.score(bids, quality, ceiling)
        return tender.score(np.append(bids, low), np.append(quality, inputs["shill_q"]), ceiling)

    def turning_point() -> float:
        """The lowest price of others at which the winner is overtaken."""
        i, j = scores().argmax(), scores(inputs["shill_b"]).argmax()
        return float(brentq(lambda low: scores(low)[i] - scores(low)[j], 1e-3, bids.min(), xtol=1e-12))

    def answer(quantity: str, of: dict[str, Any]) -> float:
        low = inputs["shill_b"] if quantity.endswith("with_shill") else None
        if quantity == "pivotal_b_min":
            return turning_point()
        return float(scores(low)[of["index"]] if "index" in of else scores(low).argmax())

    return answer
