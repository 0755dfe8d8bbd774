"""Mesa's own ways of making many runs drive the market, and find what a market alone does."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import mesa
import pytest

import gpssim
from gpssim.errors import GpssimError

SMALL = {"preset": "textbook", "world.city.n_citizens": 100, "warm_up": 2, "months": 3}
SCENARIO = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 2, "months": 3})


def alone(policy: str, replication: int, seed: int = 1) -> list[float]:
    """What a market of its own serves, month by month."""
    monthly = gpssim.PublicServiceMarket(SCENARIO, policy, seed=seed, replication=replication).run().table("monthly")
    return [float(n) for n in monthly.groupby("month")["n_served"].sum()]


def test_batch_run_varies_any_parameter() -> None:
    from mesa.batchrunner import batch_run

    parameters = {**SMALL, "policy": ["open_tender", "lottery"], "replication": [0, 1], "world.city.n_citizens": [100, 200]}
    seeded = {"rng": 1} if mesa.__version__ >= "3.5" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Mesa's own, of what it will not have any more
        rows = batch_run(gpssim.MesaMarket, parameters, display_progress=False, data_collection_period=1, **seeded)
    assert len(rows) == 8 * 5
    keys = ("lottery", 1, 100)
    found = [row["n_served"] for row in rows if (row["policy"], row["replication"], row["world.city.n_citizens"]) == keys]
    assert found[2:] == alone("lottery", 1)


class AsMesas:
    """What Mesa's ``Scenario`` is to a model, where Mesa has none yet."""

    def __init__(self, *, rng: Any = None, **parameters: Any) -> None:
        self.__dict__.update(parameters, rng=rng)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.__dict__.items())


def of_mesa(**parameters: Any) -> Any:
    """A scenario of Mesa."""
    try:
        from mesa.experimental.scenarios import Scenario
    except ImportError:
        Scenario = AsMesas
    return Scenario(**parameters)


def test_a_scenario_of_mesa_is_run_and_its_tables_are_found_where_mesa_looks() -> None:
    scenario = of_mesa(rng=7, policy="lottery", replication=2, **SMALL)
    market = gpssim.MesaMarket(scenario=scenario)
    while market.running:
        market.step()
    tables = market.data_recorder.get_all_dataframes()
    assert [float(n) for n in tables["monthly"].groupby("month")["n_served"].sum()] == alone("lottery", 2, seed=7)
    assert market.data_recorder.get_table_dataframe("projects").equals(market.table("projects"))


def test_replications_that_mesa_counts_are_replications() -> None:
    class Counted(AsMesas):
        @property
        def replication_id(self) -> int:
            return 3

    assert gpssim.MesaMarket(Counted(**SMALL)).replication == 3
    assert gpssim.MesaMarket(Counted(replication=1, **SMALL)).replication == 1
    assert gpssim.MesaMarket({**SMALL, "seed": 4}).seed_of_study == 4


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"polcy": "lottery"}, "unknown parameter 'polcy'; did you mean 'policy'?"),
        ({"world.city.n_citzens": 3}, "did you mean 'n_citizens'?"),
        ({"seed": 1, "rng": 2}, r"seed and rng = ['1', '2'] is impossible"),
        ({"seed": 1.5}, "seed = 1.5 is impossible"),
        ({"scenario": 3}, "one of gpssim is the parameter preset"),
    ],
)
def test_the_impossible_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(GpssimError) as error:
        gpssim.MesaMarket(**{**SMALL, **given})
    assert said in str(error.value)
