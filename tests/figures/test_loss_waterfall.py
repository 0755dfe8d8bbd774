"""The waterfall: bars hang one from the other, from full information to what happens, for any number of policies."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gpssim.errors import StudyError
from gpssim.figures import draw_all, figures
from gpssim.figures.fonts import chinese_font
from gpssim.figures.loss_waterfall import placed, waterfall_of
from gpssim.records.results import Results
from gpssim.texts.numbers import shown
from tests.figures.test_figures import LANGUAGES, texts
from tests.synthetic import synthetic_results


@cache
def cornered(policies: tuple[str, ...] = ("open_tender", "directed_commission"), replications: int = 2) -> Results:
    sets = {"11": [], "10": ["ties"], "01": ["delay"], "00": ["delay", "ties"]}
    names = {f"{p} {digits}": {"policy": p, "off": off} for p in policies for digits, off in sets.items()}
    made = synthetic_results(tuple(names), replications=replications, months=12)
    return Results.of(made.parts, {**made.manifest, "corners": names, "frictions": ["delay", "ties"]})


def steps() -> pd.DataFrame:
    """Full information 10; a loss of 4, a gain of 1; 7 is left."""
    rows = ("full_information", "delay", "ties", "actual", "loss")
    frame = pd.DataFrame({"row": rows, "mean": [10.0, 4.0, -1.0, 7.0, 3.0]})
    return frame.assign(low=frame["mean"] - 0.5, high=frame["mean"] + 0.5)


def test_each_bar_hangs_from_the_end_of_the_one_before() -> None:
    bars = placed(steps())
    assert bars["left"].tolist() == [0.0, 10.0, 6.0, 0.0]
    assert bars["right"].tolist() == [10.0, 6.0, 7.0, 7.0]
    assert bars["half"].tolist() == [0.5] * 4


def test_where_less_is_better_losses_rise() -> None:
    worse = steps().assign(mean=[10.0, 4.0, -1.0, 13.0, 3.0])
    assert placed(worse)["right"].tolist() == [10.0, 14.0, 13.0, 13.0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("policies", [("open_tender",), ("open_tender", "directed_commission", "venture_philanthropy")], ids=len)
def test_it_draws(policies: tuple[str, ...], language: str) -> None:
    figure, frame = figures()["loss_waterfall"].draw(cornered(policies), language)
    assert list(dict.fromkeys(frame["policy"])) == list(policies)
    assert figure.get_figwidth() <= 7.1
    written = texts(figure)
    assert ("完全信息" if language == "zh" else "full information") in written
    last = frame[frame["row"] == "actual"]["mean"].iloc[0]
    assert shown(last) in written


def test_one_replication_has_no_whiskers() -> None:
    figure, frame = figures()["loss_waterfall"].draw(cornered(replications=1))
    assert frame["low"].isna().all()
    assert not any("±" in text and len(text) < 20 for text in texts(figure))


def test_other_outcomes_have_their_own_unit() -> None:
    figure, _ = waterfall_of("price_per_unit").draw(cornered())
    assert any("yuan per place-month" in text for text in texts(figure))


def test_a_study_gets_the_figures_that_show_it(tmp_path: Path) -> None:
    assert list(draw_all(cornered(), tmp_path)) == ["loss_waterfall"]
    ordinary = synthetic_results(("open_tender",), replications=1, months=6)
    assert not figures()["loss_waterfall"].fits(ordinary)
    by_name = {name for name, kind in figures().items() if kind.needs == "asking"}
    assert {"exclusion_cascade", "differences_by_group"} <= by_name
    assert {name for name, kind in figures().items() if kind.only is None and not kind.fits(ordinary)} == {
        "loss_waterfall",
        *by_name,
    }
    with pytest.raises(StudyError, match="no corners"):
        figures()["loss_waterfall"].draw(ordinary)


def test_what_is_saved_is_what_is_drawn(tmp_path: Path) -> None:
    files = draw_all(cornered(), tmp_path, "zh" if chinese_font() else "en")["loss_waterfall"]
    saved = pd.read_csv(files[-1])
    drawn = figures()["loss_waterfall"].frame(cornered())
    np.testing.assert_allclose(saved["mean"], drawn["mean"], rtol=1e-8)
