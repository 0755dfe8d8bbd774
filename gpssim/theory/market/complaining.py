"""Clients who expect more than they get complain as a logit says, and the hotline sends inspectors by the number of complaints.

In a month of failure a client complains with the chance ``1 / (1 + exp(-(base + severity * shortfall + weight * participation)))``;
nobody complains of a month that was as expected. Where each of ``k`` complaints brings an inspection by the chance ``h``, one comes
with the chance ``1 - (1 - h)^k``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables

VERBS = ("serve_citizens", "observe")
RULES = ("voice.complaint_inclination", "voice.complaint_probability")
SOURCE = "logit of voice (Hirschman 1970); complement of independent failures"

BASE, SEVERITY, EXPECTED, WEIGHT, PART, HOTLINE = -2.5, 1.5, 0.6, 1.0, 0.4, 0.3
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 1_000,
    "world.city.residents": 1_000,
    "world.purchasers.project_value": 600.0,
    "world.organizations.effort_max": 0.0,
    "world.citizens.aspiration": EXPECTED,
    "world.citizens.complaint_base": BASE,
    "world.citizens.complaint_severity": SEVERITY,
    "world.citizens.complaint_participation": WEIGHT,
    "months": 24,
}


def found(seed: int) -> Iterator[Found]:
    """Quality 0 where six tenths are expected, of people with the same part in public life; then quality as expected."""
    market = special(DIALS, "lottery", levers={"hotline": HOTLINE}, seed=seed)
    market.citizens.columns["participation"][:] = PART
    market.citizens.columns["inclination"][:] = PART
    complaints, served = _months(market)
    chance = 1.0 / (1.0 + np.exp(-(BASE + SEVERITY * EXPECTED + WEIGHT * PART)))
    yield as_often("client months with a complaint", chance, int(complaints.sum()), int(served.sum()))
    seen = tables(market)["inspections"].query("kind == 'hotline'")
    comes = 1.0 - (1.0 - HOTLINE) ** complaints[served > 0.0]
    error = float((comes * (1.0 - comes)).sum()) ** 0.5
    yield Found("inspections that the hotline brings", float(comes.sum()), float(len(seen)), error)
    content = special({**DIALS, "world.organizations.ability_mean": EXPECTED, "months": 12}, "lottery", seed=seed)
    yield exactly("complaints of what was expected", 0.0, _months(content)[0].sum())


def _months(market: PublicServiceMarket) -> tuple[np.ndarray, np.ndarray]:
    """Complaints and clients, a number for each month of each contract."""
    heard = []
    while market.month < market.specification.warm_up + market.specification.months:
        market.step()
        heard.append(market.heard[:, (2, 0)])
    complaints, clients = np.concatenate(heard).T
    return complaints, clients


TITLE_ZH = "所得低于期望的服务对象按 logit 概率投诉，热线按投诉数派人检查"
CHINESE = {
    "client months with a complaint": "有投诉的服务对象月份比例",
    "inspections that the hotline brings": "由热线引起的检查",
    "complaints of what was expected": "期望得到满足时的投诉",
}
