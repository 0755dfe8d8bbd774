"""What a moment of purchases is, and where those that there are stand: a file of ``moments/`` each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from gpssim.plugins.shelf import Shelf

Measure = Callable[[pd.DataFrame, np.ndarray], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A number that simulated purchases and recorded ones have alike.

    Parameters
    ----------
    measure : of purchases (:mod:`gpssim.calibration.purchases`) and of which of them are of the cell that a target picks; missing
        where there are none.
    needs : groupings without which it is no number, such as a number of offers.
    """

    name: str
    label: str
    label_zh: str
    unit: str
    meaning: str
    measure: Measure
    needs: tuple[str, ...] = ()


MOMENTS: Final = Shelf(
    called="moment",
    shape="gpssim.calibration.moment:Moment",
    package="gpssim.calibration.moments",
    group="gpssim.moments",
    export="MOMENT",
    words=("name", "label", "label_zh", "unit", "meaning"),
)
"""Moments by name: shipped, installed (entry points ``gpssim.moments``), registered (``MOMENTS.register``)."""


def mean_of(values: pd.Series) -> float:
    """The mean of what is there; missing where nothing is."""
    known = values.dropna()
    return float(known.mean()) if len(known) else float("nan")


def median_of(values: pd.Series) -> float:
    """The median of what is there; missing where nothing is."""
    known = values.dropna()
    return float(known.median()) if len(known) else float("nan")


def share_of(inside: np.ndarray, among: np.ndarray) -> float:
    """The part of ``among`` that is inside; missing where there is nothing among which to count."""
    n = int(among.sum())
    return float((inside & among).sum() / n) if n else float("nan")
