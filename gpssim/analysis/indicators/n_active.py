"""Active organizations by number; all on the register are ``n_organizations``."""

from __future__ import annotations

from gpssim.analysis.activity import ACTIVE
from gpssim.analysis.indicator import Indicator

INDICATOR = Indicator(
    name="n_active",
    label="Active organizations",
    label_zh="活跃组织数",
    unit="organizations",
    family="competition",
    direction=1,
    lowest=0.0,
    meaning="organizations that hold a contract or held one in the last 12 months, in the last quarter",
    numerator=ACTIVE,
    aggregation="end",
    groupings=("kind", "domain"),
)
