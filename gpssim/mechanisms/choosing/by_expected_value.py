"""Choice by expected value: logit in value, hours, blame and caution 按预期价值."""

from __future__ import annotations

from typing import ClassVar

from gpssim.mechanisms.choosing.base import ChoiceRule, Option, Situation
from gpssim.plugins import plugin
from gpssim.rules.policy_choice import caution, expected_utility, procedure_share
from gpssim.scenario.fields import param


@plugin
class ByExpectedValue(ChoiceRule):
    """The higher what its results were worth, the likelier; less hours, blame, uncertainty; officials like to do it themselves.

    Values in unit costs, from the purchaser's own results and those that others disclosed (``world.officials.learning``).
    Asking for an approval invites half the blame again; what is forbidden is not chosen.
    Source: McFadden 1974 (logit); Hood 2011 (blame); Levin & Tadelis 2010 (make or buy).
    """

    name: ClassVar[str] = "by_expected_value"
    label: ClassVar[str] = "by expected value"
    label_zh: ClassVar[str] = "按预期价值"
    source: ClassVar[str] = "McFadden 1974; Hood 2011; Levin & Tadelis 2010"

    scale: float = param(
        0.05, "share", "noise of the comparison, in unit costs", "assumption, range 0.02-0.2", ge=0.0, le=5.0, swept=(0.02, 0.2)
    )
    unlawful: float = param(
        10.0,
        "share",
        "what a forbidden mechanism costs whoever chooses it, in unit costs",
        "convention: nobody would",
        ge=0.0,
        le=100.0,
    )

    @property
    def noise(self) -> float:
        return self.scale

    def utility(self, option: Option, situation: Situation) -> float:
        needs = {"allowed": 0.0, "approval": 0.5 * situation.blame, "forbidden": self.unlawful}[option.standing]
        blame = situation.blame * (not option.competitive and not option.in_house) + needs
        taste = situation.inhouse_bias if option.in_house else 0.0
        procedure = procedure_share(option.hours, option.cost, situation.wage_hour, max(situation.value, 1.0))
        fear = caution(situation.risk_aversion, situation.doubt, option.n_results)
        return expected_utility(option.worth + taste, procedure, blame, fear)
