"""What anybody could see of a purchase is flagged: one offer, close prices, the same winner, a value just below the threshold.

Close are three or more valid prices whose highest is at most six percent above the lowest, unless all are equal: with log-normal
costs of spread ``s`` at a common margin that is so with chance ``P(max - min of n normals <= ln(1.06) / s)``, the distribution of
the range of normals, ``n int phi(x) (Phi(x + r) - Phi(x))^(n - 1) dx``. Just below is a value in [0.9, 1) of the threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from gpssim.records.truth import RedFlag
from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("favoring.close_prices",)
SOURCE = "Order 87 (2017) art. 37; range of normals (Tippett 1925, MEMORY)"

SPREAD, N, LIMIT, NOISE = 0.02, 8, 65_000.0, 0.06


def found(seed: int) -> Iterator[Found]:
    """Eight bidders of little spread; then three, of whom half hear; then all at the ceiling."""
    dials = {"world.organizations.cost_sd": SPREAD, "world.violations.threshold": LIMIT, "world.purchasers.ceiling_noise": NOISE}
    after = opened(dials, settings={"n_min": 1}, seed=seed)
    close = _flag(after, RedFlag.CLOSE_PRICES)
    yield as_often("close prices", _chance(N), int(close.sum()), close.size)
    value = (after.projects.ceiling * after.projects.places * after.projects.months).to_numpy()
    yield exactly("just below the threshold", (value >= 0.9 * LIMIT) & (value < LIMIT), _flag(after, RedFlag.BELOW_THRESHOLD))
    yield exactly("  some are, some are not", 1.0, 0.0 < _flag(after, RedFlag.BELOW_THRESHOLD).mean() < 1.0)
    few = opened({**dials, "world.bidding.attention": 0.25}, settings={"n_min": 1}, seed=seed)
    n = few.projects.n_valid_bids
    yield exactly("one offer", n == 1, _flag(few, RedFlag.SINGLE_BID))
    yield exactly("two offers are never close", 0.0, _flag(few, RedFlag.CLOSE_PRICES)[n < 3])
    equal = opened({**dials, "world.bidding.markup": 5.0}, settings={"n_min": 1}, seed=seed)
    yield exactly("equal offers are not close", 0.0, _flag(equal, RedFlag.CLOSE_PRICES))
    yield from _same_winner(seed)


def _same_winner(seed: int) -> Iterator[Found]:
    """With two organizations that bid their cost, the incumbent of a line wins again every second time."""
    dials = {"world.city.residents": 20_000, "world.city.n_citizens": 50, "world.organizations.n_initial": 2}
    settings = {"n_min": 1, "rule": "lowest_evaluated_price"}
    projects = opened(dials, settings=settings, months=14, seed=seed).projects
    again = projects[(projects.incumbent >= 0) & (projects.outcome == "awarded")]
    same = (again.red_flag & int(RedFlag.SAME_WINNER)) > 0
    yield exactly("the same winner", again.winner == again.incumbent, same)
    yield as_often("  every second time", 0.5, int(same.sum()), len(again))


def _flag(after: Opened, flag: RedFlag) -> np.ndarray:
    return np.asarray((after.projects.red_flag & int(flag)) > 0)


def _chance(n: int) -> float:
    width = log(1.06) / SPREAD
    return float(quad(lambda x: n * norm.pdf(x) * (norm.cdf(x + width) - norm.cdf(x)) ** (n - 1), -8.0, 8.0)[0])


TITLE_ZH = "采购中人人可见的疑点被标记：仅一家投标、报价接近、同一中标者、金额略低于限额"
CHINESE = {
    "close prices": "报价接近",
    "just below the threshold": "略低于限额",
    "some are, some are not": "有的是，有的不是",
    "one offer": "仅一家投标",
    "two offers are never close": "两家投标从不算接近",
    "equal offers are not close": "报价相同不算接近",
    "the same winner": "同一中标者",
    "every second time": "每两次一次",
}
