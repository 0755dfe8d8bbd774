"""Of n complaints each brings an inspection with chance p, so that one comes with chance 1 - (1 - p)^n (fire alarms).

Everybody's complaint counts alike: one from each resident whom a unit of the survey stands for.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import tables

VERBS = ("observe",)
RULES = ("participating.brings_inspection",)
SOURCE = "complement of independent events (fire alarms: McCubbins & Schwartz 1984, MEMORY)"

DISTRICTS, EACH, MONTHS, CLIENTS, CHANCE = 30, 50, 10, 6, 0.1


def found(seed: int) -> Iterator[Found]:
    """Thirty providers, each with six clients who complain every month; units stand for one resident, then for two."""
    for residents in (1, 2):
        own = {"complaint_base": 20.0, "aspiration": 1.0}
        dials = stage(DISTRICTS * EACH, 0.4, 600.0, DISTRICTS, **{f"world.citizens.{k}": v for k, v in own.items()})
        dials |= {"warm_up": 0, "world.city.residents": DISTRICTS * EACH * residents}
        dials["world.purchasers.project_value"] *= residents
        market = in_service(dials, levers={"hotline": CHANCE}, seed=seed)
        begin_anew(market, float(CLIENTS))
        begun, first = np.flatnonzero(market.contracts.active), market.since_switch
        steps(market, MONTHS)
        written = tables(market)
        calls = written["inspections"].query("kind == 'hotline'")
        came, tried = calls[calls.contract.isin(begun) & (calls.month >= first)], begun.size * MONTHS
        chance = 1.0 - (1.0 - CHANCE) ** (CLIENTS * residents)
        yield as_often(f"inspections, {residents} residents a unit", chance, len(came), tried)
        yield exactly("inspections as written down", written["districts"].n_hotline.sum(), len(calls))


TITLE_ZH = "n 件投诉各以概率 p 引来检查，至少一次的概率为 1 − (1 − p)^n（火警式监督）"
CHINESE = {
    "inspections, {residents} residents a unit": "检查，每调查单位 {residents} 名居民",
    "inspections as written down": "检查，按记录",
}
