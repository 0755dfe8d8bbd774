"""How a purchaser sizes, costs and ranks what it buys."""

from __future__ import annotations

import numpy as np


def surveyed(true_need: float, noise: float, normal: float) -> float:
    """Need as a survey finds it: true need times exp(noise * normal), in places. Source: market rule A 4; log error assumed."""
    return float(true_need * np.exp(noise * normal))


def survey_error(base: float, participation: float, part_participation: float, embeddedness: float, part_embedded: float) -> float:
    """Log error of the survey: falls with participation (0-1) and with embedded providers (0-1). Source: assumption."""
    return base * (1.0 - part_participation * participation) * (1.0 - part_embedded * embeddedness)


def ceiling(surveyed_cost: float, last_price: float, margin: float, ratchet: float, noise: float, normal: float) -> float:
    """Ceiling price (yuan per place-month): (1 + g) [(1 - x) surveyed cost + x last price] (1 + noise * normal).

    Without a last price the surveyed cost stands in. Source: market rule B 10.
    """
    last = surveyed_cost if np.isnan(last_price) else last_price
    return (1.0 + margin) * ((1.0 - ratchet) * surveyed_cost + ratchet * last) * max(0.1, 1.0 + noise * normal)


def rank_of_need(unmet: np.ndarray, priority: float, visibility: float, ceiling_price: float) -> np.ndarray:
    """Rank of districts for the next project: unmet need * priority * visibility / ceiling. Source: market rule A 4."""
    return unmet * priority * visibility / ceiling_price


def outside_price(disclosed: float, ceiling_price: float, procedure_cost: float, volume: float, delay_share: float) -> float:
    """What the purchaser expects to pay elsewhere: disclosed price plus procedure and delay, at most the ceiling.

    ``disclosed`` (yuan per place-month) is nan where nothing was tendered lately: then the ceiling. Source: market rule C 13.
    """
    if np.isnan(disclosed):
        return ceiling_price
    return float(min(ceiling_price, disclosed * (1.0 + delay_share) + procedure_cost / max(volume, 1.0)))


def delayed(months: np.ndarray, uniform: np.ndarray, delay: float) -> np.ndarray:
    """Month in which an instalment is really paid: geometric delay with monthly probability ``delay`` in [0, 1).

    Source: market rule B 11 (fiscal stress), inverse distribution function of a geometric.
    """
    if delay <= 0.0:
        return months
    return months + np.floor(np.log(uniform) / np.log(min(delay, 0.95))).astype(np.int64)


def told_by(known: np.ndarray, signal: np.ndarray) -> np.ndarray:
    """Part of a survey's error that everybody who told something removes together, in [0, 1]: 1 - (1 - known)(1 - signal).

    Source: market rule E 24 (proposals tell local need); independent signals assumed.

    >>> told_by(np.array([0.5]), np.array([0.2])).tolist()
    [0.6]
    """
    return np.asarray(1.0 - (1.0 - known) * (1.0 - signal))
