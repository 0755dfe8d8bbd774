"""Does a baseline stand still? Drift of its key series per decade, and the months after which it has forgotten its start.

A policy is compared with what would have been without it. If that moves by itself, a comparison measures the moment of the switch
as well. So the status quo is run alone: what it begins with is given up as burn-in, and what moves afterwards must be declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.analysis.left_out import tried
from gpssim.analysis.values import series
from gpssim.errors import impossible
from gpssim.records.parts import RUN_KEYS

if TYPE_CHECKING:
    from gpssim.records.results import Results

YEAR: Final = 12
YEARS: Final = 10.0
"""A decade: drift is told per decade."""
BLOCK: Final = 36
"""Months of a block whose mean is compared: a usual cycle of tenders, over which prices and workloads swing."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A drift per decade too small to matter: in units of the series, or relative to its mean; whether it scales with money."""

    size: float
    relative: bool = False
    scales: bool = False
    """Whether the series is expected to grow as the appropriation does: a declared trend."""

    def around(self, level: float) -> float:
        """The tolerance in units of a series of this level."""
        return self.size * abs(level) if self.relative else self.size


SERIES: Final[Mapping[str, Tolerance]] = {
    "n_organizations": Tolerance(0.05, relative=True, scales=True),
    "n_active": Tolerance(0.05, relative=True, scales=True),
    "staff": Tolerance(0.05, relative=True, scales=True),
    "professional_share": Tolerance(0.01),
    "capability": Tolerance(0.03),
    "trust_government": Tolerance(0.005),
    "trust_providers": Tolerance(0.005),
    "coverage": Tolerance(0.02),
    "price_per_unit": Tolerance(0.02, relative=True),
    "delivered_quality": Tolerance(0.015),
    "failed_purchase_rate": Tolerance(0.02),
    "concentration": Tolerance(0.03),
}
"""The key series of a status quo, indicators all of them, with the drift per decade that is let pass (assumptions, declared before
the run; over four decades a count may move by a fifth and trust by two points of a hundred)."""


def yearly(results: Results, names: Mapping[str, Tolerance] = SERIES) -> pd.DataFrame:
    """The key series year by year: run keys, ``series``, ``month`` (the first of its year) and ``value``."""
    nothing = pd.DataFrame(columns=[*RUN_KEYS, "month", "value"])
    pieces = [tried("outcome", name, partial(series, results, name, every=YEAR), nothing).assign(series=name) for name in names]
    return pd.concat(pieces, ignore_index=True)[[*RUN_KEYS, "series", "month", "value"]]


def drift(frame: pd.DataFrame, after: int, growth: float = 0.0, names: Mapping[str, Tolerance] = SERIES) -> pd.DataFrame:
    """Slope of each series after the burn-in, by least squares: run keys, ``series``, ``mean``, ``slope``, ``declared``.

    Parameters
    ----------
    frame : as :func:`yearly` returns it.
    after : months of burn-in that are left out.
    growth : yearly growth of the appropriation: what a series that scales with money is expected to grow by.

    ``slope`` is in units of the series per decade; ``declared`` is what it would be by the declared growth.

    Raises
    ------
    ScenarioError : fewer than three years are left.
    """
    kept = frame[frame["month"] >= after].dropna(subset=["value"])
    if kept["month"].nunique() < 3:
        raise impossible("after", after, "months that leave three years or more of the run")
    keys = [*RUN_KEYS, "series"]
    rows = [{**dict(zip(keys, run, strict=True)), **_slope(years)} for run, years in kept.groupby(keys, observed=True, sort=False)]
    found = pd.DataFrame(rows)
    scales = np.array([names[name].scales for name in found["series"]])
    return found.assign(declared=np.where(scales, YEARS * np.log1p(growth) * found["mean"], 0.0))


def _slope(rows: pd.DataFrame) -> dict[str, float]:
    years, values = (rows[name].to_numpy(dtype=np.float64) for name in ("month", "value"))
    slope = float(np.polyfit(years / YEAR, values, 1)[0]) if values.size > 1 else float("nan")
    return {"mean": float(values.mean()), "slope": slope * YEARS}


