"""Quality gap: how much better ordinary citizens are served than vulnerable groups with the same kind of need."""

from __future__ import annotations

from gpssim.analysis.equity import group_gap
from gpssim.analysis.indicator import Indicator, State, total

INDICATOR = Indicator(
    name="quality_gap_vulnerable",
    label="Quality gap of vulnerable groups",
    label_zh="弱势群体质量差距",
    unit="0-1",
    family="equity",
    direction=-1,
    lowest=-1.0,
    meaning=(
        "experienced quality of ordinary citizens minus that of vulnerable groups, within each domain in which both are "
        "served, averaged by the vulnerable groups' number served"
    ),
    state=State(
        (("quality", total("monthly", "experienced_quality")), ("served", total("monthly", "n_served"))),
        ("domain", "group"),
        lambda rows: group_gap(rows, "quality", "served"),
    ),
    groupings=("district",),
)
