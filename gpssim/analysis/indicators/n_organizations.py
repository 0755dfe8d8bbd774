"""Organizations that are there at the end of the window, with or without a contract."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="n_organizations",
    label="Organizations",
    label_zh="组织数",
    unit="organizations",
    family="competition",
    direction=1,
    lowest=0.0,
    meaning="organizations on the register in the last quarter",
    numerator=count("organizations"),
    aggregation="end",
    groupings=("kind", "domain"),
)
