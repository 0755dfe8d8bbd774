"""Competitive purchases of a study with the mechanisms that decided them: for what asks a mechanism's own evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim import registry
from gpssim.errors import unknown
from gpssim.mechanisms.base import Mechanism
from gpssim.records.parts import RUN_KEYS
from gpssim.scenario import Policy, validated
from gpssim.scenario.sampling import with_drawn
from gpssim.texts.variants import ONLY

if TYPE_CHECKING:
    from gpssim.records.results import Results

PURCHASE: Final = [*RUN_KEYS, "project", "attempt"]


def competitive(bids: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """The valid offers of competitive purchases that ended in an award, purchase by purchase, with their ceilings."""
    known = registry.mechanisms().items()
    names = [name for name, cls in known if cls.admissible == "published" and cls.buys == "project"]
    held = projects.loc[projects["outcome"] == "awarded", [*PURCHASE, "ceiling"]]
    valid = bids[bids["valid"] & (bids["month"] >= 0) & bids["mechanism"].isin(names)].merge(held, on=PURCHASE)
    numbered = valid.assign(purchase=valid.groupby(PURCHASE, sort=False, observed=True).ngroup())
    return numbered.sort_values("purchase", kind="stable", ignore_index=True)


def one_by_one(offers: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The offers of each purchase, from what :func:`competitive` returns."""
    starts = np.flatnonzero(np.diff(offers["purchase"].to_numpy(), prepend=-1)).tolist()
    return (offers.iloc[a:b] for a, b in pairwise([*starts, len(offers)]))


class Mechanisms:
    """The mechanisms of a study with the parameters that each policy gave them in each month, or that were drawn for a world."""

    def __init__(self, results: Results) -> None:
        definitions = results.manifest.get("policy_definitions", ())
        self.policies = {tree["name"]: validated(Policy, tree) for tree in definitions}
        self.domains = [domain["name"] for domain in results.world().get("domains", ())]
        self._results, self._own = results, results.manifest.get("own", {})
        self.ruled = bool(results.world().get("law", {}).get("rule_set", ""))
        self._named = lru_cache(maxsize=None)(self._made)
        self._state = lru_cache(maxsize=None)(lambda policy, month, world=0: self.policy(policy, world).at(month, self.domains))

    def policy(self, name: str, world: int = 0) -> Policy:
        """A policy of the study, complete, as it was in a world.

        Raises
        ------
        UnknownNameError : the results do not define it.
        """
        if name not in self.policies:
            raise unknown("policy defined in these results:", name, self.policies)
        return with_drawn(self.policies[name], self._results.drawn(world), self._own.get(name, ()))

    def of(self, offers: pd.DataFrame) -> tuple[Mechanism, float]:
        """The mechanism that decided a purchase, and the purchase's ceiling, from its offers."""
        first: dict[str, Any] = {name: offers[name].iat[0] for name in ("policy", "mechanism", "month", "ceiling", "world")}
        made = self._named(first["policy"], first["mechanism"], int(first["month"]), int(first["world"]))
        return made, float(first["ceiling"])

    def _made(self, policy: str, mechanism: str, month: int, world: int) -> Mechanism:
        if policy not in self.policies:
            return registry.mechanism(mechanism)
        return registry.mechanism(mechanism, dict(self._state(policy, month, world).settings.get(mechanism, {})))

    def own(self, rows: pd.DataFrame) -> np.ndarray:
        """Whether a policy names a mechanism for the compared share of a domain, from columns of those names and the month's.

        Returns bool, shape (n,).
        """
        return _each(rows, self._names)

    def kept(self, rows: pd.DataFrame) -> np.ndarray:
        """Whether a policy keeps a mechanism beside the compared share, from the same columns; bool, shape (n,)."""
        return _each(rows, self._keeps)

    def levers(self, policy: str, month: int) -> dict[str, Any]:
        """All levers of a policy in a month."""
        return self._state(policy, month).levers.model_dump()

    def levers_of(self, policy: str, month: int, lever: str, otherwise: Any) -> Any:
        """A lever of a policy in a month; ``otherwise`` where these results do not define the policy."""
        return getattr(self._state(policy, month).levers, lever) if policy in self.policies else otherwise

    def _names(self, policy: str, domain: str, mechanism: str, month: int) -> bool:
        if policy not in self.policies:
            return policy.removeprefix(ONLY) == mechanism
        state = self._state(policy, month)
        return any(name == mechanism for name, _ in state.shares[domain]) and mechanism not in state.kept[domain]

    def _keeps(self, policy: str, domain: str, mechanism: str, month: int) -> bool:
        return policy in self.policies and mechanism in self._state(policy, month).kept[domain]


def _each(rows: pd.DataFrame, test: Callable[[str, str, str, int], bool]) -> np.ndarray:
    """A test of each row, made once for rows that are alike: a study of many points has millions."""
    keys = list(zip(*(rows[name].tolist() for name in ("policy", "domain", "mechanism", "month")), strict=True))
    told = {key: test(*key) for key in set(keys)}
    return np.array([told[key] for key in keys], dtype=bool)


def begun(frame: pd.DataFrame, begins: np.ndarray) -> np.ndarray:
    """Month in which the cycle of each contract year began, through the contracts before it.

    Columns ``contract, predecessor, month`` and the run keys; ``begins``: whether it begins a cycle itself.
    """
    run = frame.groupby(list(RUN_KEYS), sort=False).ngroup().tolist()
    month, before, own = (frame[name].tolist() for name in ("month", "predecessor", "contract"))
    begun: dict[tuple[int, int], int] = {}
    order = np.lexsort((np.asarray(own), np.asarray(run))).tolist()
    for k in order:  # a contract comes after the one it follows
        begun[run[k], own[k]] = month[k] if begins[k] else begun.get((run[k], before[k]), month[k])
    return np.array([begun[key] for key in zip(run, own, strict=True)], dtype=np.int64)
