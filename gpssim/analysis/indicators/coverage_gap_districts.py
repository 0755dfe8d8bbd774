"""Coverage gap between districts: the best one minus the worst one."""

from __future__ import annotations

from gpssim.analysis.equity import widest_gap
from gpssim.analysis.indicator import Indicator, State, total

INDICATOR = Indicator(
    name="coverage_gap_districts",
    label="Coverage gap between districts",
    label_zh="片区覆盖差距",
    unit="share",
    family="equity",
    direction=-1,
    meaning="coverage of the best district minus that of the worst, within each domain, averaged by the domains' need",
    state=State(
        (("served", total("monthly", "n_served")), ("need", total("monthly", "n_need"))),
        ("district", "domain"),
        lambda rows: widest_gap(rows, "served", "need"),
    ),
)
