"""Several outcomes at once: in how many worlds is there no policy that is better in one outcome and worse in none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gpssim.analysis.indicators import indicator
from gpssim.analysis.questions import Asking
from gpssim.analysis.robustness.dominance import dominates
from gpssim.analysis.robustness.side_by_side import Worlds, side_by_side
from gpssim.analysis.shares import share_interval
from gpssim.errors import StudyError

if TYPE_CHECKING:
    from gpssim.records.results import Results


def pareto(results: Results, several: Iterable[Asking], closure: str = "", worlds: Worlds = "plausible") -> pd.DataFrame:
    """Which policies nothing dominates.

    Parameters
    ----------
    results, closure, worlds : as for :func:`gpssim.analysis.robustness.regrets`.
    several : outcomes with their periods; those that have no better direction are passed over.

    Returns
    -------
    DataFrame, a row a policy: ``on_front`` is the share of the ``n`` worlds in which no other policy is better in one of the
    ``outcomes`` and worse in none, with Wilson's 95 % interval ``low, high``; ``dominated_by`` names the policies that are so in
    the means over all worlds, ``dominated_in_every_world_by`` those that are so in each of them.

    Raises
    ------
    StudyError : no outcome with a direction, or no world in which all of them are known; else as there.
    """
    tables = {
        f"{one.outcome} ({one.period})": side * side_by_side(results, one, closure, worlds)
        for one in several
        if (side := indicator(one.outcome).direction)
    }
    if not tables:
        raise StudyError("no outcome that is asked about has a better direction: nothing dominates")
    return pareto_table(tables)


def pareto_table(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The same of tables of worlds by policies, an outcome each, in which more is better.

    Raises
    ------
    StudyError : no world in which all of them are known.
    """
    common = sorted(set.intersection(*(set(table.index) for table in tables.values())))
    if not common:
        raise StudyError("there is no world in which all outcomes are known")
    policies = list(next(iter(tables.values())))
    cube = np.stack([table.loc[common, policies].to_numpy(dtype=float) for table in tables.values()], axis=-1)
    means = cube.mean(axis=0)
    rows = []
    for place, policy in enumerate(policies):
        others = [other for other in range(len(policies)) if other != place]
        beaten = np.array([[dominates(world[other], world[place]) for other in others] for world in cube])
        free = int((~beaten.any(axis=1)).sum())
        low, high = share_interval(free, len(common))
        always = [bool(column.all()) for column in beaten.T]
        names = [
            ", ".join(str(policies[other]) for other, holds in zip(others, which, strict=True) if holds)
            for which in ([dominates(means[other], means[place]) for other in others], always)
        ]
        rows.append((str(policy), free / len(common), float(low), float(high), *names, ", ".join(tables), len(common)))
    columns = ["policy", "on_front", "low", "high", "dominated_by", "dominated_in_every_world_by", "outcomes", "n"]
    return pd.DataFrame(rows, columns=columns)
