"""Designs: points worked by hand, laws that all keep, and a study that looks where they say."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.analysis.worlds import worlds
from gpssim.designs import Design, Variable
from gpssim.errors import GpssimError, StudyError
from gpssim.plugins import SHELVES, plugin
from gpssim.records.results import Results
from gpssim.scenario import Policy, replace
from gpssim.scenario.fields import param
from gpssim.streams import Luck
from gpssim.studies import RunOutcome, Task, run_one
from gpssim.studies.points import design_of
from tests.studies.fakes import as_quick, quick, study

A, B = "world.city.residents", "policy.levers.monitoring"
TWO = (
    Variable(path=A, distribution="uniform", low=10_000.0, high=30_000.0),
    Variable(path=B, distribution="uniform", low=0.25, high=0.75),
)
LUCK = Luck.of(1, 0)


def points(text: str, variables: tuple[Variable, ...] = TWO) -> list[dict[str, Any]]:
    design = design_of(text)
    assert design is not None
    return design.points(variables, LUCK)


def test_a_full_factorial_is_every_pair() -> None:
    assert [tuple(point.values()) for point in points("factorial:levels=3")] == list(
        product((10_000.0, 20_000.0, 30_000.0), (0.25, 0.5, 0.75))
    )


def test_one_at_a_time_changes_one() -> None:
    assert points("one_at_a_time") == [{A: 10_000.0}, {A: 30_000.0}, {B: 0.25}, {B: 0.75}]


def test_a_sequence_is_balanced_and_its_beginning_is_the_shorter_one() -> None:
    long, short = points("sobol_sequence:n=64"), points("sobol_sequence:n=16")
    assert long[:16] == short
    share = np.array([[point[B] for point in long], [(point[A] - 10_000.0) / 20_000.0 for point in long]])
    halves = (np.array([(share[0] - 0.25) * 2, share[1]]) * 8).astype(int)
    assert {tuple(cell) for cell in halves.T} == set(product(range(8), range(8)))  # a net: one in each of 64 cells


@pytest.mark.parametrize("name", sorted(SHELVES["design"].shipped))
def test_every_design_stays_within_ranges_and_depends_on_nothing_but_seed_and_variables(name: str) -> None:
    design = SHELVES["design"].find(name)()
    if not design.least:
        return
    found = design.points(TWO, LUCK)
    assert found == design.points(TWO, Luck.of(1, 0))
    for point in found:
        for variable in TWO:
            assert variable.low <= point.get(variable.path, variable.low) <= variable.high
    for variable in TWO:
        reached = {point[variable.path] for point in found if variable.path in point}
        assert len(reached) > 1, "a variable that does not vary"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"design": "factorail"}, "unknown design 'factorail'"),
        ({"design": "factorial:level=3"}, "unknown parameter of factorial 'level'"),
        ({"design": "factorial:levels=1"}, "factorial.levels = 1 is impossible"),
        ({"design": "sobol_sequence:n=100"}, "a power of 2: 64 or 128"),
        ({"design": 3}, "design = 3 is impossible"),
        ({"design": "factorial", "worlds": 3}, "exclude each other"),
        ({"design": "factorial", "points": [{B: 0.5}]}, "exclude each other"),
        ({"design": "listed:file=nowhere.csv", "uncertain": ["world"]}, "nowhere.csv cannot be read"),
        ({"design": "listed:file=nowhere.csv"}, "uncertain is impossible beside the design listed"),
        ({"points": [{"levers.monitoring": 7.0}]}, "7.0"),
        ({"points": [{"levers.monitor": 0.5}]}, "did you mean"),
        ({"points": 3}, "points = 3 is impossible"),
        ({"points": [3]}, "points = 3 is impossible"),
        ({"design": "factorial:levels=1000", "luck": "comon"}, "unknown luck 'comon'"),
        (
            {"design": "factorial:levels=1000", "uncertain": [*TWO, {"path": "levers.publicity", "low": 0.1, "high": 0.2}]},
            "at most 1,000,000",
        ),
    ],
)
def test_impossible_designs_are_refused_before_anything_runs(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(GpssimError) as refused:
        study(**{"uncertain": TWO, **asked} if "points" not in asked else asked)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def watched(**options: Any) -> tuple[Results, list[Task]]:
    ran: list[Task] = []

    def seen(task: Task) -> RunOutcome:
        ran.append(task)
        return quick(task)

    return study(runner=as_quick(seen), **options).run(), ran


def test_a_point_is_a_world_and_every_policy_meets_it_with_the_luck_of_the_replication() -> None:
    listed = [{"levers.monitoring": 0.3}, {"levers.monitoring": 0.6, A: 12_000}]
    results, ran = watched(points=listed, replications=2, world_replications=2)
    own = {task.replication: task.luck for task in ran if task.world == 0}
    assert {(task.world, task.replication) for task in ran} == set(product((0, 1, 2), (0, 1)))
    assert all(task.luck == own[task.replication] for task in ran)
    assert {task.policy.levers.monitoring for task in ran if task.world == 2} == {0.6}
    assert {task.scenario.policy.levers.monitoring for task in ran if task.world == 2} == {0.6}  # the warm-up, too
    assert {task.scenario.world.city.residents for task in ran if task.world == 2} == {12_000}
    assert results.drawn(1) == {B: 0.3}
    assert results.world(2)["city"]["residents"] == 12_000
    assert results.world(1) == results.world(0)
    assert worlds(results)[B].tolist() == [0.3, 0.6]
    assert results.manifest["design"] == {"kind": "listed", "settings": {"file": ""}, "luck": "common"}


def test_a_policy_keeps_what_it_sets_itself() -> None:
    own = Policy.of("open_tender", "watchful", levers={"monitoring": 0.9})
    _, ran = watched(points=[{B: 0.3}], policies=["open_tender", own], replications=1)
    there = {task.policy.name: task.policy.levers.monitoring for task in ran if task.world == 1}
    assert there == {"open_tender": 0.3, "watchful": 0.9}


def test_luck_of_its_own_where_it_is_asked_for() -> None:
    _, ran = watched(points=[{B: 0.3}, {B: 0.6}], luck="own", replications=1)
    assert len({task.luck for task in ran}) == 3


def test_points_of_a_data_frame_with_gaps() -> None:
    frame = pd.DataFrame({"levers.monitoring": [0.3, np.nan], "world.city.residents": [10_000, 12_000]})
    assert [dict(point) for point in study(points=frame).drawing.points] == [{B: 0.3, A: 10_000}, {A: 12_000}]


def test_points_in_a_csv(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("levers.monitoring,world.city.residents\n0.3,\n0.6,12000\n", encoding="utf-8")
    assert [dict(point) for point in study(design=f"listed:file={file}", uncertain=["world"]).drawing.points] == [
        {B: 0.3},
        {B: 0.6, A: 12_000},
    ]
    file.write_text("levers.monitoring,world.city.residents\n0.3\n", encoding="utf-8")
    with pytest.raises(GpssimError, match="line 2: 1 cells stand below 2 parameters"):
        study(design=f"listed:file={file}", uncertain=["world"])


def test_a_longer_sequence_continues_a_folder_and_another_one_is_refused(tmp_path: Path) -> None:
    options: dict[str, Any] = {"uncertain": TWO, "replications": 1}
    short = study(design="sobol_sequence:n=4", **options).run(tmp_path)
    ran: list[Task] = []

    def seen(task: Task) -> RunOutcome:
        ran.append(task)
        return quick(task)

    long = study(design="sobol_sequence:n=8", runner=as_quick(seen), **options).run(tmp_path)
    assert {task.world for task in ran} == {5, 6, 7, 8}
    assert long.digest == study(design="sobol_sequence:n=8", **options).run().digest
    assert gpssim.load_results(tmp_path).n_worlds == 8
    again = study(design="sobol_sequence:n=4", **options).run(tmp_path)
    assert again.digest == short.digest
    assert again.n_worlds == 4
    with pytest.raises(StudyError, match="worlds is 8 there and 16 here"):
        study(design="latin_hypercube:n=16", luck="own", **options).run(tmp_path)
    with pytest.raises(StudyError, match="luck is 'own' there and 'common' here"):
        study(design="sobol_sequence:n=8", luck="common", **options).run(tmp_path)


def test_a_point_that_contradicts_itself_is_a_failed_run_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many points not all are made before anything runs."""
    monkeypatch.setattr("gpssim.studies.study.worth_checking", lambda points: [])
    results = study(points=[{B: 0.3}, {B: 7.0}], replications=1).run()
    failed = results.runs[results.runs["status"] == "FAILED"]
    assert set(failed["world"]) == {2}
    assert set(failed["stage"]) == {"build"}
    assert failed["reason"].str.contains("monitoring").all()


