"""Capability: the true ability of the organizations that are there, whether they hold contracts or not."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="capability",
    label="Capability",
    label_zh="组织能力",
    unit="latent",
    family="capacity",
    direction=1,
    meaning="true ability, mean over organizations and the quarters of the last year",
    numerator=total("organizations", "ability"),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
    primary=True,
)
