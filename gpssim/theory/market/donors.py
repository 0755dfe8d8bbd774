"""Donors give in full for a year to an organization that they see without work, and a part from then on.

Nobody buys anything. Idle for not more than twelve months when it is given (the months 0 to 12), a nonprofit gets ``d`` a month,
then ``k d``: ``13 d + (T - 13) k d`` in T months. Companies get nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("pay",)
RULES = ("sector.donors_turn",)
SOURCE = "closed form"

GIVEN, KEPT, MONTHS = 2500.0, 0.3, 20


def found(seed: int) -> Iterator[Found]:
    """Sixteen organizations, some of them companies, over twenty months without a purchase."""
    market = special(
        {
            "warm_up": 0,
            "months": MONTHS,
            "world.purchasers.appropriation_per_head": 0.0,
            "world.organizations.n_initial": 16,
            "world.organizations.kind_shares": (0.6, 0.0, 0.0, 0.4),
            "world.organizations.donations": GIVEN,
            "world.organizations.donations_idle": KEPT,
        },
        seed=seed,
    )
    market.run()
    ledger = tables(market)["ledger"].query("kind == 'donation'").groupby("target")["fen"].sum() / 100.0
    came = np.array([ledger.get(f"organization/{row}", 0.0) for row in range(16)])
    company = market.organizations.kind_code == 3
    yield to_the_fen("donations to nonprofits, yuan", 13 * GIVEN + (MONTHS - 13) * KEPT * GIVEN, came[~company])
    yield to_the_fen("donations to companies, yuan", 0.0, came[company])


TITLE_ZH = "捐赠者对无合同的组织足额捐赠一年，此后只捐一部分"
CHINESE = {
    "donations to nonprofits, yuan": "对非营利组织的捐赠（元）",
    "donations to companies, yuan": "对企业的捐赠（元）",
}
