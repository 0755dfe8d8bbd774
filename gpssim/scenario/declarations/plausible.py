"""What a status quo must look like for a sampled world to count: the bounds of the filter, each with its source or reason."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from gpssim.errors import impossible
from gpssim.scenario.fields import Group, param

Bounds = tuple[float, float]


class Plausible(Group):
    """Lowest and highest value of each measure of the status quo that is taken for possible; both ends included.

    The measures are those of :mod:`gpssim.analysis.plausible`. A bound decides which sampled worlds count, never what a run does.
    """

    failure: Bounds = param((0.05, 0.30), "share", "attempts to tender that end without an award", "open procedures in Armenia 2016: 5 % without success, 19 % cancelled, DATA; 65 social projects in Nanjing 2016: over 30 % failed at the first call, VERIFIED")
    offers: Bounds = param((2.0, 6.0), "offers", "valid offers per attempt to tender", "Shanghai 2009: 2.35 bidders a project, DERIVED; EU 5.7 in 2011, 3.2 in 2021, VERIFIED; Armenia 2016: 6.4 a lot in open procedures, DATA")
    price: Bounds = param((0.85, 0.98), "ratio", "price over ceiling of what was tendered", "Shanghai 2009: at least 6 % below the ceiling, Wujin 2020: 11.6 % saved, VERIFIED; Tsuchiura 2007-15: median 0.967, upper quarter 0.980, DATA")
    coverage: Bounds = param((0.15, 0.85), "share", "people served over people in need in the first quarter after the warm-up", "assumption: below, nobody could judge the services; above, there is no rationing to study")
    incumbency: Bounds = param((0.15, 0.85), "share", "tenders of a running service that its provider wins again", "4 of 7 retendered services went to newcomers, United Kingdom 2013, second hand: MEMORY; width: assumption, incumbents neither always nor never win")
    entry: Bounds = param((0.01, 0.15), "1 per year", "organizations that register, over organizations", "births of 4.9 % a year, United States, VERIFIED; net growth in China +6 to +10 % a year 2007-17, about 0 since 2021, VERIFIED: entry up to growth and exit together")
    exit: Bounds = param((0.0, 0.10), "1 per year", "organizations that leave, over organizations", "1.1 to 1.3 % a year in the United States, 2.5 % in one metropolitan area, 3 % of English care homes, DERIVED; three times the highest; 0: of a few dozen none may leave in three years")

    @model_validator(mode="after")
    def _rising(self) -> Self:
        for name, (low, high) in self:
            if not low < high:
                raise impossible(f"plausible.{name}", (low, high), "two rising ends")
        return self
