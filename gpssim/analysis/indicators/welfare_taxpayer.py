"""Taxpayer-citizen welfare: value of services less what users and taxpayers give for it and the cost of waiting.

Providers' surplus does not count.
Prices are assumptions of the world's ``scales``: see :mod:`gpssim.analysis.welfare`.
"""

from __future__ import annotations

from gpssim.analysis import welfare
from gpssim.analysis.indicator import Indicator, Time

INDICATOR = Indicator(
    name="welfare_taxpayer",
    label="Taxpayer-citizen welfare",
    label_zh="纳税人与公众福利",
    unit="yuan per resident and year",
    family="welfare",
    direction=1,
    meaning="value of service - fees - (1 + excess burden) times payments and procedure cost - waiting, per resident and year",
    numerator=(welfare.VALUE_OF_SERVICE, welfare.USER_FEES, welfare.COST_OF_WAITING, welfare.TAXPAYERS),
    denominator=Time("city.residents"),
    groupings=("domain",),
)
