"""A city of twice the size."""

from __future__ import annotations

from typing import Any, ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.equivalence import agreement
from gpssim.scenario import Scenario

TIMES = 2


class MarketSize(Check):
    """Residents, survey units, districts, organizations and founders all doubled: two cities side by side, that trade a little.

    The bureau, of which a city has one, stays out of both sides.
    """

    name: ClassVar[str] = "market_size"
    label: ClassVar[str] = "size of the market"
    label_zh: ClassVar[str] = "市场规模"
    changed: ClassVar[str] = "residents, survey units, districts, organizations, founders' rate doubled; no bureau on either side"
    must_stay: ClassVar[str] = "means per head, place and purchase within Monte-Carlo error and margins"
    changed_zh: ClassVar[str] = "居民、调查单位、片区、社会组织与创办率加倍；两边均无民政局"
    must_stay_zh: ClassVar[str] = "人均、每名额与每次采购的均值，在蒙特卡洛误差与界限之内"

    def check(self, setting: Setting) -> Finding:
        alone = {"world.purchasers.bureau_share": 0.0}
        shared = setting.scenario.world.purchasers.bureau_share == 0.0
        base = setting.results if shared else setting.study(alone)
        return agreement(base, setting.study({**alone, **grown(setting.scenario, TIMES)}))


def grown(scenario: Scenario, times: int) -> dict[str, Any]:
    """The parameters that count people and organizations, so many times as large."""
    city, organizations = scenario.world.city, scenario.world.organizations
    return {
        "world.city.residents": times * city.residents,
        "world.city.n_citizens": times * city.n_citizens,
        "world.city.n_districts": times * city.n_districts,
        "world.organizations.n_initial": times * organizations.n_initial,
        "world.organizations.founders_rate": times * organizations.founders_rate,
    }
