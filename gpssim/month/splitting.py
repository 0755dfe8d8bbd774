"""Splitting 化整为零: a project above the threshold is divided into parts below it, which are bought directly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gpssim.agents.contracts import Line
from gpssim.month import costing
from gpssim.rules.favoring import parts_below
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

PART = 7_000
"""Where the numbers of parts begin in their keys."""
BELOW = (0.90, 0.98)
"""How far below the threshold the parts are kept, share of it, from and to (assumption)."""


def divide(model: PublicServiceMarket, line: Line) -> list[Line]:
    """Divide a planned purchase, if its purchaser is so inclined; a part of a divided one stays with direct purchase.

    Returns what is to be opened: the line, which keeps the first part, and a line of its own for each other part.
    """
    v, limit = model.world.violations, threshold(model)
    if v.splitting <= 0.0 or costing.mechanism_of(model, line.mechanism).admissible == "own":
        return [line]
    price = costing.expected_ceiling(model, line)
    value = price * line.places * MONTHS_PER_YEAR
    inclined = v.splitting * (1.0 - float(model.purchasers.integrity[line.purchaser])) * model.frictions.ties
    key = (line.key, line.fiscal_year)
    if (value < limit and not line.split) or model.luck.uniform("splitting", *key) >= inclined:
        line.split = 0
        return [line]
    margin = BELOW[0] + (BELOW[1] - BELOW[0]) * model.luck.uniform("kept below", *key)
    places = [part / (price * MONTHS_PER_YEAR) for part in parts_below(value, limit, margin)]
    line.mechanism, line.split, line.places = direct(model), max(line.split, len(places)), places[0]
    parts = [line]
    for number, wanted in enumerate(places[1:], start=1):
        parts.append(part_of(model, line, number, wanted))
        model.lines.append(parts[-1])
    return parts


def part_of(model: PublicServiceMarket, line: Line, number: int, places: float) -> Line:
    """A further part as a line of its own, opened with the first."""
    key = combine(line.key, PART + number, line.fiscal_year)
    fresh = replace(line, row=len(model.lines), key=key, places=places, contract=-1, last_contract=-1)
    return replace(fresh, pending=False, in_gap=False, bridged=0, closed=False)


def threshold(model: PublicServiceMarket) -> float:
    """Value from which a project may not be bought directly, yuan: the purchase limit of the rules in force, else the world's."""
    limit = 0.0 if model.rules is None else model.rules.thresholds.purchase_limit
    return limit if limit > 0.0 else float(model.world.violations.threshold)


def direct(model: PublicServiceMarket) -> str:
    """The mechanism by which parts are bought: the one that the policy falls back on, if it is direct."""
    fallback = model.policy_state.levers.after_failure
    if fallback and costing.mechanism_of(model, fallback).admissible == "own":
        return fallback
    return "directed_commission"
