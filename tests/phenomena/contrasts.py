"""Two markets that differ in one thing, under the same luck: what it does, and that it does nothing where it is neutral."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from small_market import frames_of, varied

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy

Frames = dict[str, pd.DataFrame]
Outcome = Callable[[Frames], float]
Arm = dict[str, Any]

SMALL: Arm = {"world__city__n_citizens": 1000, "warm_up": 6, "months": 24}
SEEDS = (1, 2, 3)


def market(policy: str | Policy = "open_tender", **changes: Any) -> Arm:
    """An arm: a policy, and dotted paths changed (two underscores stand for a dot; numbers of a list as a tuple)."""
    return {"policy": policy, **changes}


@lru_cache(maxsize=48)
def _tables(seed: int, policy: str | Policy, changes: tuple[tuple[str, Any], ...]) -> Frames:
    given = {path: list(value) if isinstance(value, tuple) else value for path, value in changes}
    return frames_of(PublicServiceMarket(varied(**{**SMALL, **given}), policy, seed=seed).run())


def tables(seed: int, arm: Arm) -> Frames:
    """Its tables, made once."""
    changes = {path: value for path, value in arm.items() if path != "policy"}
    return _tables(seed, arm["policy"], tuple(sorted(changes.items())))


def values(outcome: Outcome, arm: Arm) -> np.ndarray:
    """The outcome of each replication."""
    return np.array([outcome(tables(seed, arm)) for seed in SEEDS], dtype=float)


def rises(outcome: Outcome, a: Arm, b: Arm, by: float = 0.0) -> None:
    """From a to b the outcome rises in every replication, and by no less than ``by`` on average."""
    moved = values(outcome, b) - values(outcome, a)
    assert (moved > 0.0).all(), moved
    assert moved.mean() >= by, moved


def falls(outcome: Outcome, a: Arm, b: Arm, by: float = 0.0) -> None:
    """From a to b the outcome falls in every replication, and by no less than ``by`` on average."""
    rises(outcome, b, a, by)


def stays(outcome: Outcome, a: Arm, b: Arm) -> None:
    """Between a and b the outcome does not move at all (one replication: exactly nothing needs no second)."""
    assert outcome(tables(SEEDS[0], a)) == outcome(tables(SEEDS[0], b))


def ratio(table: str, above: str, below: str, where: str = "month >= 0") -> Outcome:
    """A sum of a column over the sum of another."""

    def of(found: Frames) -> float:
        rows = found[table].query(where)
        return float(rows[above].sum() / rows[below].sum())

    return of


def total(table: str, column: str) -> Outcome:
    """The sum of a column over the months of the policy."""
    return lambda found: float(found[table].query("month >= 0")[column].sum())


COVERAGE = ratio("monthly", "n_served", "n_need")
UNAWARE = ratio("monthly", "n_unaware", "n_need")
DETERRED = ratio("monthly", "n_deterred", "n_need")
QUALITY = ratio("services", "delivered_latent", "places_delivered")
NONVERIFIABLE = ratio("services", "delivered_nonverifiable", "places_delivered")
EFFORT_SEEN = ratio("services", "effort_verifiable", "places_delivered")
EFFORT_UNSEEN = ratio("services", "effort_nonverifiable", "places_delivered")
TRUST = ratio("public", "trust_government", "n_citizens", "month == 23")
INSPECTIONS = total("purchasers", "n_inspections")
PLACES = total("services", "places_delivered")


def awarded(found: Frames) -> pd.DataFrame:
    """Purchases that were awarded under the policy."""
    return found["projects"].query("outcome == 'awarded' and month_opened >= 0")


def winners_ability(found: Frames) -> float:
    return float(awarded(found)["winner_quality"].mean())


def winners_tie(found: Frames) -> float:
    return float(awarded(found)["winner_tie"].mean())


def price_to_ceiling(found: Frames) -> float:
    rows = awarded(found)
    return float(rows["winning_price"].sum() / rows["ceiling"].sum())


def attempts(found: Frames) -> pd.DataFrame:
    """Purchases that were tried under the policy."""
    return found["projects"].query("month_opened >= 0")


def completed(found: Frames) -> pd.DataFrame:
    """Contracts that were served to their end, with ``flattery``: quality as found at acceptance less quality as it was."""
    rows = found["contracts"].query("delivered > 0 and month_ended >= 0 and end_reason == 'completed'")
    return rows.assign(flattery=rows["accepted_latent"] - rows["delivered_latent"] / rows["delivered"])


def signed(found: Frames) -> pd.DataFrame:
    """Contracts whose service began under the policy."""
    return found["contracts"].query("month_start >= 0")


def share_by(mechanism: str) -> Outcome:
    """Its part of the value of contracts."""

    def of(found: Frames) -> float:
        rows = signed(found)
        return float(rows.loc[rows["mechanism"] == mechanism, "value"].sum() / rows["value"].sum())

    return of
