"""Which indicators of which runs are measured at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.needs import Setting
from gpssim.scenario import Policy, validated

if TYPE_CHECKING:
    from gpssim.records.results import Results


def measured(results: Results, indicator: Indicator) -> np.ndarray:
    """Whether what an indicator needs is on, bool, one for each run compared."""
    worlds = runs_compared(results)["world"].to_numpy(dtype=np.int64)
    if indicator.needs is None:
        return np.ones(len(worlds), dtype=bool)
    met = {int(w): indicator.needs.met(Setting(results.world(int(w)), policies_of(results))) for w in np.unique(worlds)}
    return np.array([met[w] for w in worlds.tolist()], dtype=bool)


def policies_of(results: Results) -> tuple[Policy, ...] | None:
    """The policies of a study and the status quo before them; ``None`` where the results do not define them."""
    if "policies" not in results.cache:
        own = (results.manifest.get("scenario") or {}).get("policy")
        trees = [*results.manifest.get("policy_definitions", ()), *([own] if own else [])]
        known = "policy_definitions" in results.manifest
        results.cache["policies"] = tuple(validated(Policy, tree) for tree in trees) if known else None
    kept: tuple[Policy, ...] | None = results.cache["policies"]
    return kept


def switched_off(results: Results, indicators: Iterable[Indicator]) -> pd.DataFrame:
    """The indicators that no run of these results measured, with what they would need.

    Returns
    -------
    DataFrame ``outcome, label, label_zh, needs, needs_zh``.
    """
    off = [(one, one.needs.words) for one in indicators if one.needs and not measured(results, one).any()]
    rows = [(one.name, one.label, one.label_zh, words.en, words.zh) for one, words in off]
    return pd.DataFrame(rows, columns=["outcome", "label", "label_zh", "needs", "needs_zh"])
