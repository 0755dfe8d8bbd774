"""Citizens who choose take each provider with its multinomial-logit share, for each has a taste of its own for each.

With utilities u_j and independent Gumbel tastes of scale s the share of j is exp(u_j / s) over the sum of them (McFadden 1974), and
where one has no room the odds of the others stay what they were (independence of irrelevant alternatives). A single taste for all
providers would send everybody to the best. With s = 0 everybody goes there. What clients tell counts like what is published.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("serve_citizens",)
RULES = ("choice.gumbel", "choice.perceived_utility")
SOURCE = "multinomial logit (McFadden 1974, MEMORY)"

SCALE, N, ROOM = 0.5, 2000, 2000.0
LIKED = np.array([0.0, 0.5, 1.0])


def found(seed: int) -> Iterator[Found]:
    """Three providers under a voucher, with room for everybody or without any at the best."""
    yield from shares("all have room", seed, LIKED, LIKED)
    yield from shares("the best has none", seed, LIKED, np.array([0.0, 0.5, -np.inf]), np.array([ROOM, ROOM, 0.0]))
    yield from shares("clients tell it", seed, np.zeros(3), LIKED, told=LIKED)
    for best in range(3):
        utility = np.where(np.arange(3) == best, 0.1, [0.0, -0.1, -0.1] if best else [-0.1, 0.0, -0.1])
        served = chosen(seed, utility, scale=0.0)
        yield exactly(f"without tastes all to provider {best}", served.sum() * (np.arange(3) == best), served)


def shares(
    what: str,
    seed: int,
    utility: np.ndarray,
    effective: np.ndarray,
    places: np.ndarray | float = ROOM,
    told: np.ndarray | None = None,
) -> Iterator[Found]:
    """Each provider's share beside its logit."""
    served = chosen(seed, utility, places, told=told)
    odds = np.exp(effective / SCALE)
    for j in np.flatnonzero(odds):
        yield as_often(f"{what}: share of provider {j}", odds[j] / odds.sum(), served[j], served.sum())


def chosen(
    seed: int, utility: np.ndarray, places: np.ndarray | float = ROOM, scale: float = SCALE, told: np.ndarray | None = None
) -> np.ndarray:
    """Clients of each provider after one month in which all in need choose anew."""
    own = {"world.citizens.choice_scale": scale, "world.citizens.choice_word": 0.0 if told is None else 1.0}
    market = in_service(stage(N, 0.9, **{"world.organizations.n_initial": 3, **own}), "citizen_voucher", seed=seed)
    c = market.contracts
    begin_anew(market, np.broadcast_to(places, 3)[c.organization])
    c["utility"][:] = utility[c.organization][:, None]
    if told is not None:  # twelve client months weigh as much as the prior of none
        c["n_heard"][:], c["experience_sum"][:] = 12.0, 24.0 * told[c.organization]
    market.step()
    held = market.citizens.contract[:, 0]
    return np.bincount(c.organization[held[held >= 0]], minlength=3)


TITLE_ZH = "自行选择的公众按多项 logit 份额选择各承接主体，因为每人对每家各有偏好"
CHINESE = {
    "without tastes all to provider {best}": "无个人偏好时全部选择 {best} 号承接主体",
    "{what}: share of provider {j}": "{what}：{j} 号承接主体的份额",
    "all have room": "各家均有名额",
    "the best has none": "最好的一家没有名额",
    "clients tell it": "由服务对象口口相传",
}
