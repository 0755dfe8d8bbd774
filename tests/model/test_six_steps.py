"""The six steps in the market: nothing at their neutral values; otherwise time, errors, and gates that stop projects."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import differing, frames_of, table_digests, varied

from gpssim.model import PublicServiceMarket
from gpssim.month.planning import six_steps
from gpssim.scenario.declarations.process import ROLES
from gpssim.state import procedures, quality
from gpssim.state.pay import LAST

SMALL = {"world__city__n_citizens": 600, "warm_up": 0}


@lru_cache
def stepped(months: int = 13, policy: str = "open_tender", **process: Any) -> PublicServiceMarket:
    """A market from the greenfield on; ``process`` without a value: as it is by default."""
    changed = {f"world__process__{name}": value for name, value in process.items()}
    return PublicServiceMarket(varied(**SMALL, **changed), policy, seed=7, check=True).run(months)


def rows(model: PublicServiceMarket, step: str) -> pd.DataFrame:
    table = frames_of(model)["steps"]
    return table[table["step"] == step]


def test_steps_that_pass_at_once_change_nothing_and_are_written_down() -> None:
    plain, written = stepped(), stepped(recorded=True)
    assert differing(table_digests(plain), table_digests(written)) == ["steps"]
    assert frames_of(plain)["steps"].empty
    table = frames_of(written)["steps"]
    taken = dict(zip(table["step"], table["role"], strict=True))
    assert taken == {step: ROLES[step] for step in taken}
    assert len(taken) >= 5  # nothing has been accepted yet
    assert set(rows(written, "review")["outcome"]) == {"passed"}
    assert (table["month_ended"] >= table["month_begun"]).all()
    bought = rows(written, "purchase")
    first = bought[(bought["attempt"] == 0) & (bought["month_begun"] < 4)]
    assert set(first["project"]) <= set(rows(written, "design")["project"])


def test_days_of_preparation_and_signing_put_service_off() -> None:
    plain, slow = stepped(recorded=True), stepped(design_days=40.0, cost_days=20.0, review_days=45.0, signing_days=30.0)
    first = [rows(m, "purchase")["month_begun"].min() for m in (plain, slow)]
    assert first == [plain.world.purchasers.usable_month, 4]  # 105 days are four months
    lead = [procedures.lead_months(m, "open_tender") for m in (plain, slow)]
    assert lead[1] == lead[0] + 1
    waiting = [frames_of(m)["monthly"]["waiting"].sum() for m in (plain, slow)]
    assert waiting[1] > waiting[0]


def test_the_last_payment_waits_for_acceptance_and_longer_where_it_failed() -> None:
    model = stepped(months=18, acceptance_days=60.0, rectification_days=90.0)
    accepted = rows(model, "accept")
    waits = accepted["month_ended"] - accepted["month_begun"]
    assert set(waits[accepted["outcome"] == "passed"]) == {2}
    assert set(waits[accepted["outcome"] == "stopped"]) <= {5}
    c = model.contracts
    ended = np.flatnonzero((c.end_reason == 1) & ~c.active & (c.ended >= model.month - 1) & (c.value > 1000.0))
    assert (c.due[ended, LAST] > model.month).all()


def test_a_closed_gate_stops_everything_and_no_money_is_spent() -> None:
    model = stepped(unbudgeted=1.0)
    assert set(rows(model, "review")["reason"]) == {"not_in_budget"}
    assert len(model.contracts) == 0
    assert frames_of(model)["purchasers"]["committed"].sum() == 0.0
    assert rows(model, "purchase").empty


def test_planning_with_the_budget_opens_the_gate_again() -> None:
    half = varied(**SMALL, world__process__unbudgeted=0.5, policy__levers__budget_link=1.0)
    linked = PublicServiceMarket(half, "open_tender", seed=7, check=True).run(3)
    assert set(rows(linked, "review")["outcome"]) == {"passed"}
    loose = rows(stepped(months=3, unbudgeted=0.5), "review")
    assert 0.3 < (loose["reason"] == "not_in_budget").mean() < 0.7


def test_reluctant_officials_refuse_what_they_could_do_themselves_and_nothing_done_in_house() -> None:
    refused = rows(stepped(months=3, reluctance=0.4), "review")["reason"] == "reluctance"
    assert 0.2 < refused.mean() < 0.6
    own = rows(stepped(months=3, policy="in_house", reluctance=1.0, recorded=True), "review")
    assert not (own[own["mechanism"] == "in_house"]["reason"] == "reluctance").any()


def test_designs_go_back_until_they_pass_or_are_dropped() -> None:
    model = stepped(months=3, returned=0.6, review_days=30.0, most_returns=1)
    review = rows(model, "review")
    assert set(review["round"]) == {0, 1}
    assert set(review[review["round"] == 1]["outcome"]) == {"passed", "refused"}
    assert (review[review["round"] == 1]["month_ended"] == review[review["round"] == 0]["month_ended"].max() + 1).all()
    assert set(review[review["outcome"] == "refused"]["reason"]) == {"returned_too_often"}


def test_winners_that_withdraw_are_replaced_by_a_new_purchase() -> None:
    signing = rows(stepped(withdrawal=0.5), "sign")
    gone = signing[signing["reason"] == "winner_withdrew"]
    assert 0.3 < len(gone) / len(signing) < 0.7
    assert (gone["contract"] == -1).all()
    assert set(rows(stepped(withdrawal=1.0), "sign")["outcome"]) == {"stopped"}


def test_a_wrong_standard_costs_quality_that_nobody_verifies() -> None:
    plain, wrong = stepped(), stepped(standard_error=0.5)
    c = wrong.contracts
    assert c.misfit.mean() == pytest.approx(0.4, abs=0.1)  # mean of |normal| times 0.5
    lost = plain.contracts.quality_nonverifiable[: len(c)] - c.quality_nonverifiable
    begun = np.flatnonzero(c.delivered > 0)[:20]
    assert lost[begun] == pytest.approx(c.misfit[begun])
    assert (plain.contracts.quality_verifiable[begun] == c.quality_verifiable[begun]).all()


def test_standards_age_until_a_line_is_designed_anew() -> None:
    model = stepped(months=2, standard_drift=0.2, recorded=True)
    line = model.lines[0]
    line.standard_month = model.month - 18
    assert quality.misfit_now(model, line) == pytest.approx(0.3)
    six_steps.prepare_line(model, line)
    assert quality.misfit_now(model, line) == 0.0


def test_misjudged_need_and_ceilings_show_in_the_errors_of_their_steps() -> None:
    plain, wrong = stepped(recorded=True), stepped(need_error=0.6, cost_error=0.3)
    for step in ("design", "cost"):
        assert rows(wrong, step)["error"].std() > 1.5 * rows(plain, step)["error"].std()
    padded = rows(stepped(months=3, cost_bias=0.2), "cost")["error"]
    assert padded.mean() == pytest.approx(0.2, abs=0.03)