def test_ends_are_tried_first_where_points_are_many() -> None:
    from gpssim.studies.points import MOST_CHECKED, worth_checking

    many = [{B: 0.5} for _ in range(5000)]
    many[4321], many[17] = {B: 0.9}, {B: 0.1}
    places = worth_checking(many)
    assert {17, 4321} <= set(places)
    assert len(places) <= 2 * MOST_CHECKED


def test_a_design_of_ones_own_is_a_file_of_the_same_shape() -> None:
    @plugin
    class Corners(Design):
        """Both ends of everything at once."""

        name = "both_ends"
        label = "both ends"
        label_zh = "两端"
        source = "a test"
        inner: float = param(0.0, "share", "how far from the ends", ge=0.0, le=0.5)

        def places(self, variables: Any, luck: Luck) -> np.ndarray:
            return np.array([[self.inner] * len(variables), [1.0 - self.inner] * len(variables)])

    gpssim.register("design", Corners)
    try:
        found = study(design="both_ends:inner=0.25", uncertain=TWO).drawing.points
        assert [point[B] for point in found] == [0.375, 0.625]
    finally:
        gpssim.forget("design", "both_ends") if hasattr(gpssim, "forget") else SHELVES["design"].forget("both_ends")


def test_the_market_is_what_the_point_says() -> None:
    """Through the real market: a point's digest is that of the scenario that says the same."""
    from tests.small_market import small_scenario

    scenario = replace(small_scenario(), {"months": 2, "warm_up": 1})
    options: dict[str, Any] = {"policies": ["open_tender"], "replications": 1, "runner": run_one, "keep": "all"}
    of_point = study(scenario=scenario, points=[{"levers.monitoring": 0.9}], **options)
    direct = study(scenario=replace(scenario, {"policy.levers.monitoring": 0.9}), **options)
    there = of_point.run().runs
    assert there.loc[there["world"] == 1, "digest"].tolist() == direct.run().runs["digest"].tolist()
