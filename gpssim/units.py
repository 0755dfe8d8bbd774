"""Names and conversions of the quantities every floor uses: money, months, rates, the quality scale."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from scipy.special import ndtr

FEN_PER_YUAN: Final = 100
MONTHS_PER_YEAR: Final = 12
DAYS_PER_MONTH: Final = 30


def to_fen(yuan: float) -> int:
    """Yuan as whole fen, half to even: the only rounding money ever meets."""
    return round(yuan * FEN_PER_YUAN)


def to_yuan(fen: int) -> float:
    """Whole fen as yuan."""
    return fen / FEN_PER_YUAN


def lead_months(days: float) -> int:
    """Calendar days as months of lead time: rounded up, at least one (decision of the calendar)."""
    return max(1, math.ceil(days / DAYS_PER_MONTH))


def monthly_rate(yearly: float) -> float:
    """A yearly loss rate in [0, 1) compounded down to a month: 1 - (1 - d)^(1/12)."""
    return 1.0 - (1.0 - yearly) ** (1.0 / MONTHS_PER_YEAR)


def shown_quality(latent: np.ndarray | float, reference: float, scale: float) -> np.ndarray:
    """Latent quality on the 0-1 scale of tables: the normal distribution function of (q - reference) / scale."""
    return ndtr((np.asarray(latent, dtype=np.float64) - reference) / scale)
