"""A scenario that is called valid can be run: at both ends of every number, and for every word of a choice."""

from __future__ import annotations

import typing
import warnings
from collections.abc import Iterator

import pytest

from gpssim import PublicServiceMarket, registry
from gpssim.errors import GpssimError
from gpssim.scenario import Scenario, load_scenario, replace
from gpssim.scenario.domains import bounds

TOO_LONG = {("world.city.n_citizens", 1), ("world.city.residents", 1), ("world.city.n_districts", 1), ("months", 1), ("warm_up", 1)}
"""Upper ends that only take time: of citizens, of projects (two billion residents pay for 200,000), of purchasers, of months."""


def small() -> Scenario:
    sizes = {"world.city.n_citizens": 100, "world.city.n_districts": 2, "warm_up": 1, "months": 3, "sources": []}
    return replace(load_scenario("suzhou-high-tech"), sizes)


def ends(scenario: Scenario) -> Iterator[tuple[str, object]]:
    """Every parameter with each of the values to be tried."""
    for leaf in scenario.leaves():
        kind, choice = type(leaf.value), leaf.field.annotation
        if kind is bool:
            yield leaf.path, not leaf.value
        elif kind in (int, float):
            yield from (
                (leaf.path, kind(end))
                for side, end in enumerate(bounds(leaf.field))
                if end is not None and (leaf.path, side) not in TOO_LONG
            )
        elif typing.get_origin(choice) is typing.Literal:
            yield from ((leaf.path, word) for word in typing.get_args(choice))


@pytest.mark.slow
def test_both_ends_of_every_parameter_run() -> None:
    base, failed = small(), []
    for path, value in ends(base):
        try:
            scenario = replace(base, {path: value})
            registry.check(scenario)
        except GpssimError:
            continue  # refused in a line, before anything runs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                PublicServiceMarket(scenario, seed=1).run()
            except Exception as error:
                failed.append((path, value, repr(error)[:200]))
    assert failed == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("world.organizations.progress_ratio", 0.5),
        ("world.organizations.professional_premium", 5.0),
        ("world.conduct.shirk_saving", 1.0),
    ],
)
def test_no_saving_turns_costs_into_income(path: str, value: float) -> None:
    market = PublicServiceMarket(replace(small(), {path: value}), seed=1, check=True).run()
    assert min(market.contracts.month_cost.min(), market.contracts.unit_cost.min()) >= 0.0


@pytest.mark.parametrize(
    ("path", "value", "domain"),
    [
        ("world.organizations.effort_substitution", -0.22, "more than -0.22, minus organizations.effort_cost"),
        ("world.organizations.wage_share", 0.0, "a number from 0.01 to 1"),
    ],
)
def test_what_could_not_run_is_refused(path: str, value: float, domain: str) -> None:
    with pytest.raises(GpssimError, match=domain):
        replace(small(), {path: value})
    assert replace(small(), {"world.organizations.effort_substitution": -0.21}).world.organizations.effort_substitution == -0.21
