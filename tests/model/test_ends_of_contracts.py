"""One end of a contract, with the true reason: money to the fen, and who is blamed for what."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import frames_of, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.month.contracts import ending, misfortune, renewal
from gpssim.month.monitoring import bans
from gpssim.month.organizations import population
from gpssim.month.planning.experience import remember_scandals
from gpssim.month.planning.policy import set_policy
from gpssim.scenario import Policy
from gpssim.state.contract_row import END_REASONS


def market(**levers: object) -> PublicServiceMarket:
    model = warmed().branch(Policy.of("open_tender", levers=levers))
    set_policy(model)
    return model


def running(model: PublicServiceMarket) -> int:
    """A contract in force that runs on, whose provider holds others or not."""
    c = model.contracts
    return int(np.flatnonzero(c.active & (c.end > model.month + 1))[0])


def reason(model: PublicServiceMarket, row: int) -> str:
    return END_REASONS[int(model.contracts.end_reason[row])]


@pytest.mark.parametrize(("left", "why"), [("hazard", "left"), ("insolvent", "insolvent"), ("idle", "idle")])
def test_contracts_of_who_leaves_say_why(left: str, why: str) -> None:
    model = market()
    row = running(model)
    who = int(model.contracts.organization[row])
    held = np.flatnonzero(model.contracts.active & (model.contracts.organization == who))
    population.dissolve(model, who, left)
    assert {reason(model, int(k)) for k in held} == {why}
    assert not model.contracts.active[held].any()
    assert (model.contracts.end[held] == model.month + 1).all()
    assert (model.contracts.due[held] == -1).all()
    lines = [model.lines[model.contracts.line[k]] for k in held]
    assert all(x.closed if x.is_grant or x.is_side else x.open_month == model.month + 1 for x in lines)  # purchased anew
    assert np.allclose(model.organizations.contracted[who], 0.0)


def test_whoever_ends_a_contract_the_purchaser_is_quit_to_the_fen() -> None:
    for why, delivered, paid in (("left", 100.0, 90_000), ("left", 10.0, 90_000), ("ended_early", 100.0, 90_000)):
        model = market()
        row, c = running(model), model.contracts
        g, d = int(c.purchaser[row]), int(c.domain[row])
        c["price"][row], c["fee"][row], c["delivered"][row], c["paid_fen"][row] = 30.0, 0.0, delivered, paid
        c["value"][row], c["reserve"][row] = 12_000.0, 500.0
        account = int(model.purchasers.account_fen[g])
        owed = ending.end_early(model, row, why)
        earned = 30.0 * delivered  # yuan; 900 were paid
        assert owed == pytest.approx(max(0.0, earned - 900.0))
        assert model.flows["advance_lost"][g, d] == pytest.approx(max(0.0, 900.0 - earned))
        now_paid = earned - 900.0 if why == "ended_early" else 0.0
        assert account - int(model.purchasers.account_fen[g]) == round(100 * now_paid)
        assert model.flows["committed"][g, d] == pytest.approx(-(12_500.0 - 900.0 - now_paid))
        assert reason(model, row) == why


def test_a_provider_that_walks_away_defaults() -> None:
    model = PublicServiceMarket(varied(world__conduct__shock_size=5.0, world__conduct__liability=0.0, months=3), seed=7).warm_up()
    set_policy(model)
    row = running(model)
    model.contracts["bond"][row] = 0.0
    misfortune.shock(model, row)
    assert reason(model, row) == "defaulted"


def test_why_a_cycle_does_not_go_on_is_told_apart() -> None:
    model = market(termination=0.5)
    row, c, o = running(model), model.contracts, model.organizations
    line, who = model.lines[c.line[row]], int(c.organization[row])
    domain = int(c.domain[row])
    c["promised"][row], c["found"][row] = 1.0, 0.9
    assert renewal.reason_against(model, line, row, True) is None
    o["barred_until"][who, domain] = model.month + 5
    assert renewal.reason_against(model, line, row, True) == "eliminated"
    o["debarred_until"][who] = model.month + 5
    assert renewal.reason_against(model, line, row, True) == "banned"
    c["found"][row] = 0.4
    assert renewal.reason_against(model, line, row, True) == "terminated"
    o["debarred_until"][who] = o["barred_until"][who, domain] = 0
    c["found"][row] = 0.9
    assert renewal.reason_against(model, line, row, False) == "not_renewed"


BLAMED = {"terminated", "insolvent", "defaulted", "banned"}


@pytest.mark.parametrize("why", [r for r in END_REASONS if r not in ("in_force", "completed")])
def test_officials_are_blamed_for_failure_and_not_for_chance(why: str) -> None:
    model = market(blacklist_months=12)
    row = running(model)
    purchaser, who = int(model.contracts.purchaser[row]), int(model.contracts.organization[row])
    ending.end_early(model, row, why)
    remember_scandals(model)
    assert (int(model.purchasers.scandal_until[purchaser]) > model.month) == (why in BLAMED)
    before = int(model.organizations.debarred_until[who])
    bans.blacklist(model)
    assert (int(model.organizations.debarred_until[who]) > before) == (why in ("terminated", "defaulted"))


def test_a_run_tells_exits_apart() -> None:
    frail = {"world__organizations__exit_hazard": 0.3, "world__organizations__arrears_limit": 0.5, "world__purchasers__delay": 0.8}
    model = PublicServiceMarket(varied(**frail, months=36), "open_tender", seed=7, check=True).run()
    tables = frames_of(model)
    lost = tables["contracts"].query("end_reason in ('left', 'insolvent', 'idle') and month_ended >= 0")
    exits = tables["exits"].set_index("organization")["reason"].astype(str).replace({"hazard": "left"})
    assert {"left", "insolvent"} <= set(lost["end_reason"])
    assert (lost["end_reason"].to_numpy() == exits.reindex(lost["organization"]).to_numpy()).all()
