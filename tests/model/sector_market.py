"""A branch of the small market in which dials of the sector are turned at month 0."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from small_market import varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy, replace

EVERYTHING: dict[str, Any] = {
    "world__organizations__kind_shares": [0.4, 0.1, 0.1, 0.2, 0.1, 0.1, 0.0],
    "world__sector__institutions__provide": "purchaser",
    "world__sector__institutions__staff": 8.0,
    "world__sector__institutions__posts": 12.0,
    "world__sector__capture__tasks": 0.4,
    "world__sector__capture__refusal": 0.3,
    "world__sector__capture__refusal_cost": 0.1,
    "world__sector__capture__tasks_autonomy": 0.05,
    "world__sector__capture__seconded_autonomy": 0.02,
    "world__sector__capture__fit": 0.3,
    "world__sector__capture__wander": 0.2,
    "world__sector__time_costs__offers": 1.0,
    "world__sector__time_costs__reporting": 8.0,
    "world__sector__time_costs__evaluation": 8.0,
    "world__sector__hubs__among_nonprofits": 0.2,
    "world__sector__kinds__distributed": [0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0],
}
LEVERS: dict[str, Any] = {"incubation": 300_000.0, "registration": "loose", "company_tax": 1.0, "nonprofit_tax": 1.0}


@lru_cache
def everything() -> PublicServiceMarket:
    """All kinds, all dials and levers on: a run of two years, checked after every month; to be read."""
    return PublicServiceMarket(varied(**EVERYTHING), Policy.of("in_house", levers=LEVERS), seed=7, check=True).run(13)


def branched(months: int = 0, levers: dict[str, Any] | None = None, **dials: Any) -> PublicServiceMarket:
    """The warmed market under open tender with dials of ``world.sector`` turned now, after some months."""
    model = warmed().branch(Policy.of("open_tender", levers=levers))
    model.world = replace(model.world, {f"sector.{path.replace('__', '.')}": value for path, value in dials.items()})
    return model.run(months) if months else model


@lru_cache
def plain(months: int) -> PublicServiceMarket:
    """The same without any of them: to be read."""
    return branched(months)
