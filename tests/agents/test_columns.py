"""Columns: growth one row at a time, views that nobody may keep, names that exist."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import differing, finished, small_scenario, state_bytes

from gpssim.agents.columns import Columns, state, states_of
from gpssim.agents.organization import SocialOrganization
from gpssim.model import PublicServiceMarket
from gpssim.state.contract_row import ContractRow


class Thing:
    weight = state(np.float64, "kg", "how heavy")
    mark = state(np.int32, "row", "a mark", fill=-1)
    stock = state(np.float64, "1", "by place", per="place")

    def __init__(self, store: Columns, row: int) -> None:
        self.columns, self.row = store, row


def store(capacity: int = 1) -> Columns:
    return Columns(Thing, {"place": 3}, capacity)


def test_rows_survive_growth_from_a_capacity_of_one() -> None:
    kept = store()
    for k in range(37):
        assert kept.append(1, weight=float(k), stock=np.arange(3.0) + k) == range(k, k + 1)
    assert kept.weight.tolist() == list(range(37))
    assert kept["stock"][36].tolist() == [36.0, 37.0, 38.0]
    assert (kept.mark == -1).all()
    assert len(kept) == 37 == kept.weight.size


def test_rows_appended_together_may_be_given_one_value_or_one_each() -> None:
    kept = store()
    kept.append(5, weight=2.0, mark=np.arange(5))
    assert kept.append(2, stock=1.5) == range(5, 7)
    assert kept.weight.tolist() == [2.0] * 5 + [0.0] * 2
    assert kept.mark.tolist() == [0, 1, 2, 3, 4, -1, -1]


def test_an_array_kept_across_growth_is_stale_and_a_new_one_is_not() -> None:
    kept = store()
    kept.append(1, weight=1.0)
    stale = kept.weight
    kept.append(1, weight=2.0)
    kept["weight"][0] = 9.0
    assert stale.tolist() == [1.0]
    assert kept.weight.tolist() == [9.0, 2.0]


def test_an_object_reads_and_writes_its_own_row() -> None:
    kept = store()
    kept.append(2)
    thing = Thing(kept, 1)
    thing.weight, thing.stock = 4.0, [1.0, 2.0, 3.0]
    assert kept.weight.tolist() == [0.0, 4.0]
    assert type(thing.weight) is float
    row = thing.stock
    row[:] = 0.0  # a copy: only assignment writes
    assert kept["stock"][1].tolist() == [1.0, 2.0, 3.0]


def test_a_copy_goes_its_own_way() -> None:
    kept = store()
    kept.append(1, weight=1.0)
    twin = kept.copy()
    twin["weight"][0] = 5.0
    twin.append(3, weight=7.0)
    assert kept.weight.tolist() == [1.0]
    assert twin.weight.tolist() == [5.0, 7.0, 7.0, 7.0]


@pytest.mark.parametrize("ask", [lambda s: s.wieght, lambda s: s["wieght"], lambda s: s.append(1, wieght=1.0)])
def test_an_unknown_name_lists_the_nearest(ask: object) -> None:
    with pytest.raises((AttributeError, KeyError), match=r"wieght.*weight"):
        ask(store())  # type: ignore[operator]  # parametrized with functions


@pytest.mark.parametrize("owner", [SocialOrganization, ContractRow])
def test_every_state_variable_has_a_unit_and_a_meaning(owner: type) -> None:
    declared = states_of(owner)
    assert len(declared) > 20
    assert [name for name, s in declared.items() if not (s.unit and s.meaning)] == []


def test_no_verb_keeps_an_array_across_another(monkeypatch: pytest.MonkeyPatch) -> None:
    roomy = state_bytes(finished("status_quo"))  # before any store is made small
    usual, grow, grown = Columns.__init__, Columns._grow, []

    def smallest(self: Columns, owner: type, sizes: dict[str, int], capacity: int = 64) -> None:
        usual(self, owner, sizes, 1)

    monkeypatch.setattr(Columns, "__init__", smallest)
    monkeypatch.setattr(Columns, "_grow", lambda self, n: (grown.append(n), grow(self, n)))
    model = PublicServiceMarket(small_scenario(), "status_quo", seed=7, check=True).run()
    assert len(grown) > 6
    assert differing(state_bytes(model), roomy) == []
