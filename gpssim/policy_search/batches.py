"""A batch of candidates judged as one study, and kept: a batch that is there is not run again."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from gpssim.errors import RunsFailedError, StudyError
from gpssim.files.writing import write_text
from gpssim.policy_search.judging import by_world
from gpssim.policy_search.reading import Sought
from gpssim.records.runs import SUCCEEDED
from gpssim.scenario import Policy
from gpssim.studies.executors import RunsOn
from gpssim.studies.kept_numbers import check_mark

DIGITS: Final = 9
"""Decimals of a place: the last bits of another machine decide nothing."""
STATUS_QUO: Final = "status_quo"


@dataclass
class Batches:
    """Values of candidates by world, batch after batch.

    Parameters
    ----------
    folder : where each batch is a study until it is done, and then a file; nothing is kept without.
    workers, on, executor : as for :meth:`gpssim.Study.run`.
    fresh : in other worlds and under other luck than those in which candidates are chosen.

    Raises
    ------
    StudyError : the folder holds another search, or other code judged what is in it.
    """

    sought: Sought
    folder: Path | None = None
    workers: int | None = None
    on: str | RunsOn | None = None
    executor: Executor | None = None
    fresh: bool = False
    runs: int = 0

    def __post_init__(self) -> None:
        if self.folder is None:
            return
        file, mark = self.folder / "search.json", self.sought.mark
        if file.exists():
            there = json.loads(file.read_text(encoding="utf-8"))
            check_mark(there, mark, f"{self.folder} holds another search", "give a folder of its own with --out")
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        write_text(json.dumps(mark) + "\n", file)

    def values(self, name: str, places: np.ndarray, with_status_quo: bool = False) -> np.ndarray:
        """Objectives by world, ``(candidates, worlds, objectives)``, the status quo last where it is asked for.

        Parameters
        ----------
        name : of the batch, such as ``generations/003``.
        places : of the candidates, ``(n, k)``.
        """
        policies = [self.sought.decoding.policy(place, f"candidate_{i:03d}") for i, place in enumerate(np.round(places, DIGITS))]
        policies += [self.sought.scenario.policy.model_copy(update={"name": STATUS_QUO})] if with_status_quo else []
        told = [policy.model_dump(mode="json", exclude_unset=True) for policy in policies]
        there = self._there(name, told)
        if there is not None:
            return there
        found = self._run(name, policies)
        self._keep(name, told, found)
        return found

    def _run(self, name: str, policies: list[Policy]) -> np.ndarray:
        """Different candidates as one study; those that are one and the same policy are run once."""
        from dataclasses import replace

        different: dict[str, Policy] = {}
        keys = [_key(policy) for policy in policies]
        for key, policy in zip(keys, policies, strict=True):
            different.setdefault(key, policy)
        study = replace(self.sought.study(list(different.values()), self.fresh), workers=self.workers)
        place = None if self.folder is None else self.folder / f"{name}.runs"
        results = study.run(place, progress=False, executor=self.executor, on=self.on)
        if not (results.runs["status"] == SUCCEEDED).any():
            raise RunsFailedError(f"no run of {name} succeeded; the first: {results.runs['reason'].iloc[0]}")
        worlds = by_world(self.sought, results)
        order = list(different)
        return np.array([worlds[order.index(key)] for key in keys])

    def _there(self, name: str, told: list[dict[str, Any]]) -> np.ndarray | None:
        file = None if self.folder is None else self.folder / f"{name}.json"
        self.runs += len(told) * (1 + self.sought.file.worlds) * self.sought.file.replications
        if file is None or not file.exists():
            return None
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["policies"] != json.loads(json.dumps(told)):
            raise StudyError(f"{file} holds other candidates than this search has: it was made by another version of the package")
        return np.array(kept["values"], dtype=float)

    def _keep(self, name: str, told: list[dict[str, Any]], found: np.ndarray) -> None:
        """The file of the batch, whole or not at all; then its runs, of which nothing more is needed, are taken away."""
        if self.folder is None:
            return
        values = found.astype(object)
        values[~np.isfinite(found)] = None  # JSON knows no NaN
        write_text(json.dumps({"policies": told, "values": values.tolist()}) + "\n", self.folder / f"{name}.json")
        shutil.rmtree(self.folder / f"{name}.runs", ignore_errors=True)


def _key(policy: Policy) -> str:
    return policy.model_copy(update={"name": "any"}).model_dump_json()
