"""The terms of welfare in yuan, each a sum over one table.

Prices are assumptions of the scenario's world, all in units of a domain's reference cost: a served place-month is worth
``service_value`` + ``quality_price`` x latent quality as experienced, a month of unmet need costs ``waiting_price``, a yuan
of public money costs ``excess_burden`` more than a yuan. Citizens are survey units and count for the residents they stand for.

*Source:* assumptions with tested ranges (``scales`` of the world); marginal excess burden 0.2, range 0-0.5.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gpssim.analysis.indicator import Sum

COST, WEIGHT, OF = "domains.unit_cost", "city.residents", "city.n_citizens"
VALUE, QUALITY, WAITING = "scales.service_value", "scales.quality_price", "scales.waiting_price"
BURDEN, HOUR = "scales.excess_burden", "purchasers.wage_hour"


def _residents(rows: pd.DataFrame, unit_costs: pd.Series) -> pd.Series:
    return unit_costs * rows[COST] * rows[WEIGHT] / rows[OF]


def _value(rows: pd.DataFrame) -> pd.Series:
    return _residents(rows, rows[VALUE] * rows["n_served"] + rows[QUALITY] * rows["experienced_latent"])


def _waiting(rows: pd.DataFrame) -> pd.Series:
    return -_residents(rows, rows[WAITING] * rows["waiting"])


def _real_costs_of_buying(rows: pd.DataFrame) -> pd.Series:
    return -(rows["procedure_cost"] + rows[HOUR] * (rows["official_hours"] + rows["monitoring_hours"]))


def _payments(rows: pd.DataFrame) -> pd.Series:
    return rows["paid"] + rows["procedure_cost"]


def _burden(rows: pd.DataFrame) -> pd.Series:
    return -rows[BURDEN] * _payments(rows)


def _taxpayers(rows: pd.DataFrame) -> pd.Series:
    return -(1 + rows[BURDEN]) * _payments(rows)


def _delivery(rows: pd.DataFrame) -> np.ndarray:
    return -(rows["cost_delivery"] + rows["cost_effort"]).to_numpy()


VALUE_OF_SERVICE: Final = Sum("monthly", ("n_served", "experienced_latent", "domain"), _value, (COST, WEIGHT, OF, VALUE, QUALITY))
USER_FEES: Final = Sum("monthly", ("user_fees",), lambda rows: -rows["user_fees"])
COST_OF_WAITING: Final = Sum("monthly", ("waiting", "domain"), _waiting, (COST, WEIGHT, OF, WAITING))
COST_OF_DELIVERY: Final = Sum("services", ("cost_delivery", "cost_effort"), _delivery)
COST_OF_OFFERS: Final = Sum("projects", ("bidder_cost",), lambda rows: -rows["bidder_cost"], month="month_opened")
COST_OF_DEVELOPMENT: Final = Sum("purchasers", ("development_cost",), lambda rows: -rows["development_cost"])
COST_OF_BUYING: Final = Sum("purchasers", ("procedure_cost", "official_hours", "monitoring_hours"), _real_costs_of_buying, (HOUR,))
EXCESS_BURDEN: Final = Sum("purchasers", ("paid", "procedure_cost"), _burden, (BURDEN,))
TAXPAYERS: Final = Sum("purchasers", ("paid", "procedure_cost"), _taxpayers, (BURDEN,))
