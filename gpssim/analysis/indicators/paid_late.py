"""Late payment: money that reached organizations after it fell due."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="paid_late",
    label="Paid late",
    label_zh="逾期支付比例",
    unit="share",
    family="money",
    direction=-1,
    meaning="money paid after the month in which it fell due over money paid",
    numerator=total("purchasers", "paid_late"),
    denominator=total("purchasers", "paid"),
    groupings=("domain", "purchaser"),
    needs=Needs(Text("late payment (world.purchasers.delay)", "付款拖延（world.purchasers.delay）"), ("world.purchasers.delay",)),
)
