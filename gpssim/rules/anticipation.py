"""What bidders anticipate of the time after award, as a change of the cost that a bid is built on: one formula for each term.

Money in one unit (yuan per place-month); arguments may be numbers or arrays, shapes broadcast.
"""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def anticipated_cost(
    cost: Numbers,
    cost_share: Numbers,
    productivity: Numbers,
    rent: Numbers,
    exposure: Numbers,
    restraint: Numbers = 0.0,
    honesty: Numbers = 0.0,
) -> np.ndarray:
    """The effective cost: a bidder gains from award exactly if its price is above it.

    c - k (1 - a) / 2 - h + x where nothing restrains the cut; with a restraint c - e (1 - e / (2 k (1 - a))) - h + x with the e
    of :func:`saving_effort`: who does not mean to save out of sight cannot build its offer on it.

    Parameters
    ----------
    cost_share : a, part of the difference between cost and price that the purchaser bears, in [0, 1].
    productivity : k >= 0: effort that lowers cost by e costs e^2 / (2 k).
    rent : h, what renegotiation after award will add to the price.
    exposure : x, what the risk of a rise in cost is worth (see :func:`shock_exposure`).
    restraint, honesty : of the cut, as in :func:`saving_effort`.

    Source: core model eq. (3); McAfee & McMillan 1986 for shared cost. Neutral: all 0.

    >>> float(anticipated_cost(0.5, 0.25, 0.5, 0.1, 0.05))
    0.2625
    """
    kept = 1.0 - cost_share
    cut = saving_effort(kept, productivity, restraint, honesty)
    return np.asarray(cost - saving_gain(cut, kept, productivity) - rent + exposure)


def saving_effort(kept: Numbers, productivity: Numbers, restraint: Numbers = 0.0, honesty: Numbers = 0.0) -> np.ndarray:
    """By how much a contractor lowers its cost when it keeps a part of what it saves.

    k max(0, s - r) (1 - h): the e at which the part kept, less what the harm done costs the contractor itself, equals e / k; an
    honest one does without the part of the cut that its honesty rules out.

    Parameters
    ----------
    kept : s, part of a saving that stays with the contractor, in [0, 1].
    productivity : k >= 0, share of unit cost.
    restraint : r >= 0: what it loses itself by the harm of one unit of cost cut (mission, standing, deductions), in units of cost.
    honesty : h, part of its promise that it keeps whatever the incentive, in [0, 1].

    Source: core model eq. (3) and (7), first-order condition; Laffont & Tirole 1986; McAfee & McMillan 1986; restraint: Hart,
    Shleifer & Vishny 1997; Holmstrom & Milgrom 1991. Neutral: restraint and honesty 0.

    >>> float(saving_effort(0.5, 0.5)), float(saving_effort(1.0, 0.5, 0.5, 0.5))
    (0.25, 0.125)
    """
    own = kept - np.minimum(restraint, np.maximum(0.0, kept))
    return np.asarray(productivity * own * (1.0 - honesty))


def saving_gain(effort: Numbers, kept: Numbers, productivity: Numbers) -> np.ndarray:
    """What cutting cost is worth to who keeps a part of it, in units of cost that it bears: e (1 - e / (2 k s)); 0 where k s is 0.

    >>> float(saving_gain(0.25, 0.5, 0.5))
    0.125
    """
    cut, most = np.asarray(effort), 2.0 * productivity * kept
    if np.ndim(most) == 0:  # one bound for all
        return np.asarray(cut * (1.0 - cut / most)) if most else cut
    part = np.divide(cut, most, out=np.zeros(np.broadcast(cut, most).shape), where=most != 0.0)
    return np.asarray(cut * (1.0 - part))


def forced_cut(cut: Numbers, loss: Numbers, part: Numbers, productivity: Numbers) -> np.ndarray:
    """The cut of who loses money on a contract and makes good a part of the loss out of what nobody sees; at most k.

    Beyond k (the cut of who keeps all and minds nothing) a further cut costs more than it saves.

    Parameters
    ----------
    loss : what a place-month costs beyond its price after the intended cut, share of unit cost; gains count as none.

    Source: the effort that a price can bear; performance after winning too low, Decarolis 2014; form assumed. Neutral: ``part`` 0.

    >>> float(forced_cut(0.1, 0.2, 0.5, 0.5)), float(forced_cut(0.1, 2.0, 0.5, 0.5))
    (0.2, 0.5)
    """
    made_good = np.asarray(part) * np.maximum(0.0, np.asarray(loss))
    return np.minimum(np.maximum(productivity, cut), cut + made_good)


def saving_strain(effort: Numbers, productivity: Numbers) -> np.ndarray:
    """What that effort costs: e^2 / (2 k); nothing where effort has no effect (k = 0, e = 0).

    >>> float(saving_strain(0.25, 0.5))
    0.0625
    """
    squared = 0.5 * np.asarray(effort) * effort
    return np.divide(squared, productivity, out=np.zeros_like(squared), where=np.asarray(productivity) > 0.0)


def shared_difference(price: Numbers, cost: Numbers, cost_share: Numbers) -> np.ndarray:
    """The purchaser's part of the difference between realized cost and price. Source: core model eq. (8).

    >>> float(shared_difference(100.0, 80.0, 0.25))
    -5.0
    """
    return np.asarray(np.asarray(cost_share) * (np.asarray(cost) - price))


def shock_exposure(chance: Numbers, rise: Numbers, liability: Numbers) -> np.ndarray:
    """What the risk of a rise in cost adds to the lowest price at which work pays, with the option to default.

    Who fulfills loses chance times the rise; who defaults loses its liability instead, and must earn it in good times: the
    cheaper of the two, min{p L / (1 - p), p D}.

    Parameters
    ----------
    chance : p of the rise, in [0, 1]; who is sure of it cannot earn anything in good times and bears it.
    rise : D >= 0.
    liability : L >= 0, what a defaulting contractor loses: bond and reserves.

    Source: core model eq. (3); Spulber 1990; Waehrer 1995.

    >>> shock_exposure(0.2, 1.0, np.array([0.0, 0.4, 2.0])).round(9).tolist()
    [0.0, 0.1, 0.2]
    """
    p = np.asarray(chance, dtype=np.float64)
    lost, good = np.asarray(p * liability), np.asarray(1.0 - p)
    earned = np.divide(lost, good, out=np.full(np.broadcast(lost, good).shape, np.inf), where=good > 0.0)
    return np.minimum(earned, p * rise)


def defaults(margin: Numbers, rise: Numbers, liability: Numbers) -> np.ndarray:
    """Whether a contractor whose cost has risen walks away: what it would earn less the rise is worse than losing its liability.

    Parameters
    ----------
    margin : price less cost without the rise, b - c.

    Source: core model eq. (7): b - c < D - L; Waehrer 1995.

    >>> defaults(0.125, 1.0, np.array([0.5, 0.875, 1.0])).tolist()
    [True, False, False]
    """
    return np.asarray(np.asarray(margin) < np.asarray(rise) - liability)
