"""Who funds whom: soft budgets, grants of foundations, hubs, posts, incubators, supervising units."""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def deficit_covered(cash: Numbers, owed: Numbers, softness: Numbers) -> np.ndarray:
    """What the treasury adds to an organization short of money: ``softness`` times what is missing (cash below 0, arrears).

    Source: soft budget constraint, Kornai 1986. Neutral: softness 0.

    >>> deficit_covered(np.array([-300.0, 200.0]), np.array([100.0, 0.0]), 0.5).tolist()
    [200.0, 0.0]
    """
    missing = np.maximum(0.0, np.asarray(owed) - np.asarray(cash))
    return np.asarray(softness * missing)


def grant_from(private_income: Numbers, payout: Numbers, cash: Numbers, kept: Numbers) -> np.ndarray:
    """Yuan a foundation gives in a month: its payout of private income, no more than its cash beyond what it keeps."""
    return np.clip(payout * np.asarray(private_income), 0.0, np.maximum(0.0, np.asarray(cash) - kept))


def dividend(surplus: Numbers, part: Numbers, cash: Numbers) -> np.ndarray:
    """What owners take of a year's surplus after tax: a part of it, no more than there is cash."""
    return np.clip(part * np.maximum(0.0, np.asarray(surplus)), 0.0, np.maximum(0.0, np.asarray(cash)))


def donors_turn(given: Numbers, idle: Numbers, patience: int, kept: float) -> np.ndarray:
    """Yuan given to organizations ``idle`` for so many months: the part ``kept`` of it once they are idle longer than ``patience``.

    Source: donors pay for work that they see done; assumption. Neutral: kept 1.

    >>> donors_turn(2500.0, np.array([0, 12, 13]), 12, 0.2).tolist()
    [2500.0, 2500.0, 500.0]
    """
    return np.asarray(given * np.where(np.asarray(idle) > patience, kept, 1.0))


def reserve_spent(cash: Numbers, month: Numbers, kept: float, part: float) -> np.ndarray:
    """Yuan of its reserve that an organization spends in a year: ``part`` of what it holds beyond ``kept`` months of its cost.

    Nonprofits may not hoard without bound: charitable organizations must spend a share of their net assets every year (Charity
    Law, rules on yearly spending of 2016, MEMORY); beyond a bound and a part is assumed. Neutral: part 0.

    >>> reserve_spent(np.array([500_000.0, 90_000.0]), 10_000.0, 12.0, 0.25).tolist()
    [95000.0, 0.0]
    """
    return np.asarray(part * np.maximum(0.0, np.asarray(cash) - kept * np.asarray(month)))


def parts_of(places: float, kept: float, most_parts: int, n_members: int) -> tuple[float, float]:
    """Places a hub serves itself, and places of each of ``n_members``: what is not ``kept`` is cut into ``most_parts`` equal parts,
    and those for which there is no member stay with the hub.

    Source: market rule D 25; equal parts assumed.

    >>> parts_of(100.0, 0.4, 2, 2), parts_of(100.0, 0.4, 2, 1)
    ((40.0, 30.0), (70.0, 30.0))
    """
    part = (1.0 - kept) * places / most_parts
    return places - n_members * part, part


def earned_by_posts(value: Numbers, filled: Numbers, agreed: Numbers) -> np.ndarray:
    """Pay for seconded posts 岗位购买: value * posts filled / posts agreed (place-months they could serve), at most the value.

    What the posts deliver, and how well, does not enter. Source: market rule D 25.

    >>> float(earned_by_posts(120_000.0, 900.0, 1_200.0))
    90000.0
    """
    return np.asarray(value * np.minimum(1.0, filled / np.maximum(agreed, 1e-9)))


def seats(budget: float, cost: float) -> int:
    """Organizations an incubator has room for: what a year's budget pays, at a monthly cost of one (both yuan).

    >>> seats(200_000.0, 4_500.0)
    3
    """
    return int(budget / (12.0 * cost))


def sponsor_chance(alone: float, ties: Numbers) -> np.ndarray:
    """Chance that a candidate finds a supervising unit 业务主管单位: 1 - (1 - alone) * exp(-ties), ``ties`` summed over purchasers.

    Source: dual management 双重管理; form assumed. Neutral: alone 1.

    >>> float(sponsor_chance(0.4, 0.0).round(6))
    0.4
    """
    return np.asarray(1.0 - (1.0 - alone) * np.exp(-np.asarray(ties)))
