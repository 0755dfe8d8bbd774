"""Ability moves by a constant part of the way to where professional staff, coaching and turnover hold it.

With a pull ``k`` to ``t = t_0 + b (p - p_0)``, which the share ``p`` of professionals supports, coaching that closes the part
``g`` of the gap to the best ``m``, and ``l`` lost for each unit of turnover ``h``, ability stands still at

    a* = (k t + g m - l h) / (k + g)

and after ``T`` months is ``a* + (a_0 - a*)(1 - k - g)^T``; above ``m`` nobody is coached (``g = 0``). Half of the organizations
sit in an incubator; ability at the start is set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special

VERBS = ("develop",)
RULES = ("staff.ability_next", "staff.quit_hazard")
SOURCE = "closed form of a linear recurrence"

PULL, SUPPORT, LOST, GAIN, BEST, SEAT, QUITS, USUAL, MONTHS = 0.03, 0.6, 0.5, 0.06, 1.0, 0.5, 0.2, 0.4, 24
DIALS: dict[str, Any] = {
    "world.purchasers.appropriation_per_head": 0.0,
    "world.city.n_citizens": 50,
    "world.sector.newcomers.seat_coaching": SEAT,
    "world.organizations.ability_reversion": PULL,
    "world.organizations.ability_professional": SUPPORT,
    "world.organizations.ability_turnover": LOST,
    "world.organizations.coaching_gain": GAIN,
    "world.organizations.ability_max": BEST,
    "world.organizations.quit_rate": QUITS,
    "world.organizations.professional_share": USUAL,
    "warm_up": 0,
}


def found(seed: int) -> Iterator[Found]:
    """Eight organizations without work over two years: low, middling, and above what coaching can reach."""
    market = special(DIALS, levers={"incubation": 1e6}, seed=seed)
    o = market.organizations
    seated = np.arange(8) % 2 == 0
    o["seat_until"][seated] = MONTHS + 1
    start = {"verifiable": np.repeat([-0.6, 0.1, 0.4, 3.0], 2), "nonverifiable": np.linspace(-0.5, 0.5, 8)}
    for task, ability in start.items():
        o[f"ability_{task}"][:] = ability
    market.run(MONTHS)
    leaves = 1.0 - (1.0 - QUITS) ** (1.0 / 12.0)
    target = SUPPORT * (o.professional_share - USUAL)
    for task, ability in start.items():
        coached = np.where(seated & (ability < BEST), GAIN * SEAT, 0.0)
        rest = (PULL * target + coached * BEST - LOST * leaves) / (PULL + coached)
        expected = rest + (ability - rest) * (1.0 - PULL - coached) ** MONTHS
        yield exactly(f"ability, {task} task", expected, o[f"ability_{task}"], 1e-9)


TITLE_ZH = "能力每月按固定比例趋向专业人员、辅导与人员流动所维持的水平"
CHINESE = {
    "ability, {task} task": "{task}任务的能力",
    "verifiable": "可核验",
    "nonverifiable": "不可核验",
}
