"""A bar moves month by month where runs are made in this process; functions of the caller's are told of whole runs."""

from __future__ import annotations

from small_market import small_scenario

from gpssim.studies import Study, finishing
from gpssim.studies.executors import executor_of
from gpssim.studies.progress import Bar

POLICIES = ("open_tender", "lottery")


def told(study: Study, as_bar: bool) -> list[tuple[float, int]]:
    """What is told of a study, to a bar or to a function."""
    heard: list[tuple[float, int]] = []

    def tick(done: float, total: int) -> None:
        heard.append((done, total))

    finishing.finished(study, None, Bar(tick) if as_bar else tick, executor_of("serial"))
    return heard


def test_a_bar_moves_with_every_month_and_reaches_a_group_only_when_it_has_ended() -> None:
    study = Study(small_scenario(), POLICIES, replications=2, months=4, warm_up=3, workers=1)
    heard = told(study, as_bar=True)
    done = [one for one, _ in heard]
    assert done == sorted(done)
    assert {total for _, total in heard} == {4}
    assert len(heard) == 1 + 2 * (3 + 2 * 4 + 1)  # the start; for each group its warm-up, the months of two policies, its end
    assert [one for one in done if one == int(one)] == [0, 2, 4]
    assert done[1] == 2 / 11


def test_a_function_is_told_of_whole_runs() -> None:
    study = Study(small_scenario(), POLICIES, replications=2, months=4, warm_up=3, workers=1)
    assert told(study, as_bar=False) == [(0, 4), (2, 4), (4, 4)]


def test_nobody_listens_after_the_study() -> None:
    study = Study(small_scenario(), POLICIES[:1], replications=1, months=2, warm_up=1, workers=1)
    heard = told(study, as_bar=True)
    n = len(heard)
    study.run(progress=False)
    assert len(heard) == n
