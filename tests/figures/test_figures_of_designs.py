"""Figures of designs, calibrations and searches are whole: few parameters or many, one outcome or four, in both languages."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from gpssim.figures.fonts import chinese_font
from gpssim.figures.label_places import place_labels
from gpssim.figures.short_numbers import short, short_ticks
from gpssim.texts.text import Language
from tests.figures.designed import CHARTS, TABLES, drawn, draws
from tests.figures.measuring import boxes_of
from tests.figures.measuring_designs import faults_of_design

CORNERS = [(3, 4, "en"), (40, 4, "zh")]
GRID = [(n, outcomes, language) for n in (3, 40) for outcomes in (1, 4) for language in ("en", "zh")]


@pytest.mark.parametrize(("n", "outcomes", "language"), CORNERS)
@pytest.mark.parametrize("name", [*TABLES, *CHARTS])
def test_a_figure_of_a_design_is_whole(name: str, n: int, outcomes: int, language: Language) -> None:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    figure = drawn(name, n, outcomes, language)
    assert faults_of_design(figure) == []
    assert figure.get_figwidth() <= 7.1


@pytest.mark.slow
@pytest.mark.parametrize(("n", "outcomes", "language"), GRID)
@pytest.mark.parametrize("name", [*TABLES, *CHARTS])
def test_a_figure_of_a_design_is_whole_everywhere(name: str, n: int, outcomes: int, language: Language) -> None:
    test_a_figure_of_a_design_is_whole(name, n, outcomes, language)


@pytest.mark.parametrize("name", ["sobol_indices", "tornado", "morris_plane"])
def test_what_has_no_row_is_counted_and_many_parameters_in_english_are_whole(name: str) -> None:
    figure = drawn(name, 40, 1, "en")
    assert faults_of_design(figure) == []
    told = " ".join(" ".join(text.get_text().split()) for text, _ in boxes_of(figure))
    assert "more, each at most" in told


def crowd() -> tuple[Figure, np.ndarray]:
    """A panel with forty dots, twelve of which are in a corner, two of them one."""
    dots = 0.2 * draws(1).uniform(0, 1, (40, 2))
    dots[1] = dots[0]
    figure = Figure(figsize=(3, 2.2), dpi=100)
    axes = figure.subplots()
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    axes.plot(*dots.T, "o", ms=3)
    return figure, dots


def test_numbers_of_dots_in_a_crowd_lie_apart_and_off_the_dots() -> None:
    figure, dots = crowd()
    place_labels(figure.axes[0], dots[:12], dots)
    assert len(figure.axes[0].texts) == 12
    assert [fault for fault in faults_of_design(figure) if "lies on" in fault] == []


def test_numbers_written_at_their_dots_are_found() -> None:
    figure, dots = crowd()
    for k, row in enumerate(dots[:12], 1):
        figure.axes[0].annotate(str(k), row, fontsize=6)
    found = " ".join(faults_of_design(figure))
    assert "lies on data" in found
    assert "'1' lies on '2'" in found


def test_every_kind_of_fault_of_a_design_is_found() -> None:
    figure = Figure(figsize=(4, 12), dpi=100)
    upper, lower = figure.subplots(2, 1)
    upper.barh([0, 0.1, 0.2], [1, 2, 3], height=0.05)
    upper.set_yticks([0, 0.001], ["a name\nof two lines", "another\nof two lines"], fontsize=5)
    upper.text(0.5, 0.0, "on the bar", va="center")
    upper.set_xticks([-1.0, 0.0], ["-1", "0"])
    lower.hlines([0.5], 0, 2e9)
    lower.text(1e9, 0.5, "on the interval", va="center")
    lower.set_position((0.5, 0.5, 0.6, 0.01))
    figure.draw_without_rendering()
    found = " ".join(faults_of_design(figure))
    for fault in (
        "'on the bar' lies on a bar", "'on the interval' lies on a bar", "a hyphen for a minus: '-1'", "tight rows", "5.0 points",
        "a power of ten", "numbers along x without a name", "a panel beyond the page", "a panel without room", "12.0 inches",
    ):  # fmt: skip
        assert fault in found, fault


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"), (float("nan"), "–"), (-0.0004, "−4e−4"), (0.001, "0.001"), (999.6, "1,000"), (99_960.0, "1e5"), (1.0, "1"),
        (-123_456.0, "−1.23e5"), (1_000.0, "1,000"), (0.30000000000000004, "0.3"),
    ],
)  # fmt: skip
def test_numbers_are_short_and_a_minus_is_a_minus(value: float, said: str) -> None:
    assert short(value) == said


@pytest.mark.parametrize("ends", [(-2e-5, 3e-5), (2019.0, 2031.0), (-1.0, 1.0), (1e6, 1e6 + 40), (-3e5, 6e5)])
def test_ticks_are_told_apart_by_their_labels(ends: tuple[float, float]) -> None:
    axes = Figure().subplots()
    axes.set_xlim(*ends)
    short_ticks(axes, "x")
    said = axes.xaxis.get_major_formatter().format_ticks(axes.xaxis.get_majorticklocs())
    assert len(set(said)) == len(said) > 2
    assert [float(one.replace("−", "-").replace(",", "")) for one in said] == pytest.approx(list(axes.xaxis.get_majorticklocs()))
