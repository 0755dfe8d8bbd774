"""Participation runs geometrically to what meetings offer, and committees' load to what purchased services leave of it.

With intensity i each citizen's participation moves at a rate r to m + w i (1 - m), m its own inclination: the distance left after
t months is (1 - r)^t of the first. Committees whose district's need is met by a part c have load L (1 - x c) in the long run; each
unit of time they gain counts as intensity of meetings, and tells residents of services. Meetings take their hours from officials.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps, unserved
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("take_part",)
RULES = ("participating.participation_next", "participating.load_next")
SOURCE = "exponential smoothing (ladder of participation: Arnstein 1969, MEMORY)"

N, MONTHS, LEVER, RESPONSE, RATE, HOURS = 200, 6, 0.5, 0.6, 0.2, 10.0
LOAD, RELIEF, SPEED = 0.6, 0.5, 0.3


def found(seed: int) -> Iterator[Found]:
    """Meetings where nothing is bought, and committees that services relieve of all they can."""
    voice = {"response": RESPONSE, "rate": RATE, "meeting_hours": HOURS}
    dials = {f"world.society.voice.{k}": v for k, v in voice.items()}
    market = special({**unserved(N, **dials), "warm_up": 0}, levers={"participation": LEVER}, seed=seed)
    first = market.citizens.inclination.copy()
    steps(market, MONTHS)
    aim = first + RESPONSE * LEVER * (1.0 - first)
    yield exactly("participation under meetings", aim + (first - aim) * (1.0 - RATE) ** MONTHS, market.citizens.participation)
    yield exactly("officials' hours in meetings", HOURS * LEVER * MONTHS, tables(market)["purchasers"].official_hours.sum())
    yield from relieved(seed)


def relieved(seed: int) -> Iterator[Found]:
    """All need is met; at full speed participation is what is offered, and awareness what was told month by month."""
    names = {"load": LOAD, "relief": RELIEF, "rate": SPEED, "outreach": 2.0, "awareness": 0.5}
    dials = {f"world.society.committees.{k}": v for k, v in names.items()}
    voice = {"world.society.voice.response": RESPONSE, "world.society.voice.rate": 1.0}
    market = in_service(stage(N, **dials, **voice), seed=seed)
    begin_anew(market, float(N))
    market.step()
    market.purchasers["committee_load"][:] = LOAD
    people = market.citizens.columns
    people["awareness"][:] = 0.1
    others = people["need"][:, 0] == 0
    unaware = 0.9
    for month in range(1, MONTHS + 1):
        market.step()
        gained = LOAD * RELIEF * (1.0 - (1.0 - SPEED) ** month)
        unaware *= 1.0 - 0.5 * 2.0 * gained
    yield exactly("load of relieved committees", LOAD - gained, market.purchasers.committee_load)
    left = others & (people["need"][:, 0] == 0)
    yield exactly("awareness of what committees tell", 1.0 - unaware, people["awareness"][left])
    idle = 1.0 - people["inclination"]
    offered = 1.0 - idle * (1.0 - RESPONSE * 2.0 * gained)
    yield exactly("participation in what committees offer", offered, people["participation"])
    yield exactly("nobody falls below its inclination", 0, float((people["participation"] < people["inclination"]).sum()))


TITLE_ZH = "公众参与按几何级数趋向会议所能带来的水平，居委会负担则趋向购买服务所余的水平"
CHINESE = {
    "participation under meetings": "有会议时的参与",
    "officials' hours in meetings": "官员的会议工时",
    "load of relieved committees": "减负后居委会的负担",
    "awareness of what committees tell": "居委会宣传带来的知晓率",
    "participation in what committees offer": "居委会活动的参与",
    "nobody falls below its inclination": "无人低于自身倾向",
}
