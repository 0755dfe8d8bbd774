"""Winning price over ceiling: the median over awards."""

from __future__ import annotations

from gpssim.calibration.moment import Moment, median_of

MOMENT = Moment(
    name="winning_price",
    label="Winning price over ceiling",
    label_zh="中标价与限价之比（中位数）",
    unit="ratio",
    meaning="median of the winning price over the ceiling, over purchases with an award",
    measure=lambda frame, inside: median_of(frame["price"][inside]),
)
