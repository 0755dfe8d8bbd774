"""A soft budget leaves a deficit that settles: month after month the same part of it is covered, in cash or in arrears.

A public institution without work costs ``w`` a month and earns nothing. The treasury covers the part ``s`` of what is missing
(cash below 0, and arrears), so that the deficit is ``D(t) = (1 - s) (D(t-1) + w)``, which adds up to ``w (1 - s) (1 - (1 - s)^t)
/ s``; what was covered is ``t w - D(t)``. It does not matter whether what is missing is credit or arrears.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("pay",)
RULES = ("sector.deficit_covered",)
SOURCE = "sum of a geometric series; Kornai 1986 (soft budget constraint)"

SOFTNESS, MONTHS = 0.6, 10


def found(seed: int) -> Iterator[Found]:
    """Two institutions that may owe, and two that may not."""
    for name, credit in (("on credit", 60.0), ("in arrears", 0.0)):
        yield from covered(seed, name, credit)


def covered(seed: int, name: str, credit: float) -> Iterator[Found]:
    """Ten months of an institution that nobody asks for anything."""
    market = special(
        {
            "warm_up": 0,
            "months": MONTHS,
            "world.sector.institutions.provide": "purchaser",
            "world.sector.institutions.staff": 10.0,
            "world.sector.kinds.soft_budget": (0.0,) * 6 + (SOFTNESS,),
            "world.organizations.reserve_months": 0.0,
            "world.organizations.credit_months": credit,
        },
        seed=seed,
    )
    market.run()
    o = market.organizations
    own = np.flatnonzero(o.kind_code == 6)
    cost = np.rint(100.0 * 10.0 * o.wage[own]) / 100.0
    missing = cost * (1.0 - SOFTNESS) * (1.0 - (1.0 - SOFTNESS) ** MONTHS) / SOFTNESS
    yield to_the_fen(f"deficit {name}, yuan", missing, (o.owed_fen - o.cash_fen)[own] / 100.0, MONTHS)
    booked = tables(market)["purchasers"].groupby("purchaser")["subsidy"].sum().to_numpy()
    yield to_the_fen(f"covered by the treasury, {name}, yuan", MONTHS * cost - missing, booked, MONTHS)
    ledger = tables(market)["ledger"].query("kind == 'subsidy' and source == 'treasury'").groupby("target")["fen"].sum()
    received = [ledger[f"organization/{row}"] / 100.0 for row in own]
    yield to_the_fen(f"received from it, {name}, yuan", MONTHS * cost - missing, received, MONTHS)


TITLE_ZH = "软预算使赤字趋于稳定：每月弥补其中同一比例，以现金或以拖欠"
CHINESE = {
    "deficit {name}, yuan": "赤字，{name}（元）",
    "covered by the treasury, {name}, yuan": "财政弥补，{name}（元）",
    "received from it, {name}, yuan": "自财政取得，{name}（元）",
    "on credit": "赊欠",
    "in arrears": "拖欠",
}
