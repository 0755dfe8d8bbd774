"""Whether a purchase may be held, by hand: what needs approval waits or is replaced, and every step is a row of ``choices``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from purchase_by_hand import LOWEST, before_the_purchase
from signed_by_hand import signed

from gpssim.market import Award, ContractTerms, Decision, Score
from gpssim.model import PublicServiceMarket
from gpssim.month.purchasing.clearance import cleared
from gpssim.month.purchasing.held import basis
from gpssim.month.purchasing.holding import hold
from gpssim.month.purchasing.projects import contest_of
from gpssim.month.purchasing.purchases import purchase, retry
from gpssim.state.legality import admitted, bought_this_year, enough, rated, zone_of_line
from gpssim.state.line import Line
from gpssim.state.portfolio import shares_of
from gpssim.state.procedures import mechanism_of
from gpssim.state.waiting import Signature
from gpssim.theory.special import tables

FINANCE = "finance department of the city"


def ruled(mechanism: str, rule_set: str = "china", dials: dict[str, Any] | None = None, **rules: Any) -> PublicServiceMarket:
    """The first line, of 46.296296 places x 126 yuan x 12 months = 70,000 yuan, above a limit of 65,000; the second below."""
    changed = {"thresholds__purchase_limit": 65_000.0, "approval__refusal": 0.0, **rules}
    overrides = [{"path": path.replace("__", "."), "value": value} for path, value in changed.items()]
    law = {"world.law.rule_set": rule_set, "world.law.overrides": overrides}
    return before_the_purchase(mechanism, LOWEST if mechanism == "open_tender" else None, **{**law, **(dials or {})})


def row_of(event: str, **columns: Any) -> dict[str, Any]:
    """A row about the first line, but for what ``columns`` say."""
    usual = {
        "month": 0,
        "line": 0,
        "event": event,
        "attempt": 0,
        "purchaser": 0,
        "domain": "community",
        "district": 0,
        "planned": "directed_commission",
        "mechanism": "directed_commission",
        "reason": "",
        "value": 70_000.0,
    }
    return {**usual, **columns}


def choices(market: PublicServiceMarket) -> list[dict[str, Any]]:
    found: pd.DataFrame = tables(market)["choices"]
    found = found[found.event != "chosen"]
    return [{**row, "value": round(float(row["value"]), 6)} for row in found.to_dict("records")]


def test_without_rules_everything_may_be_bought_at_once() -> None:
    market = before_the_purchase("directed_commission")
    assert [cleared(market, line) for line in market.lines] == [True, True]
    assert [line.legal_basis for line in market.lines] == ["", ""]


def test_what_needs_approval_waits_for_it_and_is_then_bought_on_its_ground() -> None:
    market = ruled("directed_commission", approval__months=2)
    purchase(market)
    assert choices(market) == [row_of("approved", reason=FINANCE)]
    # the second lies below the limit, outside the rules
    assert tables(market)["projects"].purchaser.tolist() == [1]
    assert [(x.open_month, x.approved_month, x.legal_basis) for x in market.lines] == [(2, 2, ""), (-1, -1, "below_limit")]
    market.month = 1
    purchase(market)
    assert len(tables(market)["projects"]) == 1
    market.month = 2
    purchase(market)
    assert choices(market) == [row_of("approved", reason=FINANCE)]  # it is not asked for again
    assert [(s.line, s.legal_basis) for s in market.signatures] == [(1, "below_limit"), (0, "single_source_published")]
    assert (market.lines[0].approved_month, market.lines[0].must_ask) == (-1, False)


def test_an_approval_that_takes_no_time_is_there_at_once() -> None:
    market = ruled("directed_commission", approval__months=0)
    assert cleared(market, market.lines[0])
    assert choices(market) == [row_of("approved", reason=FINANCE)]
    assert (market.lines[0].open_month, market.lines[0].legal_basis) == (0, "single_source_published")


def test_where_approval_is_refused_another_mechanism_takes_over() -> None:
    market = ruled("directed_commission", approval__refusal=1.0)
    assert cleared(market, market.lines[0])
    assert choices(market) == [
        row_of("refused", reason=f"by {FINANCE}"),
        row_of("replaced", reason="below", mechanism="open_tender"),
    ]
    assert (market.lines[0].mechanism, market.lines[0].legal_basis, market.lines[0].open_month) == ("open_tender", "tender", 0)
    nobody = ruled("directed_commission", approval__refusal=1.0, approval__by="")
    cleared(nobody, nobody.lines[0])
    assert choices(nobody)[0] == row_of("refused")


@pytest.mark.parametrize(("over", "granted"), [(-1e-9, True), (1e-9, False)])
def test_whether_approval_is_given_is_the_luck_of_line_year_and_attempt(over: float, granted: bool) -> None:
    lot = before_the_purchase("directed_commission")
    refusal = lot.luck.uniform("approval", lot.lines[0].key, 0, 0) + over
    market = ruled("directed_commission", approval__refusal=refusal)
    assert cleared(market, market.lines[0]) is not granted  # who may, waits
    assert choices(market)[0]["event"] == ("approved" if granted else "refused")


def test_what_is_forbidden_gives_way_to_the_largest_part_of_the_portfolio_that_is_allowed() -> None:
    names = ("directed_commission", "competitive_consultation", "framework_agreement", "single_source")
    shares = [{"mechanism": name, "share": x} for name, x in zip(names, (0.3, 0.1, 0.2, 0.4), strict=True)]
    market = ruled("open_tender", dials={"policy.shares": shares}, permission__directed_commission__below="forbidden")
    line = market.lines[0]
    line.buy_by("directed_commission")
    assert cleared(market, line)
    # single source has more but needs approval, consultation less
    assert choices(market) == [
        row_of("not_allowed", reason="below"),
        row_of("replaced", reason="below", mechanism="framework_agreement"),
    ]
    assert (line.mechanism, line.legal_basis) == ("framework_agreement", "non_tender_approved")


def test_where_nothing_is_allowed_the_purchase_is_given_up() -> None:
    forbidden = {"permission__open_tender__above": "forbidden", "permission__in_house__above": "forbidden"}
    market = ruled("directed_commission", "textbook", thresholds__open_tender=65_000.0, **forbidden)
    assert not cleared(market, market.lines[0])
    assert choices(market) == [row_of("not_allowed", reason="above"), row_of("given_up")]
    assert (market.lines[0].closed, market.lines[0].open_month) == (True, -1)
    assert cleared(market, market.lines[1])
    assert market.lines[1].legal_basis == "below_limit"


def test_contests_take_over_no_line() -> None:
    shares = [{"mechanism": "directed_commission", "share": 0.6}, {"mechanism": "venture_philanthropy", "share": 0.4}]
    market = ruled(
        "open_tender",
        dials={"policy.shares": shares},
        permission__directed_commission__below="forbidden",
        permission__venture_philanthropy__below="allowed",
    )
    market.lines[0].buy_by("directed_commission")
    assert cleared(market, market.lines[0])
    assert market.lines[0].mechanism == "open_tender"  # the first that the rules allow, though the portfolio has a contest


def test_every_step_after_a_failure_is_written_down_with_who_must_ask() -> None:
    market = ruled("open_tender")
    line = market.lines[0]
    seen = []
    for _ in range(5):
        retry(market, line, mechanism_of(market, line.mechanism))
        seen.append((line.attempt, line.mechanism, line.must_ask, line.closed))
    assert seen == [
        (1, "open_tender", False, False),
        (2, "competitive_negotiation", True, False),
        (3, "single_source", True, False),
        (4, "in_house", False, False),
        (5, "in_house", False, True),
    ]
    step = {"event": "after_failure", "reason": "other"}
    assert choices(market) == [
        row_of(**step, attempt=2, planned="open_tender", mechanism="competitive_negotiation"),
        row_of(**step, attempt=3, planned="competitive_negotiation", mechanism="single_source"),
        row_of("after_failure", reason="in_house", attempt=4, planned="single_source", mechanism="in_house"),
        row_of("given_up", attempt=5, planned="in_house", mechanism="in_house"),
    ]


def test_who_must_ask_after_a_failure_asks_whatever_the_value() -> None:
    market = ruled("open_tender", approval__months=3)
    line = market.lines[1]  # below the limit
    line.try_other("competitive_negotiation", 0, must_ask=True)
    assert not cleared(market, line)
    assert [x["event"] for x in choices(market)] == ["approved"]
    assert line.open_month == 3
    market.month = 3
    assert cleared(market, line)
    assert (line.legal_basis, line.must_ask) == ("non_tender_approved", False)


def test_what_is_bought_of_the_same_in_a_year_counts_together() -> None:
    market = ruled("directed_commission", thresholds__purchase_limit=100_000.0)
    market.month = 14  # March of the second year: 12 was January
    line, other = market.lines[0], market.lines[1]

    def zone() -> str:
        return zone_of_line(market, line, "directed_commission")

    assert zone() == "outside"  # 70,000
    mine = {"line": 1, "start": 12, "end": 24, "value": 29_999.0}
    row = signed(market, **mine)
    signed(market, **{**mine, "start": 11})  # last year's
    signed(market, **mine, cycle_year=1)  # a further year of an earlier purchase
    signed(market, **mine, bridge=True)
    signed(market, **{**mine, "line": 0})  # the line's own
    signed(market, **{**mine, "purchaser": 1, "district": 0})
    signed(market, **mine, district=1)
    assert bought_this_year(market, line) == 29_999.0
    assert zone() == "outside"
    market.contracts["value"][row] = 30_001.0
    assert zone() == "below"
    # an award that waits counts as what it will be: 100 yuan x 10 places x 12 months
    market.contracts["value"][row] = 19_000.0
    other.purchaser, other.district = 0, 0
    for waiting in (line, other):
        market.signatures.expect(
            Signature(
                month=16, line=waiting.row, attempt=0, bidder=0, price=100.0, places=10.0, promised=0.0, ceiling=126.0,
                mechanism="open_tender", legal_basis="tender", project=1, terms=ContractTerms(),
            )
        )  # fmt: skip
    assert bought_this_year(market, line) == 31_000.0
    assert zone() == "below"
    line.split = 2  # who splits passes each part off as a purchase of its own
    assert zone() == "outside"
    line.split = 0
    alone = ruled("directed_commission", thresholds__purchase_limit=100_000.0, thresholds__counted="project")
    signed(alone, **{**mine, "start": 0, "value": 90_000.0})
    assert zone_of_line(alone, alone.lines[0], "directed_commission") == "outside"


def test_rules_may_ask_for_more_offers_than_a_mechanism_does() -> None:
    market = ruled("commissioning", permission__commissioning__min_bidders=2)
    award = Award(0, 90.0, 10.0, 0.0, ContractTerms(), "below_limit")
    one = Decision((award,), scores=(Score(0, 0.0), Score(1, 0.0, valid=False)))
    two = Decision((award,), scores=(Score(0, 0.0), Score(1, 0.0)))
    mechanism = mechanism_of(market, "commissioning")
    assert enough(market, mechanism, one) == Decision(reason="too_few_bids", scores=one.scores)
    assert enough(market, mechanism, two) == two
    failed = Decision(reason="no_bids")
    assert enough(market, mechanism, failed) == failed
    assert enough(market, mechanism_of(market, "open_tender"), one) == one  # it has a number of its own
    assert enough(before_the_purchase(), mechanism, one) == one


@pytest.mark.parametrize(
    ("money", "ground"), [(64_999.0, "below_limit"), (65_000.0, "non_tender_approved"), (400_000.0, "non_tender_approved")]
)
def test_a_contest_is_approved_with_the_years_plan_at_the_value_of_a_grant(money: float, ground: str) -> None:
    market = ruled("open_tender", thresholds__open_tender=100_000.0)
    mechanism = mechanism_of(market, "venture_philanthropy")
    asked = Line(-1, 0, 0, 0, 0, 0, 7, "venture_philanthropy", 0.0)
    held = hold(market, mechanism, contest_of(market, asked, mechanism, money), [])
    award = Award(0, 90.0, 10.0, 0.0, ContractTerms(), "below_limit")
    # grants are of 80,000 yuan at most, or of all the money where that is less: never from 100,000 on, where it is forbidden
    assert basis(market, held, award) == ground
    assert basis(market, held, replace(award, legal_basis="irregular")) == "irregular"


def test_what_may_not_be_purchased_is_left_to_what_is_no_purchase() -> None:
    names = ("open_tender", "in_house", "direct_grant")
    shares = [{"mechanism": name, "share": x} for name, x in zip(names, (0.5, 0.3, 0.2), strict=True)]
    market = ruled("open_tender", dials={"policy.shares": shares})
    assert shares_of(market, 0, 0) == tuple(zip(names, (0.5, 0.3, 0.2), strict=True))
    negative = market.rules.model_copy(update={"catalogue": market.rules.catalogue.model_copy(update={"negative": ("community",)})})
    market.rules = negative
    left = shares_of(market, 0, 0)
    assert [name for name, _ in left] == ["in_house", "direct_grant"]
    assert [x for _, x in left] == pytest.approx([0.6, 0.4])  # 0.3 and 0.2 of 0.5


@pytest.mark.parametrize(("rule", "left"), [("in_house", (("in_house", 1.0),)), ("none", ())])
def test_outside_the_catalogue_purchasers_serve_themselves_or_not_at_all(rule: str, left: tuple[tuple[str, float], ...]) -> None:
    market = before_the_purchase()
    levers = market.policy_state.levers.model_copy(update={"outside_catalogue": rule})
    lists = replace(market.policy_state.lists, catalogue=("counselling",))
    market.policy_state = replace(market.policy_state, levers=levers, lists=lists)
    assert shares_of(market, 0, 0) == left


def test_a_rating_is_for_who_is_old_enough_and_was_looked_at_recently() -> None:
    market = ruled("open_tender", ratings__age_months=24, ratings__valid_months=12)
    market.month = 40
    o = market.organizations
    o["born"][:], o["published_last"][:] = [16, 17, 16], [29, 29, 28]
    assert rated(market, np.array([True, True, True])).tolist() == [True, False, False]
    assert rated(market, np.array([False, True, True])).tolist() == [False] * 3


def test_of_those_that_are_capable_the_rated_may_offer_and_the_best_come_first() -> None:
    market = ruled("directed_commission", ratings__priority_grade=4)
    o, mechanism = market.organizations, mechanism_of(market, "directed_commission")
    able = np.ones(3, dtype=bool)
    o["grade"][:] = [2, 3, 4]
    assert admitted(market, 0, 0, mechanism, able).tolist() == [False, False, True]  # one is enough for a commission
    assert admitted(market, 0, 0, mechanism_of(market, "open_tender"), able).tolist() == [True] * 3  # three are asked for
    levers = market.policy_state.levers.model_copy(update={"minimum_grade": 3, "priority_grade": 3})
    market.policy_state = replace(market.policy_state, levers=levers)
    assert admitted(market, 0, 0, mechanism_of(market, "open_tender"), able).tolist() == [False, True, True]
    o["barred_until"][1, 0], o["refused_until"][2, 0] = 1, 1
    assert admitted(market, 0, 0, mechanism, able).tolist() == [False] * 3
    assert admitted(market, 1, 0, mechanism, able).tolist() == [False, False, True]  # the other purchaser refuses nobody
    o["barred_until"][1, 0], o["refused_until"][2, 0] = 0, 0  # until this month, which is over for it
    assert admitted(market, 0, 0, mechanism, able).tolist() == [False, True, True]
