"""A run as Mesa's own tools read it: a ``DataCollector`` with a row for each step, filled from the table ``monthly``."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from mesa.datacollection import DataCollector

if TYPE_CHECKING:
    import pandas as pd

KEYS: Final = ("district", "domain", "group", "n_citizens")
"""What a row of ``monthly`` is of; people need several services, so that they are not summed either."""


def collector_of(monthly: pd.DataFrame, warm_up: int, steps: int) -> DataCollector:
    """Sums over districts, domains and groups, as the table ``monthly`` names them; not a number while nothing is recorded yet.

    Parameters
    ----------
    monthly : the table of one run; its columns of sums and counts are collected.
    warm_up, steps : months before the first that is recorded, and months in all so far.
    """
    sums = monthly.drop(columns=list(KEYS)).groupby("month").sum().reindex(range(-warm_up, steps - warm_up))
    names = [str(name) for name in sums]
    collector = DataCollector(model_reporters=dict(zip(names, names, strict=True)))
    for step, row in enumerate(sums.to_dict("records"), start=1):
        collector.collect(SimpleNamespace(steps=step, time=step, **{str(name): value for name, value in row.items()}))
    return collector
