"""Subsidies: what the treasury pays to organizations outside contracts."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, total
from gpssim.analysis.needs import Needs, Setting, of_kinds
from gpssim.texts.text import Text


def _given(setting: Setting) -> bool:
    """An incubation budget, or organizations whose deficits are covered."""
    soft = setting.value("world.sector.kinds.soft_budget")
    institutions = setting.value("world.sector.institutions.provide") != "none" and (soft is None or soft[-1] > 0.0)
    return setting.acts("policy.levers.incubation") or institutions or of_kinds("soft_budget")(setting)


INDICATOR = Indicator(
    name="subsidies",
    label="Subsidies outside contracts",
    label_zh="合同外财政补助",
    unit="yuan per year",
    family="money",
    direction=0,
    lowest=0.0,
    meaning="deficits covered and incubators paid for by the treasury, a year",
    numerator=total("purchasers", "subsidy"),
    denominator=Time(),
    groupings=("purchaser", "domain"),
    needs=Needs(
        Text("incubation (a lever), or organizations with a soft budget", "孵化（政策工具），或预算软约束的组织"), test=_given
    ),
)
