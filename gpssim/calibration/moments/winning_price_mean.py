"""Winning price over ceiling: the mean over awards."""

from __future__ import annotations

from gpssim.calibration.moment import Moment, mean_of

MOMENT = Moment(
    name="winning_price_mean",
    label="Winning price over ceiling, mean",
    label_zh="中标价与限价之比（均值）",
    unit="ratio",
    meaning="mean of the winning price over the ceiling, over purchases with an award",
    measure=lambda frame, inside: mean_of(frame["price"][inside]),
)
