"""Proposal skill: how well organizations write offers, whatever their ability; grows with offers made."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="proposal_skill",
    label="Proposal skill",
    label_zh="标书撰写能力",
    unit="latent",
    family="capacity",
    direction=0,
    meaning="proposal skill, mean over organizations and the quarters of the last year",
    numerator=total("organizations", "proposal_skill"),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
