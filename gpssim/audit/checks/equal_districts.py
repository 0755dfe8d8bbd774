"""Districts that are alike must fare alike, whatever their numbers."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gpssim.analysis import indicator, values
from gpssim.audit.check import Check, Finding, Setting, finding
from gpssim.audit.equivalence import Margin, judged
from gpssim.audit.words import found
from gpssim.records.results import Results

ALIKE = {"world.city.district_spread": 0.0, "world.city.vulnerable_spread": 0.0}
"""Districts of one size and one composition."""
OUTCOMES = {"coverage": Margin(0.03), "experienced_quality": Margin(0.03)}


class EqualDistricts(Check):
    """In a city of equal districts, those of low and of high number are compared, replication by replication.

    Permuting rows cannot show this: a rule that serves low numbers first goes on serving the same districts wherever they sit.
    """

    name: ClassVar[str] = "equal_districts"
    label: ClassVar[str] = "numbers of districts that are alike"
    label_zh: ClassVar[str] = "同质片区的编号"
    changed: ClassVar[str] = "districts of one size and composition; the lower half of their numbers against the upper half"
    must_stay: ClassVar[str] = "mean coverage and quality of both halves, within Monte-Carlo error and margins"
    changed_zh: ClassVar[str] = "各片区规模与构成相同；编号较小的一半与较大的一半比较"
    must_stay_zh: ClassVar[str] = "两半的平均覆盖率与质量，在蒙特卡洛误差与界限之内"

    def check(self, setting: Setting) -> Finding:
        if setting.scenario.world.city.n_districts < 2:
            return finding(0.0, 1.0, True, found("one_district"))
        results = setting.study(ALIKE)
        return judged(
            [(name, policy, *halves(results, name, policy)) for name in OUTCOMES for policy in results.policies], OUTCOMES
        )


def halves(results: Results, outcome: str, policy: str) -> tuple[np.ndarray, np.ndarray]:
    """Mean of an outcome over districts of low and of high number, each of shape (n_replications,); a middle one counts nowhere."""
    frame = values(results, indicator(outcome), by=("district",))
    table = frame[frame["policy"] == policy].pivot(index="replication", columns="district", values="value")
    half = table.shape[1] // 2
    low, high = table.iloc[:, :half].mean(axis=1), table.iloc[:, -half:].mean(axis=1)
    defined = low.notna() & high.notna()
    return low[defined].to_numpy(), high[defined].to_numpy()
