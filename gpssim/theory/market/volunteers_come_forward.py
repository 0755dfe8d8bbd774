"""Volunteers come forward as far as people trust providers and know of services, fewer where purchase has lost its standing.

A group finds the part 1 - w + w T A of the volunteers it has room for, with mean trust T and mean awareness A of the district, and
where legitimacy leans by x below its middle the part 1 - v x of those.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market.citizens_stage import stage
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase",)
RULES = ("reaching.volunteers", "legitimacy.leaning")
SOURCE = "closed form: parts of parts (voluntariness, assumption of the model)"

N, WEIGHT, TRUST, AWARE, STAYING_AWAY = 1000, 0.6, 0.5, 0.4, 0.5


def found(seed: int) -> Iterator[Found]:
    """Places that groups offer where volunteers depend on nothing, on trust and knowledge, and on legitimacy too."""
    full = offered(seed, 0.0, 0.5)
    part = 1.0 - WEIGHT * (1.0 - TRUST * AWARE)
    yield exactly("volunteers who depend on trust and knowledge", part, offered(seed, WEIGHT, 0.5) / full)
    yield exactly("the same without legitimacy", part * (1.0 - STAYING_AWAY), offered(seed, WEIGHT, 0.0) / full)
    yield exactly("the same at half the middle", part * (1.0 - STAYING_AWAY / 2.0), offered(seed, WEIGHT, 0.25) / full)
    yield exactly("high legitimacy brings no more", 1.0, offered(seed, 0.0, 1.0) / full)


def offered(seed: int, weight: float, legitimacy: float) -> float:
    """Places that all groups offer together in the first purchase, by room of a few persons each."""
    reach = {"world.society.reach.volunteering": weight, "world.organizations.staff_median": 2.0}
    own = {"world.legitimacy.gain": 1e-9, "world.legitimacy.volunteering": STAYING_AWAY, "warm_up": 0}
    market = special(stage(N, **reach, **own), "volunteer_service", seed=seed)
    market.legitimacy[:] = legitimacy
    people = market.citizens.columns
    people["trust_providers"][:], people["awareness"][:] = TRUST, AWARE
    market.step()
    return float(tables(market)["bids"].places.sum())


TITLE_ZH = "志愿者随公众对承接主体的信任与服务知晓而来，购买失去认同处则较少"
CHINESE = {
    "volunteers who depend on trust and knowledge": "取决于信任与知晓的志愿者",
    "the same without legitimacy": "同上，毫无认同",
    "the same at half the middle": "同上，认同为中间水平的一半",
    "high legitimacy brings no more": "认同高不再增加",
}
