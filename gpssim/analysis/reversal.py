"""Awards that a losing offer decided: without it, somebody else would have won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.held import PURCHASE, Mechanisms, competitive, one_by_one
from gpssim.bidding.foregone import implied_quality
from gpssim.errors import impossible
from gpssim.mechanisms.reversal import turns
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

BIDS: Final = ["project", "attempt", "month", "mechanism", "organization", "price", "valid", "total", "won"]
COLUMNS: Final = [*PURCHASE, "month", "mechanism", "n_offers", "winner", "turned", "n_losers", "other_winner"]


@usual_arithmetic()
def reversals(results: Results, most: int = 1) -> pd.DataFrame:
    """Every award of a competitive purchase after the switch of policy, and whether losing offers decided it.

    Parameters
    ----------
    results : a study's results.
    most : how many losing offers are taken away at once, 1 to 3.

    Returns
    -------
    One row an award: keys of the run and the purchase, ``n_offers`` (valid ones), ``winner``, ``turned`` (whether the mechanism's
    own evaluation gives the contract to another offer when a losing one, or up to ``most`` of them, is not there), ``n_losers``
    (the fewest that must go, 0 where none turns it) and ``other_winner`` (who wins then, -1 for nobody).

    Bidders are taken to offer what they did. Purchases whose winner is not the best by the score (a right of first refusal), and
    mechanisms that this session does not know, are left out; deductions from prices count as quality.

    Raises
    ------
    ScenarioError : ``most`` is not 1, 2 or 3.
    UnknownNameError : results without offers.
    """
    if most not in (1, 2, 3):
        raise impossible("most", most, "1, 2 or 3")
    mechanisms, rows = Mechanisms(results), []
    asked = results.batches("projects", ["project", "attempt", "ceiling", "outcome"])
    for bids, projects in zip(results.batches("bids", BIDS), asked, strict=True):
        rows += [row for offers in one_by_one(competitive(bids, projects)) for row in _judged(mechanisms, offers, most)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _judged(mechanisms: Mechanisms, offers: pd.DataFrame, most: int) -> list[list[Any]]:
    """The row of one purchase, if its winner is the best by the score."""
    mechanism, ceiling = mechanisms.of(offers)
    price, total = (offers[name].to_numpy(dtype=np.float64) for name in ("price", "total"))
    won, who = offers["won"].to_numpy(dtype=bool), offers["organization"].to_numpy()
    best = int(np.nanargmax(total)) if np.isfinite(total).any() else -1
    if won.sum() != 1 or best < 0 or total[won][0] < total[best]:
        return []
    found = turns(mechanism, price, implied_quality(mechanism, price, total, ceiling), ceiling, np.where(won, 0.0, 1.0), most)
    other = int(who[found[0].winner]) if found else -1
    keys = [offers[name].iat[0] for name in (*PURCHASE, "month", "mechanism")]
    return [[*keys, len(offers), int(who[won][0]), bool(found), len(found[0].losers) if found else 0, other]]
