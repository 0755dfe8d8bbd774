"""Every replication of every world has luck of its own, and policies and closures share it."""

from __future__ import annotations

from typing import Any

from gpssim.scenario import Policy, load_scenario, replace
from gpssim.studies import RunOutcome, Task
from gpssim.studies.run import run_one
from tests.studies.fakes import quick, study


def test_luck_is_shared_by_policies_and_closures_and_by_no_other_world_or_replication() -> None:
    seen: dict[tuple[int, int], set[int]] = {}

    def watching(task: Task) -> RunOutcome:
        seen.setdefault((task.world, task.replication), set()).add(task.luck)
        return quick(task)

    options: dict[str, Any] = {"worlds": 3, "world_replications": 2, "closures": ("appropriation", "volume")}
    study(runner=watching, **options).run()
    assert len(seen) == 3 + 3 * 2
    assert {len(lucks) for lucks in seen.values()} == {1}
    assert len(set.union(*seen.values())) == len(seen)
    assert [seen[0, r] for r in range(3)] == [{0}, {1}, {2}], "the scenario's own world has the luck it always had"


def test_the_market_of_a_world_lives_through_that_luck() -> None:
    """Two worlds with the same parameters part; the same world once more does not."""
    scenario = replace(load_scenario("textbook"), {"world.city.n_citizens": 200, "months": 3, "warm_up": 1})
    policy, needs = Policy.of("open_tender"), []
    for world in (1, 1, 2):
        task = Task(scenario, policy, "appropriation", world, scenario.world, replication=0, seed=5)
        needs.append(run_one(task).tables["monthly"].to_pandas()["n_need"].tolist())
    assert needs[0] == needs[1] != needs[2]
