"""Lines bought together: every line once, its own contract in its own district, places and money as before."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from small_market import frames_of, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.month.purchasing import pooling
from gpssim.month.purchasing.projects import project_of
from gpssim.scenario import Levers, Policy
from gpssim.state import procedures
from gpssim.state.clock import fiscal_year

SMALL = {"world__city__n_citizens": 600, "warm_up": 0}


@lru_cache
def bought(mechanism: str = "open_tender", joint: int = 1, bundling: int = 1) -> PublicServiceMarket:
    levers = {"policy__levers__joint_purchasing": joint, "policy__levers__bundling": bundling}
    return PublicServiceMarket(varied(**SMALL, **levers), mechanism, seed=7, check=True).run(8)


def planned(joint: int, bundling: int) -> PublicServiceMarket:
    """A market whose first lines are due this month."""
    levers = Levers(joint_purchasing=joint, bundling=bundling)
    model = PublicServiceMarket(varied(**SMALL), Policy(name="p", levers=levers), seed=7)
    model.step()
    model.policy_state = model.policy.at(0, model.specification.domain_names)
    return model


@pytest.mark.parametrize(("joint", "bundling"), [(1, 1), (4, 1), (1, 3), (3, 2), (50, 20)])
def test_every_line_is_in_one_lot(joint: int, bundling: int) -> None:
    model = planned(joint, bundling)
    lots = pooling.lots_of(model, model.lines)
    assert sorted(line.row for lot in lots for line in lot) == [line.row for line in model.lines]
    for lot in lots:
        assert len({line.mechanism for line in lot}) == 1
        assert len({line.domain for line in lot}) <= bundling
        assert max(np.unique([line.domain for line in lot], return_counts=True)[1]) <= joint
        if joint == 1:
            assert len({line.purchaser for line in lot}) == 1
    assert (max(map(len, lots)) > 1) == (joint * bundling > 1)


def test_what_failed_together_is_tried_again_apart() -> None:
    model = planned(20, 5)
    for line in model.lines:
        line.attempt = 1
    assert all(len(lot) == 1 for lot in pooling.lots_of(model, model.lines))


def test_a_lot_is_worth_its_lines_at_their_ceilings() -> None:
    model = planned(3, 2)
    lot = next(lot for lot in pooling.lots_of(model, model.lines) if len({x.domain for x in lot}) == 2)
    mechanism = procedures.mechanism_of(model, lot[0].mechanism)
    projects = [project_of(model, line, mechanism) for line in lot]
    whole = pooling.pooled_project(projects)
    assert whole.value_at_ceiling == pytest.approx(sum(p.value_at_ceiling for p in projects))
    assert (whole.key, whole.domain, whole.district) == (projects[0].key, projects[0].domain, projects[0].district)


@pytest.mark.parametrize("mechanism", ["open_tender", "framework_agreement"])
def test_each_line_gets_its_own_contract_at_the_same_discount(mechanism: str) -> None:
    model = bought(mechanism, joint=3, bundling=2)
    c = model.contracts
    keys, sizes = np.unique(c.project, return_counts=True)
    rows = np.flatnonzero(np.isin(c.project, keys[sizes > 1]))
    assert rows.size > 4
    together = [model.lines[line] for line in c.line[rows]]
    assert [line.district for line in together] == c.district[rows].tolist()
    assert [line.domain for line in together] == c.domain[rows].tolist()
    assert [line.purchaser for line in together] == c.purchaser[rows].tolist()
    assert len({line.district for line in together}) > 1
    assert len({line.domain for line in together}) > 1
    for key in keys[sizes > 1]:
        same = np.flatnonzero(c.project == key)
        for provider in np.unique(c.organization[same]):
            mine = same[c.organization[same] == provider]
            assert np.ptp(c.price[mine] / c.ceiling[mine]) < 1e-9
            assert np.unique(c.luck[mine]).size == mine.size


def test_pooling_asks_for_more_at_once_and_shuts_out_the_small() -> None:
    joint, apart = (frames_of(bought(joint=n))["projects"].query("month_opened <= 2") for n in (3, 1))
    assert len(joint) < 0.5 * len(apart)
    assert joint["places"].mean() > 2.0 * apart["places"].mean()
    assert joint["places"].sum() == pytest.approx(apart["places"].sum(), rel=0.05)  # worth the same at their own ceilings
    assert joint["n_invited"].mean() < apart["n_invited"].mean()
    assert joint["official_hours"].sum() < apart["official_hours"].sum()


def test_whoever_bids_for_a_bundle_works_in_all_its_domains() -> None:
    model = bought(bundling=3)
    c = model.contracts
    keys, sizes = np.unique(c.project, return_counts=True)
    rows = np.flatnonzero(np.isin(c.project, keys[sizes > 1]))
    assert rows.size
    assert model.organizations.serves_domain[c.organization[rows], c.domain[rows]].all()


def test_hours_of_one_procedure_are_shared_and_none_is_lost() -> None:
    model = planned(1, 1)
    lot = [model.lines[0], model.lines[-1], model.lines[len(model.lines) // 2]]
    before = model.purchasers.hours_used.copy()
    mechanism = procedures.mechanism_of(model, "open_tender")
    project = project_of(model, lot[0], mechanism)
    pooling.share_hours(model, lot, procedures.procedure(model, mechanism, project, 3))
    assert not np.array_equal(model.purchasers.hours_used, before)
    assert model.purchasers.hours_used.sum() == pytest.approx(before.sum())


def test_a_branch_of_a_running_market_may_begin_to_pool() -> None:
    policy = Policy(name="joint", levers=Levers(joint_purchasing=3, coordination=1.0))
    model = warmed().branch(policy).run(4)
    assert fiscal_year(model) == 0
    assert model.since_switch == 4
