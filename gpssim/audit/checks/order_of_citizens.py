"""Citizens in another order."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.rearranged import Moved, rearranged
from gpssim.audit.sameness import same


class OrderOfCitizens(Check):
    """Rows of citizens are permuted within their districts; each keeps its number, which keys its draws."""

    name: ClassVar[str] = "order_of_citizens"
    label: ClassVar[str] = "order of citizens"
    label_zh: ClassVar[str] = "公众的排列顺序"
    changed: ClassVar[str] = "rows of citizens, within their districts; numbers move along"
    must_stay: ClassVar[str] = "every table; floats up to the order of their sums over citizens"
    changed_zh: ClassVar[str] = "公众的行在各自片区内重排，编号随之移动"
    must_stay_zh: ClassVar[str] = "每张表；浮点数至按公众求和的顺序为止"

    def check(self, setting: Setting) -> Finding:
        return same(setting, rearranged(setting, Moved(citizens=True)), ROUNDING)
