"""Every reputation system keeps every law, and every law can be broken; then each system by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from reputation_laws import LAWS, Law, independent_signals_may_come_in_any_order, signals
from scipy.special import ndtr, ndtri

from gpssim import registry
from gpssim.errors import GpssimError
from gpssim.information.reputation.base import Record, ReputationSystem, Signals, Standing
from gpssim.information.reputation.beta_compliance import BetaCompliance
from gpssim.information.reputation.kalman import Kalman
from gpssim.information.reputation.moving_average import MovingAverage
from gpssim.information.reputation.star_rating import StarRating
from gpssim.information.reputation.third_party import ThirdParty
from gpssim.information.reputation.word_of_mouth import WordOfMouth
from gpssim.scenario.declarations.information import Information, ReputationSetting
from gpssim.scenario.declarations.world import World

SHIPPED = [cls.of(World()) for cls in registry.reputations().values()]
VARIANTS = [
    Kalman(prior_sd=2.0, drift=0.0),
    MovingAverage(rate=0.3),
    MovingAverage(window=3, start_weight=0.0),
    BetaCompliance(kept_before=0.5, broken_before=0.5),
    StarRating(thresholds=(0.3, 0.5, 0.6, 0.95)),
    ThirdParty(capture=0.0, noise=0.0),
    WordOfMouth(diffusion=0.5),
]


def named(system: ReputationSystem) -> str:
    return system.name


def test_the_folder_is_found() -> None:
    assert [s.name for s in SHIPPED] == [
        "beta_compliance",
        "kalman",
        "moving_average",
        "star_rating",
        "third_party",
        "word_of_mouth",
    ]
    assert [s.name for s in SHIPPED if s.coarse] == ["star_rating"]  # the others begin where they are told to


@pytest.mark.conformance
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("system", SHIPPED + VARIANTS, ids=named)
def test_law(system: ReputationSystem, law: Law) -> None:
    law(system)


class Restless(Kalman):
    name = "restless"

    def learn(self, record: Record, signals: Signals) -> Record:
        return Record(record.first + 0.1, record.second)


class Contrary(Kalman):
    name = "contrary"

    def learn(self, record: Record, signals: Signals) -> Record:
        return Record(2.0 * record.first - super().learn(record, signals).first, record.second)


class Gullible(Kalman):
    name = "gullible"

    def learn(self, record: Record, signals: Signals) -> Record:
        return Record(np.where(np.asarray(signals.precision) > 0.0, 2.0 * signals.value, record.first), record.second)


class Stubborn(Kalman):
    name = "stubborn"

    def learn(self, record: Record, signals: Signals) -> Record:
        return record


class Partial(Kalman):
    name = "partial"

    def begin(self, shape: tuple[int, ...], start: float) -> Record:
        record = super().begin(shape, start)
        record.first.flat[0] += 0.5
        return record


class Meddling(Kalman):
    name = "meddling"

    def learn(self, record: Record, signals: Signals) -> Record:
        record.first[...] = super().learn(record, signals).first
        return record


class Gossip(Kalman):
    name = "gossip"

    def learn(self, record: Record, signals: Signals) -> Record:
        learned = super().learn(record, signals)
        return Record(learned.first + 0.01 * np.roll(learned.first, 1), learned.second)


class Latest(MovingAverage):
    name = "latest"
    order_free = True


class Wild(Kalman):
    name = "wild"

    def score(self, record: Record) -> Standing:
        return Standing(100.0 * record.first, record.second)


class Hasty(Kalman):
    name = "hasty"

    def age(self, record: Record, months: float) -> Record:
        return Record(record.first, record.second + self.drift)


@pytest.mark.parametrize(
    "broken",
    [Restless(), Contrary(), Gullible(), Stubborn(), Partial(), Meddling(), Gossip(), Latest(rate=0.5), Wild(), Hasty()],
    ids=named,
)
def test_a_planted_fault_breaks_a_law(broken: ReputationSystem) -> None:
    def breaks(law: Law) -> bool:
        try:
            law(broken)
        except (AssertionError, ValueError):
            return True
        return False

    assert any(breaks(law) for law in LAWS)


def test_order_matters_where_a_system_says_so() -> None:
    forgetful = type("Forgetful", (MovingAverage,), {"order_free": True})(rate=0.5)
    with pytest.raises(AssertionError):
        independent_signals_may_come_in_any_order(forgetful)


def one(value: float, precision: float = 1.0, n: float = 1.0, kept: float = 1.0) -> Signals:
    return Signals(np.array([value]), np.array([precision]), n, kept)


def test_the_filter_by_hand() -> None:
    system = Kalman(prior_sd=1.0, drift=0.5)
    record = system.learn(system.age(system.begin((1,), 0.0), 2.0), one(3.0))
    assert (record.first[0], record.second[0]) == (pytest.approx(2.0), pytest.approx(2.0 / 3.0))


def test_moving_averages_by_hand() -> None:
    plain = MovingAverage(window=3, start_weight=1.0)
    record = plain.begin((1,), 0.0)
    for value, expected in ((1.0, 0.5), (2.0, 1.0), (4.0, 2.0), (8.0, 4.0)):  # a mean of two, of three, then a third each
        record = plain.learn(record, one(value))
        assert record.first[0] == pytest.approx(expected)
    forgetful = MovingAverage(rate=0.25)
    assert forgetful.learn(forgetful.begin((1,), 0.0), one(1.0)).first[0] == pytest.approx(0.25)
    two_at_once = forgetful.learn(forgetful.begin((1,), 0.0), one(1.0, n=2.0)).first[0]
    assert two_at_once == pytest.approx(1.0 - 0.75**2)
    fresh = MovingAverage(start_weight=0.0)
    assert fresh.learn(fresh.begin((1,), 5.0), one(1.0)).first[0] == 1.0


def test_a_signal_of_which_no_more_is_said_is_one_that_showed_a_kept_promise() -> None:
    plain = Signals(np.array([0.0]), np.array([1.0]))
    kept = BetaCompliance(kept_before=2.0, broken_before=1.0)
    record = kept.learn(kept.begin((1,), kept.prior_mean), plain)
    assert (record.first[0], record.second[0]) == (3.0, 1.0)
    forgetful = MovingAverage(rate=0.25)
    assert forgetful.learn(forgetful.begin((1,), 4.0), plain).first[0] == pytest.approx(3.0)
    # and one of middling luck: as likely captured as not, with an error of nothing
    seldom, often = (ThirdParty(capture=chance, noise=2.0, capture_bias=0.5).hear(plain) for chance in (0.49, 0.51))
    assert (seldom.captured.tolist(), often.captured.tolist()) == ([False], [True])
    assert (seldom.signals.value[0], often.signals.value[0]) == (0.0, 0.5)


def test_compliance_by_hand() -> None:
    system = BetaCompliance(kept_before=2.0, broken_before=1.0)
    record = system.learn(system.begin((1,), system.prior_mean), one(0.0, n=3.0, kept=2.0))
    assert (record.first[0], record.second[0]) == (4.0, 2.0)
    chance = system.chance(record)
    assert (chance.mean[0], chance.variance[0]) == (pytest.approx(2 / 3), pytest.approx(2 / 63))
    assert system.score(record).mean[0] == pytest.approx(system.prior_mean)  # as often as the prior said


def test_stars_by_hand() -> None:
    stars = StarRating()
    shown = np.array([0.2, 0.6, 0.65, 0.7, 0.85, 0.97])
    assert stars.grades(ndtri(shown) + 1e-12).tolist() == [1, 2, 2, 3, 4, 5]
    assert stars.grades(ndtri(shown), np.array([True] * 5 + [False])).tolist()[-1] == 0
    assert stars.score(Record(ndtri(shown), np.ones(6))).mean[-1] == pytest.approx(float(ndtri(0.95)))
    with pytest.raises(GpssimError, match="four rising shares between 0 and 1"):
        StarRating(thresholds=(0.6, 0.5, 0.8, 0.9))


def test_a_captured_evaluator_inflates_and_it_shows() -> None:
    evaluator = ThirdParty(noise=0.3, capture=0.2, capture_bias=1.0)
    news = replace(signals((4,), 0.0), uniform=np.array([0.1, 0.1, 0.3, 0.9]), normal=np.array([0.0, 1.0, 0.0, -1.0]))
    heard = evaluator.hear(news)
    assert heard.captured.tolist() == [False, True, False, False]  # nothing was heard of the first
    np.testing.assert_allclose(heard.signals.value - news.value, [0.0, 1.3, 0.0, -0.3])
    assert heard.signals.precision[1] == pytest.approx(1.0 / (0.25 + 0.09))  # type: ignore[index]  # an array here
    assert ThirdParty(fee=500.0).cost == 500.0


def test_words_travel_between_districts() -> None:
    mouths = WordOfMouth(diffusion=0.1, drift=0.0)
    record = mouths.age(Record(np.array([[0.0, 1.0]]), np.ones((1, 2))), 1.0)
    np.testing.assert_allclose(record.first, [[0.05, 0.95]])
    alone = mouths.age(Record(np.array([0.0, 1.0]), np.ones(2)), 1.0)
    assert alone.first.tolist() == [0.0, 1.0]  # a public record has no districts
    many, few = (mouths.learn(mouths.begin((1,), 0.0), one(1.0, n=n)).first[0] for n in (50.0, 2.0))
    assert 0.0 < few < many < 1.0


def test_a_world_sets_what_it_names() -> None:
    settings = (
        ReputationSetting(system="moving_average", name="window", value=5),
        ReputationSetting(system="kalman", name="drift", value=0.2),
    )
    world = World(information=Information(prior_sd=0.9, drift=0.03, reputation_settings=settings))
    assert registry.reputation("moving_average", world) == MovingAverage(window=5, prior_sd=0.9)
    assert registry.reputation("kalman", world) == Kalman(prior_sd=0.9, drift=0.2)
    plain = World(information=Information(drift=0.03))
    assert (registry.reputation("kalman", plain).drift, registry.reputation("kalman", plain, published=True).drift) == (0.03, 0.0)  # type: ignore[attr-defined]  # its own parameter


@pytest.mark.parametrize(
    ("information", "words"),
    [
        ({"reputation": "kalmann"}, "unknown reputation system in world.information.reputation: 'kalmann'; did you mean 'kalman'"),
        ({"published_reputation": "stars"}, "unknown reputation system in world.information.published_reputation: 'stars'"),
        ({"reputation_settings": (ReputationSetting(system="kalmn"),)}, "unknown reputation system 'kalmn'"),
        ({"reputation_settings": (ReputationSetting(name="drifd"),)}, "unknown parameter of kalman 'drifd'; did you mean 'drift'"),
        ({"reputation_settings": (ReputationSetting(name="drift", value=-1.0),)}, r"kalman\.drift = -1\.0 is impossible"),
    ],
)
def test_what_a_scenario_names_is_checked_before_anything_runs(information: dict[str, object], words: str) -> None:
    from gpssim.scenario import Scenario

    scenario = Scenario(world=World(information=Information(**information)))
    with pytest.raises(GpssimError, match=words):
        registry.check(scenario, "open_tender")


def test_a_grade_stands_for_the_middle_of_its_range() -> None:
    shown = np.array([0.3, 0.62, 0.75, 0.85, 0.95])
    stars = StarRating(thresholds=(0.4, 0.7, 0.8, 0.9), quality_reference=0.5, quality_scale=2.0)
    latent = 0.5 + 2.0 * ndtri(shown)
    assert stars.grades(latent).tolist() == [1, 2, 3, 4, 5]
    standing = stars.score(Record(latent, np.array([0.1, 0.2, 0.3, 0.4, 0.5])))
    # the range of the lowest grade is as wide as the next one, but its middle is never below half its end: (0.1 + 0.4) / 2 = 0.25
    assert ndtr((standing.mean - 0.5) / 2.0) == pytest.approx([0.25, 0.55, 0.75, 0.85, 0.95])
    assert standing.variance.tolist() == [0.1, 0.2, 0.3, 0.4, 0.5]
    wide = StarRating(thresholds=(0.2, 0.7, 0.8, 0.9)).score(Record(np.array([-3.0]), np.ones(1)))
    assert ndtr(wide.mean) == pytest.approx([0.1])  # (-0.3 + 0.2) / 2 would be no share


def test_an_average_is_as_uncertain_as_one_signal_over_those_counted() -> None:
    plain = MovingAverage(window=4, start_weight=0.0, prior_sd=0.6)
    record = plain.begin((1,), 0.0)
    variances = [float(plain.score(record).variance[0])]
    for _ in range(6):
        record = plain.learn(record, one(1.0))
        variances.append(float(plain.score(record).variance[0]))
    assert variances == pytest.approx([0.36, 0.36, 0.18, 0.12, 0.09, 0.09, 0.09])  # no more than the window is counted


def test_a_compliance_record_reads_as_quality() -> None:
    system = BetaCompliance(kept_before=3.0, broken_before=1.0, prior_mean=0.4, prior_sd=0.5)
    for start in (-0.2, 0.4, 0.9):
        begun = system.begin((2,), start)
        assert system.score(begun).mean == pytest.approx([start, start])
        assert begun.first + begun.second == pytest.approx([4.0, 4.0])  # another start is another chance, not another weight
    # as often kept as broken: a half, below the prior's three quarters by the quantile of these
    half = system.score(Record(np.array([4.0]), np.array([4.0])))
    assert half.mean == pytest.approx([0.4 - 0.5 * ndtri(0.75)])
    # a chance of variance 1/36 (4 * 4 / (8^2 * 9)), stretched by how fast the quantile moves at the median: 0.5 sqrt(2 pi)
    assert half.variance == pytest.approx([0.25 * 2.0 * np.pi / 36.0])
    # three kept and one broken: variance 3 / (16 * 5) = 0.0375; at a chance of 3/4 the normal density is 0.3177766, so that a unit
    # of chance is worth 0.5 / 0.3177766 = 1.573432 units of quality; the same of one kept and three broken
    for record in (Record(np.array([3.0]), np.array([1.0])), Record(np.array([1.0]), np.array([3.0]))):
        assert system.score(record).variance == pytest.approx([0.0375 * 1.573432**2], rel=1e-6)


def test_tales_are_weighed_by_their_noise_and_words_travel_month_by_month() -> None:
    mouths = WordOfMouth(tale_noise=1.5, diffusion=0.2, prior_sd=0.6, drift=0.02)
    told = mouths.learn(mouths.begin((1,), 0.0), one(2.0, n=4.0))
    gain = 0.36 / (0.36 + 1.5**2 / 4.0)
    assert (told.first[0], told.second[0]) == (pytest.approx(2.0 * gain), pytest.approx(0.36 * (1.0 - gain)))
    start = Record(np.array([[0.0, 0.3, 1.5]]), np.full((1, 3), 0.1))
    at_once, later = mouths.age(start, 2.0), mouths.age(mouths.age(start, 1.0), 1.0)
    np.testing.assert_allclose(at_once.first, [[0.6 - 0.64 * 0.6, 0.6 - 0.64 * 0.3, 0.6 + 0.64 * 0.9]])
    np.testing.assert_allclose(later.first, at_once.first)
    np.testing.assert_allclose(at_once.second, 0.14)


def test_an_evaluator_without_error_passes_on_what_it_hears() -> None:
    plain = ThirdParty(noise=0.0, capture=0.0)
    news = replace(signals((3,), 0.7), uniform=np.full(3, 1e-9), normal=np.full(3, 2.0))
    heard = plain.hear(news)
    assert np.array_equal(heard.signals.value, news.value)
    assert np.array_equal(np.asarray(heard.signals.precision), np.asarray(news.precision))
    assert not heard.captured.any()
    aged = ThirdParty(drift=0.03).age(Record(np.zeros(1), np.array([0.2])), 3.0)
    assert ThirdParty().score(aged).variance == pytest.approx([0.29])


FILTERS = [Kalman(prior_sd=0.5), StarRating(prior_sd=0.5), ThirdParty(prior_sd=0.5), WordOfMouth(prior_sd=0.5)]


@pytest.mark.parametrize("system", FILTERS, ids=named)
def test_nothing_known_is_as_uncertain_as_organizations_differ(system: ReputationSystem) -> None:
    assert system.begin((2, 3), 0.3).second.tolist() == [[0.25] * 3] * 2
    # a signal as noisy as organizations differ (sd 0.5, precision 4) halves the uncertainty; tales have a noise of their own
    if not system.from_citizens:
        assert system.learn(system.begin((1,), 0.0), one(1.0, precision=4.0)).second == pytest.approx([0.125])
