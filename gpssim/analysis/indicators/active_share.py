"""Active organizations: those that hold a contract, or held one in the last 12 months."""

from __future__ import annotations

from gpssim.analysis.activity import ACTIVE
from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="active_share",
    label="Active organizations, share",
    label_zh="活跃组织比例",
    unit="share",
    family="competition",
    direction=1,
    meaning="organizations that hold a contract or held one in the last 12 months over organizations, quarters of the last year",
    numerator=ACTIVE,
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
