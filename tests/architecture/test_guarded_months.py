"""Rooms write what they list, seen while a market runs: whatever a verb's room and its doors do not list is read-only meanwhile."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import lru_cache
from typing import Any

import pytest
from small_market import varied
from source import BY_NAME, imported, tree_of
from test_rooms import ROOMS, STANDING, listed

import gpssim.model
from gpssim.agents.columns import Columns
from gpssim.model import PublicServiceMarket
from gpssim.month.planning import year
from gpssim.scenario import Change, Policy
from gpssim.state.attribute import attributes
from gpssim.state.market_state import MarketState

MUCH: dict[str, Any] = {
    "world__city__n_citizens": 300,
    "warm_up": 3,
    "months": 13,
    "world__organizations__kind_shares": [0.4, 0.1, 0.1, 0.2, 0.1, 0.1, 0.0],
    "world__sector__institutions__provide": "purchaser",
    "world__sector__capture__tasks": 0.4,
    "world__sector__capture__refusal_cost": 0.1,
    "world__sector__capture__refusal": 0.3,
    "world__sector__capture__wander": 0.2,
    "world__sector__time_costs__offers": 1.0,
    "world__sector__hubs__among_nonprofits": 0.3,
    "world__society__population__growth": 0.06,
    "world__society__population__turnover": 0.3,
    "world__society__population__ageing": 3.0,
    "world__society__committees__relief": 0.8,
    "world__society__enterprises__number": 100,
    "world__society__reach__cost_to_serve": 0.3,
    "world__violations__tailoring": 0.5,
    "world__violations__splitting": 1.0,
    "world__violations__threshold": 200_000.0,
    "world__violations__passing_on": 0.5,
    "world__violations__fake_documents": 0.5,
    "world__purchasers__integrity": 0.3,
    "world__process__recorded": True,
    "world__process__returned": 0.3,
    "world__process__withdrawal": 0.1,
    "world__officials__diffusion": True,
    "world__officials__learning": 0.3,
    "world__officials__scandal": 1.0,
    "world__conduct__shirk_saving": 0.1,
    "world__conduct__shock_chance": 0.6,
    "world__conduct__liability": 0.02,
}
LEVERS = {"incubation": 300_000.0, "company_tax": 1.0, "audit_rate": 0.5, "fine": 0.5, "debarment": 12, "retention": 0.1,
          "retention_months": 3, "participation": 0.5, "hotline": 0.05, "third_party": 0.5, "training": 0.5, "certificate": 500.0,
          "elimination": 0.2, "fund_per_head": 4.0, "targeting": 2.0}  # fmt: skip
COMPILED = {"needs", "service"}
"""Rooms that hand columns to compiled months: only the columns of organizations and purchasers are locked there."""


def opened(room: str) -> set[str]:
    """Rooms whose doors a room uses, itself among them, and so on."""
    found, fresh = set(), {room}
    while fresh:
        found |= fresh
        modules = [n for n in BY_NAME if n.startswith(tuple(f"gpssim.month.{r}." for r in fresh))]
        named = {x.split(".")[2] for n in modules for x in imported(tree_of(BY_NAME[n])) if x.startswith("gpssim.month.")}
        fresh = (named & set(ROOMS)) - found
    return found


@lru_cache
def patterns(room: str) -> set[str]:
    """What may change while a verb of a room runs."""
    may = set().union(*(listed(r) for r in opened(room)))
    may |= {f"{name.partition('.')[0]}.*" for name in may if name.endswith(".new rows")}
    if "contracts.standing" in may:
        may |= {f"contracts.{column}" for column in STANDING | {"due"}}
    return may | {"organizations.cash_fen", "purchasers.account_fen"} if "ledger" in may else may


def stores(market: MarketState, room: str) -> dict[str, Columns]:
    found = {"organizations": market.organizations, "purchasers": market.purchasers}
    if room not in COMPILED:
        found |= {"contracts": market.contracts, "citizens": market.citizens.columns, "enterprises": market.enterprises}
    return found


@contextmanager
def locked(market: MarketState, room: str) -> Iterator[None]:
    """Columns that a room may not write cannot be written meanwhile; lines and the ledger are compared."""
    may, lines, booked = patterns(room), repr(market.lines), len(market.ledger.rows()["fen"])
    for store, columns in stores(market, room).items():
        for name in columns:
            columns._arrays[name].flags.writeable = any(fnmatch(f"{store}.{name}", pattern) for pattern in may)
        columns._show()
    try:
        yield
    finally:
        for columns in stores(market, room).values():
            for name in columns:
                columns._arrays[name].flags.writeable = True
            columns._show()
    assert "lines" in may or repr(market.lines) == lines, f"{room} changed a line"
    assert "ledger" in may or len(market.ledger.rows()["fen"]) == booked, f"{room} booked money"


def verbs() -> list[tuple[Any, str]]:
    """The verbs of a month as the model calls them: where the name is looked up, and the name."""
    calls = [n for n in ast.walk(ast.parse(inspect.getsource(gpssim.model))) if isinstance(n, ast.FunctionDef) and n.name == "step"]
    found: list[tuple[Any, str]] = []
    for node in (s.value for s in calls[0].body if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call)):
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            found.append((getattr(gpssim.model, node.func.value.id), node.func.attr))
        elif isinstance(node.func, ast.Name):
            found.append((gpssim.model, node.func.id))
    return found


def guarded(verb: Callable[[MarketState], None], room: str) -> Callable[[MarketState], None]:
    def run(market: MarketState) -> None:
        with locked(market, room):
            verb(market)

    return run


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> None:
    for home, name in verbs():
        verb = getattr(home, name)
        monkeypatch.setattr(home, name, guarded(verb, verb.__module__.split(".")[2]))


def policy(mechanism: str) -> Policy:
    change = (Change(month=4, lever="joint_purchasing", value=2), Change(month=6, lever="tender_cycle_years", value=1))
    return Policy.of(mechanism, levers=LEVERS).model_copy(update={"change": change})


@pytest.mark.usefixtures("guard")
@pytest.mark.parametrize("mechanism", ["open_tender", "venture_philanthropy", "citizen_voucher"])
def test_verbs_write_what_their_rooms_list(mechanism: str) -> None:
    market = PublicServiceMarket(varied(**MUCH), policy(mechanism), seed=7, check=True).run()
    assert len(market.contracts) > 30


def test_the_guard_stands_before_every_verb() -> None:
    assert len(verbs()) == 21
    assert {getattr(home, name).__module__.split(".")[2] for home, name in verbs()} == set(ROOMS) - {"offers"}


@pytest.mark.parametrize(
    "planted",
    [
        lambda market: market.organizations["staff"].__setitem__(0, 9.0),
        lambda market: market.contracts["price"].__setitem__(0, 9.0),
        lambda market: market.citizens.columns["awareness"].__setitem__(0, 0.5),
    ],
)
def test_a_verb_that_writes_more_is_stopped(planted: Callable[[MarketState], None], monkeypatch: pytest.MonkeyPatch) -> None:
    usual = year.plan

    def plan(market: MarketState) -> None:
        usual(market)
        planted(market)

    monkeypatch.setattr(year, "plan", guarded(plan, "planning"))
    with pytest.raises(ValueError, match="read-only"):
        PublicServiceMarket(varied(**MUCH), "open_tender", seed=7).run()


def test_every_attribute_of_a_running_market_is_declared() -> None:
    market = PublicServiceMarket(varied(**MUCH), policy("open_tender"), seed=7).run(2)
    declared = {a.name for a in attributes(MarketState)}
    own = {name for name in vars(market) if not name.startswith("_")}
    of_mesa = {name for name in vars(gpssim.model.mesa.Model(rng=1)) if not name.startswith("_")}
    assert own - of_mesa <= declared
    assert declared <= own
    assert all(a.unit and a.meaning for a in attributes(MarketState))
