"""What stands below a comparison in a paper: over how many replications, how much pairing helps, what arms bought with."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.arms import LEAST_OWN, MOST_FAILED
from gpssim.analysis.unequal import follow_differently
from gpssim.texts.comparisons import CLOSURES, FAILED_CALLS
from gpssim.texts.comparisons import NOTES as COMPARED
from gpssim.texts.following import following
from gpssim.texts.names import name
from gpssim.texts.numbers import MISSING, percent
from gpssim.texts.papers import NOTES
from gpssim.texts.text import Language, named, said

FEW: Final = 4
"""Replications below which a table says that its intervals are rough."""


def notes_on_pairs(frame: pd.DataFrame, language: Language) -> Iterator[str]:
    """Replications, what pairing takes away, worlds with the same sign, adjusted p-values."""
    pairs = frame.loc[frame["n_pairs"] > 0, "n_pairs"]
    if len(pairs):
        yield said(NOTES, "pairs", language, n=ranged(int(pairs.min()), int(pairs.max()), language))
        if pairs.max() < FEW:
            yield said(NOTES, "few" if pairs.max() > 1 else "one", language)
    if frame["variance_reduction"].notna().any():
        yield said(NOTES, "reduction", language, share=percent(float(frame["variance_reduction"].median()), language))
    n, others = (int(frame[key].max()) if len(frame) else 0 for key in ("n_worlds", "n_worlds_others"))
    if n + others:
        yield said(COMPARED, "worlds", language, n=n, all=n + others)
    if frame["p_holm"].notna().any():
        yield said(NOTES, "holm", language)


def ranged(low: int, high: int, language: Language) -> str:
    """One number, or from which to which."""
    return str(low) if low == high else said(NOTES, "range", language, low=low, high=high)


def note_on_arms(bought: pd.DataFrame, language: Language) -> str:
    """What each arm bought with over all months; flagged arms have a star."""
    rows = bought[bought["period"] == "all"]
    apart = "" if language == "zh" else " "
    arms = ("；" if language == "zh" else "; ").join(_arm(row, rows, language) for row in rows.to_dict("records"))
    whole = said(COMPARED, "arms", language, arms=arms)
    if rows["flagged"].any():
        whole += apart + said(COMPARED, "star", language, least=f"{100 * LEAST_OWN:.0f}", most=f"{100 * MOST_FAILED:.0f}")
    if follow_differently(rows):
        whole += apart + said(FAILED_CALLS, "differ", language)
    return whole


def _arm(row: dict[Hashable, Any], rows: pd.DataFrame, language: Language) -> str:
    """An arm with what sets it apart from others: the closure, what follows a failed call."""
    told = [named(CLOSURES, str(row["closure"]), language)] * (rows["closure"].nunique() > 1)
    told += [following(str(row["after_failure"]), language)] * bool(row["after_failure"])
    policy = name(str(row["policy"]), language)
    if told:
        policy += f"（{'；'.join(told)}）" if language == "zh" else f" ({'; '.join(told)})"
    shares = {key: f"{100 * row[key]:.0f}" if np.isfinite(row[key]) else MISSING for key in ("own_share", "failure_rate")}
    return said(COMPARED, "arm", language, star="*" * bool(row["flagged"]), policy=policy, **shares)
