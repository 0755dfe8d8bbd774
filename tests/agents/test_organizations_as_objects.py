"""Organizations in columns and one object for each: the same numbers, to the last bit."""

from __future__ import annotations

from typing import Any

import pytest
from oracle import FullOracleMarket
from organizations import ObjectOrganization
from small_market import differing, state_bytes, table_digests, varied

from gpssim.model import PublicServiceMarket

CITY: dict[str, Any] = {"world__city__n_citizens": 300, "warm_up": 3, "months": 15}
MUCH = {
    "world__organizations__layoffs": 0.5,
    "world__organizations__professional_hiring": 0.5,
    "world__organizations__professional_training": 0.3,
    "policy__levers__incubation": 300_000.0,
    "world__organizations__kind_shares": [0.4, 0.1, 0.1, 0.2, 0.1, 0.1, 0.0],
}


@pytest.mark.parametrize("policy", ["open_tender", "venture_philanthropy"])
@pytest.mark.parametrize("changes", [{}, MUCH], ids=["preset", "much"])
def test_whole_runs_leave_the_same_tables(policy: str, changes: dict[str, Any]) -> None:
    scenario = varied(**CITY, **changes)
    model, oracle = (cls(scenario, policy, check=True).run() for cls in (PublicServiceMarket, FullOracleMarket))
    assert differing(table_digests(model), table_digests(oracle)) == []
    assert differing(state_bytes(model), state_bytes(oracle)) == []


def test_a_planted_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ObjectOrganization.learn

    def quicker(self: ObjectOrganization, given: Any, turnover: float) -> None:
        usual(self, given, turnover * 0.999)

    monkeypatch.setattr(ObjectOrganization, "learn", quicker)
    scenario = varied(**CITY)
    model, oracle = (cls(scenario, "open_tender").run() for cls in (PublicServiceMarket, FullOracleMarket))
    assert differing(state_bytes(model), state_bytes(oracle)) != []
