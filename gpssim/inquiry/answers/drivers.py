"""Answer: how the difference between policies goes with what varies, over sampled worlds or points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from gpssim.analysis import values
from gpssim.analysis.worlds import drivers
from gpssim.inquiry.answers.base import Answer, Asked, asked_in, kind_of
from gpssim.texts.text import Text

if TYPE_CHECKING:
    from gpssim.records.results import Results

LEAST: Final = 10


def fits(results: Results) -> bool:
    """Whether points fill their ranges evenly, and there are enough for a rank correlation."""
    return results.n_worlds >= LEAST and len(results.policies) > 1 and kind_of(results) in ("", "latin_hypercube", "sobol_sequence")


def tables(results: Results, asked: Asked) -> dict[str, pd.DataFrame]:
    """Rank correlations of each difference with each parameter, the strongest first."""
    found = []
    for one in asked_in(results, asked):
        first = one.baseline or results.policies[0]
        for other in (name for name in results.policies if name != first):
            named = {"outcome": one.outcome, "period": one.period, "policy_a": first, "policy_b": other}
            found.append(drivers(results, difference(results, one.outcome, one.period, first, other)).assign(**named))
    table = pd.concat(found, ignore_index=True)
    names = ["outcome", "period", "policy_a", "policy_b"]
    return {"drivers": table[[*names, *(c for c in table if c not in names)]]}


def difference(results: Results, outcome: str, period: str, first: str, other: str) -> pd.Series:
    """The mean paired difference of each sampled world, indexed by world."""
    frame = values(results, outcome, period)
    wide = frame[frame["world"] > 0].pivot_table(index=["world", "replication"], columns="policy", values="value", observed=True)
    if first not in wide or other not in wide:
        return pd.Series(dtype=float)
    gap: pd.Series = (wide[other] - wide[first]).groupby("world").mean()
    return gap


COLUMNS: Final = {
    "correlation": Text("correlation", "秩相关"),
    "beyond_luck": Text("beyond luck", "超出运气"),
}

ANSWER: Final = Answer(
    name="drivers",
    fits=fits,
    tables=tables,
    title=Text("what goes with the difference, over the points (rank correlation)", "与差值相关的参数（各点上的秩相关）"),
    columns=COLUMNS,
)
