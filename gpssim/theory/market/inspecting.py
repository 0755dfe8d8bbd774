"""Purchasers inspect as often as the hours that procedures leave over allow, and see the verifiable task alone.

Of ``H`` hours a month, less what procedures took, the share ``m`` goes into inspections of ``h`` hours each: a purchaser that holds
``n`` contracts inspects each with the chance ``min(1, m (H - used) / (h n))``. An inspection sees verifiable quality with a normal
error; clients' voice tells of all quality, in the part of the months that reaches the purchaser.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.agents.columns import Columns
from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("observe",)
RULES = ()
SOURCE = "closed form: hours divided by hours, errors of a normal law"

SHARE, HOURS, EACH, CAP = 0.6, 60.0, 6.0, 0.55
ERROR, VOICE_ERROR, REACHES = 0.2, 0.3, 0.4
DIALS = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.organizations.ability_sd": 0.5,
    "world.purchasers.hours_per_month": HOURS,
    "world.purchasers.inspection_hours": EACH,
    "world.purchasers.inspections_max": CAP,
    "world.purchasers.project_value": 24_000.0,
    "world.information.monitoring_noise": ERROR,
    "world.information.voice_noise": VOICE_ERROR,
    "world.information.voice_weight": REACHES,
    "months": 36,
}


def found(seed: int) -> Iterator[Found]:
    """Three years of a city that buys by lot, whose procedures take more hours in some months."""
    market = special(DIALS, "lottery", settings={"hours": 4.0}, levers={"monitoring": SHARE}, seed=seed)
    with_clients = 0
    while market.month < market.specification.warm_up + market.specification.months:
        market.step()
        with_clients += int((market.heard[:, 0] > 0.0).sum())
    seen = tables(market)
    chances = _chances(seen)
    yield _inspected("contract months inspected", chances)
    yield _inspected("the same in months with procedures", chances[chances["official_hours"] > 0.0])
    hours = EACH * chances["n_inspections"].to_numpy()
    yield exactly("hours of inspections", hours, chances["monitoring_hours"].to_numpy())
    yield from _what_is_seen(seen["inspections"], market.organizations)
    told = int((seen["inspections"]["kind"] == "voice").sum())
    yield as_often("months of clients whose voice reaches the purchaser", REACHES, told, with_clients)


def _inspected(what: str, months: pd.DataFrame) -> Found:
    """Inspections against the sum of their chances."""
    n, chance = months["held"], months["chance"]
    error = float((n * chance * (1.0 - chance)).sum()) ** 0.5
    return Found(what, float((n * chance).sum()), float(months["n_inspections"].sum()), error)


def _chances(seen: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Each purchaser's month: contracts held, and the chance of an inspection by the hours left."""
    months, contracts = seen["purchasers"], seen["contracts"]
    held = [
        int(((contracts["purchaser"] == g) & (contracts["month_start"] <= t) & (contracts["month_ended"] > t)).sum())
        for t, g in zip(months["month"], months["purchaser"], strict=True)
    ]
    left = np.maximum(0.0, HOURS - months["official_hours"].to_numpy())
    chance = np.minimum(CAP, SHARE * left / EACH / np.maximum(1, held))
    return months.assign(held=held, chance=chance)


def _what_is_seen(inspections: pd.DataFrame, organizations: Columns) -> Iterator[Found]:
    """Errors of inspections and of voice against the abilities of who delivers (nobody makes an effort)."""
    first, second = organizations["ability_verifiable"], organizations["ability_nonverifiable"]
    for kind, truth, error in (("inspection", first, ERROR), ("voice", 0.5 * (first + second), VOICE_ERROR)):
        rows = inspections[inspections["kind"] == kind]
        z = (rows["signal"].to_numpy() - truth[rows["organization"].to_numpy()]) / error
        yield on_average(f"error of {kind}, in its sd", 0.0, z)
        yield on_average(f"squared error of {kind}, in its variance", 1.0, z * z)


TITLE_ZH = "购买主体在办理采购所余工时之内进行检查，且只看可核验任务"
CHINESE = {
    "contract months inspected": "被检查的合同月数",
    "the same in months with procedures": "同上，限有采购程序的月份",
    "hours of inspections": "检查工时",
    "months of clients whose voice reaches the purchaser": "意见传至购买主体的服务对象月份比例",
    "error of {kind}, in its sd": "{kind}误差（以其标准差计）",
    "squared error of {kind}, in its variance": "{kind}误差的平方（以其方差计）",
    "inspection": "检查",
    "voice": "公众意见",
}
