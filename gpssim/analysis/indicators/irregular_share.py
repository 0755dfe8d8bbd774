"""Irregular awards: awards without a lawful basis, whether or not anybody knows."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count
from gpssim.analysis.needs import TRUTH, Needs, Setting
from gpssim.texts.text import Text


def _may_be_irregular(setting: Setting) -> bool:
    """Without a rule set every mechanism is lawful at every value; a lottery never is."""
    return TRUTH.met(setting) or setting.acts("world.law.rule_set") or setting.buys_by("lottery")


INDICATOR = Indicator(
    name="irregular_share",
    label="Irregular awards",
    label_zh="违规授予比例",
    unit="share",
    family="competition",
    direction=-1,
    meaning="awards with irregular legal basis over awards",
    numerator=count(
        "projects", "legal_basis", where=lambda rows: rows["legal_basis"].astype(str) == "irregular", month="month_opened"
    ),
    denominator=count("projects", "outcome", where=lambda rows: rows["outcome"].astype(str) == "awarded", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    needs=Needs(
        Text(
            "violations, rings of bidders, a rule set (world.law.rule_set), or lottery",
            "违规行为、串通投标、规则集（world.law.rule_set）或抽签",
        ),
        test=_may_be_irregular,
    ),
)
