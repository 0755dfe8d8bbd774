"""A search from a file to a front of policies: what a user calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from gpssim.calibration.searching import filling
from gpssim.errors import ScenarioError
from gpssim.files.places import place_of
from gpssim.policy_search.batches import Batches
from gpssim.policy_search.declared import Searching
from gpssim.policy_search.evolving import Evolution
from gpssim.policy_search.judging import best_of, judged
from gpssim.policy_search.pictures import draw
from gpssim.policy_search.reading import Sought, load_search
from gpssim.policy_search.result import Found, Lot
from gpssim.streams import Luck
from gpssim.studies.executors import RunsOn

QUICK: Final[Mapping[str, int]] = {"worlds": 1, "replications": 1, "population": 8, "generations": 3}
"""What ``quick`` lowers."""
SAME: Final = 1e-12
Tell = Callable[[str, int, int], None]


def search(
    file: str | Path | Mapping[str, Any] | Searching,
    out: str | Path | None = None,
    *,
    workers: int | None = None,
    on: str | RunsOn | None = None,
    executor: Executor | None = None,
    quick: bool = False,
    tell: Tell | None = None,
) -> Found:
    """Find policies of which none is as good as another everywhere and better somewhere, over shared worlds under common luck.

    Parameters
    ----------
    file : a search file in TOML, or the same as a table.
    out : folder for the front, its policies as TOML, figures, and every generation as it ends; the same call goes on there after
        a kill, to the same front.
    workers : processes; one for each core by default, 1 runs in this process.
    on : where runs are made, as for a study: ``processes``, ``dask``, an address, ``slurm:FILE``, ``mpi``.
    executor : any executor of ``concurrent.futures`` in their place.
    quick : few worlds, candidates and generations: a try, not a result.
    tell : called with ``search`` or ``random``, the generations that are done, and all there will be.

    Returns
    -------
    :class:`~gpssim.policy_search.result.Found`.

    Raises
    ------
    GpssimError : something in the file is impossible, before anything runs; pymoo is missing; an objective that is the same for all
        candidates of the first generation; a folder that holds another search.
    """
    sought = Sought(_quick(load_search(file)) if quick else load_search(file))
    folder = None if out is None else place_of(out)
    n, k, seed = sought.file.population, sought.decoding.k, sought.file.seed
    first = filling(n, k, Luck.of(seed, 0), "first generation")
    evolution = Evolution(first, len(sought.file.objectives), seed)
    batches = Batches(sought, folder, workers, on, executor)
    evolved, best = _evolved(sought, batches, evolution, tell)
    random = _random(sought, batches, best, [len(one.places) for one in evolved], tell) if sought.file.random else []
    found = Found(sought, tuple(evolved), tuple(random), batches.runs)
    if sought.file.fresh and len(found.front):
        if folder is not None:
            found.write(folder)  # what is chosen is there, whatever becomes of judging it again
        found = _again(found, replace(batches, fresh=True), tell)
    if folder is not None:
        found.write(folder)
        draw(found, folder / "figures")
    return found


def _evolved(sought: Sought, batches: Batches, evolution: Evolution, tell: Tell | None) -> tuple[list[Lot], np.ndarray]:
    lots: list[Lot] = []
    best = np.empty(0)
    for t in range(sought.file.generations):
        places = evolution.ask()
        worlds = batches.values(f"generations/{t:03d}", places, with_status_quo=t == 0)
        if t == 0:
            best = best_of(sought, worlds)
            _check_moved(sought, judged(sought, worlds[:-1], best))
        losses = judged(sought, worlds, best)
        lots.append(Lot(places, worlds[: len(places)], losses[: len(places)], losses[len(places) :]))
        evolution.tell(losses[: len(places)])
        if tell is not None:
            tell("search", t + 1, sought.file.generations)
    return lots, best


def _random(sought: Sought, batches: Batches, best: np.ndarray, sizes: list[int], tell: Tell | None) -> list[Lot]:
    """As many candidates drawn anywhere, in batches of the same size; the first generation is one of them already."""
    lots, k, luck = [], sought.decoding.k, Luck.of(sought.file.seed, 0)
    for t, n in enumerate(sizes[1:], start=1):
        draws = luck.uniforms("policy search: random", t, np.repeat(np.arange(n), k), np.tile(np.arange(k), n))
        places = draws.reshape(n, k)
        worlds = batches.values(f"random/{t:03d}", places)
        lots.append(Lot(places, worlds, judged(sought, worlds, best), np.empty((0, len(sought.signs)))))
        if tell is not None:
            tell("random", t, len(sizes) - 1)
    return lots


def _again(found: Found, batches: Batches, tell: Tell | None) -> Found:
    """With the front judged where nobody chose it: what is best of many in few worlds is partly the luckiest."""
    every = np.vstack([lot.places for lot in found.generations])
    places = every[found.rows]
    worlds = batches.values("fresh/front", places, with_status_quo=True)
    losses = judged(found.sought, worlds, best_of(found.sought, worlds))
    if tell is not None:
        tell("fresh", 1, 1)
    again = Lot(places, worlds[: len(places)], losses[: len(places)], losses[len(places) :])
    return replace(found, again=again, runs=batches.runs)


def _check_moved(sought: Sought, losses: np.ndarray) -> None:
    """Refuse an objective that tells no candidates apart.

    Raises
    ------
    ScenarioError : as said.
    """
    for j, one in enumerate(sought.file.objectives):
        column = losses[:, j]
        if np.ptp(column) <= SAME * max(1.0, float(np.abs(column).max())):
            raise ScenarioError(
                f"objective {one.name} is the same for all {len(column)} candidates: nothing that is chosen moves it"
            )


def _quick(file: Searching) -> Searching:
    return file.model_copy(update={name: min(value, getattr(file, name)) for name, value in QUICK.items()})
