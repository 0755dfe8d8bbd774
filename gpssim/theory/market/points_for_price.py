"""A tender gives price points by its price rule, adds quality points, and the highest sum wins; equals by lot.

With weight ``w`` on price an offer ``p`` of an opening with prices ``p_j`` and ceiling ``C`` gets ``100 w s`` price points:

- lowest over own: ``s p`` is the same for everybody, and the lowest gets all points (Order 87, art. 55);
- linear: ``s`` falls by ``1 / (C (1 - f))`` a yuan from 1 at ``f C`` and below to 0 at the ceiling (Bergman & Lundberg 2013);
- closest to the mean: ``1 - |p - m| / m`` (Decarolis 2018); benchmark ``t m``: a percent above takes off ``a``, one below ``c``;
- between the extremes: the lowest gets 1, the highest ``l``, the others in proportion (Chen 2008, MEMORY).

Quality points are ``100 (1 - w) Phi(rating / scale)`` where jurors do not err. Where all ask the ceiling and price alone counts,
each of ``n`` offers wins with chance ``1 / n``. A losing offer decides where the others' best is another one without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from scipy.stats import norm

from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = (
    "scoring.lowest_ratio",
    "scoring.linear_share",
    "scoring.closeness_to_mean",
    "scoring.benchmark_share",
    "scoring.place_between",
    "scoring.weighted_sum",
    "scoring.ranking",
)
SOURCE = "Order 87 (2017) art. 55 and 57; Bergman & Lundberg 2013; Decarolis 2018; Chen 2008, MEMORY"

WEIGHT, SCALE, PROMISE = 0.4, 5.0, 0.5
Shares = Callable[[np.ndarray, float], np.ndarray]


def _benchmark(prices: np.ndarray, ceiling: float) -> np.ndarray:
    percent = 100.0 * (prices / (0.9 * prices.mean()) - 1.0)
    return np.asarray(1.0 - 0.01 * np.maximum(1.5 * percent, -0.5 * percent))


SHARES: dict[str, tuple[str, Shares]] = {
    "lowest_ratio": ("", lambda p, c: p.min() / p),
    "linear": ("full_at=0.4", lambda p, c: np.interp(p, [0.4 * c, c], [1.0, 0.0])),
    "closest_to_mean": ("", lambda p, c: np.minimum(p, 2.0 * p.mean() - p) / p.mean()),
    "benchmark": ("target=0.9, above=1.5, below=0.5", _benchmark),
    "between_extremes": ("least=0.25", lambda p, c: np.interp(p, [p.min(), p.max()], [1.0, 0.25])),
}


def found(seed: int) -> Iterator[Found]:
    """A tender under each price rule, and one in which nothing tells offers apart."""
    for rule, (settings, shares) in SHARES.items():
        terms = {"price_weight": WEIGHT, "juror_noise": 0.0, "price_rule": rule, "price_settings": settings}
        sizes = {"world.city.residents": 8_000, "world.information.dossier_noise": 1.0}
        yield from _as_said(rule, shares, opened(sizes, settings=terms, seed=seed))
    yield _by_lot(seed)


def _as_said(rule: str, shares: Shares, after: Opened) -> Iterator[Found]:
    groups = after.groups()
    offers = pd.concat(groups)
    price = np.concatenate([100.0 * WEIGHT * shares(g.price.to_numpy(), float(g.ceiling.iloc[0])) for g in groups])
    rating = offers.dossier + PROMISE * offers.promised_quality
    quality = 100.0 * (1.0 - WEIGHT) * norm.cdf(rating / SCALE)
    yield exactly(f"{rule}: price points", price, offers.price_points, 1e-9)
    yield exactly(f"{rule}: quality points", quality, offers.quality_points, 1e-9)
    yield exactly(f"{rule}: sum", price + quality, offers.total, 1e-9)
    first = [g.organization.iloc[int(np.argmax(g.total.to_numpy()))] for g in groups]
    yield exactly(f"{rule}: highest sum wins", first, [g.winner.iloc[0] for g in groups])
    told = after.projects.set_index("project").decided_by_loser
    turned = [_turned(g, shares) for g in groups]
    yield exactly(f"{rule}: a loser decided", turned, [bool(told[g.project.iloc[0]]) for g in groups])


def _turned(group: pd.DataFrame, shares: Shares) -> bool:
    """Whether somebody else wins once one of the losing offers is gone, counted anew among those that are left."""
    price, quality, ceiling = group.price.to_numpy(), group.quality_points.to_numpy(), float(group.ceiling.iloc[0])
    winner = int(np.argmax(group.total.to_numpy()))
    for loser in set(range(len(group))) - {winner}:
        left = np.delete(np.arange(len(group)), loser)
        sums = 100.0 * WEIGHT * shares(price[left], ceiling) + quality[left]
        if left[int(np.argmax(sums))] != winner:
            return True
    return False


def _by_lot(seed: int) -> Found:
    """Everybody asks the ceiling, price alone counts."""
    after = opened({"world.bidding.markup": 5.0}, settings={"rule": "lowest_evaluated_price"}, seed=seed)
    n = int(after.projects.n_valid_bids.iloc[0])
    return as_often(
        "equal offers: the first in the register wins", 1.0 / n, int((after.projects.winner == 0).sum()), len(after.projects)
    )


TITLE_ZH = "招标按价格分规则计价格分，加质量分，总分最高者中标，同分抽签"
CHINESE = {
    "equal offers: the first in the register wins": "投标相同：登记在先者中标的比例",
    "{rule}: price points": "{rule}：价格分",
    "{rule}: quality points": "{rule}：质量分",
    "{rule}: sum": "{rule}：总分",
    "{rule}: highest sum wins": "{rule}：总分最高者中标",
    "{rule}: a loser decided": "{rule}：落选报价左右结果",
    "lowest_ratio": "低价优先法",
    "linear": "线性法",
    "closest_to_mean": "平均价法",
    "benchmark": "基准价法",
    "between_extremes": "区间法",
}
