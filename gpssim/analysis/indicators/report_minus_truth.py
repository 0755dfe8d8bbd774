"""Report minus truth: how much better providers report at acceptance than they delivered."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum, defined


def _excess(rows: Rows) -> pd.Series:
    """Missing for contracts that ended before acceptance, are in force, or delivered nothing."""
    truth = rows["delivered_latent"] / rows["delivered"].where(rows["delivered"] > 0)
    return (rows["reported_latent"] - truth).where(rows["end_reason"] == "completed")


VALUE = Sum("contracts", ("reported_latent", "delivered_latent", "delivered", "end_reason"), _excess, month="month_ended")

INDICATOR = Indicator(
    name="report_minus_truth",
    label="Report minus truth",
    label_zh="自报与实际之差",
    unit="latent",
    family="information",
    direction=-1,
    meaning="reported minus true mean quality (latent), mean over contracts that came to acceptance",
    numerator=VALUE,
    denominator=defined(VALUE),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
