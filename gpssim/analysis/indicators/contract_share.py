"""Organizations that hold a contract at the moment, whatever they held before."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="contract_share",
    label="Organizations with a contract",
    label_zh="持有合同的组织比例",
    unit="share",
    family="competition",
    direction=1,
    meaning="organizations with a contract in force over organizations, quarters of the last year",
    numerator=count("organizations", "n_contracts", where=lambda rows: rows["n_contracts"] > 0),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
