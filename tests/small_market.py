"""One small market for all tests that need a running one; each run is made once a process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from gpssim.agents.columns import Columns
from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest
from gpssim.scenario import Scenario, load_scenario, replace

MECHANISMS = ("open_tender", "directed_commission", "venture_philanthropy")
POLICIES = (*MECHANISMS, "status_quo")
"""The three mechanisms alone, and a portfolio of all of them."""

SIZES: dict[str, Any] = {
    "world.city.n_citizens": 2000,
    "warm_up": 12,
    "months": 24,
    "world.bidding.family": "markup",  # no equilibrium to solve: these tests are about the market
    "policy.shares": [  # nothing kept: a policy named like a mechanism is that mechanism alone
        {"mechanism": "directed_commission", "share": 0.63},
        {"mechanism": "open_tender", "share": 0.27},
        {"mechanism": "venture_philanthropy", "share": 0.1},
    ],
}


@lru_cache
def small_scenario() -> Scenario:
    return replace(load_scenario("suzhou-high-tech"), SIZES)


def varied(**changes: Any) -> Scenario:
    """The small scenario with dotted paths changed; two underscores stand for a dot."""
    return replace(small_scenario(), {path.replace("__", "."): value for path, value in changes.items()})


@lru_cache
def warmed() -> PublicServiceMarket:
    """The market at month 0: to be branched, never to be stepped."""
    return PublicServiceMarket(small_scenario(), seed=7, check=True).warm_up()


@lru_cache
def finished(policy: str) -> PublicServiceMarket:
    """A whole run, conservation checked after every month: to be read, never to be changed."""
    return warmed().branch(policy).run()


@lru_cache
def frames(policy: str) -> dict[str, pd.DataFrame]:
    """Its tables."""
    return frames_of(finished(policy))


def frames_of(model: PublicServiceMarket) -> dict[str, pd.DataFrame]:
    return model.tables()


def table_digests(model: PublicServiceMarket) -> dict[str, str]:
    """Every table to its last bit, whatever the order of its rows."""
    return {name: table_digest(table) for name, table in model.tables(arrow=True).items()}


def stores(model: PublicServiceMarket) -> dict[str, Columns]:
    return {
        "citizens": model.citizens.columns,
        "organizations": model.organizations,
        "purchasers": model.purchasers,
        "contracts": model.contracts,
    }


def state_bytes(model: PublicServiceMarket) -> dict[str, bytes]:
    """Every column of everybody to its last bit."""
    return {f"{kind}.{name}": np.ascontiguousarray(c[name]).tobytes() for kind, c in stores(model).items() for name in c}


def differing(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """Names of what is not the same in two collections."""
    return [name for name in sorted({*a, *b}) if a.get(name) != b.get(name)]
