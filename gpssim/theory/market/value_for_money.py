"""Under quality over price the sum is quality points per yuan, and doubling all prices turns nobody's rank.

An offer with ``Q`` points at price ``p`` counts ``Q / p`` (Order 18 (2004) art. 53, MEMORY): its sum times its price is what the
committee gave it, ``100 Phi(rating / scale)``, whatever the others ask; no losing offer can decide who wins.
"""

from __future__ import annotations

from collections.abc import Iterator

from scipy.stats import norm

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, exactly

VERBS = ("purchase",)
RULES = ("scoring.quality_per_price", "scoring.ranking")
SOURCE = "Order 18 (2004) art. 53, MEMORY"


def found(seed: int) -> Iterator[Found]:
    """The same month in a city where everything costs twice as much."""
    winners = []
    for cost in (100.0, 200.0):
        dials = {
            "world.city.residents": 8_000,
            "world.information.dossier_noise": 1.0,
            "world.domains.0.unit_cost": cost,
            "world.purchasers.project_value": 600.0 * cost,
            "world.purchasers.appropriation_per_head": 1.4 * cost,
        }
        after = opened(dials, settings={"rule": "quality_over_price", "juror_noise": 0.0}, seed=seed)
        points = 100.0 * norm.cdf((after.offers.dossier + 0.5 * after.offers.promised_quality) / 5.0)
        yield exactly(f"unit cost {cost:g}: sum times price is quality", points, after.offers.total * after.offers.price, 1e-9)
        best = after.offers.loc[after.offers.groupby("project", sort=False).total.idxmax()]
        yield exactly(f"unit cost {cost:g}: most points per yuan win", best.organization, best.winner)
        yield exactly(f"unit cost {cost:g}: losers decide nothing", 0.0, after.projects.decided_by_loser.astype(float))
        winners.append(after.projects.winner)
    yield exactly("the winners are the same", winners[0], winners[1])


TITLE_ZH = "性价比法的总分即每元质量分，全部价格翻倍不改变任何名次"
CHINESE = {
    "the winners are the same": "中标者相同",
    "unit cost {cost}: sum times price is quality": "单位成本 {cost}：总分乘以价格即质量",
    "unit cost {cost}: most points per yuan win": "单位成本 {cost}：每元得分最高者中标",
    "unit cost {cost}: losers decide nothing": "单位成本 {cost}：落选报价不左右结果",
}
