"""The sampled worlds of a study as a table, so that outcomes can be laid out against what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from gpssim.records.results import Results


def worlds(results: Results) -> pd.DataFrame:
    """What was drawn for each sampled world.

    Returns
    -------
    DataFrame, one row a world from 1 on: ``world``, and a column for each parameter that was drawn, named by its dotted path
    (``world.…``, ``policy.levers.…``, ``mechanisms.…``, ``choices.…``); numbers in the parameters' own units. No rows where no
    world was sampled. Joined by ``world`` to :func:`gpssim.values`, it is what a regression of outcomes on parameters needs.
    """
    drawn = results.manifest.get("drawn") or []
    frame = pd.DataFrame(drawn)
    frame.insert(0, "world", range(1, len(drawn) + 1))
    return frame
