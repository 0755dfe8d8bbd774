"""User fees 使用者付费: what users pay themselves, where a contract lets its provider charge them (特许经营)."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="fees_per_head",
    label="User fees",
    label_zh="使用者付费",
    unit="yuan per resident and year",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="fees paid by users, per resident and year",
    numerator=total("monthly", "user_fees"),
    denominator=Time("city.residents"),
    groupings=("district", "domain", "group"),
    needs=Needs(Text("concessions, whose users pay", "特许经营（使用者付费）"), test=lambda setting: setting.buys_by("concession")),
)
