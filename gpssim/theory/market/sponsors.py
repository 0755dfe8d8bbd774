"""Under dual management candidates find a supervising unit by their ties: the Laplace transform of an exponential law.

Alone a candidate finds one with chance ``a``, with ties ``T`` in all with ``1 - (1 - a) exp(-T)``. Ties to each of ``P``
purchasers are exponential with mean ``s``, so that ``E exp(-T) = (1 + s)^(-P)`` and the part ``1 - (1 - a) (1 + s)^(-P)``
registers. Where registration is direct, everybody does.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, tables

VERBS = ("enter_and_leave",)
RULES = ("sector.sponsor_chance",)
SOURCE = "Laplace transform of the exponential distribution; dual management, market rule D 19"

ALONE, STRENGTH, RATE, MONTHS = 0.3, 1.5, 80.0, 12


def registered(seed: int, how: str, density: float) -> tuple[int, int]:
    """How many candidates registered in a year, and how many there were."""
    market = special(
        {
            "warm_up": 0,
            "months": MONTHS,
            "world.city.n_citizens": 50,
            "world.purchasers.appropriation_per_head": 0.0,
            "world.purchasers.tie_density": density,
            "world.purchasers.tie_strength": STRENGTH,
            "world.organizations.founders_rate": RATE,
            "world.organizations.register_always": True,
            "world.sector.newcomers.sponsor": ALONE,
        },
        seed=seed,
        levers={"registration": how},
    )
    market.run()
    founders = tables(market)["founders"]
    return int(founders["registered"].sum()), len(founders)


def found(seed: int) -> Iterator[Found]:
    """Candidates without ties, with ties to both purchasers, and without need of a sponsor."""
    yield as_often("part that registers without ties", ALONE, *registered(seed, "dual", 0.0))
    tied = 1.0 - (1.0 - ALONE) * (1.0 + STRENGTH) ** -2
    yield as_often("part that registers with ties to two purchasers", tied, *registered(seed, "dual", 1.0))
    joined, n = registered(seed, "direct", 0.0)
    yield exactly("registered directly", n, joined)


TITLE_ZH = "双重管理下潜在创办者凭关系找到业务主管单位：指数分布的拉普拉斯变换"
CHINESE = {
    "part that registers without ties": "无关系者登记的比例",
    "part that registers with ties to two purchasers": "与两个购买主体有关系者登记的比例",
    "registered directly": "直接登记数",
}
