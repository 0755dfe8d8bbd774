"""Citizens as a sequence of Mesa agents made on demand, and organizations and purchasers as Mesa's own."""

from __future__ import annotations

import gc

import mesa
import numpy as np
import pytest
from small_market import differing, finished, small_scenario, state_bytes, table_digests

from gpssim.agents.citizen import Citizen
from gpssim.agents.organization import SocialOrganization
from gpssim.agents.purchaser import GovernmentPurchaser
from gpssim.errors import GpssimError
from gpssim.model import PublicServiceMarket


@pytest.fixture(scope="module")
def model() -> PublicServiceMarket:
    return finished("status_quo")


def test_a_sequence_of_everybody(model: PublicServiceMarket) -> None:
    citizens = model.citizens
    assert len(citizens) == 2000 == len(list(citizens))
    assert citizens[5].row == citizens[5].citizen_id == 5
    assert citizens[-1].row == 1999
    assert [c.row for c in citizens[10:20:3]] == [10, 13, 16, 19]
    assert [c.row for c in citizens[-2:]] == [1998, 1999]
    assert citizens[np.int64(7)].row == 7
    for beyond in (2000, -2001):
        with pytest.raises(IndexError, match="2000"):
            citizens[beyond]


def test_a_proxy_shows_its_row(model: PublicServiceMarket) -> None:
    citizens, c = model.citizens, model.citizens.columns
    for row in (0, 311, 1999):
        citizen = citizens[row]
        assert isinstance(citizen, mesa.Agent)
        assert citizen.trust_government == c.trust_government[row]
        assert citizen.trust == pytest.approx(0.5 * (c.trust_government[row] + c.trust_providers[row]))
        assert citizen.need.tolist() == c.need[row].tolist()
        assert citizen.group_name in ("ordinary", "elderly", "disabled", "migrant", "laid_off")
    served = int(np.flatnonzero((c.contract >= 0).any(axis=1))[0])
    held = int(c.contract[served].max())
    assert model.contracts.organization[held] in citizens[served].providers


def test_whole_columns_and_trust(model: PublicServiceMarket) -> None:
    citizens = model.citizens
    assert citizens.awareness.shape == (2000,)
    assert citizens.need.shape == (2000, 5)
    assert np.array_equal(citizens.trust, [c.trust for c in citizens])
    with pytest.raises(AttributeError, match=r"'awarenes'.*'awareness'"):
        _ = citizens.awarenes
    assert not hasattr(citizens, "_nothing")


def test_select_and_agentset(model: PublicServiceMarket) -> None:
    citizens = model.citizens
    poor = citizens.select(citizens.trust < np.median(citizens.trust))
    assert 0 < len(poor) <= 1000
    assert all(isinstance(c, Citizen) for c in poor)
    some = citizens.as_agentset([4, 8, 15])
    assert sorted(some.get("row")) == [4, 8, 15]
    assert len(some.select(lambda a: a.row > 5)) == 2
    assert some.agg("awareness", np.mean) == pytest.approx(citizens.awareness[[4, 8, 15]].mean())


def test_proxies_are_the_same_while_held_and_gone_when_not(model: PublicServiceMarket) -> None:
    citizens = model.citizens
    held = citizens[3]
    assert citizens[3] is held is citizens[2:5][1]
    gc.collect()
    before = len(citizens._proxies)
    many = citizens[100:150]
    assert len(citizens._proxies) == before + 50
    del many
    gc.collect()
    assert len(citizens._proxies) == before


def test_an_agentset_keeps_its_citizens_and_so_do_sets_made_from_it(model: PublicServiceMarket) -> None:
    some = model.citizens.as_agentset(range(200, 240))
    gc.collect()
    assert len(some) == 40
    late = model.citizens.as_agentset(range(200, 300)).select(lambda a: a.row >= 250)
    gc.collect()
    assert len(late) == 50


def test_organizations_and_purchasers_answer_mesas_queries(model: PublicServiceMarket) -> None:
    organizations = model.agents_by_type[SocialOrganization]
    purchasers = model.agents_by_type[GovernmentPurchaser]
    assert len(organizations) == int(model.organizations.alive.sum())
    assert len(purchasers) == 8
    large = organizations.select(lambda a: a.staff > 5.0)
    assert sorted(large.get("row")) == np.flatnonzero(model.organizations.alive & (model.organizations.staff > 5.0)).tolist()
    assert model.agents.select(agent_type=GovernmentPurchaser).agg("account_fen", sum) == model.purchasers.account_fen.sum()
    by_kind = organizations.groupby("kind").count()
    assert sum(by_kind.values()) == len(organizations)
    one = organizations[0]
    assert one.domains
    assert one.districts
    assert one.cash == one.cash_fen / 100.0
    assert purchasers[0].beliefs.shape == (len(model.organizations),)
    assert purchasers[-1].bureau


def test_whatever_is_a_mesa_agent_is_found_where_mesa_keeps_agents(model: PublicServiceMarket) -> None:
    by_type = model.agents_by_type
    assert set(by_type) == set(model.agent_types) == {Citizen, SocialOrganization, GovernmentPurchaser}
    sizes = {kind: len(agents) for kind, agents in by_type.items()}
    assert sizes[Citizen] == int(model.citizens.present.sum()) == 2000
    everybody = model.agents
    assert len(everybody) == sum(sizes.values()) == len(set(everybody.get("unique_id")))
    assert {type(agent) for agent in everybody} == set(by_type)
    assert everybody.select(agent_type=Citizen).agg("trust", np.mean) == pytest.approx(model.citizens.trust.mean())
    assert str(sizes[Citizen]) in repr(by_type)
    everybody.remove(model.citizens[0])
    assert len(model.agents) == len(everybody) + 1
    with pytest.raises(KeyError):
        by_type[int]


def test_those_who_do_not_live_in_the_city_are_no_agents_of_it() -> None:
    model = PublicServiceMarket(small_scenario(), "status_quo", seed=3)
    model.citizens.columns["present"][:7] = 0
    assert len(model.agents_by_type[Citizen]) == len(model.citizens) - 7
    assert 0 not in model.agents.select(agent_type=Citizen).get("row")


def inspect_everything(model: PublicServiceMarket) -> None:
    """Read every state and property of everybody, through every door."""
    for agent in model.agents:
        for name in dir(type(agent)):
            if not name.startswith("__"):
                getattr(agent, name)
    everybody = model.citizens.as_agentset(range(len(model.citizens)))
    everybody.shuffle().do(lambda a: a.trust)
    model.citizens.select(model.citizens.trust > 0.5)
    model.agents.shuffle_do(lambda a: a.row)
    model.tables()


def test_looking_at_everything_changes_nothing() -> None:
    plain, watched = (PublicServiceMarket(small_scenario(), "status_quo", seed=3) for _ in range(2))
    for month in range(15):
        plain.step()
        watched.step()
        if month in (2, 13):
            inspect_everything(watched)
    assert differing(state_bytes(plain), state_bytes(watched)) == []
    assert differing(table_digests(plain), table_digests(watched)) == []
    ids = [sorted(m.agents_by_type[SocialOrganization].get("unique_id")) for m in (plain, watched)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("seed", [-1, True, 1.5])
def test_seeds_are_whole_numbers_from_zero(seed: object) -> None:
    with pytest.raises(GpssimError, match="seed"):
        PublicServiceMarket(small_scenario(), seed=seed)  # type: ignore[arg-type]  # wrong on purpose
