"""What every reputation system must keep, whoever wrote it. A law is a function of a system; it raises where the law is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gpssim.information.reputation.base import Record, ReputationSystem, Signals

Law = Callable[[ReputationSystem], None]
LAWS: list[Law] = []
SHAPES = ((5,), (4, 3))
STARTS = (-0.6, 0.0, 0.3, 0.9)


def law(check: Law) -> Law:
    LAWS.append(check)
    return check


def signals(shape: tuple[int, ...], level: float = 0.2, *, precision: float = 4.0, kept: float = 1.0) -> Signals:
    """A signal for each place, rising along the record, the first place unheard."""
    value = level + np.linspace(0.0, 0.4, int(np.prod(shape))).reshape(shape)
    heard = np.full(shape, precision)
    heard.flat[0] = 0.0
    n = (heard > 0).astype(np.float64)
    return Signals(value, heard, n, kept * n, np.full(shape, 0.9), np.zeros(shape))


def frozen(record: Record) -> Record:
    for array in (record.first, record.second):
        array.setflags(write=False)
    return record


def same(a: Record, b: Record) -> None:
    np.testing.assert_allclose(a.first, b.first, rtol=0, atol=1e-12)
    np.testing.assert_allclose(a.second, b.second, rtol=0, atol=1e-12)


@law
def newcomers_stand_at_their_starting_score(system: ReputationSystem) -> None:
    for shape in SHAPES:
        scores = [system.score(system.begin(shape, start)) for start in STARTS]
        assert all(s.mean.shape == shape == s.variance.shape for s in scores)
        assert all(np.isfinite(s.mean).all() and (s.variance >= 0).all() for s in scores)
        assert all(np.ptp(s.mean) == 0.0 for s in scores), "newcomers differ"
        if system.coarse:
            assert (np.diff([s.mean.flat[0] for s in scores]) >= 0.0).all()
        else:
            np.testing.assert_allclose([s.mean.flat[0] for s in scores], STARTS, atol=1e-9)


@law
def no_information_changes_nothing(system: ReputationSystem) -> None:
    for shape in SHAPES:
        record = system.learn(system.begin(shape, 0.3), signals(shape))
        for value in (5.0, np.nan):
            unheard = Signals(np.full(shape, value), np.zeros(shape), np.zeros(shape), np.zeros(shape))
            same(system.learn(record, system.hear(unheard).signals), record)
            same(system.learn(record, replace(unheard, n=np.ones(shape), kept=np.ones(shape))), record)


@law
def the_score_moves_towards_the_news_and_not_beyond(system: ReputationSystem) -> None:
    for shape in SHAPES:
        before = system.begin(shape, 0.3)
        start = system.score(before).mean
        for level, kept in ((2.0, 1.0), (-2.0, 0.0)):
            after = system.score(system.learn(before, signals(shape, level, kept=kept))).mean
            moved = np.sign(level) * (after - start)
            assert (moved >= 0.0).all(), "good news harm, or bad news help"
            assert (np.sign(level) * (level + np.sign(level) * 0.4 - after) >= 0.0).all(), "the score overtakes the news"
            assert after.flat[0] == start.flat[0]


@law
def better_signals_never_make_a_worse_score(system: ReputationSystem) -> None:
    for shape in SHAPES:
        before = system.learn(system.begin(shape, 0.0), signals(shape))
        levels = (-1.0, -0.2, 0.4, 1.5)
        scores = [system.score(system.learn(before, signals(shape, level, kept=float(level > 0)))).mean for level in levels]
        assert (np.diff(scores, axis=0) >= -1e-12).all()


@law
def enough_news_drown_the_starting_score(system: ReputationSystem) -> None:
    """Whoever began high and whoever began low are told apart less and less."""
    gaps = []
    for rounds in (0, 40):
        records = [system.begin((6,), start) for start in (-0.6, 0.9)]
        for _ in range(rounds):
            records = [system.learn(r, signals((6,))) for r in records]
        low, high = (system.score(r).mean[1:] for r in records)
        gaps.append(np.abs(high - low).max())
    assert gaps[1] <= 0.5 * gaps[0]


@law
def scores_stay_finite_and_variances_positive(system: ReputationSystem) -> None:
    record = system.begin((6,), 0.0)
    for k in range(200):
        record = system.age(system.learn(record, signals((6,), 3.0 * (-1) ** k, precision=1e6, kept=float(k % 2))), 1.0)
        standing = system.score(record)
        assert np.isfinite(standing.mean).all()
        assert (np.abs(standing.mean) < 10.0).all()
        assert (standing.variance >= 0.0).all()


@law
def independent_signals_may_come_in_any_order(system: ReputationSystem) -> None:
    if not system.order_free:
        return
    news = [signals((5,), level, precision=p, kept=k) for level, p, k in ((0.5, 1.0, 1.0), (-0.3, 9.0, 0.0), (1.2, 4.0, 1.0))]
    ends = []
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        record = system.begin((5,), 0.1)
        for k in order:
            record = system.learn(record, news[k])
        ends.append(record)
    same(ends[0], ends[1])
    same(ends[0], ends[2])


@law
def every_place_learns_for_itself(system: ReputationSystem) -> None:
    record, news = system.begin((5,), 0.3), signals((5,))
    whole = system.learn(record, news)
    order = np.array([3, 1, 4, 0, 2])
    turned = Signals(news.value[order], news.precision[order], news.n[order], news.kept[order])  # type: ignore[index]  # arrays here
    other = system.learn(Record(record.first[order], record.second[order]), turned)
    same(Record(whole.first[order], whole.second[order]), other)


@law
def inputs_are_left_alone_and_nothing_is_kept(system: ReputationSystem) -> None:
    record = frozen(system.begin((4, 3), 0.3))
    news = signals((4, 3))
    for array in (news.value, news.precision, news.n, news.kept):
        np.asarray(array).setflags(write=False)
    first, second = (system.learn(record, system.hear(news).signals) for _ in range(2))
    same(first, second)
    same(system.age(frozen(first), 3.0), system.age(second, 3.0))
    assert np.array_equal(system.score(first).mean, system.score(second).mean)


@law
def months_may_pass_one_by_one_or_together(system: ReputationSystem) -> None:
    record = system.learn(system.begin((4, 3), 0.3), signals((4, 3)))
    by_month = system.age(system.age(record, 1.0), 1.0)
    same(system.age(record, 2.0), by_month)
    same(system.age(record, 0.0), record)


@law
def it_costs_nothing_or_something(system: ReputationSystem) -> None:
    assert system.cost >= 0.0
    heard = system.hear(signals((5,)))
    assert (np.asarray(heard.signals.precision) >= 0.0).all()
    assert np.asarray(heard.signals.precision).flat[0] == 0.0
    assert np.asarray(heard.captured).dtype == np.bool_
