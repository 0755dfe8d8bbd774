"""Who tells of a service and who leaves it, in the running market."""

from __future__ import annotations

import numpy as np
from small_market import varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.rules.voice import reporting_bias
from gpssim.state import records_of_work


def test_purchasers_hear_worse_of_a_service_where_the_displeased_speak_up() -> None:
    def signals(**citizens: float) -> np.ndarray:
        changes = {f"world__citizens__{name}": value for name, value in citizens.items()}
        table = PublicServiceMarket(varied(warm_up=0, **changes), seed=7).run(6).table("inspections")
        voice = table[table["kind"] == "voice"]
        return np.asarray((voice["signal"] - voice["truth"]).to_numpy())

    all_speak, angry, pleased = signals(), signals(report_above=0.2), signals(report_below=0.2)
    assert angry.mean() < all_speak.mean() < pleased.mean()


def test_what_is_reported_by_hand() -> None:
    model = warmed().branch("open_tender")
    model.step()
    rows = np.flatnonzero(model.heard[:, 0] > 0)
    felt, clients = model.heard[rows, 1], model.heard[rows, 0]
    assert records_of_work.reported(model, rows).tolist() == felt.tolist()
    citizens = model.world.citizens.model_copy(update={"report_above": 0.5})
    model.world = model.world.model_copy(update={"citizens": citizens})
    bias = reporting_bias(model.contracts.quality[rows], citizens.experience_noise, citizens.report_threshold, 1.0, 0.5)
    assert (bias < 0.0).all()
    assert np.allclose(records_of_work.reported(model, rows), felt + clients * bias)


def test_dissatisfied_clients_leave_where_they_may_choose() -> None:
    def dropped(policy: str, chance: float) -> float:
        scenario = varied(warm_up=6, months=18, world__citizens__switching=chance, policy__levers__tender_cycle_years=1)
        model = PublicServiceMarket(scenario, policy, seed=7, check=True).run()
        return float(model.table("monthly")["n_dropped"].sum())

    assert dropped("citizen_voucher", 0.3) > dropped("citizen_voucher", 0.0)
    assert dropped("open_tender", 0.3) == dropped("open_tender", 0.0)
