"""The worst are struck off in the hand-made market: three providers, what was found of them, and one who goes."""

from __future__ import annotations

from typing import Any

import pytest
from hand_made import hand_made

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.monitoring.elimination import strike_off

JANUARY = 12


def judged(rule: str = "lowest", share: float = 1.0 / 3.0) -> PublicServiceMarket:
    """January of the second year; found of the first provider (10 * 0.2 + 30 * 0.6) / 40 = 0.5, of the others 0.4 and 0.9."""
    levers = {"elimination": share, "elimination_rule": rule, "elimination_months": 7}
    market = hand_made({"warm_up": 0, "months": 24}, levers=levers)
    market.month = JANUARY
    for organization, places, found in ((0, 10.0, 0.2), (0, 30.0, 0.6), (1, 20.0, 0.4), (2, 5.0, 0.9)):
        accepted(market, organization, places, found)
    return market


def accepted(market: PublicServiceMarket, organization: int, places: float, found: float, end: int = JANUARY, **more: Any) -> None:
    """A contract that ended and was accepted."""
    row = market.contracts.sign(
        ContractTerms(), organization=organization, places=places, found=found, start=end - 12, end=end, **more
    )
    market.contracts.close(row, end, "completed")


def test_the_worst_by_places_is_struck_off_for_seven_months() -> None:
    market = judged()
    strike_off(market)
    assert market.organizations.barred_until[:, 0].tolist() == [0, JANUARY + 7, 0]
    bans = market.tables(arrow=True)["bans"].to_pylist()
    told = {"month": 12, "organization": 1, "reason": "eliminated", "purchaser": -1, "domain": "community", "months": 7}
    assert bans == [told]


def test_what_is_older_than_a_year_bridges_and_those_who_left_do_not_count() -> None:
    market = judged()
    accepted(market, 0, 100.0, -5.0, end=JANUARY - 12)
    accepted(market, 0, 100.0, -5.0, bridge=True)
    accepted(market, 0, 100.0, float("nan"))
    market.organizations["alive"][1] = False
    strike_off(market)  # left are 0.5 and 0.9: 2 / 3 of one, so one or none of them
    until = market.organizations.barred_until[:, 0].tolist()
    assert until in ([JANUARY + 7, 0, 0], [0, 0, 0])
    drawn = market.luck.at(0, 1).uniform("elimination: how many")
    assert (until[0] > 0) == (drawn < 2.0 / 3.0)


@pytest.mark.parametrize("month", [0, 11, 13])
def test_nobody_is_struck_off_in_another_month_or_before_anything_was_bought(month: int) -> None:
    market = judged()
    market.month = month
    strike_off(market)
    assert not market.organizations.barred_until.any()


def test_without_the_lever_nobody_is_and_at_the_whole_share_everybody() -> None:
    market = judged(share=0.0)
    strike_off(market)
    assert not market.organizations.barred_until.any()
    market = judged("lot", share=1.0)
    strike_off(market)
    assert market.organizations.barred_until[:, 0].tolist() == [JANUARY + 7] * 3
