"""Providers shirk as a logit of what it gains them; audits come at their rate, find shirking out, fine and debar.

Against audits of chance ``a`` that find shirking with ``d`` and fault with the innocent by ``m``, shirking gains ``saving - a (d
- m) fine``. With a logistic error of scale ``s`` it is chosen with the chance ``1 / (1 + exp(-gain / s))`` by who is not honest.
Of shirking providers ``a d`` are fined, of others ``a m``, and whoever is fined may not offer for as long as the terms say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gpssim.theory.market_lane import Found, as_often, exactly, on_average, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("sign", "accept")
RULES = ()
SOURCE = "best response in the inspection game (Dresher 1962; Tsebelis 1989) with a logistic error; closed form of rare events"

RATE, FINDS, MISTAKES, SAVING, NOISE, FINE = 0.5, 0.7, 0.15, 0.2, 0.1, 0.4
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.n_initial": 60,
    "world.organizations.effort_max": 0.0,
    "world.organizations.honesty_mean": 0.1,
    "world.purchasers.project_value": 6_000.0,
    "world.purchasers.inspection_hours": 6.0,
    "world.conduct.shirk_saving": SAVING,
    "world.conduct.shirk_noise": NOISE,
    "world.conduct.false_alarm": MISTAKES,
    "months": 40,
}
LEVERS: Final = {"audit_rate": RATE, "audit_detection": FINDS, "fine": FINE, "monitoring": 0.0}


def found(seed: int) -> Iterator[Found]:
    """Hundreds of contracts awarded by lot, audited at acceptance; then debarments around a year."""
    market = special(DIALS, "lottery", levers=LEVERS, seed=seed)
    market.run()
    c, o = market.contracts, market.organizations
    usual = 100.0 * c.places * (c.end - c.start)  # what the work costs at the usual unit cost of 100 yuan
    gain = SAVING * usual - RATE * (FINDS - MISTAKES) * FINE * c.value
    chance = (1.0 - o.honesty[c.organization]) / (1.0 + np.exp(-gain / (NOISE * usual)))
    yield on_average("shirks, less the chance of it", 0.0, c.shirks - chance)
    done = ~np.isnan(c.found)
    for name, rows, finds in (("shirking", done & c.shirks, FINDS), ("innocent", done & ~c.shirks, MISTAKES)):
        yield as_often(f"{name} contracts found fault with", RATE * finds, int(c.caught[rows].sum()), int(rows.sum()))
    seen = tables(market)
    since = done & (c.end > market.specification.warm_up)
    audits = seen["purchasers"]["monitoring_hours"].sum() / 6.0
    yield as_often("contracts audited", RATE, float(audits), int(since.sum()))
    fined = np.round(100.0 * FINE * c.value[c.caught]).sum() / 100.0
    paid = seen["ledger"].query("kind == 'fine' and target == 'treasury'")["fen"].sum() / 100.0
    yield to_the_fen("fines paid, yuan", fined, paid, rounded=int(c.caught.sum()))
    for months in (11, 12):
        yield from _debarred(months, seed)


def _debarred(months: int, seed: int) -> Iterator[Found]:
    """Who is found shirking makes no offer in the months that follow; next year's purchases open in the twelfth."""
    levers = {**LEVERS, "debarment": months, "audit_rate": 1.0, "audit_detection": 1.0}
    market = special({**DIALS, "months": 26}, "lottery", levers=levers, seed=seed)
    market.run()
    seen = tables(market)
    bans, bids = seen["bans"], seen["bids"].merge(seen["projects"][["project", "attempt", "month_opened"]])
    yield exactly("bans against contracts found out", int(market.contracts.caught.sum()), len(bans))
    both = bids.merge(bans[["month", "organization"]].rename(columns={"month": "banned"}), on="organization")
    after = both["month_opened"] - both["banned"]
    yield exactly(f"offers during {months} months of debarment", 0, int(((after >= 1) & (after <= months)).sum()))
    yield exactly(f"whether they offer in the twelfth, after {months}", months < 12, bool((after == 12).any()))


TITLE_ZH = "承接主体按所得好处以 logit 概率偷工减料；稽查按稽查率进行，查出后罚款并禁止参加采购"
CHINESE = {
    "shirks, less the chance of it": "是否偷工减料，减去其概率",
    "contracts audited": "被稽查的合同比例",
    "fines paid, yuan": "缴纳的罚款（元）",
    "bans against contracts found out": "禁止参加采购次数与查出的合同数",
    "offers during {months} months of debarment": "禁止参加采购 {months} 个月期间的投标数",
    "whether they offer in the twelfth, after {months}": "禁止 {months} 个月后，第 12 个月是否投标",
    "{name} contracts found fault with": "{name}合同被认定有问题的比例",
    "shirking": "偷工减料的",
    "innocent": "清白的",
}
