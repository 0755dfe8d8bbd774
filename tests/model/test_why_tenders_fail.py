"""What keeps organizations from a tender though it should not: work that ends before, news that never comes, wrong beliefs."""

from __future__ import annotations

from dataclasses import replace as changed

import numpy as np
import pytest
from small_market import warmed

from gpssim.bidding.base import BidderInfo, PromiseTerms, Rivals
from gpssim.bidding.equilibrium import Equilibrium
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.model import PublicServiceMarket
from gpssim.month.offers.offers import Answering
from gpssim.month.organizations import reach
from gpssim.month.purchasing.projects import project_of
from gpssim.rules.entry import discounted_terms
from gpssim.scenario import World, load_scenario, replace
from gpssim.state import capacity, costs
from gpssim.state.prices import PriceBoard
from gpssim.state.waiting import Signature


def among(model: PublicServiceMarket, changes: dict[str, float]) -> PublicServiceMarket:
    """A market just branched off, among people who think otherwise from now on."""
    model.world = replace(model.specification, changes).world
    model.surveyed_costs.clear()
    return model


def seen_by(foresight: float) -> PublicServiceMarket:
    """The market at the switch among people who foresee this much; nothing waits for a signature."""
    model = among(warmed().branch("open_tender"), {"world.organizations.foresight": foresight})
    model.signatures[:] = []
    return model


def test_work_that_ends_before_a_contract_begins_is_no_work_then_whoever_holds_it() -> None:
    now, then = (seen_by(x) for x in (0.0, 1.0))
    c = then.contracts
    begins = int(np.median(c.cycle_end[c.active]))
    over = np.flatnonzero(c.active & (c.cycle_end <= begins) & (c.unpaid == 0.0))
    assert over.size
    assert (c.active & (c.cycle_end > begins)).any()
    ended = np.bincount(c.organization[over], c.places[over] / costs.caseload(then)[c.domain[over]], len(then.organizations))
    for domain in range(len(then.world.domains)):
        freed = capacity.places_free(then, domain, begins) - capacity.places_free(now, domain, begins)
        assert freed == pytest.approx(ended * costs.caseload(then)[domain], abs=1e-9)


def test_an_award_that_waits_for_its_signature_is_work_already() -> None:
    model = seen_by(1.0)
    line = next(line for line in model.lines if line.contract >= 0)
    row, domain = int(model.contracts.organization[line.contract]), line.domain
    before = capacity.places_free(model, domain, model.month + 2)
    terms = changed(model.contracts.terms[line.contract], unpaid=0.25)
    model.signatures.expect(Signature(model.month + 2, line.row, 0, row, 80.0, 40.0, 0.0, 90.0, "open_tender", "tender", 1, terms))
    taken = before - capacity.places_free(model, domain, model.month + 2)
    assert taken[row] == pytest.approx(30.0)  # volunteers do a quarter of the 40
    assert np.delete(taken, row) == pytest.approx(0.0, abs=1e-9)


def test_contracts_in_force_are_the_same_work_either_way_as_long_as_none_ends() -> None:
    model = seen_by(1.0)
    assert (model.contracts.cycle_end[model.contracts.active] > model.month).all()
    assert capacity.workload_at(model, model.month) == pytest.approx(capacity.workload(model))


def answering(**bidding: float) -> Answering:
    """Answers to the next purchase of a line that somebody serves; what is not said is neutral."""
    neutral = {"incumbents_told": 0.0, "notices_add_up": False, "counts_cycle": 0.0}
    changes = {f"world.bidding.{name}": value for name, value in {**neutral, **bidding}.items()}
    model = among(warmed().branch("open_tender"), changes)
    line = next(line for line in model.lines if line.last_contract >= 0)
    mechanism = OpenTender()
    return Answering(model, mechanism, project_of(model, line, mechanism))


def test_who_serves_a_line_is_told_of_its_next_purchase_and_nobody_else() -> None:
    rows = np.arange(40)
    told, untold = answering(attention=0.0, incumbents_told=1.0), answering(attention=0.0)
    assert told.project.incumbent in rows
    assert np.flatnonzero(told.hears(rows)).tolist() == [told.project.incumbent]
    assert not untold.hears(rows).any()
    busy = answering(attention=0.6, incumbents_told=0.3)  # never told less than others hear
    assert (busy.hears(rows) == answering(attention=0.6).hears(rows)).all()


def test_who_heard_of_a_failed_attempt_hears_of_the_next_and_others_may() -> None:
    rows = np.arange(40)
    forgetful, mindful = answering(attention=0.5), answering(attention=0.5, notices_add_up=True)
    for asked in (forgetful, mindful):
        asked.project = changed(asked.project, attempt=0)
    first = forgetful.hears(rows)
    assert (mindful.hears(rows) == first).all()
    for asked in (forgetful, mindful):
        asked.project = changed(asked.project, attempt=1)
    assert (first & ~forgetful.hears(rows)).any()
    second = mindful.hears(rows)
    assert second[first].all()
    assert (second & ~first).any()


