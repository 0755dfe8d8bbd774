"""Clients dropped: those who lose their place because a provider changes, shrinks or leaves."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="clients_dropped",
    label="Clients dropped",
    label_zh="服务中断",
    unit="per 1000 served and year",
    family="service",
    direction=-1,
    lowest=0.0,
    meaning="12 000 times clients dropped over the months of service",
    numerator=Sum("monthly", ("n_dropped",), lambda rows: 12_000 * rows["n_dropped"]),
    denominator=total("monthly", "n_served"),
    groupings=("district", "domain", "group"),
)
