"""Where needs end whether they are served or not, the queue is that of infinitely many servers cut off at capacity.

Needs end for those who wait as for those who are served, so that how many are in need does not hang on the places: binomial with
the prevalence, as in a system in which everybody is served at once (Garnett, Mandelbaum & Reiman 2002). With c places min(N, c) are
served, and E max(0, N - c) wait. By Little's law a need waits that number over the needs that arise in a month, on average.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.stats import binom

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, on_average
from gpssim.theory.special import tables

VERBS = ("update_needs", "serve_citizens")
RULES = ("needs.onset_probability", "needs.ending_probability")
SOURCE = "binomial law of a finite population; Little's law (Garnett, Mandelbaum & Reiman 2002, MEMORY)"

DISTRICTS, EACH, PREVALENCE, DURATION, PLACES, MONTHS = 36, 50, 0.2, 3.0, 8, 10


def found(seed: int) -> Iterator[Found]:
    """Many districts, each with a queue of its own."""
    dials = stage(DISTRICTS * EACH, PREVALENCE, DURATION, DISTRICTS, **{"warm_up": 0, "world.purchasers.usable_month": 0})
    market = in_service(dials, seed=seed)
    begin_anew(market, float(PLACES))
    market.citizens.columns["contract"][:] = -1
    covered = np.unique(market.contracts.district[market.contracts.active])
    steps(market, MONTHS)
    table = tables(market)["monthly"].query(f"month > {market.since_switch - 1 - MONTHS}")
    names = ["n_need", "n_served", "n_queued", "waiting", "n_onset"]
    sums = table.groupby("district")[names].sum().loc[covered] / MONTHS
    n = np.arange(EACH + 1)
    chance = binom.pmf(n, EACH, PREVALENCE)
    queue = float(chance @ np.maximum(0, n - PLACES))
    arising = EACH * PREVALENCE / DURATION
    yield on_average("in need", EACH * PREVALENCE, sums.n_need.to_numpy())
    yield on_average("served", EACH * PREVALENCE - queue, sums.n_served.to_numpy())
    yield on_average("queue", queue, sums.n_queued.to_numpy())
    yield on_average(
        "wait of a need, months: surplus over Little's law", 0.0, (sums.waiting - queue / arising * sums.n_onset).to_numpy()
    )


TITLE_ZH = "无论是否得到服务需求都会结束时，等候队列即无穷多服务台队列在容量处截断"
CHINESE = {
    "in need": "有需求者",
    "served": "得到服务者",
    "queue": "等候人数",
    "wait of a need, months: surplus over Little's law": "需求的等候月数：超出利特尔法则之数",
}
