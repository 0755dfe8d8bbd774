"""Who was terminated for bad work or walked away is banned for the months of the list, and nobody else is.

Of contracts whose finding is normal around their quality, the next year is refused with the chance that the shortfall exceeds what
terminates. Their providers make no offer for the months that the list says, to nobody where lists are shared, and to the purchaser
that imposed the ban where they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("blacklist", "accept")
RULES = ()
SOURCE = "accounting identity; a normal law"

ERROR, TOO_SHORT, MONTHS = 0.5, 0.6, 9
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.n_initial": 60,
    "world.organizations.effort_max": 0.0,
    "world.purchasers.project_value": 6_000.0,
    "world.information.acceptance_noise": ERROR,
    "world.conduct.hazard": 0.2,
    "world.conduct.shock_chance": 0.2,
    "world.conduct.shock_size": 0.6,
    "world.conduct.liability": 0.0,
    "months": 40,
}
LEVERS: Final = {"tender_cycle_years": 3, "termination": TOO_SHORT, "blacklist_months": MONTHS}


def found(seed: int) -> Iterator[Found]:
    """Cycles of three years that end early by bad work, by default, or by chance."""
    market = special(DIALS, "lottery", levers=LEVERS, seed=seed)
    market.run()
    c, seen = market.contracts, tables(market)
    refused = (c.cycle_end > c.end) & (c.end < market.month) & ~c.bridge & pd.notna(c.found)
    chance = norm.sf((TOO_SHORT - c.promised[refused]) / ERROR)
    ended = seen["contracts"].set_index("contract")["end_reason"]
    yield on_average("terminated, less the chance of it", 0.0, (ended[refused] == "terminated").to_numpy() - chance)
    for reason in ("terminated", "defaulted", "ended_early"):
        on_list = 0 if reason == "ended_early" else int((ended == reason).sum())
        yield exactly(f"bans of who {reason}", on_list, int((seen["bans"]["reason"] == reason).sum()))
    yield exactly("months of a ban", MONTHS, seen["bans"]["months"].to_numpy())
    yield from _offers("shared", market, everybody=True)
    local = special(DIALS, "lottery", levers={**LEVERS, "blacklist_shared": False}, seed=seed)
    yield from _offers("local", local.run(), everybody=False)


def _offers(name: str, market: PublicServiceMarket, everybody: bool) -> Iterator[Found]:
    """Offers of the banned by months since the ban began: to the purchaser that imposed it, and to others."""
    seen = tables(market)
    asked = seen["projects"][["project", "attempt", "purchaser", "month_opened"]]
    bids = seen["bids"].merge(asked, on=["project", "attempt"])
    bans = seen["bans"][["month", "organization", "purchaser"]].rename(columns={"month": "banned", "purchaser": "by"})
    both = bids.merge(bans, on="organization")
    during = both[(both["month_opened"] > both["banned"]) & (both["month_opened"] <= both["banned"] + MONTHS)]
    theirs = during["by"].isin([-1]) | (during["by"] == during["purchaser"])
    yield exactly(f"{name}: offers to who banned them", 0, int(theirs.sum()))
    if not everybody:
        yield exactly(f"{name}: some offer to the other purchaser", 1, bool((~theirs).any()))
    after = both["month_opened"] == both["banned"] + MONTHS + 1
    yield exactly(f"{name}: some offer in the month after", 1, bool(after.any()))


TITLE_ZH = "因工作失败被终止或违约者列入黑名单并按规定月数禁止参加采购，其他人不受影响"
CHINESE = {
    "terminated, less the chance of it": "是否被终止，减去其概率",
    "months of a ban": "禁止参加采购的月数",
    "{name}: offers to who banned them": "{name}：向禁止方的投标数",
    "{name}: some offer in the month after": "{name}：期满次月有人投标",
    "{name}: some offer to the other purchaser": "{name}：有人向另一购买主体投标",
    "shared": "名单共享",
    "local": "名单各自适用",
    "bans of who {reason}": "{reason}者的禁止次数",
    "terminated": "被终止",
    "defaulted": "违约",
    "ended_early": "因意外提前终止",
}
