"""Social welfare: value of services less real costs, the excess burden of public money and the cost of waiting.

Prices are assumptions of the world's ``scales``: see :mod:`gpssim.analysis.welfare`.
"""

from __future__ import annotations

from gpssim.analysis import welfare
from gpssim.analysis.indicator import Indicator, Time

INDICATOR = Indicator(
    name="welfare_social",
    label="Social welfare",
    label_zh="社会福利",
    unit="yuan per resident and year",
    family="welfare",
    direction=1,
    meaning=(
        "value of service - delivery, effort, offers, trials of service models, procedure and officials' time - "
        "excess burden of payments - waiting, per resident and year"
    ),
    numerator=(
        welfare.VALUE_OF_SERVICE,
        welfare.COST_OF_WAITING,
        welfare.COST_OF_DELIVERY,
        welfare.COST_OF_OFFERS,
        welfare.COST_OF_DEVELOPMENT,
        welfare.COST_OF_BUYING,
        welfare.EXCESS_BURDEN,
    ),
    denominator=Time("city.residents"),
    groupings=("domain",),
    primary=True,
)
