"""Administrative load 行政化 of residents' and villagers' committees."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="committee_load",
    label="Load of committees",
    label_zh="居委会行政负担",
    unit="share",
    family="citizens",
    direction=-1,
    meaning="committees' time that administration takes, mean over districts and months; undefined without committees",
    numerator=total("districts", "committee_load"),
    denominator=count("districts", "committee_load", where=lambda rows: rows["committee_load"] > 0),
    groupings=("district",),
    needs=Needs(
        Text("relief of committees (world.society.committees.relief)", "居委会减负（world.society.committees.relief）"),
        ("world.society.committees.relief",),
    ),
)
