"""Organizations that leave in the same month, in another order."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.sameness import same
from gpssim.audit.turns import Turned


class OrderOfExits(Check):
    """No rule says who of those that leave in a month goes first, so it must not matter."""

    name: ClassVar[str] = "order_of_exits"
    label: ClassVar[str] = "order of exits in a month"
    label_zh: ClassVar[str] = "同月退出的先后顺序"
    changed: ClassVar[str] = "the order in which organizations that leave in the same month are dissolved"
    must_stay: ClassVar[str] = "every table; floats up to the order of their sums"
    changed_zh: ClassVar[str] = "同月退出的社会组织解散的先后顺序"
    must_stay_zh: ClassVar[str] = "每张表；浮点数至求和顺序为止"

    def check(self, setting: Setting) -> Finding:
        return same(setting, lambda policy: Turned(setting.scenario, policy, seed=setting.seed, verbs=("exits",)), ROUNDING)
