"""A comparison as a wide table for reading: a row for each outcome, a mean for each policy, differences beside."""

from __future__ import annotations

import pandas as pd

from gpssim.texts.numbers import estimate, shown


def wide_table(
    frame: pd.DataFrame, period: str = "later", closure: str = "appropriation", primary: bool = True, language: str = "en"
) -> pd.DataFrame:
    """Outcomes of one period and closure side by side, as text.

    Parameters
    ----------
    frame : what :func:`gpssim.analysis.compare` returns.
    period, closure : which rows of it; where the runs have no such period, all months.
    primary : only primary outcomes.
    language : ``en`` or ``zh``.

    Returns
    -------
    DataFrame indexed by family and label (with unit): a column with the mean under each policy, baseline first, then for each
    other policy its difference with the 95 % interval.
    """
    period = period if (frame["period"] == period).any() else "all"
    rows = frame[(frame["period"] == period) & (frame["closure"] == closure)]
    rows = rows[rows["primary"].astype(bool)] if primary else rows
    label = rows["label_zh" if language == "zh" else "label"] + " (" + rows["unit"] + ")"
    rows = rows.assign(
        label=label, cell=[_difference(*cells) for cells in rows[["difference", "low", "high"]].itertuples(index=False)]
    )
    index = ["family", "label"]
    base = rows.groupby(index, sort=False)[["policy_a", "mean_a"]].first()
    wide = pd.DataFrame({str(name): base["mean_a"].map(shown) for name in base["policy_a"].unique()[:1]})
    for policy, part in rows.groupby("policy_b", sort=False, observed=True):
        wide[str(policy)] = part.set_index(index)["mean_b"].map(shown)
    for policy, part in rows.groupby("policy_b", sort=False, observed=True):
        wide[f"{policy} − {rows['policy_a'].iloc[0]}"] = part.set_index(index)["cell"]
    return wide


def _difference(difference: float, low: float, high: float) -> str:
    return " ".join(filter(None, estimate(difference, low, high)))
