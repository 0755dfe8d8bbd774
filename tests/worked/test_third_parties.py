"""Acceptance with third parties and auditors who may err, by hand: what is found, who is exposed, what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import hand_made
from signed_by_hand import begun, signed

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.monitoring.acceptance import accept
from gpssim.theory.special import tables

SIGHT = {
    "world.information.acceptance_noise": 0.0,
    "world.information.acceptance_voice": 0.4,
    "world.information.nominated_bias": 0.1,
    "world.information.report_bias": 0.0,
}
WORK = {"delivered": 120.0, "quality_sum": 60.0, "verifiable_sum": 36.0, "n_heard": 8.0, "experience_sum": 4.8}
"""Twelve months of ten places: quality 0.5, 0.3 of it in what can be verified; clients felt 0.6."""
THIRD = {"fee": 5_000.0, "noise": 0.0, "capture": 0.8, "capture_bias": 0.6, "participation_shield": 0.5, "purchaser_choice": 0.5}


def evaluated(n: int = 60, choice: str = "purchaser", share: float = 1.0, **dials: float) -> tuple[PublicServiceMarket, np.ndarray]:
    """Contracts of the second purchaser that come to acceptance before citizens of whom half take part."""
    third = {f"world.evaluators.{name}": x for name, x in {**THIRD, "exposure": 0.6, **dials}.items()}
    fines = {"world.violations.sanction": 0.01, "world.violations.ban": 12}
    market = begun(hand_made({**SIGHT, **third, **fines}, levers={"third_party": share, "evaluator_choice": choice}), 11)
    market.citizens.columns["participation"][:] = 0.5
    rows = np.array([signed(market, organization=i % 3, purchaser=1, project=50 + i, attempt=i % 2, **WORK) for i in range(n)])
    return market, rows


@pytest.mark.parametrize(("choice", "chance"), [("purchaser", 0.3), ("provider", 0.6)])
def test_what_third_parties_find_who_are_captured_by_chance_and_exposed_by_those_who_take_part(choice: str, chance: float) -> None:
    market, rows = evaluated(choice=choice)
    luck = market.contracts.luck[rows]
    # captured: 0.8, half of it where the purchaser chooses, of which participation of 0.5 takes a quarter (0.5 x 0.5)
    captured = market.luck.uniforms("evaluator", luck) < chance
    exposed = captured & (market.luck.uniforms("exposure", luck) < 0.3)  # 0.6 x 0.5
    assert 0 < exposed.sum() < captured.sum() < rows.size
    cash, treasury = market.organizations.cash_fen.copy(), market.ledger.treasury
    accept(market)
    c = market.contracts
    # what they see: 0.6 x 0.3 + 0.4 x 0.6 = 0.42, clients whom the provider did not name; what is exposed is put right
    assert c.found[rows].tolist() == pytest.approx((0.42 + 0.6 * (captured & ~exposed)).tolist())
    assert c.evaluated[rows].all()
    assert c.captured[rows].tolist() == captured.tolist()
    assert market.flows["procedure_cost"][:, 0].tolist() == [0.0, 300_000.0]  # 60 at 5,000
    fined = np.bincount(c.organization[rows[exposed]], minlength=3) * 12_000  # a hundredth of 12,000 yuan, fen
    assert (cash - market.organizations.cash_fen).tolist() == fined.tolist()
    assert market.ledger.treasury - treasury == fined.sum() - 30_000_000
    assert market.organizations.debarred_until.tolist() == [24 * bool(x) for x in fined]  # twelve months from the next on
    found = tables(market)["violations"]
    what = {True: (True, "fine_ban", 120.0), False: (False, "", 0.0)}
    assert list(zip(found.project, found.attempt, found.organization, found.detected, found.sanction, found.fine, strict=True)) == [
        (50 + k, k % 2, k % 3, *what[bool(exposed[k])]) for k in np.flatnonzero(captured)
    ]
    assert set(zip(found.kind, found.purchaser, found.month, strict=True)) == {("captured", 1, market.since_switch)}


def test_third_parties_are_sent_to_a_share_of_contracts_and_err_in_their_own_way() -> None:
    market, rows = evaluated(share=0.4, capture=0.0, noise=0.2)
    bridge = signed(market, bridge=True, **WORK)
    sent = market.luck.uniforms("third party", market.contracts.luck[rows]) < 0.4
    accept(market)
    c = market.contracts
    assert c.evaluated[rows].tolist() == sent.tolist()
    assert not c.evaluated[bridge]
    error = 0.2 * market.luck.normals("evaluator's error", c.luck[rows])
    # the others are found by officials, whom named clients tell 0.1 more: 0.6 x 0.3 + 0.4 x 0.7
    assert c.found[rows].tolist() == pytest.approx(np.where(sent, 0.42 + error, 0.46).tolist())
    assert market.flows["procedure_cost"][1, 0] == pytest.approx(5_000.0 * sent.sum())
    assert not c.captured[rows].any()


def test_who_passed_its_contract_on_is_found_out_by_chance_fined_and_banned() -> None:
    dials = {"passing_on": 0.5, "passing_on_detection": 0.4, "oversight": 0.5, "sanction": 0.01, "ban": 6}
    market = begun(hand_made({**SIGHT, **{f"world.violations.{n}": x for n, x in dials.items()}}, levers={"disclosure": 0.8}), 11)
    market.citizens.columns["participation"][:] = 0.5
    rows = np.array(
        [signed(market, organization=k % 2, project=50 + k, attempt=1, passed_on=k != 3, value=20_000.0, **WORK) for k in range(30)]
    )
    lots = np.array([market.luck.uniform("detection of passed_on", int(x)) for x in market.contracts.luck[rows]])
    cash = market.organizations.cash_fen.copy()
    accept(market)
    # officials find 0.4, the public 0.5 x 0.8 x 0.5 = 0.2 of the rest: 1 - 0.6 x 0.8 = 0.52
    wanted = [k for k in range(30) if k != 3]
    found = tables(market)["violations"]
    assert found.project.tolist() == [50 + k for k in wanted]
    assert set(zip(found.kind, found.attempt, found.purchaser, strict=True)) == {("passed_on", 1, 0)}
    caught = lots < 0.52
    assert 5 < caught.sum() < 25
    assert found.detected.tolist() == caught[wanted].tolist()
    assert found.sanction.tolist() == ["fine_ban" if caught[k] else "" for k in wanted]
    assert found.fine.tolist() == [200.0 if caught[k] else 0.0 for k in wanted]
    fines = [20_000 * int(caught[[k for k in wanted if k % 2 == i]].sum()) for i in range(2)]
    assert (cash - market.organizations.cash_fen).tolist() == [*fines, 0]
    assert market.organizations.debarred_until.tolist() == [18, 18, 0]


def test_fault_is_found_by_mistake_too_and_costs_no_more_than_there_is() -> None:
    market = begun(hand_made({**SIGHT, "world.conduct.false_alarm": 1.0, "world.purchasers.inspection_hours": 5.0}), 11)
    terms = ContractTerms(detection=0.0, fine=0.25, debarment=3)
    for i, (shirks, chance) in enumerate(((False, 1.0), (True, 1.0), (False, 0.0))):
        signed(market, terms, organization=i, purchaser=1, shirks=shirks, audit_chance=chance, **WORK)
    market.organizations["cash_fen"][:] = [123_456, 1_000_000, 1_000_000]
    accept(market)
    # auditors who see nothing and suspect everybody: the honest one pays what it has of 3,000 yuan
    assert market.contracts.caught.tolist() == [True, False, False]
    assert market.organizations.cash_fen.tolist() == [0, 1_000_000, 1_000_000]
    assert market.flows["penalties"][:, 0].tolist() == [0.0, pytest.approx(1_234.56)]
    assert market.flows["monitoring_hours"][:, 0].tolist() == [0.0, 10.0]
    bans = tables(market)["bans"]
    assert (bans.organization.tolist(), bans.months.tolist(), bans.reason.tolist()) == ([0], [3], ["shirking"])
