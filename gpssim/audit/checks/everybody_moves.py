"""Everybody in another order at once."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.rearranged import Moved, rearranged
from gpssim.audit.sameness import same


class EverybodyMoves(Check):
    """Citizens, organizations, districts and purchasers are permuted together."""

    name: ClassVar[str] = "everybody_moves"
    label: ClassVar[str] = "order of everybody at once"
    label_zh: ClassVar[str] = "全体主体的排列顺序"
    changed: ClassVar[str] = "rows of citizens, organizations, districts and purchasers together"
    must_stay: ClassVar[str] = "every table, everybody named by number; floats up to the order of their sums"
    changed_zh: ClassVar[str] = "公众、社会组织、片区与购买主体的行一同重排"
    must_stay_zh: ClassVar[str] = "每张表，主体按编号识别；浮点数至求和顺序为止"

    def check(self, setting: Setting) -> Finding:
        return same(setting, rearranged(setting, Moved(citizens=True, organizations=True, districts=True)), ROUNDING)
