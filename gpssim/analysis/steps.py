"""The six steps as numbers: how long each takes, and what stops projects, one value a run."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gpssim.records.parts import RUN_KEYS

STAGES: Final = ("design", "cost", "review", "wait", "purchase", "accept")
"""Stages between the start of design and the last payment; ``wait``: approved, and not yet put out."""
COLUMNS: Final = ("project", "step", "month_begun", "month_ended", "days", "outcome", "reason")
"""Columns of the table of steps that these numbers need."""
DAYS_PER_MONTH: Final = 30.0
KEYS: Final = list(RUN_KEYS)


def months_by_stage(steps: pd.DataFrame) -> pd.DataFrame:
    """Mean months of each stage in each run: run keys, ``stage``, ``value``.

    Parameters
    ----------
    steps : rows of the table of steps (with run keys), months from the switch of policy on.

    Design, costing and review count every round of projects that passed. Waiting runs from approval to the first call for
    offers, purchase from there to the month in which service is due, acceptance from the end of a contract to its last payment.
    """
    one = [*KEYS, "project"]
    passed = steps[(steps["step"] == "review") & (steps["outcome"] == "passed")][one].drop_duplicates()
    rounds = steps[steps["step"].isin(STAGES[:3])].merge(passed, on=one)
    worked = rounds.groupby([*one, "step"], observed=True)["days"].sum().div(DAYS_PER_MONTH).rename("value").reset_index()
    approved = steps[(steps["step"] == "review") & (steps["outcome"] == "passed")].groupby(one, observed=True)["month_ended"].max()
    bought = steps[steps["step"] == "purchase"]
    opened = bought.groupby(one, observed=True)["month_begun"].min()
    due = bought[bought["outcome"] == "passed"].groupby(one, observed=True)["month_ended"].max()
    accepted = steps[steps["step"] == "accept"]
    pieces = [
        worked.rename(columns={"step": "stage"}),
        _apart(opened, approved, "wait"),
        _apart(due, opened, "purchase"),
        accepted.assign(stage="accept", value=accepted["month_ended"] - accepted["month_begun"])[[*one, "stage", "value"]],
    ]
    whole = pd.concat([p.assign(stage=p["stage"].astype(str)) for p in pieces if len(p)] or pieces, ignore_index=True)
    return whole.groupby([*KEYS, "stage"], observed=True, sort=False)["value"].mean().reset_index()


def _apart(later: pd.Series[float], earlier: pd.Series[float], stage: str) -> pd.DataFrame:
    """Months between two events of the same project, where both are known."""
    both = pd.concat([later.rename("later"), earlier.rename("earlier")], axis=1).dropna().reset_index()
    return both.assign(stage=stage, value=(both["later"] - both["earlier"]).clip(lower=0))[[*KEYS, "project", "stage", "value"]]


def stopped(steps: pd.DataFrame) -> pd.DataFrame:
    """What stops projects: share stopped at each step for each reason, in each run: run keys, ``step``, ``reason``, ``value``.

    Review: of designs. Purchase: of projects put out that were never awarded, by the reason of the last attempt. Signing: of
    awards. Acceptance: of contracts.
    """
    review = steps[(steps["step"] == "review") & (steps["outcome"] != "returned")]
    last = steps[steps["step"] == "purchase"].drop_duplicates([*KEYS, "project"], keep="last")
    pieces = [review, last, steps[steps["step"] == "sign"], steps[steps["step"] == "accept"]]
    return pd.concat([_shares(piece) for piece in pieces if len(piece)] or [_shares(review)], ignore_index=True)


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Share of rows with each reason, of all rows of the same run and step; a reason unknown to a run counts 0 there."""
    plain = rows.assign(reason=rows["reason"].astype(str), step=rows["step"].astype(str))
    counted = plain.groupby([*KEYS, "step", "reason"], observed=True).size().unstack("reason", fill_value=0)
    shares = counted.div(counted.sum(axis=1), axis=0).drop(columns="", errors="ignore")
    return shares.melt(ignore_index=False, var_name="reason", value_name="value").reset_index().astype({"value": np.float64})
