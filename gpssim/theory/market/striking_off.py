"""Each January the worst of a domain are struck off, a fixed share of them in the mean, and stay away for as long as is said.

Of n providers judged a share e is struck off: the whole part of ``n e`` for sure, one more by lot with chance equal to the rest,
so that it is ``n e`` in the mean over domains. Struck off are those whose work was found worst in the contracts accepted within
the year, by places; by lot, the place of those struck off among the judged is one half in the mean. Nobody who was struck off
offers in the domain for so many months; then it may again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import special, tables

VERBS = ("strike_off",)
RULES = ("elimination.n_struck", "elimination.struck")
SOURCE = "closed form; order statistics"

SHARE, MONTHS_OFF, N_DOMAINS, JANUARY = 0.3, 9, 32, 12
DOMAINS: list[dict[str, Any]] = [
    {
        "name": f"d{k}",
        "prevalence": [0.1] * 5,
        "duration": 24.0,
        "unit_cost": 100.0,
        "verifiability": 0.5,
        "budget_share": 1.0 / N_DOMAINS,
    }
    for k in range(N_DOMAINS)
]


def struck_off(seed: int, rule: str, months: int) -> PublicServiceMarket:
    """A market of many domains, bought from organizations of different ability."""
    market = special(
        {
            "world.city.n_citizens": 100,
            "world.city.n_districts": 1,
            "world.domains": DOMAINS,
            "world.organizations.n_initial": 12,
            "world.organizations.reach_domains": 20.0,
            "world.organizations.ability_sd": 0.5,
            "world.purchasers.project_value": 1_250.0,
            "world.purchasers.appropriation_per_head": 40.0,
            "months": months,
        },
        "directed_commission",
        seed=seed,
        levers={"elimination": SHARE, "elimination_rule": rule, "elimination_months": MONTHS_OFF},
    )
    market.run()
    return market


def judged(signed: pd.DataFrame, domain: str) -> pd.Series:
    """Mean quality found of each provider of a domain in the year before January, by places."""
    own = signed[(signed.domain == domain) & ~signed.bridge & signed.month_end.between(JANUARY - 11, JANUARY)]
    return own.accepted_latent.mul(own.places).groupby(own.organization).sum() / own.groupby("organization")["places"].sum()


def found(seed: int) -> Iterator[Found]:
    """By quality, and by lot."""
    market = struck_off(seed, "lowest", JANUARY + 10)
    told = tables(market)
    beyond, ranks, _ = january(told)
    yield on_average("struck off beyond their share, by domain", 0.0, beyond)
    worst = [np.arange(own.size) for own in ranks]
    yield exactly("ranks in quality of those struck off", np.concatenate(worst), np.concatenate(ranks))
    yield from away(told)
    until = market.organizations.barred_until[market.organizations.barred_until > 0]
    yield exactly("first month in which they may offer again", market.specification.warm_up + JANUARY + MONTHS_OFF, until)
    _, ranks, sizes = january(tables(struck_off(seed, "lot", JANUARY + 1)))
    places = [(own + 0.5) / n for own, n in zip(ranks, sizes, strict=True)]
    yield on_average("place in quality of those struck off by lot", 0.5, np.concatenate(places))


def january(told: dict[str, pd.DataFrame]) -> tuple[list[float], list[np.ndarray], list[int]]:
    """By domain: struck off beyond the share; their ranks by quality found, from the lowest; how many were judged."""
    barred = told["bans"].query("reason == 'eliminated' and month == @JANUARY")
    beyond, ranks, sizes = [], [], []
    for name in [str(domain["name"]) for domain in DOMAINS]:
        order, gone = judged(told["contracts"], name).rank(method="first") - 1.0, barred[barred.domain == name].organization
        beyond.append(len(gone) - SHARE * len(order))
        ranks.append(np.sort(order.reindex(gone).to_numpy()))
        sizes.append(len(order))
    return beyond, ranks, sizes


def away(told: dict[str, pd.DataFrame]) -> Iterator[Found]:
    """Offers of those struck off in their domain, while they are."""
    asked = told["projects"][["project", "attempt", "domain"]]
    offers = (
        told["bids"]
        .merge(asked, on=["project", "attempt"])
        .merge(told["bans"].query("month == @JANUARY"), on=["domain", "organization"], suffixes=("", "_ban"))
    )
    yield exactly("offers while struck off", 0, int(offers.month.between(JANUARY, JANUARY + MONTHS_OFF - 1).sum()))


TITLE_ZH = "每年一月各领域末位者被淘汰，平均为固定比例，并在规定时间内不得投标"
CHINESE = {
    "struck off beyond their share, by domain": "超出规定比例的淘汰数，按领域",
    "ranks in quality of those struck off": "被淘汰者的质量名次",
    "first month in which they may offer again": "可再次投标的首月",
    "place in quality of those struck off by lot": "抽签淘汰者的质量位次",
    "offers while struck off": "淘汰期间的投标数",
}
