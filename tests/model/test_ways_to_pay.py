"""Ways to pay in the market: money is conserved under each, and each does what it says."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gpssim import registry
from gpssim.analysis.identities import IDENTITIES
from gpssim.market import ContractTerms, StageCheck
from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest
from gpssim.scenario import load_scenario, replace
from gpssim.state.pay import LAST, RETAINED, payable

SIZES = {"world.city.n_citizens": 300, "warm_up": 0, "months": 22, "world.bidding.family": "markup", "world.purchasers.delay": 0.3}


@lru_cache
def run(**changes: Any) -> PublicServiceMarket:
    """A small market under open tender with levers (or paths, two underscores for a dot) changed, conservation checked."""
    paths = {k.replace("__", ".") if "__" in k else f"policy.levers.{k}": v for k, v in changes.items()}
    return PublicServiceMarket(replace(load_scenario("textbook"), {**SIZES, **paths}), "open_tender", seed=4, check=True).run()


def frame(model: PublicServiceMarket, name: str) -> pd.DataFrame:
    return model.table(name)


def digests(model: PublicServiceMarket) -> dict[str, str]:
    return {name: table_digest(table) for name, table in model.tables(arrow=True).items()}


def settled(model: PublicServiceMarket) -> np.ndarray:
    """Rows of contracts that ran their term and were settled."""
    c = model.contracts
    return np.flatnonzero(~c.active & (c.due < 0).all(axis=1) & (c.end_reason == 1) & ~c.bridge)


@pytest.mark.parametrize("payment", registry.payment_rule_classes())
def test_money_is_conserved_under_every_rule(payment: str) -> None:
    model = run(payment=payment, retention=0.05, retention_months=2, late_interest=0.18)
    ledger = frame(model, "ledger")
    assert {"payment", "final_payment", "late_interest"} <= set(ledger["kind"])
    received = ledger[ledger["source"].str.startswith("purchaser") & ledger["target"].str.startswith("organization")]["fen"].sum()
    assert received == int(model.contracts.paid_fen.sum())
    assert len(IDENTITIES) == 10
    assert settled(model).size >= 8


def test_as_the_mechanism_says_is_a_fixed_price_here() -> None:
    assert digests(run()) == digests(run(payment="fixed"))
    assert digests(run()) != digests(run(payment="in_advance"))


def test_what_is_paid_before_acceptance_follows_the_rule() -> None:
    for payment, before in (("in_advance", 0.8), ("on_outcome", 0.5), ("fixed", 0.9)):
        c = run(payment=payment, world__purchasers__delay=0.0).contracts
        running = np.flatnonzero(c.active & ~c.bridge & (c.start < 16))
        assert running.size
        assert c.paid_fen[running] / 100.0 == pytest.approx(before * c.value[running], abs=0.01)


def test_milestones_are_paid_one_by_one() -> None:
    c = run(payment="staged", world__purchasers__delay=0.0, tolerance=5.0).contracts
    running = np.flatnonzero(c.active & ~c.bridge & (c.start < 16))
    assert (c.paid_fen[running] / 100.0 / c.value[running]).max() == pytest.approx(0.7, abs=1e-6)  # signing and two milestones


@pytest.mark.parametrize(
    ("check", "delivered", "seen", "part"),
    [
        ("accepted", 300.0, 0.5, 0.5),
        ("accepted", 300.0, 0.1, 0.3),  # shortfall of 0.4, tolerance 0.25: nothing beyond the advance
        ("accepted", 150.0, 0.5, 0.4),
        ("delivered", 150.0, 0.1, 0.4),
        ("none", 150.0, 0.1, 0.5),
    ],
)
def test_a_milestone_by_hand(check: StageCheck, delivered: float, seen: float, part: float) -> None:
    contracts = SimpleNamespace(
        due_share=np.array([[0.3, 0.5, 0.7, 0.9, 0.0, 1.0, 0.0]]), terms=[ContractTerms(stage_check=check)],
        places=np.array([100.0]), start=np.array([10]), end=np.array([22]), promised=np.array([0.5]),
        signal_sum=np.array([2.0 * seen]), n_signals=np.array([2]), delivered=np.array([delivered]),
    )  # fmt: skip
    levers = SimpleNamespace(levers=SimpleNamespace(tolerance=0.25))
    model: Any = SimpleNamespace(contracts=contracts, month=12, policy_state=levers)  # the third month is over: 300 were due
    assert payable(model, 0, 1) == pytest.approx(part)


def test_a_retention_comes_back_after_its_months() -> None:
    c = run(retention=0.1, retention_months=9, world__purchasers__delay=0.0).contracts
    waiting = np.flatnonzero((c.due[:, RETAINED] >= 0) & (c.held_fen > 0))
    assert waiting.size
    assert (c.due[waiting, RETAINED] == c.planned[waiting, LAST] + 9).all()
    parts = c.held_fen[waiting] / (c.held_fen[waiting] + c.paid_fen[waiting])
    assert parts == pytest.approx(np.full(waiting.size, 0.1), abs=1e-4)
    soon, never = run(retention=0.1, retention_months=3, world__purchasers__delay=0.0), run(world__purchasers__delay=0.0)
    done = settled(soon)
    assert (soon.contracts.held_fen[done] == 0).all()
    same = np.intersect1d(done, np.flatnonzero(soon.contracts.start == 2))
    assert soon.contracts.paid_fen[same] == pytest.approx(never.contracts.paid_fen[same], abs=2)


def test_interest_is_paid_for_late_instalments_only() -> None:
    late, punctual = run(late_interest=0.12), run(late_interest=0.12, world__purchasers__delay=0.0)
    assert (frame(late, "ledger")["kind"] == "late_interest").any()
    assert not (frame(punctual, "ledger")["kind"] == "late_interest").any()
    assert not (frame(run(), "ledger")["kind"] == "late_interest").any()


def test_winners_step_back_unless_a_bond_holds_them() -> None:
    losing = {"world__bidding__markup": 0.0, "world__bidding__cost_noise": 0.3}
    calm = run(**losing)
    free, bound = run(**losing, world__conduct__withdrawal=1.0), run(**losing, world__conduct__withdrawal=1.0, bid_bond=0.02)
    at_a_loss = [int((m.contracts.price < m.contracts.unit_cost).sum()) for m in (free, bound, calm)]
    forfeited = [frame(m, "ledger").query("kind == 'bid_bond'")["fen"].sum() for m in (free, bound)]
    assert at_a_loss[0] < at_a_loss[1] < at_a_loss[2]
    assert forfeited[0] == 0 < forfeited[1]
