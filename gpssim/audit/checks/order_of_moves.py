"""Moves whose order is a stated rule, in the opposite order."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.equivalence import agreement
from gpssim.audit.sameness import same
from gpssim.audit.turns import BY_RULE, Turned, run_turned
from gpssim.audit.words import found
from gpssim.texts.text import listed


class OrderOfMoves(Check):
    """Purchases, contests, signatures and renewals of a month are taken in the opposite order of the stated rule.

    Single runs may part there, for the first served leaves less for the next: money, staff, room, news. Which end of the queue is
    served first must not move city-wide means.
    """

    name: ClassVar[str] = "order_of_moves"
    label: ClassVar[str] = "order of purchases, contests, signatures and renewals in a month"
    label_zh: ClassVar[str] = "同月采购、评选、签约、续约的先后顺序"
    changed: ClassVar[str] = (
        "the stated order of purchases (key), contests (purchaser), signatures and renewals (first come) reversed"
    )
    must_stay: ClassVar[str] = (
        "city-wide means within Monte-Carlo error and margins; single runs may differ: the order is a stated rule"
    )
    changed_zh: ClassVar[str] = "采购（键）、评选（购买主体）、签约与续约（先到先得）的既定顺序反转"
    must_stay_zh: ClassVar[str] = "全市均值，在蒙特卡洛误差与界限之内；单次运行可以不同：顺序是既定规则"

    def check(self, setting: Setting) -> Finding:
        one = agreement(setting.results, setting.study(runner=run_turned))
        matter = {verb: by_rule(setting, verb) for verb in BY_RULE}
        told = [(f"{verb} ({where.found})", f"{verb}（{where.said('zh')}）") for verb, where in matter.items() if where]
        both = (listed((pair[0] for pair in told), "en"), listed((pair[1] for pair in told), "zh")) if told else found("none")
        english, chinese = found("moves", moves=both)
        return replace(one, found=f"{one.found}; {english}", found_zh=f"{one.said('zh')}；{chinese}")


def by_rule(setting: Setting, verb: str) -> Finding | None:
    """Where the first replication is another one if this verb's moves alone are taken in the opposite order; none if nowhere."""
    turned = same(setting, lambda policy: Turned(setting.scenario, policy, seed=setting.seed, verbs=(verb,)), ROUNDING)
    return None if turned.passed else turned
