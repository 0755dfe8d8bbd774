"""The rate of each service's needs drifts by a log-normal step a year: its mean is that of the law, and services drift apart.

After k years a rate is exp(d (z1 + ... + zk)) times what it was, so that it
is exp(k d^2 / 2) times as high on average over services, its square exp(2 k d^2) times.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp

from gpssim.theory.market.citizens_stage import steps, unserved
from gpssim.theory.market_lane import Found, as_often, on_average
from gpssim.theory.special import special

VERBS = ("update_needs",)
RULES = ("moving.drifted",)
SOURCE = "moments of a log-normal law"

SERVICES, N, RATE, DRIFT = 80, 150, 0.1, 0.25


def found(seed: int) -> Iterator[Found]:
    """Eighty services whose needs last a month: who is in need fell into it this month."""
    prevalence = RATE / (1.0 + RATE)
    domain = {"prevalence": [prevalence] * 5, "duration": 1.0, "unit_cost": 100.0, "budget_share": 1.0 / SERVICES}
    services = [{"name": f"service_{k}", **domain} for k in range(SERVICES)]
    dials = {"world.domains": services, "world.society.population.drift": DRIFT, "warm_up": 0, "months": 36}
    market = special({**unserved(N), "world.city.residents": 1000, **dials}, seed=seed)
    for years in range(3):
        market.citizens.columns["need"][:] = 0
        market.step()
        new = market.citizens.need.mean(axis=0)
        if years:
            mean, square = (RATE**power * exp(power**2 * years * DRIFT**2 / 2.0) for power in (1, 2))
            yield on_average(f"new needs after {years} years, mean of services", mean, new)
            yield on_average(f"their square after {years} years", square * (1.0 - 1.0 / N) + mean / N, new**2)
        else:
            yield as_often("new needs before any drift", RATE, market.citizens.need.sum(), SERVICES * N)
        steps(market, 11)


TITLE_ZH = "各项服务的需求率每年作对数正态漂移：均值即规定值，各项服务彼此分化"
CHINESE = {
    "new needs after {years} years, mean of services": "{years} 年后的新增需求，各项服务均值",
    "their square after {years} years": "{years} 年后其平方",
    "new needs before any drift": "漂移之前的新增需求",
}
