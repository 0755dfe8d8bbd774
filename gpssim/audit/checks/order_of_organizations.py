"""Organizations in another order."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.rearranged import Moved, rearranged
from gpssim.audit.sameness import same


class OrderOfOrganizations(Check):
    """Rows of the organizations that exist at the start are permuted: with them, the order of offers in every purchase."""

    name: ClassVar[str] = "order_of_organizations"
    label: ClassVar[str] = "order of organizations and of their offers"
    label_zh: ClassVar[str] = "社会组织及其投标的排列顺序"
    changed: ClassVar[str] = "rows of organizations, and with them the order of offers; numbers and keys move along"
    must_stay: ClassVar[str] = "every table, organizations named by number; floats up to the order of their sums over organizations"
    changed_zh: ClassVar[str] = "社会组织的行，投标顺序随之改变；编号与键随之移动"
    must_stay_zh: ClassVar[str] = "每张表，社会组织按编号识别；浮点数至按社会组织求和的顺序为止"

    def check(self, setting: Setting) -> Finding:
        return same(setting, rearranged(setting, Moved(organizations=True)), ROUNDING)
