"""Numbers on bars can be read, what has no value shows a dash, what stands under two panels stands between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from gpssim.figures import words
from gpssim.figures.bought_with import _filling, _ink, _number
from gpssim.figures.capacity_growth import BETWEEN
from gpssim.figures.forest_marks import numbers
from gpssim.figures.style import INK


def test_a_number_is_white_on_a_dark_part_and_ink_on_any_other() -> None:
    assert _ink(_filling("own", "#000000")) == "white"
    assert _ink(_filling("own", "#0072B2")) == _ink(_filling("inherited", "#000000")) == _ink(_filling("kept", "#000000")) == INK


def test_a_number_on_dots_has_white_behind_it() -> None:
    axes = Figure().subplots()
    _number(axes, (0.5, 0.0), 0.08, _filling("kept", "#000000"))
    _number(axes, (0.5, 0.0), 0.92, _filling("own", "#000000"))
    assert [text.get_bbox_patch() is not None for text in axes.texts] == [True, False]


def test_a_difference_that_does_not_exist_is_a_dash_and_shares_are_written_as_elsewhere() -> None:
    rows = {
        "y": [0.0, 1.0],
        "difference": [np.nan, 0.5],
        "low": [np.nan, 0.4],
        "high": [np.nan, 0.6],
        "same_sign_share": [np.nan, 0.9],
    }
    axes = Figure().subplots()
    numbers(axes, pd.DataFrame(rows), "en")
    assert [text.get_text() for text in axes.texts] == ["–", "0.50 [0.40, 0.60]  90 %"]


def test_notes_say_what_a_missing_mark_is_and_which_replications_count() -> None:
    assert "No mark: nothing to compare in this cell" in words.word("split_note", "en", baseline="open tender", n=3)
    assert "Counted are the replications whose offers are kept" in words.word("regret_note", "en", family="mark-up")
    assert words.unit_of("satisfaction", "en") == "0–1"
    assert 1.0 < BETWEEN < 1.2
