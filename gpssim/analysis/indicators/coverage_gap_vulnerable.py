"""Coverage gap: how much better ordinary citizens are covered than vulnerable groups 弱势群体 with the same kind of need."""

from __future__ import annotations

from gpssim.analysis.equity import group_gap
from gpssim.analysis.indicator import Indicator, State, total

INDICATOR = Indicator(
    name="coverage_gap_vulnerable",
    label="Coverage gap of vulnerable groups",
    label_zh="弱势群体覆盖差距",
    unit="share",
    family="equity",
    direction=-1,
    lowest=-1.0,
    meaning=(
        "coverage of ordinary citizens minus that of vulnerable groups, within each domain in which both have needs, "
        "averaged by the vulnerable groups' need"
    ),
    state=State(
        (("served", total("monthly", "n_served")), ("need", total("monthly", "n_need"))),
        ("domain", "group"),
        lambda rows: group_gap(rows, "served", "need"),
    ),
    groupings=("district",),
    primary=True,
)
