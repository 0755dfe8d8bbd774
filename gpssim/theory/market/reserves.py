"""What lies beyond a usual reserve melts by the same part every December; endowments and public money stay.

With nothing coming in and nothing to pay, an organization that begins with ``R`` months of its cost ``w`` and keeps ``K`` of them
holds ``w (K + (R - K) (1 - p)^y)`` after y Decembers, and its endowment. Nonprofits spend it on work of their own, companies hand
it to their owners.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("pay",)
RULES = ("sector.reserve_spent",)
SOURCE = "closed form of a constant rate; rules on yearly spending of charities of 2016 (MEMORY)"

PART, KEPT, HELD, YEARS, ENDOWMENT = 0.25, 12.0, 60.0, 3, 500_000.0


def found(seed: int) -> Iterator[Found]:
    """Agencies, companies, foundations and public institutions over three years."""
    market = special(
        {
            "warm_up": 0,
            "months": 12 * YEARS,
            "world.purchasers.appropriation_per_head": 0.0,
            "world.organizations.n_initial": 16,
            "world.organizations.kind_shares": (0.4, 0.0, 0.0, 0.3, 0.3, 0.0, 0.0),
            "world.organizations.reserve_spent": PART,
            "world.organizations.reserve_kept": KEPT,
            "world.organizations.reserve_months": HELD,
            "world.sector.kinds.endowment": (0.0, 0.0, 0.0, 0.0, ENDOWMENT, 0.0, 0.0),
            "world.sector.institutions.provide": "purchaser",
            "world.sector.institutions.idle_pay": 0.0,
        },
        seed=seed,
    )
    market.run()
    o, kind = market.organizations, market.organizations.kind_code
    cost, own = o.staff * o.wage, ENDOWMENT * (kind == 4)
    melting = np.where(kind == 6, 1.0, (1.0 - PART) ** YEARS)
    left = cost * (KEPT + (HELD - KEPT) * melting) + own
    yield exactly("held after three years, yuan", left, o.cash_fen / 100.0, 0.01 * (YEARS + 1))
    ledger = tables(market)["ledger"].query("kind in ('own_work', 'dividend')").groupby("kind")["fen"].sum() / 100.0
    gone, company = HELD * cost + own - left, kind == 3
    for name, which in (("own_work", ~company), ("dividend", company)):
        yield exactly(f"gone as {name}, yuan", float(gone[which].sum()), float(ledger[name]), 0.01 * 16 * (YEARS + 1))


TITLE_ZH = "超出通常储备的部分每年十二月按同一比例消耗；原始基金与公共资金不动"
CHINESE = {
    "held after three years, yuan": "三年后持有（元）",
    "gone as {name}, yuan": "用于{name}（元）",
    "own_work": "自身工作",
    "dividend": "分配给所有者",
}
