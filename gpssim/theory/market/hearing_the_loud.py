"""What purchasers hear of clients is moved by who tells, and so is what they come to believe.

Clients whose experience lies below a threshold report with the chance ``b``, others with ``a``. What is heard is the mean of
experience among those who report, the integral of ``x r(x)`` over that of ``r(x)`` under the normal law of experience. Beliefs from
such voices alone end that far from the truth; where only the disappointed report, at the mean of a truncated normal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("observe",)
RULES = ("voice.reporting_bias",)
SOURCE = "mean of a truncated normal law, by quadrature; Hirschman 1970"

SPREAD, THRESHOLD, BELOW, ABOVE = 0.8, 0.3, 0.6, 0.2
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 200,
    "world.organizations.effort_max": 0.0,
    "world.organizations.ability_sd": 0.5,
    "world.citizens.experience_noise": SPREAD,
    "world.citizens.report_threshold": THRESHOLD,
    "world.information.prior_sd": 10.0,
    "world.information.voice_noise": 0.001,
    "world.purchasers.hours_per_month": 0.0,
    "months": 30,
}


def found(seed: int) -> Iterator[Found]:
    """Purchasers without time to inspect or to accept with any precision hear voices alone."""
    for name, below, above in (("the loud below", BELOW, ABOVE), ("the disappointed alone", 0.5, 0.0), ("all alike", 0.4, 0.4)):
        dials = {**DIALS, "world.citizens.report_below": below, "world.citizens.report_above": above}
        market = special({**dials, "world.information.acceptance_noise": 10.0}, "lottery", seed=seed)
        market.run()
        o = market.organizations
        true = 0.5 * (o.ability_verifiable + o.ability_nonverifiable)
        heard = _heard(true, below, above)
        rows = tables(market)["inspections"].query("kind == 'voice'")
        lead = rows["signal"].to_numpy() - heard[rows["organization"].to_numpy()]
        yield on_average(f"{name}: voice less what is heard", 0.0, lead)
        yield _of_this_month(name, market, heard - true)


def _heard(true: np.ndarray, below: float, above: float) -> np.ndarray:
    """Mean experience of those who report, by a fine grid over eight standard deviations either way (midpoints)."""
    step = 1e-4
    z = np.arange(-8.0, 8.0, step) + 0.5 * step
    mass = np.exp(-0.5 * z * z)
    upper = np.append(np.cumsum(mass[::-1])[::-1], 0.0)
    upper_z = np.append(np.cumsum((z * mass)[::-1])[::-1], 0.0)
    place = np.searchsorted(z, (THRESHOLD - true) / SPREAD)
    rate = below * (upper[0] - upper[place]) + above * upper[place]
    return np.asarray(true + SPREAD * (below * (upper_z[0] - upper_z[place]) + above * upper_z[place]) / rate)


def _of_this_month(name: str, market: PublicServiceMarket, bias: np.ndarray) -> Found:
    """The last month's voices against what those very clients felt: exact but for the grid and the noise of a thousandth."""
    rows = tables(market)["inspections"].query("kind == 'voice'")
    rows = rows[rows["month"] == market.since_switch - 1]
    felt = market.heard[rows["contract"], 1] / market.heard[rows["contract"], 0]
    return exactly(f"{name}: voice less the mean felt", bias[rows["organization"]], rows["signal"] - felt, 5e-3)


TITLE_ZH = "购买主体所听到的取决于谁在表达，其信念亦然"
CHINESE = {
    "{name}: voice less the mean felt": "{name}：公众意见减去平均体验",
    "{name}: voice less what is heard": "{name}：公众意见减去应听到的内容",
    "the loud below": "声音大者低于均值",
    "the disappointed alone": "只有失望者表达",
    "all alike": "人人表达相同",
}
