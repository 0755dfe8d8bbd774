"""Capability of the strongest tenth: the 90th percentile of true ability at the end of the window."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, State, total

INDICATOR = Indicator(
    name="capability_p90",
    label="Capability, 90th percentile",
    label_zh="组织能力第90百分位",
    unit="latent",
    family="capacity",
    direction=1,
    meaning="90th percentile of true ability over organizations in the last quarter",
    state=State(
        (("ability", total("organizations", "ability")),),
        ("organization",),
        lambda rows: rows.groupby("cell")["ability"].quantile(0.9),
    ),
    aggregation="end",
    groupings=("kind", "domain"),
)
