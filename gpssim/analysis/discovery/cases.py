"""Worlds as cases: what each is like, and whether the policy that is asked about wins there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import pandas as pd

from gpssim.analysis.indicators import indicator
from gpssim.analysis.plausible import implausible_worlds
from gpssim.analysis.questions import Contrast, means, responses
from gpssim.analysis.worlds import worlds as drawn_worlds
from gpssim.errors import StudyError, unknown

if TYPE_CHECKING:
    from gpssim.records.results import Results

LEAST: Final = 20
"""Worlds under which no box is sought."""
NOT_FILLING: Final = ("one_at_a_time", "morris", "sobol_indices")
"""Designs whose points do not lie in the whole of the ranges independently of each other."""


class Cases(NamedTuple):
    """The worlds that are looked at."""

    points: pd.DataFrame
    """What each world is like: a column a parameter that varies, in its unit, or 1 and 0 for a word. Index: world."""
    difference: pd.Series
    """Mean paired difference, policy_b minus policy_a, in the outcome's unit."""
    wins: pd.Series
    """Whether policy_b is better than policy_a; a difference of 0 is no win."""
    left_out: int
    """Worlds without a difference (a run failed, the outcome is undefined), or that do not count."""

    def of(self, kind: Literal["wins", "loses"]) -> Cases:
        """The same, asking where policy_b wins or where it does not.

        Raises
        ------
        UnknownNameError : neither.
        """
        if kind not in ("wins", "loses"):
            raise unknown("kind of worlds:", kind, ("wins", "loses"))
        return self if kind == "wins" else self._replace(wins=~self.wins)


def cases_of(results: Results, one: Contrast, worlds: Literal["plausible", "all"] = "plausible") -> Cases:
    """The worlds of a study as cases.

    Parameters
    ----------
    results : of a study with points that fill their ranges: sampled worlds, ``latin_hypercube``, ``sobol_sequence``, ``factorial``,
        or listed ones.
    one : a difference between two policies, as :func:`gpssim.analysis.questions.contrast` makes it with a baseline. More of an
        outcome is better where its direction is 1 or 0.
    worlds : those whose status quo is plausible, or all.

    Raises
    ------
    StudyError : no difference, another design, fewer than twenty worlds, or nothing that varies.
    UnknownNameError : no such choice of worlds.
    """
    if worlds not in ("plausible", "all"):
        raise unknown("choice of worlds", worlds, ("plausible", "all"))
    if not one.policy_a:
        raise StudyError("scenario discovery asks where one policy beats another: give a baseline, too")
    check_filling(results, "scenario discovery")
    gap = means(responses(results, one)).dropna()
    if worlds == "plausible":
        gap = gap[~gap.index.isin(implausible_worlds(results))]
    if len(gap) < LEAST:
        raise StudyError(f"scenario discovery needs {LEAST} worlds or more with a difference, here are {len(gap)}")
    table = drawn_worlds(results).set_index("world").loc[gap.index]
    sign = -1 if indicator(one.outcome).direction == -1 else 1
    return Cases(as_numbers(table), gap, sign * gap > 0, results.n_worlds - len(gap))


def check_filling(results: Results, what: str) -> None:
    """Refuse a sample whose points do not fill their ranges.

    Raises
    ------
    StudyError : the study has another design, or no points.
    """
    kind = str((results.manifest.get("design") or {}).get("kind", ""))
    wanted = "points that fill their ranges (worlds, latin_hypercube, sobol_sequence, factorial)"
    if kind in NOT_FILLING:
        raise StudyError(f"{what} needs {wanted}, these results have the design {kind}")
    if not results.n_worlds:
        raise StudyError(f"{what} needs {wanted}, these results have the scenario's own world alone")


def as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """What varies over the worlds, in numbers: a word becomes columns ``path = word`` of 0 and 1, one where there are two words.

    Raises
    ------
    StudyError : nothing varies.
    """
    columns: dict[str, pd.Series] = {}
    for path in table:
        column = table[path]
        if column.isna().any() or column.nunique() < 2:
            continue
        if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
            named = {f"{path} = {value}": (column == value).astype(float) for value in sorted(column.unique(), key=str)}
            columns |= named if len(named) > 2 else dict([list(named.items())[-1]])
        else:
            columns[str(path)] = column.astype(float)
    if not columns:
        raise StudyError("no parameter varies over these worlds: there is nothing to find")
    return pd.DataFrame(columns, index=table.index)
