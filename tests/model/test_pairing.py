"""One luck under every policy: the same start, branches that are runs of their own, and an event that moves only what it must."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from small_market import MECHANISMS, POLICIES, differing, finished, frames_of, small_scenario, state_bytes, table_digests, warmed

from gpssim.errors import StudyError
from gpssim.model import PublicServiceMarket
from gpssim.month.contracts import instalments
from gpssim.scenario import Change, Levers, MechanismShare, Policy
from gpssim.state.line import Line
from gpssim.streams import Luck

pytestmark = pytest.mark.sameness

EVENTS = {
    "lever": Change(month=3, lever="disclosure", value=1.0),
    "terms": Change(month=3, lever="penalty", value=1.0),
    "mechanism": Change(month=3, domain="elder_care", mechanism="directed_commission"),
}


def own_run(policy: str | Policy, months: int | None = None, seed: int = 7) -> PublicServiceMarket:
    return PublicServiceMarket(small_scenario(), policy, seed=seed, check=True).run(months)


OTHER_LEVERS = Levers(publicity=1.0, targeting=2.0, waiting_priority=1.0, disclosure=1.0, monitoring=0.0, closure="volume")
OTHER = Policy(name="other", shares=(MechanismShare(mechanism="open_tender"),), levers=OTHER_LEVERS)


@pytest.mark.parametrize("policy", [*POLICIES, OTHER], ids=lambda p: getattr(p, "name", p))
def test_every_policy_finds_the_same_market_at_month_zero(policy: str | Policy) -> None:
    model = PublicServiceMarket(small_scenario(), policy, seed=7).warm_up()
    assert model.since_switch == 0
    assert differing(state_bytes(model), state_bytes(warmed())) == []
    assert differing(table_digests(model), table_digests(warmed())) == []
    assert [(x.key, x.mechanism, x.open_month) for x in model.lines] == [(x.key, x.mechanism, x.open_month) for x in warmed().lines]


def test_a_market_of_another_seed_or_replication_is_another_one() -> None:
    others = [PublicServiceMarket(small_scenario(), seed=s, replication=r) for s, r in ((7, 0), (8, 0), (7, 1))]
    digests = {state_bytes(m)["citizens.trust_government"] for m in others}
    assert len(digests) == 3


@pytest.mark.parametrize("policy", MECHANISMS)
def test_a_branch_is_a_run_of_its_own(policy: str) -> None:
    own = own_run(policy)
    assert differing(table_digests(own), table_digests(finished(policy))) == []
    assert differing(state_bytes(own), state_bytes(finished(policy))) == []


def test_branches_leave_their_market_and_each_other_alone() -> None:
    before = state_bytes(warmed()), table_digests(warmed())
    one, other = warmed().branch("open_tender"), warmed().branch("directed_commission")
    for _ in range(3):
        one.step()
        other.step()
    assert differing(before[0], state_bytes(warmed())) == []
    assert differing(before[1], table_digests(warmed())) == []
    assert state_bytes(one) != state_bytes(other)
    assert differing(state_bytes(other), state_bytes(own_run("directed_commission", months=3))) == []


def test_the_switch_cannot_be_branched_off_afterwards() -> None:
    late = warmed().branch("open_tender")
    late.step()
    with pytest.raises(StudyError, match="reached month 1"):
        late.branch("directed_commission")


def test_a_run_of_two_parts_is_the_run() -> None:
    parts = warmed().branch("status_quo").run(9).run(24)
    assert differing(table_digests(parts), table_digests(finished("status_quo"))) == []


@lru_cache
def with_event(event: str) -> tuple[PublicServiceMarket, dict[int, list[int]]]:
    """A run under the status quo with one event in month 3, and when its contracts' instalments fell due."""
    due: dict[int, list[int]] = {}
    usual = instalments.schedule_instalments

    def watched(model: PublicServiceMarket, rows: np.ndarray) -> None:
        usual(model, rows)
        for row in rows.tolist():
            planned = model.contracts.due[row]
            due[int(model.contracts.luck[row])] = (planned[planned >= 0] - model.contracts.start[row]).tolist()

    policy = Policy(name="changed", change=(EVENTS[event],) if event else ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(instalments, "schedule_instalments", watched)
        return warmed().branch(policy).run(), due


def pair(event: str) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    return frames_of(with_event("")[0]), frames_of(with_event(event)[0])


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_changes_something_and_nothing_before_it(event: str) -> None:
    without, changed = pair(event)
    for name in ("monthly", "public", "services", "purchasers", "projects", "bids"):
        month = "month_opened" if name == "projects" else "month"
        early = [t[name][t[name][month] < 3].reset_index(drop=True) for t in (without, changed)]
        pd.testing.assert_frame_equal(*early, check_exact=True)
    assert state_bytes(with_event("")[0]) != state_bytes(with_event(event)[0])


@pytest.mark.parametrize("event", EVENTS)
def test_the_same_people_have_the_same_needs(event: str) -> None:
    without, changed = pair(event)
    names = ["month", "district", "domain", "group", "n_citizens", "n_need", "n_onset", "n_ended"]
    pd.testing.assert_frame_equal(without["monthly"][names], changed["monthly"][names], check_exact=True)
    a, b = (state_bytes(with_event(e)[0]) for e in ("", event))
    for fixed in ("district", "group", "age_group", "need", "participation"):
        assert a[f"citizens.{fixed}"] == b[f"citizens.{fixed}"]


@pytest.mark.parametrize("event", EVENTS)
def test_the_same_founders_come_whatever_they_decide(event: str) -> None:
    without, changed = (t["founders"][["month", "ordinal", "key", "kind", "domain"]] for t in pair(event))
    assert len(without) > 10
    pd.testing.assert_frame_equal(without, changed, check_exact=True)
    a, b = (with_event(e)[0].organizations for e in ("", event))
    both = np.intersect1d(a.key, b.key)
    assert both.size > 60
    rows = [np.searchsorted(x.key, both, sorter=np.argsort(x.key)) for x in (a, b)]
    rows = [np.argsort(x.key)[r] for x, r in zip((a, b), rows, strict=True)]
    for fixed in ("kind_code", "founding_domain", "cost_type", "first_verifiable", "first_mission", "honesty", "wage"):
        assert np.array_equal(a[fixed][rows[0]], b[fixed][rows[1]]), fixed


@pytest.mark.parametrize("event", EVENTS)
def test_bidders_for_the_same_project_meet_the_same_cost(event: str) -> None:
    without, changed = (t["bids"][t["bids"]["month"] == 3] for t in pair(event))
    joined = without.merge(changed, on=["project", "attempt", "organization"], suffixes=("", "_changed"))
    other_domains = joined[joined["mechanism"] == joined["mechanism_changed"]]
    assert len(other_domains) > 5
    assert other_domains["true_cost"].tolist() == other_domains["true_cost_changed"].tolist()
    assert other_domains["dossier"].tolist() == other_domains["dossier_changed"].tolist()
    a, b = (costs_of_projects(with_event(e)[0]) for e in ("", event))
    common = a.keys() & b.keys()
    assert len(common) > 100
    assert [k for k in common if a[k] != b[k]] == []


def costs_of_projects(model: PublicServiceMarket) -> dict[tuple[int, int], float]:
    """What each contract's project cost its provider relative to its other work: a draw of the pair."""
    c = model.contracts
    keys = zip(c.project.tolist(), model.organizations.key[c.organization].tolist(), strict=True)
    return dict(zip(keys, c.project_cost_type.tolist(), strict=True))


@pytest.mark.parametrize("event", EVENTS)
def test_the_same_contracts_are_paid_with_the_same_delay(event: str) -> None:
    a, b = with_event("")[1], with_event(event)[1]
    common = a.keys() & b.keys()
    assert len(common) > 50
    assert [k for k in common if a[k] != b[k]] == []
    assert any(due[0] > 0 for due in a.values()), "nobody was ever paid late"


def renumbered(model: PublicServiceMarket) -> PublicServiceMarket:
    """The same market with its service lines in another order, under other numbers."""
    order = np.argsort(Luck.of(3, 0).uniforms("order", np.arange(len(model.lines))))
    place = np.argsort(order)
    lines: list[Line] = [model.lines[k] for k in order]
    for row, line in enumerate(lines):
        line.row = row
    model.lines = lines
    model.contracts["line"][:] = place[model.contracts.line]
    model.signatures[:] = [replace(s, line=int(place[s.line])) for s in model.signatures]
    return model


def test_the_order_of_service_lines_moves_nobody() -> None:
    usual = finished("status_quo")
    other = renumbered(warmed().branch("status_quo")).run()
    a, b = frames_of(usual), frames_of(other)
    for name in ("monthly", "public", "services", "purchasers", "organizations"):
        pd.testing.assert_frame_equal(a[name], b[name], rtol=1e-9)
    for name, key in (("projects", ["project", "attempt"]), ("bids", ["project", "attempt", "organization"])):
        left, right = (t[name].sort_values(key).reset_index(drop=True) for t in (a, b))
        pd.testing.assert_frame_equal(left, right, rtol=1e-9)
