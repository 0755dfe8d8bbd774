"""Hidden effort on two tasks: one rule for every incentive."""

from __future__ import annotations

import numpy as np

from gpssim.errors import impossible


def quality_effort(
    reward_verifiable: np.ndarray,
    reward_other: np.ndarray,
    curvature: float,
    substitution: float,
    most: float = np.inf,
    least: float = 0.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Effort (e1, e2) in the box [least, most]^2 that maximizes b1 e1 + b2 e2 - (k/2)(e1^2 + e2^2) - d e1 e2.

    Parameters
    ----------
    reward_verifiable, reward_other : arrays (n,), marginal rewards b1 and b2 as shares of unit cost per latent unit.
    curvature : k > 0; substitution : d, same unit, |d| < k where the box has an open end.
    most, least : highest and lowest effort, latent units from the intrinsic level; ``inf`` and ``-inf``: no bound.

    Returns
    -------
    Two arrays (n,). ScenarioError: no bound and |d| >= k. Source:
    multitask moral hazard (Holmstrom & Milgrom 1991, JLEO 7); box and normalization assumed.
    """
    b1, b2 = np.asarray(reward_verifiable, dtype=np.float64), np.asarray(reward_other, dtype=np.float64)
    k, d = curvature, substitution
    edges = [x for x in (least, most) if np.isfinite(x)]
    if len(edges) < 2 and k * k <= d * d:
        raise impossible("substitution", d, f"between -{k} and {k} where effort has no bound")
    n, edge = len(edges), np.array(edges)[:, None]
    x, y = np.empty((2 * n + 1, b1.size)), np.empty((2 * n + 1, b1.size))  # inside, then on the edges
    x[1 : n + 1], y[1 : n + 1] = edge, np.clip((b2 - d * edge) / k, least, most)
    x[n + 1 :], y[n + 1 :] = np.clip((b1 - d * edge) / k, least, most), edge
    x[0] = y[0] = edges[0] if edges else 0.0
    if k * k > d * d:
        determinant = k * k - d * d
        inner = ((k * b1 - d * b2) / determinant, (k * b2 - d * b1) / determinant)
        inside = (inner[0] >= least) & (inner[0] <= most) & (inner[1] >= least) & (inner[1] <= most)
        np.copyto(x[0], inner[0], where=inside)
        np.copyto(y[0], inner[1], where=inside)
    else:
        x, y = x[1:], y[1:]
    gains = b1 * x + b2 * y - 0.5 * k * (x * x + y * y) - d * x * y
    best, rows = gains.argmax(axis=0), np.arange(b1.size)
    return x[best, rows], y[best, rows]


def effort_cost(e1: np.ndarray, e2: np.ndarray, curvature: float, substitution: float) -> np.ndarray:
    """Cost of effort as a share of unit cost: (k/2)(e1^2 + e2^2) + d e1 e2."""
    return 0.5 * curvature * (e1 * e1 + e2 * e2) + substitution * e1 * e2


def delivered(ability: np.ndarray, effort: np.ndarray, lost: np.ndarray | float, noise: np.ndarray | float) -> np.ndarray:
    """Quality of a task, latent: ability plus effort, less what is lost to overload, plus luck. Source: core model, eq. (7)."""
    return ability + effort - lost + noise


def social_rewards(quality_price: float, verifiability: np.ndarray, money_value: float) -> tuple[np.ndarray, np.ndarray]:
    """Rewards (b1, b2) under which :func:`quality_effort` serves society best: value of quality over that of money.

    Parameters
    ----------
    quality_price : value of a latent unit of quality, in unit costs.
    verifiability : array (n,), part of quality that the first task makes, in [0, 1].
    money_value : value of what one unit cost of public money does at the margin, >= 1, in unit costs.

    Source: first-order condition of a planner with a given appropriation, V'(q) = money_value * marginal cost of effort;
    first best of Holmstrom & Milgrom 1991 where money_value is 1.
    """
    each = quality_price / money_value
    return each * np.asarray(verifiability), each * (1.0 - np.asarray(verifiability))


def continuation_slope(record_weight: np.ndarray, gain: float, quality_value: float, spread: float) -> np.ndarray:
    """How much the chance to keep a line rises with one latent unit of delivered quality, at the margin of a close choice.

    The record moves by ``gain`` (0-1) per unit of quality, the choice counts it with ``record_weight`` times
    ``quality_value``, and rivals differ by ``spread`` (all in unit costs): a normal density at zero.
    Source: local response of a probit choice; assumption that organizations think at the margin.
    """
    return np.asarray(record_weight) * gain * quality_value / (spread * np.sqrt(2.0 * np.pi))


def career_reward(slope: np.ndarray, discount: float, stake: np.ndarray) -> np.ndarray:
    """Marginal reward R of effort through continuation: discount * slope * (V_in - V_out), never negative.

    ``stake`` is V_in - V_out in unit costs per place-month. Source: core model, eq. (7).
    """
    return np.maximum(0.0, discount * np.asarray(slope) * np.asarray(stake))


def honest_floor(effort: np.ndarray, promised: np.ndarray, ability: np.ndarray, honesty: np.ndarray, most: float) -> np.ndarray:
    """Effort that an honest organization does not go below: the part ``honesty`` (0-1) of what its promise takes.

    Source: assumption (intrinsic honesty); honesty 0 is neutral.
    """
    return np.clip(np.maximum(effort, honesty * (promised - ability)), 0.0, most)
