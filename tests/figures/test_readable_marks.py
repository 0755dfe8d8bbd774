"""Numbers on bars can be read, what has no value shows a dash, what stands under two panels stands between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis.steps import STAGES
from gpssim.figures import six_steps, words
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


def test_what_stops_projects_has_room_between_its_reasons_and_whole_percents() -> None:
    """Five policies and two reasons: marks of one reason stand closer than two reasons do, and one at 0 is not cut."""
    policies = ("status_quo", "open_tender", "directed_commission", "lottery", "venture_philanthropy")
    reasons = (("purchase", "no_offers"), ("purchase", "too_few_offers"))
    rows = [("months", p, "appropriation", stage, "", 1.0, np.nan, np.nan, 3) for p in policies for stage in STAGES]
    rows += [("stopped", p, "appropriation", *both, 0.0, 0.0, 0.08, 3) for p in policies for both in reasons]
    for language, colon, sign in (("en", ": ", " %"), ("zh", "：", "%")):
        axes = six_steps.plot(pd.DataFrame(rows, columns=six_steps.FRAME), language).axes[1]  # type: ignore[arg-type]  # any language
        places = sorted({float(line.get_ydata()[0]) for line in axes.lines if line.get_marker() not in ("None", None, "")})
        steps = np.diff(places)
        assert len(places) == len(policies) * len(reasons)
        assert steps[len(policies) - 1] > 1.9 * steps[0]
        assert axes.get_xlim()[0] < 0.0
        assert axes.get_yticklabels()[0].get_text().startswith(words.word("step_purchase", language) + colon)  # type: ignore[arg-type]  # any language
        assert axes.xaxis.get_major_formatter()(0.1, 0) == f"10{sign}"
