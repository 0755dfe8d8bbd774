"""Moves whose order is a stated rule, in the opposite order."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.equivalence import agreement
from gpssim.audit.sameness import same
from gpssim.audit.turns import BY_RULE, Turned, run_turned


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

    def check(self, setting: Setting) -> Finding:
        finding = agreement(setting.results, setting.study(runner=run_turned))
        matter = {verb: by_rule(setting, verb) for verb in BY_RULE}
        said = ", ".join(f"{verb} ({where})" for verb, where in matter.items() if where) or "none"
        return replace(finding, found=f"{finding.found}; moves whose order changes single runs, by rule: {said}")


def by_rule(setting: Setting, verb: str) -> str:
    """Where the first replication is another one if this verb's moves alone are taken in the opposite order; empty if nowhere."""
    turned = same(setting, lambda policy: Turned(setting.scenario, policy, seed=setting.seed, verbs=(verb,)), ROUNDING)
    return "" if turned.passed else turned.found
