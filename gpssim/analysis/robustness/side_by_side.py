"""What each policy is worth in each world, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from gpssim.analysis.indicators import indicator
from gpssim.analysis.plausible import implausible_worlds
from gpssim.analysis.questions import Asking, contrast, means, responses
from gpssim.errors import StudyError, impossible, unknown

if TYPE_CHECKING:
    from gpssim.records.results import Results

Worlds = Literal["plausible", "all"]
FILLING: Final = ("", "latin_hypercube", "sobol_sequence", "factorial", "listed")
"""Designs whose points are worlds of their own; empty: sampled worlds."""
LEAST: Final = 2


def fits(results: Results) -> bool:
    """Whether there are policies to compare and worlds to compare them in."""
    kind = str((results.manifest.get("design") or {}).get("kind", ""))
    return results.n_worlds >= LEAST and len(results.policies) > 1 and kind in FILLING


def side_by_side(results: Results, one: Asking, closure: str = "", worlds: Worlds = "plausible") -> pd.DataFrame:
    """What each policy is worth in each world.

    Parameters
    ----------
    results : of a study with two policies or more, and worlds or points that fill their ranges.
    one : outcome and period, such as ``gpssim.analysis.questions.Question("coverage", "later")``.
    closure : what is held equal; the first one where nothing is said.
    worlds : those whose status quo is plausible, or all.

    Returns
    -------
    DataFrame indexed by world, a column a policy: means over replications in the outcome's unit. Worlds in which a policy has none
    (a run failed, the outcome is undefined) are left out for all.

    Raises
    ------
    StudyError : one policy alone, no such worlds, or fewer than two with a value.
    UnknownNameError : no such outcome, closure or choice of worlds.
    """
    if worlds not in ("plausible", "all"):
        raise unknown("choice of worlds", worlds, ("plausible", "all"))
    if not fits(results):
        kind = str((results.manifest.get("design") or {}).get("kind", "")) or "no design"
        needed = "two policies or more in worlds, or at points that fill their ranges (latin_hypercube, sobol_sequence, factorial)"
        there = f"{len(results.policies)} and {results.n_worlds} worlds ({kind})"
        raise StudyError(f"robustness over worlds needs {needed}; these results have {there}")
    columns = {
        policy: means(responses(results, contrast(results, one.outcome, one.period, policy, closure=closure)))
        for policy in results.policies
    }
    table = pd.DataFrame(columns).dropna()
    if worlds == "plausible":
        table = table[~table.index.isin(implausible_worlds(results))]
    if len(table) < LEAST:
        raise StudyError(
            f"outcome {one.outcome!r} is known under all policies in {len(table)} worlds that count: {LEAST} are needed"
        )
    return table


def better(outcome: str, said: int = 0) -> int:
    """1 where more of an outcome is better, -1 where less is.

    Parameters
    ----------
    said : in place of what the outcome declares; 0 for nothing said.

    Raises
    ------
    ScenarioError : neither is declared and nothing is said, or something else is said.
    """
    found = said or indicator(outcome).direction
    if found not in (-1, 1):
        raise impossible("better", said, f"1 (more) or -1 (less) for {outcome!r}, of which neither is declared better")
    return found
