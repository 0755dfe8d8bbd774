"""Owners take their part of what a company has left at the end of a year, losses of years before taken off first.

A company's surplus of a year is what it was paid less what delivery cost it, as the ledger has it. With ``S(y)`` its surplus,
what is free is ``max(0, L(y-1) + S(y))`` and what is carried on is ``L(y) = min(0, L(y-1) + S(y))``; owners take the part ``x``
of what is free, to whole fen. Everything is paid after acceptance, so that the first year ends in a loss.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("pay",)
RULES = ("sector.dividend",)
SOURCE = "accounting identity; non-distribution constraint of all others (Hansmann 1980, MEMORY)"

PART = 0.6
KINDS = (0.0, 0.0, 0.0, PART, 0.0, 0.0, 0.0)


def found(seed: int) -> Iterator[Found]:
    """Companies and agencies over four Decembers, that of the warm-up included."""
    market = special(
        {
            "world.organizations.kind_shares": (0.4, 0.0, 0.0, 0.6),
            "world.sector.kinds.distributed": KINDS,
            "months": 36,
        },
        seed=seed,
        levers={"pay_first": 0.0, "pay_middle": 0.0},
    )
    market.run()
    ledger, company = tables(market)["ledger"], market.organizations.kind_code == 3
    ledger["year"] = ledger["month"] // 12
    owed = np.zeros(len(company))
    for year in range(-1, 3):
        now = ledger[ledger.year == year]
        free = (
            owed + booked(now, "target", ("payment", "final_payment"), owed.size) - booked(now, "source", ("delivery",), owed.size)
        )
        taken = booked(now, "source", ("dividend",), owed.size)
        yield exactly(f"taken by owners in year {year}, yuan", PART * np.maximum(0.0, free) * company, taken, 0.0101)
        owed = np.minimum(0.0, free)
        if year == -1:
            yield exactly("some carry a loss on", 1.0, float((owed[company] < 0.0).any()))
    yield exactly("some owners take something", 1.0, float((taken > 0.0).any()))


def booked(rows: pd.DataFrame, side: str, kinds: tuple[str, ...], n: int) -> np.ndarray:
    """Yuan of these kinds by organization, as source or target."""
    sums = rows[rows.kind.isin(kinds)].groupby(side)["fen"].sum() / 100.0
    return np.array([sums.get(f"organization/{row}", 0.0) for row in range(n)])


TITLE_ZH = "所有者年末取走企业余额中的应得部分，先弥补以前年度亏损"
CHINESE = {
    "some owners take something": "有所有者取得分配",
    "taken by owners in year {year}, yuan": "第 {year} 年所有者取走（元）",
    "some carry a loss on": "有企业结转亏损",
}
