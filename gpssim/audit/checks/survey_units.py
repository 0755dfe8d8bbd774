"""Twice the survey units for the same residents."""

from __future__ import annotations

from typing import ClassVar

from gpssim.audit.check import Check, Finding, Setting
from gpssim.audit.equivalence import agreement


class SurveyUnits(Check):
    """Each citizen stands for half as many residents; money, organizations and places stay as they are (market rule B 9)."""

    name: ClassVar[str] = "survey_units"
    label: ClassVar[str] = "number of survey units, residents fixed"
    label_zh: ClassVar[str] = "居民数不变时的调查单位数"
    changed: ClassVar[str] = "the number of survey units doubled, so that each weighs half; nothing else"
    must_stay: ClassVar[str] = "means within Monte-Carlo error and margins (coverage rises: fewer places stay empty by chance)"
    changed_zh: ClassVar[str] = "仅调查单位数加倍，每个权重减半"
    must_stay_zh: ClassVar[str] = "均值，在蒙特卡洛误差与界限之内（覆盖率上升：偶然空置的名额减少）"

    def check(self, setting: Setting) -> Finding:
        return agreement(setting.results, setting.study({"world.city.n_citizens": 2 * setting.scenario.world.city.n_citizens}))
