"""Committees: what a rating is made of, and which errors jurors share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gpssim.information.committee import Panel, Papers, errors, ratings
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


def test_errors_belong_to_bidders_not_to_places() -> None:
    luck = Luck.of(3, 0)
    assert np.array_equal(errors(PANEL, luck, np.array([7, 2, 5]))[0], errors(PANEL, luck, np.array([2, 7]))[1])


def test_a_smaller_committee_hears_the_same_jurors() -> None:
    luck = Luck.of(3, 0)
    assert np.array_equal(errors(replace(PANEL, n_jurors=3), luck, ROWS[:2]), errors(PANEL, luck, ROWS[:2])[:, :3])
