"""NumPy's numbers, generators, arrays and sets at every door: taken as what they are, or refused in a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.errors import GpssimError, ScenarioError
from gpssim.plain import listed, plain
from gpssim.scenario import Policy
from gpssim.scenario.declarations.policy import Levers
from tests.studies.fakes import SCENARIO, study

WHOLE = (np.int64, np.int32, np.uint8, lambda n: pd.Series([n])[0])


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("name", ["seed", "replications", "workers", "months", "warm_up", "worlds", "world_replications", "keep"])
def test_a_study_takes_whole_numbers_of_numpy(name: str, kind: Callable[[int], Any]) -> None:
    worlds = {"uncertain": ("world",)} if name == "worlds" else {}
    taken = study(**{name: kind(1)}, **worlds)
    assert type(getattr(taken, name)) is int
    assert taken.description == study(**{name: 1}, **worlds).description


def test_a_market_and_parameters_take_numbers_of_numpy() -> None:
    market = gpssim.PublicServiceMarket("textbook", "open_tender", seed=np.int64(3), replication=np.int32(1))  # type: ignore[arg-type]  # on purpose
    assert (market.seed_of_study, market.replication) == (3, 1)
    changed = gpssim.replace(SCENARIO, {"months": np.int64(7), "world.citizens.trust_reversion": np.float32(0.5)})
    assert (changed.months, changed.world.citizens.trust_reversion) == (7, 0.5)
    listed_shares = gpssim.replace(SCENARIO, {"world.city.n_districts": np.arange(3, 4)[0]})
    assert type(listed_shares.world.city.n_districts) is int
    assert Policy(name="x", levers=Levers(tender_cycle_years=np.int64(2))).levers.tender_cycle_years == 2  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("value", [True, np.True_, 1.5, np.float64(2.0), "1", None, np.array([1, 2])])
def test_what_is_no_whole_number_is_refused_in_a_line(value: Any) -> None:
    with pytest.raises(ScenarioError, match=r"^seed = .* is impossible: it must be a whole number") as refused:
        study(seed=value)
    assert "\n" not in str(refused.value)


ORDERED = (list, tuple, iter, np.array, lambda names: (name for name in names), lambda names: pd.Series(names).array)


@pytest.mark.parametrize("kind", ORDERED)
def test_policies_come_in_anything_that_has_an_order(kind: Callable[[list[str]], Any]) -> None:
    assert study(policies=kind(["lottery", "open_tender"])).policies == ("lottery", "open_tender")


@pytest.mark.parametrize("policies", [{"open_tender", "lottery"}, frozenset({"lottery"}), "open_tender", {"a": "lottery"}, None, 3])
def test_what_has_no_order_or_is_not_several_is_refused_in_a_line(policies: Any) -> None:
    with pytest.raises(ScenarioError, match=r"^policies = .* is impossible: it must be a list of one or more policies"):
        study(policies=policies)


@pytest.mark.parametrize("scenario", [None, {}, 3, ["textbook"]])
def test_what_is_no_scenario_is_refused_in_a_line(scenario: Any) -> None:
    for use in (
        lambda: study(scenario=scenario),
        lambda: gpssim.PublicServiceMarket(scenario),
        lambda: gpssim.load_scenario(scenario),
    ):
        with pytest.raises(GpssimError, match=r"^scenario = "):
            use()


def test_a_name_where_a_scenario_is_changed_says_how_to_read_it() -> None:
    with pytest.raises(ScenarioError, match="load_scenario reads one by its name"):
        gpssim.replace("textbook", {"months": 3})  # type: ignore[type-var]  # on purpose


def test_tables_and_comparisons_refuse_a_set_and_take_a_generator() -> None:
    results = study().run(progress=False)
    for ask in (
        lambda: gpssim.compare(results, outcomes={"coverage"}),
        lambda: results.table("monthly", {"n_need"}),  # type: ignore[arg-type]  # on purpose
        lambda: gpssim.draw_figures(results, "nowhere", names={"paired_differences"}),  # type: ignore[arg-type]  # on purpose
        lambda: gpssim.compare(results, by={"domain"}),  # type: ignore[arg-type]  # on purpose
    ):
        with pytest.raises(ScenarioError, match="a set has none"):
            ask()
    taken = gpssim.compare(results, outcomes=(name for name in ["coverage", "price_per_unit"]))
    assert list(dict.fromkeys(taken["outcome"])) == ["coverage", "price_per_unit"]


def test_plain_goes_into_lists_and_mappings_and_leaves_everything_else() -> None:
    thing = object()
    assert plain({"a": (np.int8(1), [np.float64(0.5)]), "b": np.array([[1, 2]]), np.str_("c"): thing}) == {
        "a": (1, [0.5]), "b": [[1, 2]], "c": thing,
    }  # fmt: skip
    assert listed("names", np.array(["a"]), "names") == ("a",)
