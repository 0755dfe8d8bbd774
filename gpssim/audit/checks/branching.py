"""A run of its own against a branch of a shared warm-up."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.sameness import same
from gpssim.model import PublicServiceMarket


class Branching(Check):
    """Studies warm a market up once and branch every policy off; each branch must be the run that policy has of its own."""

    name: ClassVar[str] = "branching"
    label: ClassVar[str] = "shared warm-up"
    label_zh: ClassVar[str] = "共用预热期"
    changed: ClassVar[str] = "runs branch off one warm-up, one after the other, instead of starting from the founding each"
    must_stay: ClassVar[str] = "every table to the last bit"
    changed_zh: ClassVar[str] = "各次运行从同一预热期依次分支，而非各自从创设开始"
    must_stay_zh: ClassVar[str] = "每张表逐位相同"

    def check(self, setting: Setting) -> Finding:
        warm = PublicServiceMarket(setting.scenario, setting.scenario.policy, seed=setting.seed).warm_up()
        return same(setting, warm.branch, 0.0)
