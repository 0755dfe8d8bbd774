"""At acceptance users take their part of what verifiable quality has left: found is the mixture of both.

With a usual weight w of users and a part u of the rest, their judgment counts 1 - (1 - w)(1 - u). Those whom the provider names
judge too well by a bias, those drawn by lot do not.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage, steps
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import tables

VERBS = ("accept",)
RULES = ("participating.users_share",)
SOURCE = "closed form: weights that sum to one"

N, USUAL, MORE, BIAS = 100, 0.2, 0.25, 0.4
VERIFIABLE, OTHER = 0.9, 0.1


def found(seed: int) -> Iterator[Found]:
    """A provider that is good at what can be verified; users named, or drawn by lot."""
    for by_lot in (0.0, 1.0):
        own = {"world.information.acceptance_voice": USUAL, "world.information.nominated_bias": BIAS, "warm_up": 0}
        levers = {"users_weight": MORE, "users_at_acceptance": by_lot}
        market = in_service(stage(N, **own), levers=levers, seed=seed)
        begin_anew(market, float(N))
        for name, ability in (("ability_verifiable", VERIFIABLE), ("ability_nonverifiable", OTHER)):
            market.organizations[name][:] = ability
        c = market.contracts
        for name in ("delivered", "quality_sum", "verifiable_sum", "n_heard", "experience_sum"):
            c[name][:] = 0.0
        steps(market, int(c.end[0]) - market.month)
        weight = 1.0 - (1.0 - USUAL) * (1.0 - MORE)
        seen = (VERIFIABLE + OTHER) / 2.0 + BIAS * (1.0 - by_lot)
        rows = tables(market)["inspections"].query("kind == 'acceptance'")
        yield exactly(f"found, {by_lot:g} by lot", (1.0 - weight) * VERIFIABLE + weight * seen, rows.signal.to_numpy())
        yield exactly(f"truth, {by_lot:g} by lot", (VERIFIABLE + OTHER) / 2.0, rows.truth.to_numpy())


TITLE_ZH = "验收时使用者对可核验质量所余部分作判断：验收质量为两者的混合"
CHINESE = {
    "found, {by_lot} by lot": "验收质量，抽取比例 {by_lot}",
    "truth, {by_lot} by lot": "质量真值，抽取比例 {by_lot}",
}
