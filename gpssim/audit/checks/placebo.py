"""Forty years in which no policy changes."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import ClassVar

import pandas as pd

from gpssim.analysis.standing import SERIES, drift, yearly
from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.equivalence import Margin, Pair, judged
from gpssim.scenario import replace

MONTHS = 480
BURN_IN = 120
"""What the rule of burn-in gives for the presets, rounded up to a decade: see the page on the baseline."""
CITIZENS = 1_000
"""Most survey units: drift is a matter of organizations and money, which are one to one."""


class Placebo(Check):
    """The status quo is run for half a century and nothing is done: what moves, moves by itself, and must be declared.

    Declared is the growth of the appropriation, with which organizations and staff may grow.
    """

    name: ClassVar[str] = "placebo"
    label: ClassVar[str] = "forty years without a change of policy"
    label_zh: ClassVar[str] = "四十年不变政策"
    changed: ClassVar[str] = (
        "nothing: the status quo goes on for 480 months after 120 of burn-in, in a city of at most 1,000 survey units"
    )
    must_stay: ClassVar[str] = "slopes per decade of key series, beyond declared trends, within Monte-Carlo error and tolerances"
    changed_zh: ClassVar[str] = "无：现状在 120 个月预热后继续 480 个月，全市调查单位不超过 1,000"
    must_stay_zh: ClassVar[str] = "主要序列在已声明趋势之外的十年斜率，在蒙特卡洛误差与容差之内"

    def check(self, setting: Setting) -> Finding:
        scenario = setting.scenario
        sizes = {"warm_up": 0, "months": BURN_IN + MONTHS, "world.city.n_citizens": min(CITIZENS, scenario.world.city.n_citizens)}
        alone = changed(setting, scenario=replace(scenario, sizes), policies=(scenario.policy,))
        growth = scenario.world.purchasers.appropriation_growth
        found = drift(yearly(alone.study(keep=0)), BURN_IN, growth)
        return judged(pairs_of(found, scenario.policy.name), margins_of(found))


def pairs_of(found: pd.DataFrame, policy: str) -> list[Pair]:
    """For each series what its slope should be and what it was, replication by replication."""
    groups = {str(name): rows.dropna(subset=["slope"]) for name, rows in found.groupby("series", observed=True)}
    return [(name, policy, rows["declared"].to_numpy(), rows["slope"].to_numpy()) for name, rows in groups.items()]


def margins_of(found: pd.DataFrame) -> dict[str, Margin]:
    """The drift per decade that is let pass, in units of each series."""
    means = found.groupby("series", observed=True)["mean"].mean()
    return {name: Margin(tolerance.around(float(means.get(name, 0.0)))) for name, tolerance in SERIES.items()}
