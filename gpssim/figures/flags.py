"""Arms that are not what their names say are named under every figure that compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis.arms import LEAST_OWN, MOST_FAILED, arms
from gpssim.figures.panels import note_below
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.text import Language, listed

if TYPE_CHECKING:
    from gpssim.records.results import Results

COLUMNS: Final = {"policy": "flagged", "policy_a": "flagged_a", "policy_b": "flagged_b"}
"""Columns of a figure's table that hold policies, and those that say whether these are flagged."""


def with_flags(frame: pd.DataFrame, results: Results) -> pd.DataFrame:
    """A figure's table, in which every policy is said to be flagged or not, by what it bought with over all months."""
    missing = {column: flag for column, flag in COLUMNS.items() if column in frame and flag not in frame}
    if frame.empty or not missing:
        return frame
    flagged = flagged_arms(results)
    return frame.assign(**{flag: frame[column].astype(str).isin(flagged) for column, flag in missing.items()})


def flagged_arms(results: Results) -> frozenset[str]:
    """Policies whose own mechanisms carry less than 90 % of what they award, or fail in over 30 % of attempts, all months."""
    if "flagged arms" not in results.cache:
        found = arms(results)
        results.cache["flagged arms"] = frozenset(found.loc[found["flagged"] & (found["period"] == "all"), "policy"].astype(str))
    kept: frozenset[str] = results.cache["flagged arms"]
    return kept


def note_flags(figure: Figure, frame: pd.DataFrame, language: Language) -> None:
    """Name the flagged arms of a table below its figure, if there are any."""
    flagged = [frame.loc[frame[flag].astype(bool), column] for column, flag in COLUMNS.items() if flag in frame]
    names = list(dict.fromkeys(str(policy) for column in flagged for policy in column))
    if names:
        told = listed((name(policy, language) for policy in names), language)
        bounds = {"least": f"{100 * LEAST_OWN:.0f}", "most": f"{100 * MOST_FAILED:.0f}"}
        note_below(figure, word("flagged_arms", language, arms=told, **bounds), language)
