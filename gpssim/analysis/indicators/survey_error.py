"""Error of the survey of need: how far purchasers' surveys are from the need there is."""

from __future__ import annotations

import numpy as np

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="survey_error",
    label="Error of need surveys",
    label_zh="需求调查误差",
    unit="log (root mean square)",
    family="information",
    direction=-1,
    lowest=0.0,
    meaning="square root of the mean squared log error of surveys",
    numerator=total("purchasers", "survey_error"),
    denominator=total("purchasers", "n_surveys"),
    groupings=("purchaser", "domain"),
    finish=np.sqrt,
)
