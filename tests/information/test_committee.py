"""Committees: what a rating is made of, and which errors jurors share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gpssim.errors import GpssimError
from gpssim.information.committee import Panel, Papers, combined, errors, own_variance, ratings
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.streams import Luck

PANEL = Panel(5, 1, 0.5, 0.3, 0.5, 0.04, 1.0)
ROWS = np.arange(4000)


def papers(n: int) -> Papers:
    return Papers(np.full(n, 0.2), np.full(n, 0.4), np.full(n, 3), np.full(n, 0.6))


def test_a_rating_by_hand() -> None:
    rated = ratings(PANEL, papers(2), np.zeros((2, 5)))
    assert rated[0].tolist() == pytest.approx([0.2 + 0.2 + 0.12 + 0.6, *[0.52] * 4])


def test_the_neutral_committee_reads_the_dossier_and_nothing_else() -> None:
    neutral = Panel(5, 0, 0.0, 0.3, 0.0, 0.0, 0.0)
    assert ratings(neutral, papers(3), errors(neutral, Luck.of(1, 0), ROWS[:3])).tolist() == [[0.2] * 5] * 3


@pytest.mark.parametrize("rho", [0.0, 0.3, 1.0])
def test_errors_have_their_size_and_their_correlation(rho: float) -> None:
    panel = replace(PANEL, correlation=rho)
    drawn = errors(panel, Luck.of(2, 0), ROWS)
    assert drawn.std() == pytest.approx(0.5, rel=0.03)
    assert np.corrcoef(drawn[:, 0], drawn[:, 4])[0, 1] == pytest.approx(rho, abs=0.06)
    assert drawn.mean(axis=1).std() == pytest.approx(panel.mean_noise, rel=0.06)


def test_an_error_is_what_all_share_and_what_is_a_jurors_own() -> None:
    luck, panel = Luck.of(2, 0), Panel(2, 0, 2.0, 0.36, 0.0, 0.0, 0.0)
    shared, own = luck.normals("jury", ROWS[:3])[:, None], luck.normals("juror", ROWS[:3, None], np.arange(2)[None])
    assert errors(panel, luck, ROWS[:3]) == pytest.approx(1.2 * shared + 1.6 * own)  # 2 x 0.6 and 2 x 0.8
    lay = replace(panel, n_representatives=1, lay_noise=1.5)
    assert errors(lay, luck, ROWS[:3]) == pytest.approx((1.2 * shared + 1.6 * own) * [1.5, 1.0])


def test_errors_belong_to_bidders_not_to_places() -> None:
    luck = Luck.of(3, 0)
    assert np.array_equal(errors(PANEL, luck, np.array([7, 2, 5]))[0], errors(PANEL, luck, np.array([2, 7]))[1])


def test_a_smaller_committee_hears_the_same_jurors() -> None:
    luck = Luck.of(3, 0)
    assert np.array_equal(errors(replace(PANEL, n_jurors=3), luck, ROWS[:2]), errors(PANEL, luck, ROWS[:2])[:, :3])


def test_trimming_drops_the_extremes_of_each_offer() -> None:
    rated = np.array([[9.0, 1.0, 4.0, 5.0, 6.0], [0.0, 0.0, 0.0, 3.0, 3.0]])
    assert combined(PANEL, rated).tolist() == pytest.approx([5.0, 1.2])
    assert combined(replace(PANEL, trim=1), rated).tolist() == [5.0, 1.0]
    assert combined(replace(PANEL, trim=2), rated).tolist() == [5.0, 0.0]


def test_a_trimming_committee_is_a_little_noisier_and_knows_it() -> None:
    plain, trimming = (replace(PANEL, correlation=0.2, trim=trim) for trim in (0, 1))
    assert own_variance(5, 1) == pytest.approx(0.2270554, abs=1e-6)
    assert trimming.mean_noise == pytest.approx(0.5 * np.sqrt(0.2 + 0.8 * 0.2270554), abs=1e-6)
    drawn = combined(trimming, errors(trimming, Luck.of(2, 0), np.arange(40_000)))
    assert drawn.std() == pytest.approx(trimming.mean_noise, rel=0.015)
    assert trimming.mean_noise > plain.mean_noise
    assert OpenTender(trim=1).rating_noise > OpenTender().rating_noise


def test_somebody_must_be_left() -> None:
    with pytest.raises(GpssimError, match=r"open_tender\.trim = 3 is impossible: it must be less than half of the 5 jurors"):
        OpenTender(trim=3)


def test_lay_members_err_more_and_the_panel_knows_it() -> None:
    lay = replace(PANEL, n_representatives=2, lay_noise=2.0, correlation=0.2)
    drawn = errors(lay, Luck.of(6, 0), ROWS)
    assert drawn[:, 0].std() == pytest.approx(1.0, rel=0.05)
    assert drawn[:, 4].std() == pytest.approx(0.5, rel=0.05)
    assert drawn.mean(axis=1).std() == pytest.approx(lay.mean_noise, rel=0.05)
    assert replace(lay, lay_noise=1.0).mean_noise < lay.mean_noise
    with pytest.raises(GpssimError, match=r"lay_noise = 2.0 is impossible: it must be 1 where extremes are dropped"):
        OpenTender(lay_noise=2.0, trim=1)


def test_the_familiar_face_gets_a_better_rating() -> None:
    known = replace(papers(2), incumbent=np.array([1, 0]))
    assert ratings(replace(PANEL, familiarity=0.3), known, np.zeros((2, 5)))[:, 4].tolist() == pytest.approx([0.82, 0.52])
    assert np.array_equal(ratings(PANEL, known, np.zeros((2, 5))), ratings(PANEL, papers(2), np.zeros((2, 5))))
    nobody = ratings(replace(PANEL, familiarity=0.3), papers(2), np.zeros((2, 5)))  # the work is new
    assert nobody[:, 4].tolist() == pytest.approx([0.52, 0.52])
    assert OpenTender(familiarity=0.3).unerring().familiarity == 0.0
