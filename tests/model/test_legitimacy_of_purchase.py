"""Trust and legitimacy that purchase makes or loses: fair procedure, scandals, who is known to pay, and what follows from it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_market import differing, frames_of, state_bytes, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.month.needs.participation import take_part
from gpssim.month.planning.policy import set_policy
from gpssim.month.service.legitimacy import judge_purchases
from gpssim.scenario import Change, Policy, replace
from gpssim.state import districts, legitimacy

ON: dict[str, Any] = {"gain": 0.2, "loss": 0.3}


def lived(policy: str | Policy = "open_tender", months: int = 18, **dials: Any) -> PublicServiceMarket:
    """The warmed market, in which residents judge purchases from month 0 on."""
    model = warmed().branch(policy)
    model.world = replace(model.world, {f"legitimacy.{name}": value for name, value in dials.items()})
    return model.run(months)


def after_news(n_open: int = 0, n_found_out: int = 0, **dials: Any) -> PublicServiceMarket:
    """A month in which the purchaser of district 0 is in the news, and no contract ended badly."""
    model = warmed().branch("open_tender")
    model.world = replace(model.world, {f"legitimacy.{name}": value for name, value in (ON | dials).items()})
    set_policy(model)
    model.contracts["end_reason"][:] = 0
    model.contracts["caught"][:] = False
    model.flows["n_open"][0, 0], model.flows["n_found_out"][0, 0] = n_open, n_found_out
    judge_purchases(model)
    return model


def test_without_gain_loss_and_hiding_nothing_moves_whatever_the_other_dials() -> None:
    dials = {
        "heard": 1.0,
        "applying": 9.0,
        "participating": 1.0,
        "volunteering": 1.0,
        "trust_government": 1.0,
        "trust_providers": 1.0,
    }
    still = lived(**dials)
    assert differing(state_bytes(still), state_bytes(warmed().branch("open_tender").run(18))) == []
    assert set(still.legitimacy) == {0.5}


def test_an_open_purchase_raises_legitimacy_and_trust_where_it_concerns_people_and_is_publicized() -> None:
    model = after_news(n_open=3)
    heard = 1.0 - (1.0 - 0.2 * model.policy_state.levers.publicity) ** 3
    assert model.legitimacy[0] == pytest.approx(0.5 + 0.2 * heard * 0.5)
    assert set(model.legitimacy[1:]) == {0.5}
    before, after = warmed().citizens.columns, model.citizens.columns
    home = before.district == 0
    for name in ("trust_government", "trust_providers"):
        assert (after[name][home] >= before[name][home]).all()
        assert after[name][home].mean() > before[name][home].mean()
        assert (after[name][~home] == before[name][~home]).all()
    assert after.trust_government[home].mean() - before.trust_government[home].mean() > 0.0
    silent = warmed().branch(
        Policy(name="silent", shares=Policy.of("open_tender").shares, change=(Change(month=0, lever="publicity", value=0.0),))
    )
    silent.world = replace(silent.world, {"legitimacy.gain": 0.2})
    set_policy(silent)
    silent.flows["n_open"][0, 0] = 3
    judge_purchases(silent)
    assert silent.legitimacy[0] == pytest.approx(0.5)


def test_bad_news_travels_without_publicity_and_weighs_more() -> None:
    good, bad = after_news(n_open=2), after_news(n_found_out=2)
    assert bad.legitimacy[0] == pytest.approx(0.5 - 0.3 * (1 - 0.8**2) * 0.5)
    assert 0.5 - bad.legitimacy[0] > good.legitimacy[0] - 0.5
    assert bad.citizens.columns.trust_government.mean() < warmed().citizens.columns.trust_government.mean()
    assert bad.flows["n_scandals"].sum() == 2


def test_a_contract_that_ends_in_shame_is_a_scandal_and_one_that_runs_out_is_none() -> None:
    model = after_news()
    c = model.contracts
    row = int(np.flatnonzero(c.active)[0])
    assert legitimacy.scandals(model).sum() == 0
    c["active"][row], c["ended"][row] = False, model.month
    assert legitimacy.scandals(model).sum() == 0
    c["end_reason"][row] = legitimacy.OUTRAGES[0]
    assert legitimacy.scandals(model)[c.purchaser[row], c.domain[row]] == 1


def test_directed_purchase_earns_no_legitimacy_and_tenders_do() -> None:
    levels = [lived(policy, gain=0.2).legitimacy for policy in ("open_tender", "directed_commission")]
    assert levels[0].mean() > levels[1].mean()
    directed = frames_of(lived("directed_commission", gain=0.2))
    late = directed["purchasers"].query("month >= 6")
    assert late["n_open"].sum() == 0


def test_terminations_cost_legitimacy() -> None:
    strict = Policy(
        name="strict",
        shares=Policy.of("open_tender").shares,
        change=(Change(month=0, lever="termination", value=0.0), Change(month=0, lever="tolerance", value=0.0)),
    )
    calm, harsh = lived("open_tender", months=24, loss=0.3), lived(strict, months=24, loss=0.3)
    ended = [(frames_of(m)["contracts"].query("month_ended >= 0")["end_reason"] == "terminated").sum() for m in (calm, harsh)]
    assert ended[1] > ended[0]
    flows = [frames_of(m)["purchasers"]["n_scandals"].sum() for m in (calm, harsh)]
    assert flows[1] > flows[0]
    by_month = [frames_of(m)["public"].groupby("month")["legitimacy"].sum() for m in (calm, harsh)]
    assert by_month[1].mean() < by_month[0].mean()


def test_legitimacy_makes_people_apply_take_part_and_volunteer() -> None:
    model = after_news(applying=2.0, participating=0.5, volunteering=0.5)
    model.legitimacy = np.linspace(0.0, 1.0, model.world.city.n_districts)
    assert legitimacy.willing(model)[[0, -1], 0].tolist() == [-2.0, 2.0]
    assert districts.volunteers_found(model, 0) == 0.5
    assert districts.volunteers_found(model, model.world.city.n_districts - 1) == 1.0
    c = model.citizens.columns
    for _ in range(60):
        take_part(model)
    mean = [
        c.participation[c.district == k].mean() - c.inclination[c.district == k].mean()
        for k in (0, model.world.city.n_districts - 1)
    ]
    assert mean[0] < 0.0 < mean[1]


def test_who_applies_follows_legitimacy() -> None:
    asked = []
    for level in (0.0, 0.5, 1.0):
        model = warmed().branch("open_tender")
        model.world = replace(model.world, {"legitimacy.gain": 1e-9, "legitimacy.fade": 0.0, "legitimacy.applying": 2.0})
        model.legitimacy = np.full(model.world.city.n_districts, level)
        tables = frames_of(model.run(6))["monthly"]
        asked.append(int(tables["n_deterred"].sum() + tables["n_unaware"].sum()))
    assert asked[0] > asked[1] > asked[2], "fewer stay away the more legitimate purchase is"


def test_the_government_gets_less_credit_and_less_blame_where_nobody_says_who_pays() -> None:
    moved = []
    for hidden in (0.0, 1.0):
        silent = Policy(
            name="silent", shares=Policy.of("open_tender").shares, change=(Change(month=0, lever="publicity", value=0.0),)
        )
        model = lived(silent, months=3, hidden=hidden)
        c = model.citizens.columns
        served = (c.contract >= 0).any(axis=1) & (warmed().citizens.columns.contract >= 0).any(axis=1)
        moved.append(np.abs(c.trust_government - warmed().citizens.columns.trust_government)[served].mean())
    assert moved[1] < 0.2 * moved[0], "what is left is waiting in other domains"


def test_in_house_the_government_is_known() -> None:
    model = warmed().branch("in_house")
    model.world = replace(model.world, {"legitimacy.hidden": 0.8})
    set_policy(model)
    model.run(14)
    c = model.contracts
    own = c.mechanism == model.mechanism_names.index("in_house")
    credit = legitimacy.credits_of_contracts(model)
    assert own.any()
    assert (credit[own] == 1.0).all()
    assert credit[~own] == pytest.approx(1.0 - 0.8 * (1.0 - model.policy_state.levers.publicity))


def test_a_branch_keeps_what_people_think() -> None:
    world = {f"world__legitimacy__{name}": value for name, value in ON.items()} | {"months": 6}
    whole = PublicServiceMarket(varied(**world), "open_tender", seed=7, check=True).run()
    parted = PublicServiceMarket(varied(**world), seed=7, check=True).warm_up().branch("open_tender").run()
    assert whole.legitimacy.tolist() == parted.legitimacy.tolist()
    assert not np.allclose(whole.legitimacy, 0.5)
