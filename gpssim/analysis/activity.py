"""When an organization is active: it holds a contract, or held one in the last 12 months."""

from __future__ import annotations

from typing import Final

import pandas as pd

from gpssim.analysis.indicator import Rows, Sum
from gpssim.units import MONTHS_PER_YEAR


def active(rows: Rows) -> pd.Series:
    """Whether an organization is active at the end of a quarter, from rows of ``organizations``.

    Who never held a contract has been idle for as long as it exists, however short that is. (Organizations of the very start count
    as having worked before it.)
    """
    idle = rows["idle_months"]
    worked = (idle < MONTHS_PER_YEAR) & (idle < rows["month"] - rows["born"])
    return (rows["n_contracts"] > 0) | worked


ACTIVE: Final = Sum("organizations", ("n_contracts", "idle_months", "month", "born"), active)
"""The number of active organizations."""
