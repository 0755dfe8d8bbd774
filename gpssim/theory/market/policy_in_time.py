"""A policy's changes act from their own month on, neither before nor in the warm-up, and last until the next one.

Four years, the first of them warm-up: goods take the part of a January's money that is in force in it, also where the change came
in between; from the month of its change on another mechanism holds every purchase that is planned, and nonprofits pay tax on what
they receive.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("set_policy",)
RULES = ()
SOURCE = "declaration of a policy: what changes in which month"

USUAL, TAXED = 280_000.0, 20
CHANGES = [
    {"month": 0, "lever": "goods_share", "value": 0.2},
    {"month": 12, "mechanism": "directed_commission"},
    {"month": 15, "lever": "goods_share", "value": 0.4},
    {"month": TAXED, "lever": "nonprofit_tax", "value": 1.0},
]


def found(seed: int) -> Iterator[Found]:
    """One market under a policy that changes four times."""
    market = special({"warm_up": 12, "months": 36, "policy.change": CHANGES}, seed=seed)
    market.run()
    told = tables(market)
    goods = told["ledger"].query("kind == 'goods'").groupby("month")["fen"].sum().reindex(range(-12, 36, 12), fill_value=0)
    yield to_the_fen("goods each January, yuan", 2.0 * USUAL * np.array([0.0, 0.2, 0.2, 0.4]), goods / 100.0, 2)
    opened = told["projects"]
    by_order = opened.mechanism == "directed_commission"
    yield exactly("purchases held by the mechanism of their month", opened.month_opened >= 12, by_order)
    receipts = told["ledger"][told["ledger"].kind.isin(["payment", "final_payment"])].groupby("month")["fen"].sum()
    taxes = told["ledger"].query("kind == 'tax'").groupby("month")["fen"].sum().reindex(receipts.index, fill_value=0)
    yield exactly("months in which taxes are paid", receipts.index >= TAXED, (taxes > 0).to_numpy())
    rate = (taxes / receipts)[receipts.index >= TAXED]
    yield exactly("rate of taxes", rate.iloc[0], rate, 1e-6)


TITLE_ZH = "政策变动自其当月起生效，此前与预热期内均不生效，直至下一次变动"
CHINESE = {
    "goods each January, yuan": "每年一月的货物支出（元）",
    "purchases held by the mechanism of their month": "采购按当月的购买方式进行",
    "months in which taxes are paid": "缴税月份",
    "rate of taxes": "税率",
}
