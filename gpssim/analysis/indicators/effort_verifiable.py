"""Hidden effort on the verifiable task, as providers choose it."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="effort_verifiable",
    label="Effort, verifiable task",
    label_zh="可核验任务努力",
    unit="latent",
    family="capacity",
    direction=1,
    meaning="effort on the verifiable task summed over delivered places over delivered places",
    numerator=total("services", "effort_verifiable"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
