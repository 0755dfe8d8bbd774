"""The compiled month and one object per citizen: the same numbers, to the last bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from crowds import ACCESS, MANNER, copied, random_crowd, sums, words
from oracle import ObjectCitizen, OracleMarket, Residents
from small_market import differing, state_bytes, table_digests, varied

from gpssim.agents import kernel
from gpssim.agents.given import People, Supply
from gpssim.agents.kernel import run_needs_month, run_service_month
from gpssim.model import PublicServiceMarket

EXERCISED = ("STARTED", "DROPPED", "WAITED", "QUEUED", "UNAWARE", "DETERRED", "SERVED", "COMPLAINTS", "INELIGIBLE")
MANNERS: tuple[dict[str, float], ...] = (
    {},
    {"targeting": 2.0, "patience": 0},
    {"choice_scale": 0.0, "drop_out": 1.0},
    {"switching": 0.5, "switching_below": 0.6},
    {"choice_patience": 2, "choice_scale": 0.3},
)


def same_bits(a: np.ndarray, b: np.ndarray) -> bool:
    return a.tobytes() == b.tobytes()


def lived(people: People, supply: Supply, month: Callable[..., None], **manner: float) -> tuple[People, np.ndarray, np.ndarray]:
    """One month of service for a copy of the citizens: they, what contracts heard, and the sums."""
    mine, heard = copied(people), np.zeros((supply.active.size, 3))
    cells = sums(people.first_row.size - 1, people.need.shape[1])
    month(mine, supply, words(), MANNER._replace(**manner), ACCESS, heard, cells)
    return mine, heard, cells


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("manner", MANNERS, ids=str)
def test_a_month_of_everything_at_once(seed: int, manner: dict[str, float]) -> None:
    people, supply = random_crowd(seed)
    months = (run_service_month, Residents(people).service_month)
    compiled, objects = (lived(people, supply, month, **manner) for month in months)
    assert [n for n, a, b in zip(People._fields, compiled[0], objects[0], strict=True) if not same_bits(a, b)] == []
    assert same_bits(compiled[1], objects[1])
    assert same_bits(compiled[2], objects[2])
    counted = compiled[2].sum(axis=(0, 1, 2))
    assert [name for name in EXERCISED if counted[getattr(kernel, name)] == 0] == []
    before, after = people.contract, compiled[0].contract
    assert ((before % 6 == 3) & (after == before - 3)).any(), "nobody followed a line to its next contract"
    assert ((after % 6 == 2) & (before != after)).any(), "nobody got the place of its choice"


@pytest.mark.parametrize("patience", [0, 2, 1000])
def test_a_month_in_which_everybody_chooses(patience: int) -> None:
    people, usual = random_crowd(1)
    supply = usual._replace(
        by_choice=np.ones_like(usual.by_choice), utility=np.linspace(0.0, 3.0, usual.utility.size).reshape(usual.utility.shape)
    )
    months = (run_service_month, Residents(people).service_month)
    compiled, objects = (lived(people, supply, month, choice_patience=patience) for month in months)
    assert same_bits(compiled[0].contract, objects[0].contract)
    assert same_bits(compiled[2], objects[2])
    if patience:
        at_once = lived(people, supply, run_service_month)
        assert compiled[2][..., kernel.QUEUED].sum() > at_once[2][..., kernel.QUEUED].sum()


@pytest.mark.parametrize("seed", range(3))
def test_needs_of_a_month(seed: int) -> None:
    people, _ = random_crowd(seed)
    onset, ending = np.full((2, 5), 0.1), np.array([0.3, 0.5])
    mine, theirs = copied(people), copied(people)
    cells, other = sums(3, 2), sums(3, 2)
    run_needs_month(mine, words(), onset, ending, cells)
    Residents(theirs).needs_month(theirs, words(), onset, ending, other)
    assert all(same_bits(a, b) for a, b in zip(mine, theirs, strict=True))
    assert same_bits(cells, other)
    assert cells[..., kernel.ONSET].sum() > 0 < cells[..., kernel.ENDED].sum()


def test_a_planted_fault_is_seen() -> None:
    class Trusting(ObjectCitizen):
        def wait(self, residents: Residents, d: int) -> None:
            super().wait(residents, d)
            self.trust_government += 1e-15

    people, supply = random_crowd(0)
    residents = Residents(people)
    for citizens in residents.districts:
        for citizen in citizens:
            citizen.__class__ = Trusting
    faulty = lived(people, supply, residents.service_month)
    assert not same_bits(faulty[0].trust_government, lived(people, supply, run_service_month)[0].trust_government)


@pytest.mark.parametrize("policy", ["status_quo", "open_tender"])
def test_whole_runs_leave_the_same_tables(policy: str) -> None:
    # short lines change hands often; chosen providers and payment per unit are tried in the months above
    scenario = varied(
        world__city__n_citizens=1500,
        warm_up=6,
        months=12,
        policy__levers__tender_cycle_years=1,
        policy__levers__contract_months=3,
        policy__levers__targeting=0.5,
        world__citizens__patience=1,
    )
    model = PublicServiceMarket(scenario, policy, check=True).run()
    oracle = OracleMarket(scenario, policy, check=True).run()
    assert differing(table_digests(model), table_digests(oracle)) == []
    assert differing(state_bytes(model), state_bytes(oracle)) == []
    changed_hands = (model.contracts.predecessor >= 0) & ~model.contracts["repeat"]
    dropped = model.tables(arrow=True)["monthly"].column("n_dropped").to_numpy().sum()
    assert changed_hands.sum() > 10, changed_hands.sum()
    assert dropped > 0


YEARLY = {"growth": 0.06, "turnover": 0.3, "births": 0.01, "ageing": 3.0}
MOVING = {f"world__society__population__{name}": rate for name, rate in YEARLY.items()}


@pytest.mark.parametrize(
    "changes",
    [
        MOVING,
        {"world__society__population__rising_aspiration": 0.3},
        {"world__society__committees__relief": 0.8, "policy__levers__targeting": 1.0, "policy__levers__targeting_accuracy": 0.6},
        {"policy__levers__participation": 1.0, "policy__levers__target_groups": "migrant", "policy__levers__targeting": 1.0},
        {
            "world__society__reach__travel": 1.0,
            "world__society__reach__mission_resists": 0.7,
            "world__citizens__vulnerable_cost": 0.5,
        },
    ],
    ids=lambda changes: next(iter(changes)).split("__")[-1],
)
def test_objects_and_columns_agree(changes: dict[str, Any]) -> None:
    policy = "citizen_voucher" if "world__society__reach__travel" in changes else "status_quo"
    scenario = varied(world__city__n_citizens=600, warm_up=3, months=6, **changes)
    model, oracle = (cls(scenario, policy, check=True).run() for cls in (PublicServiceMarket, OracleMarket))
    assert differing(table_digests(model), table_digests(oracle)) == []
    assert differing(state_bytes(model), state_bytes(oracle)) == []
