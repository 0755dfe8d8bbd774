"""Bidders to try families on: five organizations that differ in cost unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gpssim.bidding.base import BidderInfo, PromiseTerms, Rivals
from gpssim.mechanisms.open_tender import OpenTender

COSTS = np.array([70.0, 80.0, 86.0, 95.0, 105.0])
TERMS = PromiseTerms(effort_cost=0.4, penalty=0.25, tolerance=0.25, detection=0.5)


def bidders(**changes: object) -> BidderInfo:
    """A tender under a ceiling of 100 with two rivals expected at a cost of 86."""
    none = np.zeros(COSTS.size)
    usual = BidderInfo(OpenTender(), 100.0, -np.inf, Rivals(2.0, 86.0), TERMS, COSTS, none, none, np.full(COSTS.size, 0.6), none)
    return replace(usual, **changes)  # type: ignore[arg-type]  # the fields' own types
