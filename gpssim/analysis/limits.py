"""What outcomes, and differences of outcomes, can be at all, by the name of the indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from gpssim.analysis.domains import EVERYWHERE, Domain, of_differences
from gpssim.analysis.indicators import indicators

Limits = tuple[np.ndarray, np.ndarray]
"""A lowest and a highest value for each row."""


def limits(outcome: str, differences: int = 0) -> Domain:
    """The lowest and the highest value of an outcome; infinite where there is none, and for a name that is no indicator.

    Parameters
    ----------
    outcome : name of an indicator, such as ``coverage``.
    differences : 1 for the difference of two such numbers, 2 for the difference of two differences.

    Returns
    -------
    Two numbers in the unit of the outcome.

    >>> limits("coverage"), limits("coverage", 1), limits("welfare_social")
    ((0.0, 1.0), (-1.0, 1.0), (-inf, inf))
    """
    known = indicators().get(outcome)
    domain = known.domain if known else EVERYWHERE
    for _ in range(differences):
        domain = of_differences(domain)
    return domain


def limits_of(outcomes: Iterable[object], differences: int = 0, others: Mapping[str, Domain] | None = None) -> Limits:
    """:func:`limits` of one outcome a row.

    Parameters
    ----------
    outcomes : names of indicators, shape (rows,).
    differences : as for :func:`limits`.
    others : lowest and highest value of what is no indicator, by its name.

    Returns
    -------
    Two arrays of shape (rows,): lowest and highest values, each in the unit of its outcome.
    """
    own = others or {}
    found = [own.get(str(outcome)) or limits(str(outcome), differences) for outcome in outcomes]
    return np.array([low for low, _ in found]), np.array([high for _, high in found])
