"""What a search found: the front as a table, as policies, and as a scenario to compare them in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.files.writing import write_csv, write_text
from gpssim.policy_search.evolving import hypervolume
from gpssim.policy_search.judging import WORST, front_of
from gpssim.policy_search.reading import Sought
from gpssim.scenario import Policy, Scenario
from gpssim.scenario.files import write_scenario

OBJECTIVES: Final = (
    "objective", "robust", "better", "status_quo", "best", "worst", "policy", "random", "status_quo_fresh", "best_fresh",
)  # fmt: skip
"""Columns of what the front reaches."""


@dataclass(frozen=True)
class Lot:
    """Candidates that were judged together: places ``(n, k)``, values by world ``(n, worlds, objectives)``, losses; those of the
    status quo where it was among them.
    """

    places: np.ndarray
    worlds: np.ndarray
    losses: np.ndarray
    status_quo: np.ndarray


@dataclass(frozen=True)
class Found:
    """All candidates, the front among them, and how a random search did at the same cost.

    Attributes
    ----------
    generations : of the search, in order.
    random : batches of the random search after the first generation, which both share; empty where there was none.
    runs : made in all, or kept from before.
    again : the front in its order, and the status quo, in worlds and under luck in which nothing was chosen; none where not asked.
    """

    sought: Sought
    generations: tuple[Lot, ...]
    random: tuple[Lot, ...]
    runs: int
    again: Lot | None = None

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """A row a candidate: ``generation, number``, each objective (robust over worlds, in its own unit), ``front``."""
        frame = pd.concat([self._rows(t, lot.losses) for t, lot in enumerate(self.generations)], ignore_index=True)
        return frame.assign(front=front_of(np.vstack([lot.losses for lot in self.generations])))

    def _rows(self, generation: int, losses: np.ndarray) -> pd.DataFrame:
        shown = self.shown(losses)
        return pd.DataFrame({"generation": generation, "number": range(len(losses)), **shown})

    def shown(self, losses: np.ndarray) -> dict[str, np.ndarray]:
        """Losses as objectives: in the unit of the outcome; a regret as it is, 0 or more where something else did better."""
        told = np.where(losses < WORST, losses, np.nan)
        columns = {}
        for j, one in enumerate(self.sought.file.objectives):
            regret = (one.robust or self.sought.file.robust) == "regret"
            columns[one.name] = told[:, j] if regret else -told[:, j] * self.sought.signs[j]
        return columns

    @cached_property
    def rows(self) -> np.ndarray:
        """Rows of ``candidates`` that are the front, best first by the first objective."""
        losses = np.vstack([lot.losses for lot in self.generations])
        rows = np.flatnonzero(self.candidates["front"].to_numpy())
        return rows[np.argsort(losses[rows, 0], kind="stable")]

    @cached_property
    def front(self) -> pd.DataFrame:
        """The candidates of the front with their names: ``policy``, objectives, ``generation, number``; best first by the first
        objective.
        """
        frame = self.candidates.iloc[self.rows].drop(columns="front").reset_index(drop=True)
        frame.insert(0, "policy", [f"front_{i + 1:02d}" for i in range(len(frame))])
        return frame

    def higher(self, j: int) -> bool:
        """Whether the ``j``-th objective is better where it is higher, as it is shown; of a regret less is better."""
        one = self.sought.file.objectives[j]
        return (one.robust or self.sought.file.robust) != "regret" and self.sought.signs[j] > 0

    @cached_property
    def status_quo(self) -> dict[str, float]:
        """The objectives of the status quo."""
        return {name: float(value[0]) for name, value in self.shown(self.generations[0].status_quo).items()}

    @cached_property
    def objectives(self) -> pd.DataFrame:
        """A row an objective: ``objective, robust, better, status_quo``; ``best`` and ``worst`` of the front and the ``policy``
        that is best; ``random``, the best that the random search found; ``status_quo_fresh`` and ``best_fresh``, the same two
        in worlds in which nothing was chosen. Missing where there was no such search or no such worlds; no rows without a front.
        """
        if self.front.empty:
            return pd.DataFrame(columns=list(OBJECTIVES))
        rows, again = [], self.fresh.set_index("policy")
        everywhere = [lot.losses for lot in (self.generations[0], *self.random)] if self.random else []
        for j, one in enumerate(self.sought.file.objectives):
            robust, own = one.robust or self.sought.file.robust, self.front[one.name].to_numpy(dtype=np.float64)
            higher = self.higher(j)
            least = np.vstack(everywhere)[:, j].min() if everywhere else np.nan
            best, worst = (int(own.argmax()), own.min()) if higher else (int(own.argmin()), own.max())
            told: dict[str, Any] = {"objective": one.name, "robust": robust, "better": "higher" if higher else "lower"}
            policy = str(self.front["policy"].iloc[best])
            told |= {"status_quo": self.status_quo[one.name], "best": own[best], "worst": worst, "policy": policy}
            told |= {"random": least if robust == "regret" else -least * self.sought.signs[j]}
            fresh = again[one.name].reindex(["status_quo", policy])
            rows.append(told | {"status_quo_fresh": fresh.iloc[0], "best_fresh": fresh.iloc[1]})
        return pd.DataFrame(rows, columns=list(OBJECTIVES))

    @cached_property
    def fresh(self) -> pd.DataFrame:
        """The front in worlds in which nothing was chosen: ``policy``, objectives, and whether it still is of the ``front`` among
        them; the status quo first. Empty where the search was not asked for it.
        """
        names = ["status_quo", *self.front["policy"]]
        if self.again is None:
            return pd.DataFrame(columns=["policy", *(one.name for one in self.sought.file.objectives), "front"])
        losses = np.vstack([self.again.status_quo, self.again.losses])
        return pd.DataFrame({"policy": names, **self.shown(losses), "front": front_of(losses)})

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """The policies of the front, in its order."""
        told = zip(self.front["generation"], self.front["number"], self.front["policy"], strict=True)
        return tuple(self.sought.decoding.policy(np.round(self.generations[t].places[n], 9), str(name)) for t, n, name in told)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with the policies of the front among its own: ``gpssim compare`` takes them by name."""
        tree = self.sought.scenario.model_dump(mode="json", exclude_unset=True)
        own = [p.model_dump(mode="json", exclude_unset=True) for p in self.policies]
        from gpssim.scenario.tree import validated

        return validated(Scenario, {**tree, "policies": [*tree.get("policies", []), *own]})

    @cached_property
    def progress(self) -> pd.DataFrame:
        """``search, candidates, hypervolume`` after each generation, for the search and for the random one."""
        every = np.vstack([lot.losses for lot in (*self.generations, *self.random)])
        known = every[(every < WORST).all(axis=1)]
        low, high = known.min(axis=0), known.max(axis=0)
        rows = []
        for name, lots in (("search", self.generations), ("random", (self.generations[0], *self.random))):
            for t in range(len(lots) if name == "search" or self.random else 0):
                losses = np.vstack([lot.losses for lot in lots[: t + 1]])
                rows.append((name, len(losses), hypervolume(losses, low, high)))
        return pd.DataFrame(rows, columns=["search", "candidates", "hypervolume"])

    @cached_property
    def portfolios(self) -> pd.DataFrame:
        """``policy, domain, mechanism, share``: what the policies of the front buy with."""
        rows: list[tuple[Any, ...]] = [(p.name, s.domain, s.mechanism, s.share) for p in self.policies for s in p.shares]
        return pd.DataFrame(rows, columns=["policy", "domain", "mechanism", "share"])

    def write(self, folder: Path) -> None:
        """Tables (front, objectives, fresh, candidates, progress, portfolios) as CSV, policies as TOML, ``scenario.toml``."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("front", "objectives", "fresh", "candidates", "progress", "portfolios"):
            write_csv(getattr(self, name), folder / f"{name}.csv")
        (folder / "policies").mkdir(exist_ok=True)
        for old in (folder / "policies").glob("front_*.toml"):
            old.unlink()
        for policy in self.policies:
            write_text(policy_text(policy), folder / "policies" / f"{policy.name}.toml")
        write_scenario(self.scenario, folder / "scenario.toml")


def policy_text(policy: Policy) -> str:
    """A policy as TOML: what it sets, as it stands in a scenario under ``[policy]``."""
    import tomli_w

    return tomli_w.dumps(policy.model_dump(mode="json", exclude_unset=True))
