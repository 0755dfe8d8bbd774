"""Members of a framework serve in turn, or with odds that follow past awards or prices as Luce and McFadden have it.

In turn: who serves has the fewest awards of all members. Success: a member with ``a`` awards is drawn with chance
``(s + a)^g / sum`` (Luce 1959): with ``s = 0`` nobody without an award is, once somebody has one, and until then the cheapest
serves. By price with mistakes: with chance ``exp(-b p) / sum`` (McFadden 1974). What is drawn has, given the past, exactly these
chances: won less chance averages to 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, exactly, on_average

VERBS = ("purchase",)
RULES = (
    "awarding.in_turn",
    "awarding.success_weight",
    "awarding.by_success",
    "awarding.by_price",
    "awarding.worth_of_price",
)
SOURCE = "Order 110 (2022) art. 35 (顺序轮候), MEMORY; Luce 1959; McFadden 1974"

EXPONENT, PRECISION, YEAR = 4.0, 0.2, 12


def found(seed: int) -> Iterator[Found]:
    """Two more years in turn, when members have had unequal luck; one more by success; prices in the first."""
    turns = _with_awards(_framework("rotation", {}, seed, months=27, residents=10_000))
    turns = turns[turns.month >= YEAR]
    fewest = turns.groupby("project").awards.transform("min")
    served = turns.organization == turns.winner
    yield exactly("in turn: awards of who serves", fewest[served], turns.awards[served])
    yield exactly("  members have had unequal luck", 1.0, (fewest < turns.awards).any())
    yield from _by_success(
        _with_awards(_framework("success", {"success_start": 0.0, "success_exponent": EXPONENT}, seed, months=14))
    )
    offers = _framework("logit", {"precision": PRECISION}, seed, months=1).offers
    offers = offers[offers.valid]
    yield from _drawn("price", offers, np.exp(-PRECISION * (offers.price - 100.0)))


def _by_success(members: pd.DataFrame) -> Iterator[Found]:
    first = members[members.month == 0]
    cheapest = first.loc[first.groupby("project").price.idxmin()]
    yield exactly("success: the cheapest until somebody has an award", cheapest.organization, cheapest.winner)
    again = members[members.month >= YEAR]
    yield from _drawn("success", again, again.awards**EXPONENT)


def _framework(way: str, settings: dict[str, float], seed: int, months: int, residents: int = 80_000) -> Opened:
    dials = {"world.city.residents": residents, "world.city.n_citizens": 50, "world.organizations.cost_sd": 0.15}
    return opened(dials, "framework_agreement", settings={"call_off": way, **settings}, months=months, by_hand=_newcomer, seed=seed)


def _newcomer(market: PublicServiceMarket) -> None:
    """One organization serves one of the districts alone, so that awards are uneven whatever the rule."""
    market.organizations["serves_district"][0, 1] = False


def _with_awards(after: Opened) -> pd.DataFrame:
    """Valid offers with the awards that each member had before: contracts signed in earlier months."""
    offers, contracts = after.offers[after.offers.valid], after.market.contracts
    own = (offers.organization.to_numpy()[:, None] == contracts.organization) & ~contracts.bridge  # an extension is no award
    return offers.assign(awards=(own & (contracts.start < offers.month.to_numpy()[:, None])).sum(axis=1))


def _drawn(what: str, offers: pd.DataFrame, weight: pd.Series) -> Iterator[Found]:
    """Won less chance: of every second member together, of the likeliest, and in the price that is paid."""
    chance = weight / weight.groupby(offers.project).transform("sum")
    won = (offers.organization == offers.winner).astype(float)
    second = offers.groupby("project").cumcount() % 2 == 0
    beyond = (won - chance)[second].groupby(offers.project[second]).sum()
    best = chance.groupby(offers.project).idxmax()
    yield on_average(f"{what}: every second member wins beyond its chance", 0.0, beyond)
    yield on_average(f"{what}: the likeliest wins beyond its chance", 0.0, won[best] - chance[best])
    spread = offers.price - (chance * offers.price).groupby(offers.project).transform("sum")
    yield on_average(f"{what}: price of the winner beyond its mean", 0.0, spread[won == 1.0])


TITLE_ZH = "框架协议成员依次服务，或按过往授予、价格的比例（卢斯、麦克法登）抽取"
CHINESE = {
    "in turn: awards of who serves": "依次：服务者的授予次数",
    "members have had unequal luck": "各成员机会不等",
    "success: the cheapest until somebody has an award": "按成绩：有人获授予之前为最低价者",
    "{what}: every second member wins beyond its chance": "{what}：隔位成员中标，减去其概率",
    "{what}: the likeliest wins beyond its chance": "{what}：概率最大者中标，减去其概率",
    "{what}: price of the winner beyond its mean": "{what}：中标者价格，减去其均值",
    "success": "按成绩",
    "price": "按价格",
}
