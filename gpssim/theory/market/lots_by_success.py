"""Called off by success, each member serves with a chance in proportion to what its past awards weigh (Luce's choice).

One of k members has a awards behind it, which weigh (1 + a)^x against 1 of each newcomer: its share of new call-offs, each with a
lot of its own, is that weight over the weight of all.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.market import ContractTerms
from gpssim.theory.market.citizens_stage import stage
from gpssim.theory.market_lane import Found, as_often
from gpssim.theory.special import special, tables

VERBS = ("purchase",)
RULES = ("choice.attraction",)
SOURCE = "choice axiom (Luce 1959, MEMORY)"

DISTRICTS, LINES, MEMBERS, AWARDS = 40, 10, 25, 9


def found(seed: int) -> Iterator[Found]:
    """Many agreements of one month, by members of whom one has won before: its contracts, long ended, are put in by hand."""
    for exponent in (0.0, 1.4):
        dials = stage(
            DISTRICTS * 50,
            0.5,
            600.0,
            DISTRICTS,
            **{"warm_up": 0, "world.organizations.n_initial": MEMBERS, "world.purchasers.ceiling_margin": 2.0},
        )
        dials["world.purchasers.project_value"] /= LINES
        settings = {"kind": "open", "call_off": "success", "success_start": 1.0, "success_exponent": exponent}
        market = special(dials, "framework_agreement", settings=settings, seed=seed)
        c = market.contracts
        c.append(AWARDS, organization=0)
        c.terms.extend([ContractTerms()] * AWARDS)
        market.step()
        projects = tables(market)["projects"]
        winners = projects.winner[projects.outcome == "awarded"].to_numpy()
        weight = (1.0 + AWARDS) ** exponent
        share = weight / (weight + MEMBERS - 1)
        yield as_often(f"won by who has won before, exponent {exponent:g}", share, np.sum(winners == 0), winners.size)


TITLE_ZH = "按成绩抽取时，各成员的机会与其过往授予的权重成比例（卢斯选择）"
CHINESE = {
    "won by who has won before, exponent {exponent}": "由曾获授予者中标的比例，指数 {exponent}",
}