def burn_in(frame: pd.DataFrame, names: Mapping[str, Tolerance] = SERIES) -> pd.DataFrame:
    """Months after which each series has forgotten where it began: ``series``, ``months``, ``mser``, ``level``, ``gap``.

    The mean over runs is compared block by block (36 months, a usual cycle of tenders) with its level in the second half of the
    run: ``months`` is the first month from which every block up to there lies within twice the drift that is let pass in a decade.
    A series that never settles has no ``months``. ``mser`` is the truncation that leaves the mean of the rest with the smallest
    standard error (White 1997, Simulation 69(6)), beside it as a second opinion; ``gap`` is how far the first block lies off.

    Parameters
    ----------
    frame : as :func:`yearly` returns it, of a status quo that was recorded from its founding on (``warm_up = 0``).
    """
    rows = []
    for name, tolerance in names.items():
        values = frame[frame["series"] == name].groupby("month")["value"].mean().sort_index().to_numpy()
        if not values.size:
            rows.append({"series": name, "months": None, "mser": 0, "level": np.nan, "gap": np.nan})
            continue
        level = float(values[values.size // 2 :].mean())
        known = np.isfinite(level)  # what is not measured has not settled
        settled = first_settled(values, level, 2.0 * tolerance.around(level)) if known else None
        rows.append({"series": name, "months": settled, "mser": YEAR * mser(values), "level": level, "gap": values[0] - level})
    return pd.DataFrame(rows).astype({"months": "Int64"})


def first_settled(values: np.ndarray, level: float, width: float) -> int | None:
    """First month from which the mean of every block of three years lies within ``width`` of ``level``; ``None``: never.

    ``values`` are yearly; blocks begin in the first half.

    >>> first_settled(np.array([1.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0]), 5.0, 0.5)
    12
    """
    years, half = BLOCK // YEAR, max(1, values.size // 2)
    blocks = [float(values[k : k + years].mean()) for k in range(half)]
    outside = [k for k, mean in enumerate(blocks) if abs(mean - level) > width]
    settled = outside[-1] + 1 if outside else 0
    return None if settled >= half else YEAR * settled


def mser(values: np.ndarray) -> int:
    """How many values to leave out so that the mean of the others has the smallest standard error; at most half of them.

    Source: marginal standard error rule, White 1997: the sum of squares of the n - d that are kept over (n - d) squared.

    >>> mser(np.array([9.0, 7.0, 5.0, 5.1, 4.9, 5.0, 5.1, 4.9]))
    2
    """
    errors = [
        float(np.square(kept - kept.mean()).sum()) / kept.size**2 for kept in (values[d:] for d in range(values.size // 2 + 1))
    ]
    return int(np.argmin(errors))


def standing(frame: pd.DataFrame, growth: float = 0.0, names: Mapping[str, Tolerance] = SERIES) -> pd.DataFrame:
    """Burn-in of each series and what drifts after the longest of them, one row a series.

    Columns ``series, months, mser, level, gap`` as :func:`burn_in`; ``slope`` per decade beyond what is declared (mean over runs),
    ``half`` (95 % interval) and ``tolerance``, in units of the series. Where a series never settles, drift is measured after a
    quarter of the run.
    """
    begun = burn_in(frame, names)
    months = frame["month"].max()
    after = int(months // 4) if begun["months"].isna().any() else int(begun["months"].max())
    found = drift(frame, min(after, int(months) // 2), growth, names)
    beyond = found.assign(slope=found["slope"] - found["declared"]).groupby("series", observed=True)["slope"]
    n = beyond.count()
    half = (stats.t.ppf(0.975, (n - 1).clip(lower=1)) * beyond.std(ddof=1) / np.sqrt(n)).rename("half")
    told = begun.assign(tolerance=[names[s].around(level) for s, level in zip(begun["series"], begun["level"], strict=True)])
    told = told.merge(beyond.mean().reset_index(), on="series").merge(half.reset_index(), on="series")
    return told[["series", "months", "mser", "level", "gap", "slope", "half", "tolerance"]]
