"""Districts and their purchasers under other labels."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import ROUNDING, Check, Finding, Setting
from gpssim.audit.rearranged import Moved, rearranged
from gpssim.audit.sameness import same


class LabelsOfDistricts(Check):
    """Districts change places with all that belongs to them: purchasers, citizens, money, ties, roots, luck."""

    name: ClassVar[str] = "labels_of_districts"
    label: ClassVar[str] = "labels of districts and order of purchasers"
    label_zh: ClassVar[str] = "片区标签与购买主体的排列顺序"
    changed: ClassVar[str] = (
        "rows of districts and of their purchasers, with citizens, money, ties and numbers; the bureau stays last"
    )
    must_stay: ClassVar[str] = (
        "every table, districts and purchasers named by number; floats up to the order of sums over districts"
    )
    changed_zh: ClassVar[str] = "片区及其购买主体的行，连同公众、资金、关系与编号；民政局仍在末位"
    must_stay_zh: ClassVar[str] = "每张表，片区与购买主体按编号识别；浮点数至按片区求和的顺序为止"

    def check(self, setting: Setting) -> Finding:
        return same(setting, rearranged(setting, Moved(districts=True)), ROUNDING)
