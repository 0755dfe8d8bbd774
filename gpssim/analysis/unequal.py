"""What is not held equal beside the mechanisms: levers in which the arms of a study differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gpssim.analysis.held import Mechanisms

if TYPE_CHECKING:
    from gpssim.records.results import Results

COLUMNS: Final = ["lever", "policy", "value"]


def unequal(results: Results) -> pd.DataFrame:
    """Every lever that is not the same under all policies in every month, with what each of them says.

    Returns
    -------
    DataFrame with a row for each such lever and policy: ``value`` is the lever from month 0 on, with later changes behind it
    (``0.6, 0.9 from month 12``). Empty where policies differ in mechanisms and their parameters alone. What is held equal, money
    or volume, is no lever of a policy here.
    """
    portfolios = Mechanisms(results)
    levers = {policy: _over_time(portfolios, policy) for policy in portfolios.policies}
    names = [name for name in next(iter(levers.values()), {}) if name != "closure"]
    differing = [name for name in names if len({said[name] for said in levers.values()}) > 1]
    return pd.DataFrame([(name, policy, levers[policy][name]) for name in differing for policy in levers], columns=COLUMNS)


def _over_time(portfolios: Mechanisms, policy: str) -> dict[str, str]:
    """Each lever of a policy as text: its first value, and every later one with its month."""
    months = [0, *(month for month in portfolios.policies[policy].change_months() if month > 0)]
    states = [portfolios.levers(policy, month) for month in months]
    return {name: _told(zip(months, (state[name] for state in states), strict=True)) for name in states[0]}


def _told(values: Iterable[tuple[int, Any]]) -> str:
    parts: list[str] = []
    last: Any = None
    for month, value in values:
        if month == 0 or value != last:
            parts.append(f"{value}" if month == 0 else f"{value} from month {month}")
        last = value
    return ", ".join(parts)


def follow_differently(bought: pd.DataFrame) -> bool:
    """Whether arms of one comparison (rows of :func:`gpssim.analysis.arms`) differ in what follows a failed call."""
    return any(
        len(part[["retenders", "after_failure"]].drop_duplicates()) > 1
        for _, part in bought.groupby(["closure", "period"], sort=False, observed=True)
    )
