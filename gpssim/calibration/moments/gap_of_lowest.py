"""Gap between the two lowest offers: how much a winner by price left on the table."""

from __future__ import annotations

from gpssim.calibration.moment import Moment, median_of

MOMENT = Moment(
    name="gap_of_lowest",
    label="Gap between the two lowest offers",
    label_zh="最低与次低报价之差",
    unit="ratio",
    meaning="median of the second-lowest valid price less the lowest, over the lowest, over purchases with two valid offers",
    measure=lambda frame, inside: median_of(frame["gap"][inside]),
)
