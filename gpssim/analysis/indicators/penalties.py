"""Penalties: what is deducted at acceptance for quality below the promise."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="penalties",
    label="Penalties",
    label_zh="违约扣款",
    unit="yuan per 1000 yuan paid",
    family="money",
    direction=0,
    lowest=0.0,
    meaning="1000 times deductions at acceptance over money paid",
    numerator=Sum("purchasers", ("penalties",), lambda rows: 1000 * rows["penalties"]),
    denominator=total("purchasers", "paid"),
    groupings=("purchaser", "domain"),
    needs=Needs(
        Text("deductions at acceptance (lever penalty) or fines for shirking", "验收扣款（政策工具 penalty）或怠工罚款"),
        ("policy.levers.penalty", "policy.levers.payment", "policy.levers.fine"),
    ),
)
