"""Income from fees: fees of members and users as a share of all organizations' income."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs, Setting, of_kinds
from gpssim.texts.text import Text


def _charged(setting: Setting) -> bool:
    """Users pay under a concession, members where a kind of organization lives on them."""
    return setting.buys_by("concession") or of_kinds("fees")(setting)


INDICATOR = Indicator(
    name="income_from_fees",
    label="Income from fees",
    label_zh="会费与收费收入占比",
    unit="share",
    family="capacity",
    direction=0,
    meaning="fees of members and users as a share of all organizations' income, over the quarters of the last year",
    numerator=total("organizations", "income_fees"),
    denominator=total("organizations", "income"),
    aggregation="last_12",
    groupings=("kind", "domain"),
    needs=Needs(Text("concessions, or organizations with members' fees", "特许经营，或收取会费的组织"), test=_charged),
)
