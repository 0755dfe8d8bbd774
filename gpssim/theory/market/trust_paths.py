"""Trust, expectations and satisfaction follow the paths of exponential smoothing, and forgetting pulls trust back.

A month succeeds with chance pi = Phi((q - a) / sd): quality q against what is expected, a. Trust in the provider moves to
(1 - r) [T + pi g (1 - T) - (1 - pi) l T] + r T0 on average, a straight line in T, so that it runs geometrically to its fixed point
(with g = l a mean of successes); trust in the government does the same with the part s of gain and loss that is put down to it,
less what of it stays hidden. Satisfaction is Phi((q - a) / sqrt(sd^2 + scale^2)) on average, for a normal experience and a normal
scale add up. Without noise expectations run to quality as a0 + (q - a0) (1 - (1 - rate)^t).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, exactly, on_average

VERBS = ("serve_citizens",)
RULES = (
    "trust.trust_next",
    "trust.reverted",
    "satisfaction.experienced",
    "satisfaction.satisfaction",
    "satisfaction.aspiration_next",
    "legitimacy.credited",
)
SOURCE = "linear recursion; Gaussian convolution (expectation and disconfirmation, Van Ryzin 2004, MEMORY)"

N, MONTHS, QUALITY, FIRST = 700, 8, 0.5, 0.4
GAIN, LOSS, BACK, SHARE, HIDDEN = 0.12, 0.2, 0.1, 0.8, 0.5


def found(seed: int) -> Iterator[Found]:
    """Clients of one good provider, with experience that is noisy, or exact and better or worse than what is expected."""
    yield from noisy(seed)
    yield from exact(seed)
    yield from used_to_it(seed)


def clients(seed: int, mechanism: str = "open_tender", **own: float) -> tuple[PublicServiceMarket, np.ndarray]:
    """A market after some months of service for everybody in need, and who was served all the time."""
    dials = {"trust_gain": GAIN, "trust_loss": LOSS, "attribution": SHARE, "aspiration": 0.3, **own}
    legit = {"world.legitimacy.hidden": HIDDEN}
    market = in_service(stage(N, **legit, **{f"world.citizens.{k}": v for k, v in dials.items()}), mechanism, QUALITY, seed=seed)
    begin_anew(market, float(N))
    people = market.citizens.columns
    for name in ("trust_providers", "trust_government", "first_trust_providers", "first_trust_government"):
        people[name][:] = FIRST
    people["aspiration"][:] = dials["aspiration"]
    market.contracts["experience_sum"][:] = market.contracts["n_heard"][:] = 0.0
    there = people["need"][:, 0] == 1
    steps(market, MONTHS)
    return market, there & (people["contract"][:, 0] >= 0)


def geometric(gain: float, loss: float, success: float, back: float = 0.0) -> float:
    """Mean of trust after the months: from the first value to the fixed point of the straight line."""
    slope = (1.0 - back) * (1.0 - success * gain - (1.0 - success) * loss)
    fixed = ((1.0 - back) * success * gain + back * FIRST) / (1.0 - slope)
    return fixed + (FIRST - fixed) * slope**MONTHS


def noisy(seed: int) -> Iterator[Found]:
    """Means over clients whose experience is independent."""
    sd, scale, expected = 0.8, 0.6, 0.3
    market, served = clients(seed, experience_noise=sd, satisfaction_scale=scale, trust_reversion=BACK)
    people, c = market.citizens, market.contracts
    success = norm.cdf((QUALITY - expected) / sd)
    yield on_average("trust in providers", geometric(GAIN, LOSS, success, BACK), people.trust_providers[served])
    seen = SHARE * HIDDEN
    yield on_average("in the government", geometric(seen * GAIN, seen * LOSS, success, BACK), people.trust_government[served])
    yield on_average("satisfaction", norm.cdf((QUALITY - expected) / np.hypot(sd, scale)), people.satisfaction[served])
    heard = float(c.n_heard.sum())
    yield Found("mean experience", QUALITY, float(c.experience_sum.sum()) / heard, sd / heard**0.5)


def exact(seed: int) -> Iterator[Found]:
    """Clients who are pleased, or disappointed, every month."""
    for expected, success, what in ((0.3, 1.0, "pleased"), (0.7, 0.0, "disappointed")):
        market, served = clients(seed, aspiration=expected)
        people, seen = market.citizens, SHARE * HIDDEN
        yield exactly(f"trust in providers, always {what}", geometric(GAIN, LOSS, success), people.trust_providers[served])
        of_government = geometric(seen * GAIN, seen * LOSS, success)
        yield exactly(f"in the government, always {what}", of_government, people.trust_government[served])
    market, served = clients(seed, "in_house")
    of_government = geometric(SHARE * GAIN, SHARE * LOSS, 1.0)
    yield exactly("in the government that serves itself: all of it", of_government, market.citizens.trust_government[served])


def used_to_it(seed: int) -> Iterator[Found]:
    """Expectations that follow experience."""
    rate, expected = 0.1, 0.3
    market, served = clients(seed, aspiration_rate=rate)
    path = expected + (QUALITY - expected) * (1.0 - (1.0 - rate) ** MONTHS)
    yield exactly("what is expected after months of better service", path, market.citizens.aspiration[served])


TITLE_ZH = "信任、期望与满意度按指数平滑的路径变化，遗忘使信任回落"
CHINESE = {
    "trust in providers": "对承接主体的信任",
    "in the government": "对政府的信任",
    "satisfaction": "满意度",
    "mean experience": "平均体验",
    "in the government that serves itself: all of it": "对自行提供服务的政府的信任：全部归于政府",
    "what is expected after months of better service": "数月较好服务之后的期望",
    "trust in providers, always {what}": "对承接主体的信任，始终{what}",
    "in the government, always {what}": "对政府的信任，始终{what}",
    "pleased": "满意",
    "disappointed": "失望",
}
