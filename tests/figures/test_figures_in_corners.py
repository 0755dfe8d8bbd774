"""Every figure is whole in the corners of what a study can be: nothing clipped, on top of anything, empty or lost."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure

from gpssim.figures import figures
from gpssim.figures.fonts import chinese_font
from gpssim.figures.style import looks
from gpssim.texts.text import Language
from tests.figures.corners import LONG, SHORT, VARIANTS, drawn, table
from tests.figures.measuring import faults, written

CORNERS = [(3, LONG, 1, "en"), (7, SHORT, 40, "en"), (16, LONG, 40, "zh")]
GRID = [
    (n, names, districts, language)
    for n in (2, 3, 7, 16)
    for names in (SHORT, LONG)
    for districts in (1, 40)
    for language in ("en", "zh")
]


@cache
def corner(name: str, n: int, names: tuple[str, ...], districts: int, language: Language) -> Figure:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    return drawn(name, names[:n], districts, language)


def said(value: object) -> str:
    return str(value) if not isinstance(value, tuple) else ("long" if value is LONG else "short")


@pytest.mark.parametrize(("n", "names", "districts", "language"), CORNERS, ids=said)
@pytest.mark.parametrize(
    "name", [name for name, kind in figures().items() if kind.only is None]
)  # others have corners of their own
def test_a_figure_is_whole(name: str, n: int, names: tuple[str, ...], districts: int, language: Language) -> None:
    figure = corner(name, n, names, districts, language)
    assert faults(figure) == []
    assert figure.get_figwidth() <= 7.1


@pytest.mark.parametrize("n", [2, 4])
def test_variants_with_five_settings_in_their_names_lie_apart(n: int) -> None:
    assert faults(corner("paired_differences", n, VARIANTS, 2, "en")) == []


@pytest.mark.parametrize(("language", "said_so"), [("en", "So few replications"), ("zh", "重复次数过少")])
def test_differences_in_each_cell_say_that_replications_are_few(language: Language, said_so: str) -> None:
    sheet = figures()["differences_by_group"].drawn(table("differences_by_group", SHORT[:3], 2), language)
    assert any(said_so in " ".join(text.get_text().split()) for text in written(sheet))


def test_outcomes_that_do_not_differ_have_an_axis_all_the_same() -> None:
    frame = table("paired_differences", SHORT[:4], 2).assign(difference=0.0, low=0.0, high=0.0)
    sheet = figures()["paired_differences"].drawn(frame, "en")
    assert all(left < 0 < right for left, right in (axes.get_xlim() for axes in sheet.axes))


@pytest.mark.slow
@pytest.mark.parametrize(("n", "names", "districts", "language"), GRID, ids=said)
@pytest.mark.parametrize("name", figures())
def test_a_figure_is_whole_everywhere(name: str, n: int, names: tuple[str, ...], districts: int, language: Language) -> None:
    test_a_figure_is_whole(name, n, names, districts, language)


@pytest.mark.parametrize(("n", "names", "districts", "language"), CORNERS, ids=said)
def test_differences_have_their_numbers_and_no_outcome_is_without(
    n: int, names: tuple[str, ...], districts: int, language: Language
) -> None:
    frame = table("paired_differences", names[:n], districts)
    last = frame[frame["period"] == "later"]
    assert len(last) == last["outcome"].nunique() * (n - 1) == 11 * (n - 1)
    texts = [text.get_text() for text in written(corner("paired_differences", n, names, districts, language))]
    for difference in last["difference"]:
        assert any(_reads(text, difference) for text in texts), difference
    labels = " ".join("".join(text.split()) for text in texts)
    for label in last["label_zh" if language == "zh" else "label"].unique():
        assert "".join(label.split()) in labels


def _reads(text: str, value: float) -> bool:
    """Whether a text begins with a number, to its own digits."""
    first = text.split(" ")[0].replace("−", "-").replace(",", "")
    try:
        return float(first) == round(value, len(first.partition(".")[2]))
    except ValueError:
        return False


def test_a_policy_keeps_its_look_in_a_panel_from_which_others_are_missing() -> None:
    frame = table("bidding_regret", ("a", "b", "c"), 1)
    frame.loc[(frame["policy"] == "a") & (frame["panel"] == "regret_won"), ["mean", "low", "high"]] = np.nan
    frame.loc[frame["policy"] == "b", "mean"] = 1.0
    figure = figures()["bidding_regret"].drawn(frame, "en")
    marks = {line.get_color() for line in figure.axes[0].lines if line.get_marker() not in ("None", None, "")}
    assert marks <= {look.color for policy, look in looks(("a", "b", "c")).items() if policy != "a"}


def test_letters_of_ticks_keep_their_size_outside_the_house() -> None:
    figure = corner("who_wins", *CORNERS[0])
    sizes = {tick.get_fontsize() for axes in figure.axes for tick in axes.get_yticklabels()}
    before = [[tick.get_text() for tick in axes.get_yticklabels()] for axes in figure.axes]
    with rc_context({"ytick.labelsize": 20}):
        figure.draw_without_rendering()
    assert sizes == {7.0}
    assert [[tick.get_text() for tick in axes.get_yticklabels()] for axes in figure.axes] == before


def test_every_kind_of_fault_is_found() -> None:
    figure = Figure(figsize=(3, 2), dpi=100)
    axes, _ = figure.subplots(1, 2)
    axes.plot([0, 1], [0, 1], marker="o")
    axes.text(0.5, 0.5, "on the line")
    axes.text(0.5, 0.52, "on the text")
    axes.text(0.0, 0.9, "tiny", fontsize=3)
    figure.text(0.9, 0.02, "off the page at the right")
    axes.set_title("a title as wide as two panels, and wider than the page", loc="left")
    found = " ".join(faults(figure))
    for fault in (
        "clipped by the page: 'a title as wide",
        "'on the line' lies on data",
        "lies on 'on the text'",
        "3.0 points: 'tiny'",
        "clipped by the page",
        "panel 1 is empty",
    ):
        assert fault in found
