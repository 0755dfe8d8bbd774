"""Organizations that venture philanthropy brought up: are they still there after some years?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.analysis.indicator import Indicator, Sum

COLUMNS = ("month", "organization", "incubated")


def incubated_alive(years: int) -> Indicator:
    """The share of organizations with a first venture project that are alive ``years`` later.

    An organization counts in the quarter in which it is first seen with a venture project, unless that is the first
    quarter on record (it may have had one before), and only if the run goes on for ``years`` after it.
    """
    return Indicator(
        name=f"incubated_alive_{years}",
        label=f"Incubated organizations alive after {years} year{'s' if years > 1 else ''}",
        label_zh=f"孵化组织{years}年后存活率",
        unit="share",
        family="capacity",
        direction=1,
        meaning=f"organizations alive {years} years after their first venture project over organizations with one that long ago",
        numerator=Sum("organizations", COLUMNS, lambda rows: _starts(rows, years) == 1.0),
        denominator=Sum("organizations", COLUMNS, lambda rows: np.isfinite(_starts(rows, years))),
        groupings=("kind", "domain"),
    )


def _starts(rows: pd.DataFrame, years: int) -> np.ndarray:
    """For each row that is an organization's first quarter as incubated: 1 alive later, 0 not; missing for all other rows."""
    frame = rows[["run", "month", "organization", "incubated"]].reset_index(drop=True)
    begins = frame[frame["incubated"].astype(bool)].groupby(["run", "organization"])["month"].transform("min")
    frame["start"] = begins.reindex(frame.index)
    first, last = (frame.groupby("run")["month"].transform(f) for f in ("min", "max"))
    counts = (frame["month"] == frame["start"]) & (frame["month"] > first) & (frame["month"] + 12 * years <= last)
    present = pd.MultiIndex.from_frame(frame[["run", "month", "organization"]])
    later = pd.MultiIndex.from_arrays([frame["run"], frame["month"] + 12 * years, frame["organization"]])
    return np.where(counts, later.isin(present).astype(float), np.nan)