def test_a_cycle_counts_as_its_contracts_each_year_less() -> None:
    assert discounted_terms(12, 36, 0.9, 1.0) == pytest.approx(1.0 + 0.9 + 0.81)
    assert discounted_terms(12, 36, 0.9, 0.5) == pytest.approx(1.0 + 0.5 * 1.71)
    assert discounted_terms(12, 18, 1.0, 1.0) == pytest.approx(1.5)  # half a contract later
    assert discounted_terms(24, 12, 0.9, 1.0) == 1.0


def test_who_counts_on_the_cycle_takes_part_more_often() -> None:
    short, whole = answering(), answering(counts_cycle=1.0)
    years = short.market.policy_state.levers.tender_cycle_years
    assert whole.volume_expected() == pytest.approx(short.project.volume * sum(0.94**k for k in range(years)))
    standing = short.standing(np.arange(30))
    margin = np.full(30, 0.6 * short.bid_cost / (0.5 * short.project.volume))  # 0.6 of the cost of an offer; 1.7 with the cycle
    joins = [a.takes_part(standing, np.full(30, 0.5), margin * a.volume_expected()) for a in (short, whole)]
    assert joins[1][joins[0]].all()
    assert 0 < joins[0].sum() < joins[1].sum() < 30


def test_a_survey_that_asks_all_alike_finds_more_than_one_that_asks_the_experienced() -> None:
    model = warmed().branch("open_tender").run()
    found = {}
    for ratio in (0.85, 1.0):
        for weight in (0.0, 1.0):
            changes = {"world.organizations.progress_ratio": ratio, "world.purchasers.survey_experience": weight}
            found[ratio, weight] = np.array([costs.survey_costs(among(model, changes), d) for d in range(5)])
    gap, plain = (found[ratio, 0.0] / found[ratio, 1.0] - 1.0 for ratio in (0.85, 1.0))
    assert (plain > 0.0).all()  # without learning: the work goes to the cheap
    assert (gap > plain + 0.03).all()


def test_beliefs_about_rivals_follow_what_is_read_out_and_no_further_than_reason() -> None:
    board = PriceBoard(2)
    board.correct(0, np.log(0.9), 0.5)
    assert board.shown == pytest.approx([0.9**0.5, 1.0])
    for _ in range(200):
        board.correct(1, np.log(0.5), 0.5)
    assert board.shown[1] == pytest.approx(0.25)


@pytest.mark.parametrize("mechanism", [OpenTender(), OpenTender(rule="lowest_evaluated_price")], ids=["score", "price"])
def test_cheaper_rivals_are_expected_to_ask_less_and_more_than_they_cost(mechanism: OpenTender) -> None:
    family, none = Equilibrium.of(World()), np.zeros(1)
    prices = []
    for cost in (65.0, 75.0, 85.0):
        terms = PromiseTerms(0.4, 0.25, 0.25, 0.5)
        info = BidderInfo(mechanism, 100.0, -np.inf, Rivals(2.0, cost), terms, none + 80.0, none, none, none, none)
        prices.append(family.usual_price(info))
        assert cost < prices[-1] < 100.0
    assert prices == sorted(prices)


def believed(weight: float, dial: float) -> float:
    """What bidders take typical rivals to cost beside the survey after six years of tenders, having begun with a dial."""
    sizes = {"warm_up": 0, "months": 72, "world.bidding.family": "equilibrium"}
    changes = {**sizes, "world.bidding.rivals_learning": weight, "world.bidding.rivals_cheaper": dial}
    model = PublicServiceMarket(replace(load_scenario("textbook"), changes), "open_tender", seed=1).run()
    return (1.0 - dial) * float(model.prices.shown[0])


def test_openings_lead_bidders_to_the_same_beliefs_whatever_they_believed_first() -> None:
    assert believed(0.0, 0.0) == 1.0
    learned = [believed(0.2, dial) for dial in (0.0, 0.15, 0.3)]
    assert np.ptp(np.log(learned)) < 0.06  # begun 0.36 apart


def test_who_finds_no_work_looks_further_one_district_at_a_time_and_nobody_else() -> None:
    model = among(warmed().branch("open_tender"), {"world.organizations.looks_further": 1.0})
    o = model.organizations
    o["idle_months"][:] = np.where(np.arange(len(o)) % 2 == 0, reach.WITHOUT_WORK, reach.WITHOUT_WORK - 1)
    before = o.serves_district.copy()
    reach.look_further(model)
    further = (o.serves_district & ~before).sum(axis=1)
    looks = o.alive & (np.arange(len(o)) % 2 == 0) & ~before.all(axis=1)
    assert looks.any()
    assert further.tolist() == looks.astype(int).tolist()
    assert (o.serves_district | ~before).all()  # nobody gives a district up
    for _ in range(model.world.city.n_districts):
        model.month += 1
        reach.look_further(model)
    assert o.serves_district[looks].all()
