"""Who buys how, by hand: what officials weigh, what they choose, which projects are divided, what training does to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hand_made import hand_made
from purchase_by_hand import before_the_purchase

from gpssim.mechanisms.choosing.base import Option
from gpssim.model import PublicServiceMarket
from gpssim.month.planning.mechanism_choice import choose_mechanism, option, situation
from gpssim.month.planning.policy import set_policy
from gpssim.month.planning.splitting import divide
from gpssim.month.planning.training import train
from gpssim.state.line import Line
from gpssim.streams import combine
from gpssim.theory.special import tables

BOTH = (("open_tender", 0.5), ("directed_commission", 0.5))
CHINA = {"world.law.rule_set": "china", "world.law.overrides": [{"path": "thresholds.purchase_limit", "value": 65_000.0}]}


def choosing(rule: str, **dials: Any) -> PublicServiceMarket:
    """Two lines of 70,000 and 60,480 yuan planned for a tender; nobody has chosen yet."""
    return with_levers(before_the_purchase(**dials), choice=rule)


def with_levers(market: PublicServiceMarket, **levers: Any) -> PublicServiceMarket:
    """The market under other levers from now on."""
    market.policy_state = replace(market.policy_state, levers=market.policy_state.levers.model_copy(update=levers))
    return market


def test_officials_weigh_what_they_know_of_a_purchase() -> None:
    officials = {"inhouse_bias": 0.4, "blame": 0.3, "risk_aversion": 0.5, "scandal": 0.25, "doubt": 0.2}
    dials = {f"world.officials.{name}": x for name, x in officials.items()}
    market = choosing(
        "by_suppliers", **CHINA, **dials, **{"world.purchasers.wage_hour": 55.0, "world.process.training_effect": 0.5}
    )
    market.organizations["serves_district"][1] = [False, True]
    market.organizations["serves_domain"][2] = False
    market.understanding = 0.5
    market.purchasers["scandal_until"][:] = [1, 0]
    faced = [situation(market, line) for line in market.lines]
    assert [(x.zone, x.n_suppliers) for x in faced] == [("below", 1), ("outside", 2)]
    assert [x.value for x in faced] == pytest.approx([70_000.0, 60_480.0])
    assert [x.inhouse_bias for x in faced] == pytest.approx([0.3, 0.3])  # 0.4 x (1 - 0.5 x 0.5)
    assert [x.risk_aversion for x in faced] == pytest.approx([0.75, 0.5])  # one remembers a scandal
    assert [(x.verifiability, x.wage_hour, x.blame, x.doubt) for x in faced] == [(0.5, 55.0, 0.3, 0.2)] * 2


def test_officials_know_what_a_procedure_takes_and_what_its_results_were_worth() -> None:
    market = choosing("by_suppliers", **CHINA)
    place = market.mechanism_names.index("open_tender")
    market.purchasers["worth"][0, place], market.purchasers["n_results"][0, place] = 0.2, 4.0
    line = market.lines[0]
    # 40 hours and two for each of three offers; 1.5 % of 70,000 yuan and five jurors at 500
    tender = Option("open_tender", True, False, False, 3, "allowed", 46.0, pytest.approx(3_550.0), 0.2, 4.0)
    assert option(market, line, "open_tender") == tender
    directed = option(market, line, "directed_commission")
    assert (directed.competitive, directed.relational, directed.in_house) == (False, True, False)
    assert (directed.min_bidders, directed.standing, directed.worth, directed.n_results) == (1, "approval", 0.0, 0.0)
    house = option(market, line, "in_house")
    assert (house.competitive, house.in_house, house.standing) == (False, True, "allowed")
    # rules ask consultation for two offers; below the limit they ask nothing of whom
    assert option(market, line, "competitive_consultation").min_bidders >= 2
    assert option(market, market.lines[1], "directed_commission").standing == "allowed"
    assert option(before_the_purchase(), market.lines[0], "directed_commission").standing == "allowed"


def test_a_choice_is_a_row_and_the_line_is_bought_that_way() -> None:
    market = choosing("by_suppliers")
    market.organizations["serves_district"][1:, 0] = False  # one supplier in the first district, three in the second
    for line in market.lines:
        choose_mechanism(market, line, BOTH)
    found = tables(market)["choices"]
    same = {"month": 0, "event": "chosen", "attempt": 0, "domain": "community", "planned": "open_tender"}
    own = (
        {"line": 0, "purchaser": 0, "district": 0, "mechanism": "directed_commission", "reason": "by_suppliers: few"},
        {"line": 1, "purchaser": 1, "district": 1, "mechanism": "open_tender", "reason": "by_suppliers: enough"},
    )
    values = [70_000.0, 60_480.0]
    assert found.drop(columns="value").to_dict("records") == [{**same, **x} for x in own]
    assert found.value.tolist() == pytest.approx(values)
    assert [line.mechanism for line in market.lines] == ["directed_commission", "open_tender"]


def test_without_a_rule_or_anything_to_choose_from_nothing_is_chosen() -> None:
    for market, shares in ((choosing(""), BOTH), (choosing("by_suppliers"), ())):
        choose_mechanism(market, market.lines[0], shares)
        assert market.lines[0].mechanism == "open_tender"
        assert not len(tables(market)["choices"])


def test_equals_are_chosen_by_lot_of_line_and_year() -> None:
    market = choosing("by_lot")
    line = market.lines[0]
    chosen = set()
    for again in range(20):
        line.renewed_purchase = again  # a purchase out of turn has a lot of its own
        luck = market.luck.at(line.key, 0, again)
        lots = {name: luck.uniform(f"choice of mechanism: {name}") for name, _ in BOTH}
        choose_mechanism(market, line, BOTH)
        assert line.mechanism == max(lots, key=lambda name: lots[name])
        chosen.add(line.mechanism)
    assert chosen == {"open_tender", "directed_commission"}


def dividing(integrity: float = 0.0, levers: dict[str, Any] | None = None, **violations: float) -> tuple[PublicServiceMarket, Line]:
    """A project of 46.296296 x 126 x 12 = 70,000 yuan where nothing above 30,000 may be bought directly."""
    market = before_the_purchase("open_tender", None, levers)  # planned while nobody divides anything
    dials = market.world.violations.model_copy(update={"splitting": 1.0, "threshold": 30_000.0, **violations})
    market.world = market.world.model_copy(update={"violations": dials})
    market.purchasers["integrity"][:] = integrity
    return market, market.lines[0]


def test_a_project_is_divided_into_parts_just_below_the_threshold() -> None:
    market, line = dividing()
    key = line.key
    m = 0.90 + 0.08 * market.luck.uniform("kept below", key, 0)
    parts = divide(market, line)
    # two parts of m x 30,000 and what is left of 70,000; a place costs 126 x 12 = 1,512 a year
    assert [x.places for x in parts] == pytest.approx([m * 30_000 / 1_512] * 2 + [(70_000 - 2 * m * 30_000) / 1_512])
    assert parts[0] is line
    assert [(x.mechanism, x.split, x.row, x.open_month) for x in parts] == [("directed_commission", 3, row, 0) for row in (0, 2, 3)]
    assert [x.key for x in parts] == [key, combine(key, 7_001, 0), combine(key, 7_002, 0)]
    assert list(market.lines)[2:] == parts[1:]


def test_parts_are_bought_by_the_direct_mechanism_that_the_policy_falls_back_on() -> None:
    for fallback, bought in (("cooperation", "cooperation"), ("competitive_negotiation", "directed_commission")):
        market, line = dividing(levers={"after_failure": fallback})
        assert {x.mechanism for x in divide(market, line)} == {bought}


def test_what_lies_below_the_threshold_stays_whole_unless_it_was_a_part_before() -> None:
    market, line = dividing(threshold=70_000.5)
    line.split = 0
    assert divide(market, line) == [line]
    assert (line.mechanism, line.split) == ("open_tender", 0)
    line.split = 3
    assert divide(market, line) == [line]
    assert (line.mechanism, line.split) == ("directed_commission", 3)  # once a part, always bought directly
    assert line.places == pytest.approx(46.296296)
    market, line = dividing(threshold=69_999.5)
    assert len(divide(market, line)) == 2


@pytest.mark.parametrize("more", [-1e-6, 1e-6])
def test_projects_are_divided_by_chance_as_far_as_integrity_leaves_it(more: float) -> None:
    market, line = dividing(splitting=0.8)
    lot = market.luck.uniform("splitting", line.key, 0)
    # divided with a chance of 0.8 x (1 - integrity)
    market, line = dividing(splitting=1.0, integrity=1.0 - lot + more)
    line.split = 3
    divided = divide(market, line)
    assert len(divided) == (3 if more < 0.0 else 1)
    assert line.split == (3 if more < 0.0 else 0)  # who is not so inclined any more buys it whole


def test_what_is_bought_directly_is_not_divided_and_nobody_divides_without_the_dial() -> None:
    market, line = dividing()
    line.buy_by("directed_commission")
    assert divide(market, line) == [line]
    assert line.split == 0
    market, line = dividing(splitting=0.0)
    line.split = 3
    assert divide(market, line) == [line]
    assert line.split == 3


def test_training_is_understood_costs_hours_and_money_and_is_forgotten() -> None:
    domains = [
        {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": 0.5}
        for name in ("community", "counselling")
    ]
    learned = {"understanding": 0.2, "training_gain": 0.1, "training_decay": 0.05}
    taken = {"training_hours": 6.0, "training_cost": 800.0, "coordination_hours": 4.0}
    process = {f"world.process.{name}": x for name, x in {**learned, **taken}.items()}
    market = hand_made({"world.domains": domains, **process}, levers={"training": 0.5, "coordination": 0.25})
    set_policy(market)
    market.appropriations = np.array([[60.0, 40.0], [10.0, 90.0]])
    treasury = market.ledger.treasury
    train(market)
    assert market.understanding == pytest.approx(0.24)  # 0.2 + 0.1 x 0.5 x 0.8
    train(market)
    assert market.understanding == pytest.approx(0.276)  # 0.24 + 0.05 x 0.76 - 0.05 x 0.04
    # half of six hours and a quarter of four are four; half of 800 yuan: twice, each with what a purchaser buys most of
    assert market.purchasers.hours_used.tolist() == [8.0, 8.0]
    assert market.flows["official_hours"].tolist() == [[8.0, 0.0], [0.0, 8.0]]
    assert market.flows["procedure_cost"].tolist() == [[800.0, 0.0], [0.0, 800.0]]
    assert treasury - market.ledger.treasury == 160_000
    train(with_levers(market, training=0.0, coordination=0.0))
    assert market.understanding == pytest.approx(0.2722)  # 0.276 - 0.05 x 0.076
    assert market.purchasers.hours_used.tolist() == [8.0, 8.0]
    assert treasury - market.ledger.treasury == 160_000
