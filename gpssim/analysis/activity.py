"""When an organization is active: it holds a contract, or held one in the last 12 months."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gpssim.analysis.indicator import Rows, Sum
from gpssim.units import MONTHS_PER_YEAR


def active(rows: Rows) -> pd.Series:
    """Whether an organization is active at the end of a quarter, from rows of ``organizations``.

    Who never held a contract is not active, however young: in its first month it has been idle for one, and for a month more than
    its age ever after. Organizations of the very start come with experience, and count as having worked before it.
    """
    idle = rows["idle_months"]
    worked = (idle < MONTHS_PER_YEAR) & (idle <= rows["month"] - rows["born"])
    return (rows["n_contracts"] > 0) | worked


ACTIVE: Final = Sum("organizations", ("n_contracts", "idle_months", "month", "born"), active)
"""The number of active organizations."""
