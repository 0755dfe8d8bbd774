"""Offers per purchase: how many bid where anybody does."""

from __future__ import annotations

from gpssim.calibration.moment import Moment, mean_of

MOMENT = Moment(
    name="offers_per_purchase",
    label="Offers per purchase",
    label_zh="每次采购的报价数",
    unit="offers",
    meaning="mean number of offers over purchases with at least one",
    measure=lambda frame, inside: mean_of(frame["n_offers"][inside & (frame["n_offers"] > 0).to_numpy()]),
)
