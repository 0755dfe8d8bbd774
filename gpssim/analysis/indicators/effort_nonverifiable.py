"""Hidden effort on the non-verifiable task, as providers choose it."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="effort_nonverifiable",
    label="Effort, non-verifiable task",
    label_zh="不可核验任务努力",
    unit="latent",
    family="capacity",
    direction=1,
    meaning="effort on the non-verifiable task summed over delivered places over delivered places",
    numerator=total("services", "effort_nonverifiable"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
