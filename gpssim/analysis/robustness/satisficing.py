"""Satisficing: in how many worlds a policy is good enough."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING

import pandas as pd

from gpssim.analysis.periods import Period
from gpssim.analysis.questions import Question
from gpssim.analysis.robustness.side_by_side import Worlds, better, side_by_side
from gpssim.analysis.shares import share_interval
from gpssim.errors import StudyError, impossible, unknown
from gpssim.plain import listed

if TYPE_CHECKING:
    from gpssim.records.results import Results

Enough = tuple[float | None, float | None] | str
"""What is good enough: lowest and highest value (``None`` for no limit), or the policy than which it must be no worse."""
ALL = "all"


def satisficing(
    results: Results,
    thresholds: Mapping[str, Enough],
    period: Period = "all",
    closure: str = "",
    worlds: Worlds = "plausible",
) -> pd.DataFrame:
    """The share of worlds in which each policy is good enough, outcome by outcome and in all of them at once.

    Parameters
    ----------
    results, closure, worlds : as for :func:`gpssim.analysis.robustness.regrets`.
    thresholds : by outcome, in its unit: ``{"coverage": (0.5, None), "price_to_ceiling": (None, 0.95)}``, or the name of a policy:
        ``{"coverage": "open_tender"}`` asks for no less than under open tender in the same world.
    period : of all outcomes.

    Returns
    -------
    DataFrame ``policy, outcome, share, low, high, n``: Wilson's 95 % intervals over the ``n`` worlds in which all outcomes are
    known under all policies; ``outcome`` is ``all`` for all thresholds at once.

    Raises
    ------
    ScenarioError : no threshold, one that is neither, or an outcome without a direction beside a policy.
    StudyError, UnknownNameError : as there; no such policy.

    *Source:* Starr 1963 (domain criterion), after Herman et al. 2015, doi:10.1061/(ASCE)WR.1943-5452.0000509.
    """
    if not thresholds:
        raise impossible("thresholds", {}, "an outcome or more with what is good enough")
    held = {
        outcome: _held(results, outcome, enough, side_by_side(results, Question(outcome, period), closure, worlds))  # type: ignore[arg-type]  # windows of months are periods, too
        for outcome, enough in thresholds.items()
    }
    return satisficing_table(held)


def satisficing_table(held: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The same of tables of worlds by policies, an outcome each, that say whether it is good enough."""
    common = sorted(set.intersection(*(set(table.index) for table in held.values())))
    if not common:
        raise StudyError("there is no world in which all outcomes are known")
    known = {outcome: table.loc[common] for outcome, table in held.items()}
    together = next(iter(known.values()))
    for table in known.values():
        together = together & table
    rows = []
    for policy in together:
        for outcome, table in {**known, ALL: together}.items():
            n_true = int(table[policy].sum())
            low, high = share_interval(n_true, len(common))
            rows.append((str(policy), outcome, n_true / len(common), float(low), float(high), len(common)))
    return pd.DataFrame(rows, columns=["policy", "outcome", "share", "low", "high", "n"])


def _held(results: Results, outcome: str, enough: Enough, table: pd.DataFrame) -> pd.DataFrame:
    if isinstance(enough, str):
        if enough not in results.policies:
            raise unknown("policy in these results:", enough, results.policies)
        side = better(outcome)
        return (side * table).ge(side * table[enough], axis=0)
    low, high = _limits(outcome, enough)
    return (table >= (-inf if low is None else low)) & (table <= (inf if high is None else high))


def _limits(outcome: str, enough: object) -> tuple[float | None, float | None]:
    domain = "a lowest and a highest value, one of which may be None, or the name of a policy"
    ends = listed(f"thresholds[{outcome!r}]", enough, domain)
    wrong = [end for end in ends if end is not None and (isinstance(end, bool) or not isinstance(end, (int, float)))]
    if len(ends) != 2 or wrong or ends == (None, None):
        raise impossible(f"thresholds[{outcome!r}]", enough, domain)
    low, high = ends
    if low is not None and high is not None and low > high:
        raise impossible(f"thresholds[{outcome!r}]", enough, "a lowest value that is not above the highest")
    return low, high
