"""A foundation passes on its part of private income as it comes to be known, and nothing of what it has to keep.

Private income is a moving mean of twelve months: with ``d`` yuan of donations a month it is ``d (1 - (11/12)^t)`` after t months,
and a foundation that pays out ``p`` of it has given ``p d (T - 12 (1 - (11/12)^T))`` after T months, to whole fen for each of
three. Asked for more than it has, it gives what lies beyond half its endowment (income set by hand for that).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("pay",)
RULES = ("sector.grant_from",)
SOURCE = "sum of a geometric series; Charity Law of 2023 art. 61 (MEMORY)"

PAYOUT, GIVEN, ENDOWMENT, MONTHS = 0.7, 6000.0, 200_000.0, 18
THREE_FEN = 0.03
DIALS: dict[str, Any] = {
    "warm_up": 0,
    "months": MONTHS,
    "world.purchasers.appropriation_per_head": 0.0,
    "world.organizations.n_initial": 16,
    "world.organizations.kind_shares": (0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0),
    "world.organizations.reserve_months": 0.0,
    "world.organizations.donations": GIVEN,
    "world.sector.kinds.donations": (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    "world.sector.kinds.payout": (0.0, 0.0, 0.0, 0.0, PAYOUT, 0.0, 0.0),
    "world.sector.kinds.endowment": (0.0, 0.0, 0.0, 0.0, ENDOWMENT, 0.0, 0.0),
}


def granted(market: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """Yuan each foundation gave."""
    ledger = tables(market)["ledger"].query("kind == 'foundation_grant'").groupby("source")["fen"].sum() / 100.0
    return np.array([ledger.get(f"organization/{row}", 0.0) for row in rows])


def found(seed: int) -> Iterator[Found]:
    """A year and a half of grants; one month in which everything is asked for."""
    market = special(DIALS, seed=seed)
    market.run()
    o, rows = market.organizations, np.flatnonzero(market.organizations.kind_code == 4)
    given = PAYOUT * GIVEN * (MONTHS - 12.0 * (1.0 - (11.0 / 12.0) ** MONTHS))
    yield exactly("given after a year and a half, yuan", given, granted(market, rows), THREE_FEN * MONTHS)
    kept = ENDOWMENT + GIVEN * MONTHS - given
    yield exactly("left of endowment and donations, yuan", kept, o.cash_fen[rows] / 100.0, THREE_FEN * MONTHS)
    market = special({**DIALS, "months": 1}, seed=seed)
    market.organizations["other_income"][rows] = 1e7
    market.run()
    yield exactly("given by those that are asked for more, yuan", GIVEN + ENDOWMENT / 2.0, granted(market, rows), THREE_FEN)


TITLE_ZH = "基金会逐步知晓后把民间收入中应付的部分转出，应保留的部分分文不动"
CHINESE = {
    "given after a year and a half, yuan": "一年半后的资助（元）",
    "left of endowment and donations, yuan": "原始基金与捐赠的余额（元）",
    "given by those that are asked for more, yuan": "要求更多者的资助（元）",
}
