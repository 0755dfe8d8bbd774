"""Capability of the weakest tenth: the 10th percentile of true ability at the end of the window."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, State, total

INDICATOR = Indicator(
    name="capability_p10",
    label="Capability, 10th percentile",
    label_zh="组织能力第10百分位",
    unit="latent",
    family="capacity",
    direction=1,
    meaning="10th percentile of true ability over organizations in the last quarter",
    state=State(
        (("ability", total("organizations", "ability")),),
        ("organization",),
        lambda rows: rows.groupby("cell")["ability"].quantile(0.1),
    ),
    aggregation="end",
    groupings=("kind", "domain"),
)
