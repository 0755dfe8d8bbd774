"""Taxes on receipts and surplus, and what they do to a break-even price."""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def business_tax(rate: Numbers, surcharges: float) -> np.ndarray:
    """Part of receipts that goes in business tax, which is contained in the price: rate * (1 + surcharges).

    Source: rules before May 2016; rates MEMORY.

    >>> float(business_tax(0.05, 0.12).round(6))
    0.056
    """
    return np.asarray(rate * (1.0 + surcharges))


def value_added_tax(rate: Numbers, surcharges: float) -> np.ndarray:
    """Part of receipts that goes in VAT, which comes on top of the net price: rate * (1 + surcharges) / (1 + rate).

    Input tax is left out: services buy little beside work. Source: rules since May 2016; rates MEMORY.

    >>> float(value_added_tax(0.03, 0.12).round(6))
    0.032621
    """
    return np.asarray(np.asarray(rate) * (1.0 + surcharges) / (1.0 + np.asarray(rate)))


def by_size(amount: Numbers, limit: float, small: float, usual: float) -> np.ndarray:
    """The rate that applies: ``small`` up to the limit (same unit as ``amount``), else ``usual``."""
    return np.where(np.asarray(amount) <= limit, small, usual)


def taxed_cost(cost: Numbers, part: Numbers) -> np.ndarray:
    """Price at which an organization breaks even when ``part`` of receipts, in [0, 1), goes in tax: cost / (1 - part).

    >>> float(taxed_cost(94.4, 0.056).round(6))
    100.0
    """
    return np.asarray(np.asarray(cost) / (1.0 - np.asarray(part)))


def surplus_tax(surplus: Numbers, rate: Numbers) -> np.ndarray:
    """Tax on a year's surplus: rate times what is above nothing; losses are carried on."""
    return np.asarray(rate * np.maximum(0.0, np.asarray(surplus)))


def margin_after_tax(margin: Numbers, own_part: Numbers, usual_part: Numbers, profit_rate: Numbers) -> np.ndarray:
    """What a founder expects to keep of receipts: its margin, less by how much its tax on receipts exceeds the usual one (which the
    margin contains), less tax on the surplus; all shares.

    >>> float(margin_after_tax(0.10, 0.056, 0.0, 0.25).round(6))
    0.033
    """
    before = np.asarray(margin) + usual_part - own_part
    return np.asarray(before - surplus_tax(before, profit_rate))
