"""Organizations leave at the ordinary hazard, at the idle hazard once they were idle too long, and when arrears pass their limit.

With a yearly hazard ``q`` the share ``1 - q`` is left after a year, and ``(1 - h/2)^12`` of a kind whose monthly hazard is half
of the usual ``h``. Without work, nobody gives up in the first ``L`` months; from the month after, the part ``h`` of those left
does each month: of those who go at all in ``n`` months the first month sees ``h / (1 - (1 - h)^n)``. Who pays wages ``w`` for
idle staff out of cash of ``R`` and credit of ``C`` months of wages, without any income, owes the first month's
in month ``R + C + 1``, and is insolvent in the first month in which it owes more than the limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables, under

VERBS = ("enter_and_leave", "develop")
RULES = ("entry.struck", "entry.gives_up", "entry.idle_next", "entry.insolvent")
SOURCE = "closed forms of constant hazards; accounting identity"

N = 300
EMPTY: dict[str, Any] = {
    "world.purchasers.appropriation_per_head": 0.0,
    "world.city.residents": 1000,
    "world.city.n_citizens": 50,
    "world.organizations.n_initial": N,
    "warm_up": 0,
}
HALF_FOUNDATIONS = (0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0)


def found(seed: int) -> Iterator[Found]:
    """Three cities in which nobody purchases anything."""
    yield from by_chance(seed)
    yield from for_want_of_work(seed)
    yield from by_arrears(seed)


def leavers(seed: int, months: int, **dials: Any) -> pd.DataFrame:
    """The exits of so many months."""
    market = special(EMPTY | under("world.organizations", **dials), seed=seed)
    market.run(months)
    return tables(market)["exits"]


def by_chance(seed: int) -> Iterator[Found]:
    """A yearly hazard of four fifths; half of the organizations are foundations, which leave half as often."""
    exits = leavers(seed, 12, exit_hazard=0.8, kind_shares=HALF_FOUNDATIONS)
    usual, slow = 0.8, 1.0 - (1.0 - 0.5 * (1.0 - 0.2 ** (1.0 / 12.0))) ** 12
    yield as_often("left within a year, share", (usual + slow) / 2.0, len(exits), N)
    foundations = float((exits.kind == "foundation").sum())
    yield as_often("of these foundations, share", slow / (usual + slow), foundations, len(exits))
    yield exactly("by ordinary hazard", 1.0, (exits.reason == "hazard").to_numpy(float))


def for_want_of_work(seed: int) -> Iterator[Found]:
    """Half a year of patience, then one of four a month; exits are written with the first month after."""
    patience, hazard, months = 6, 0.25, 10
    exits = leavers(seed, months, idle_exit=patience, idle_hazard=hazard)
    at_risk = months - patience
    yield exactly("first month of exits", patience + 1.0, float(exits.month.min()))
    yield exactly("for want of work", 1.0, (exits.reason == "idle").to_numpy(float))
    yield as_often("gave up, share", 1.0 - (1.0 - hazard) ** at_risk, len(exits), N)
    first = hazard / (1.0 - (1.0 - hazard) ** at_risk)
    yield as_often("of these in the first month", first, float((exits.month == patience + 1).sum()), len(exits))


def by_arrears(seed: int) -> Iterator[Found]:
    """Two months of cash, one of credit; three and a half may be owed: the seventh month is the last, the fourth of arrears."""
    limits = {"idle_wage": 1.0, "reserve_months": 2.0, "credit_months": 1.0, "arrears_limit": 3.5}
    exits = leavers(seed, 9, **limits)
    yield exactly("exits", N, float(len(exits)))
    yield exactly("months until insolvent", np.full(N, 7.0), exits.month.to_numpy(float))
    yield exactly("by arrears", 1.0, (exits.reason == "insolvent").to_numpy(float))


TITLE_ZH = "组织按通常风险退出，闲置过久者按闲置风险退出，拖欠超限者亦退出"
CHINESE = {
    "left within a year, share": "一年内退出的比例",
    "of these foundations, share": "其中基金会的比例",
    "by ordinary hazard": "按通常风险退出",
    "first month of exits": "首个退出月份",
    "for want of work": "因无合同退出",
    "gave up, share": "放弃的比例",
    "of these in the first month": "其中在首月者",
    "exits": "退出数",
    "months until insolvent": "至无力偿付的月数",
    "by arrears": "因拖欠退出",
}
