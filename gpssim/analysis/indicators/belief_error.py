"""Error of beliefs: how far purchasers are from the truth about the quality of the organizations they know."""

from __future__ import annotations

import numpy as np

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="belief_error",
    label="Error of beliefs",
    label_zh="信念误差",
    unit="latent (root mean square)",
    family="information",
    direction=-1,
    lowest=0.0,
    meaning="square root of the mean squared difference between belief and true quality over purchasers and organizations known",
    numerator=total("purchasers", "belief_error"),
    denominator=total("purchasers", "n_beliefs"),
    groupings=("purchaser", "domain"),
    finish=np.sqrt,
)
