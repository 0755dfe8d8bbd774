"""Administrative load 行政化 of residents' and villagers' committees."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

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
)
