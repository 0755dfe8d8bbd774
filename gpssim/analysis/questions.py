"""What is asked of a study of many points: outcomes, and differences of outcomes between policies, in a period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.indicators import indicators
from gpssim.analysis.periods import Period, window_of
from gpssim.analysis.values import values
from gpssim.errors import StudyError, unknown

if TYPE_CHECKING:
    from gpssim.records.results import Results

KEY: Final = "asked"


class Question(NamedTuple):
    """An outcome in a period; differences are from the baseline, the first policy where nothing is said."""

    outcome: str
    period: str = "all"
    baseline: str = ""


class Asking(Protocol):
    """Anything that says what a question does."""

    @property
    def outcome(self) -> str: ...

    @property
    def period(self) -> str: ...

    @property
    def baseline(self) -> str: ...


class Contrast(NamedTuple):
    """A number of every run, or pair of runs: of a policy itself (``policy_a`` empty), or its difference from another."""

    outcome: str
    period: Period
    closure: str
    policy_a: str
    policy_b: str

    def keys(self) -> dict[str, Any]:
        """Columns of a table that say which one it is."""
        return self._asdict()


def ask(results: Results, questions: Iterable[Asking]) -> None:
    """Keep with the results what is asked of them, so that tables and figures speak of the same; nothing: primary outcomes."""
    results.cache[KEY] = tuple(Question(one.outcome, one.period, one.baseline) for one in questions)


def asked(results: Results) -> tuple[Question, ...]:
    """What is asked of these results; a period that the runs do not reach becomes all of them."""
    primary = tuple(Question(one.name, "later") for one in indicators().values() if one.primary)
    return tuple(
        one if window_of(one.period, results.months) is not None else one._replace(period="all")
        for one in results.cache.get(KEY) or primary
    )


def differences(results: Results, questions: Iterable[Question] | None = None) -> list[Contrast]:
    """For each question the difference of every other policy from its baseline, under each closure."""
    found = []
    for one in asked(results) if questions is None else questions:
        first = one.baseline or results.policies[0]
        if first not in results.policies:
            raise unknown("policy in these results:", first, results.policies)
        others = [name for name in results.policies if name != first]
        found += [Contrast(one.outcome, one.period, closure, first, name) for closure in closures_of(results) for name in others]
    return found


def outcomes_themselves(results: Results, questions: Iterable[Question] | None = None) -> list[Contrast]:
    """For each question the outcome under each policy, under each closure."""
    return [
        Contrast(one.outcome, one.period, closure, "", name)
        for one in (asked(results) if questions is None else questions)
        for closure in closures_of(results)
        for name in results.policies
    ]


def closures_of(results: Results) -> list[str]:
    """What is held equal in these results, in their order."""
    return [str(one) for one in runs_compared(results)["closure"].unique()]


def contrast(
    results: Results, outcome: str, period: Period = "all", policy: str = "", baseline: str = "", closure: str = ""
) -> Contrast:
    """A contrast by the names of what it is of.

    Parameters
    ----------
    policy : the last one where nothing is said.
    baseline : policy that it is compared with; empty: the outcome under the policy itself.
    closure : the first one where nothing is said.

    Raises
    ------
    UnknownNameError : no such policy or closure. StudyError : no run succeeded.
    """
    known = closures_of(results)
    if not known:
        raise StudyError("no run succeeded: there is nothing to look at")
    for name in filter(None, (policy, baseline)):
        if name not in results.policies:
            raise unknown("policy in these results:", name, results.policies)
    if closure and closure not in known:
        raise unknown("closure in these results:", closure, known)
    return Contrast(outcome, period, closure or known[0], baseline, policy or results.policies[-1])


def responses(results: Results, one: Contrast) -> pd.DataFrame:
    """The number of each point and replication.

    Returns
    -------
    DataFrame, a row for each world from 0 to the number of points, a column for each replication; missing where a run failed, was
    not made, or leaves the outcome undefined. Differences are of runs of the same world and replication.
    """
    frame = values(results, one.outcome, one.period)
    frame = frame[frame["closure"] == one.closure]
    sides = {
        name: frame[frame["policy"] == name].set_index(["world", "replication"])["value"]
        for name in (one.policy_b, one.policy_a)
        if name
    }
    found = sides[one.policy_b] - sides[one.policy_a] if one.policy_a else sides[one.policy_b]
    table: pd.DataFrame = found.unstack("replication").reindex(range(results.n_worlds + 1))
    return table


def of_points(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the points, with the replications that any of them has."""
    points = table.loc[1:]
    return points.loc[:, points.notna().any()]


def means(table: pd.DataFrame) -> pd.Series:
    """The mean of each point over its replications; missing where one of them is, for the others would have other luck."""
    points = of_points(table)
    return points.mean(axis=1, skipna=False) if points.shape[1] else pd.Series(float("nan"), index=points.index)
