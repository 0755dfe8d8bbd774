"""Money that answers to performance follows the lead of a budget line as far as its base remembers, and splits as a logistic curve.

The lead of a line is its score less the mean of its pool, weighted by usual money. A factor goes on with the part ``b`` of itself
(in logs) and moves by ``s`` times the lead: with leads ``l`` that stay, it is ``exp(s l (1 - b^y) / (1 - b))`` after y years.
Where the pool's money is closed, two equal lines of leads apart by ``D`` share it in the odds ``exp(s D (1 - b^y) / (1 - b))``;
where the step is bound to ``1 +- B``, in the odds ``((1 + B) / (1 - B))^((1 - b^y) / (1 - b))``. What is not measured does not
count, and what is measured counts by its weight: execution beside a coverage of nothing counts by its own part. How much of each
line was committed is set by hand every December; nobody offers anything.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market_lane import Found, to_the_fen
from gpssim.theory.special import special

VERBS = ("open_fiscal_year",)
RULES = ("performance.weighted_score", "performance.mean_by_pool", "performance.factor_next", "performance.closed")
SOURCE = "sum of a geometric series; logistic shares; weighted indicator systems of budget evaluation (财预[2020]10号, MEMORY)"

STRENGTH, BASE, YEARS = 0.6, 0.7, 3
MEMORY = (1.0 - BASE**YEARS) / (1.0 - BASE)
"""What three years of the same lead add up to."""
USUAL = 280_000.0
"""Each purchaser's usual money, yuan."""


def moved(seed: int, executed: list[list[float]], counts: str = "execution=1", **levers: float | str) -> np.ndarray:
    """Money of each purchaser and domain after three years in which these parts of it were committed."""
    names = [f"d{k}" for k in range(len(executed[0]))]
    domain = {"prevalence": [0.1] * 5, "duration": 24.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": 1.0 / len(names)}
    usual = {"performance_budget": STRENGTH, "performance_base": BASE, "performance_bound": 0.9}
    market = special(
        {
            "warm_up": 0,
            "months": 12 * YEARS + 1,
            "world.city.n_citizens": 100,
            "world.domains": [{"name": name, **domain} for name in names],
            "world.information.performance_noise": 0.0,
        },
        seed=seed,
        levers={**usual, "performance_counts": counts, "retenders": 0, **levers},
    )
    market.organizations["serves_domain"][:] = False
    for year in range(1, YEARS + 1):
        market.run(12 * year)
        market.purchasers["committed"][:] = np.array(executed) * market.purchasers.appropriation
    market.step()
    return np.asarray(market.purchasers.appropriation)


def odds(ratio: float, total: float = 2.0 * USUAL) -> list[list[float]]:
    """Two lines that share a sum in these odds."""
    return [[total * ratio / (1.0 + ratio)], [total / (1.0 + ratio)]]


def found(seed: int) -> Iterator[Found]:
    """Two purchasers of which one commits all of its money and the other less; two domains of each."""
    apart, both = np.exp(STRENGTH * 0.4 * MEMORY), [[1.0], [0.6]]
    alone = [[USUAL * np.exp(STRENGTH * 0.2 * MEMORY)], [USUAL * np.exp(-STRENGTH * 0.2 * MEMORY)]]
    yield to_the_fen("money that nobody closes, yuan", alone, moved(seed, both, performance_pool="none"))
    yield to_the_fen("money of the city, yuan", odds(apart), moved(seed, both))
    bound = (1.1 / 0.9) ** MEMORY
    yield to_the_fen("money of the city, with bounds, yuan", odds(bound), moved(seed, [[1.0], [0.1]], performance_bound=0.1))
    counts = "execution=0.25, coverage=0.75, quality=1"
    yield to_the_fen("with a coverage of nothing, yuan", odds(apart**0.25), moved(seed, both, counts))
    within = np.array([odds(apart, USUAL), odds(1.0 / apart**0.5, USUAL)])[:, :, 0]
    yield to_the_fen("money of each purchaser, yuan", within, moved(seed, [[1.0, 0.6], [0.3, 0.5]], performance_pool="purchaser"))


TITLE_ZH = "随绩效调整的资金在基数记得的范围内跟随预算项目的领先程度，并按逻辑斯蒂曲线分配"
CHINESE = {
    "money that nobody closes, yuan": "不设总额约束的资金（元）",
    "money of the city, yuan": "全市资金（元）",
    "money of the city, with bounds, yuan": "设有上下限的全市资金（元）",
    "with a coverage of nothing, yuan": "覆盖率为零时的资金（元）",
    "money of each purchaser, yuan": "各购买主体的资金（元）",
}
