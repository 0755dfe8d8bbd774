"""Bias of beliefs: whether purchasers think too well (above 0) or too badly of the organizations they know."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="belief_bias",
    label="Bias of beliefs",
    label_zh="信念偏差",
    unit="latent",
    family="information",
    direction=0,
    meaning="mean of belief minus true quality over purchasers and organizations known",
    numerator=total("purchasers", "belief_bias"),
    denominator=total("purchasers", "n_beliefs"),
    groupings=("purchaser", "domain"),
)
