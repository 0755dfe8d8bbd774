"""Single bidding: purchases with exactly one valid offer."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="single_bid_share",
    label="Purchases with a single valid offer",
    label_zh="单一投标比例",
    unit="share",
    family="competition",
    direction=-1,
    meaning="purchases with one valid offer over purchases opened",
    numerator=count("projects", "n_valid_bids", where=lambda rows: rows["n_valid_bids"] == 1, month="month_opened"),
    denominator=count("projects", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
