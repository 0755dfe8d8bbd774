"""Every figure is whole in the corners of what a study can be: nothing clipped, nothing on top of anything, nothing empty or lost."""

from __future__ import annotations

from functools import cache

import pytest
from matplotlib.figure import Figure

from gpssim.figures import figures
from gpssim.figures.fonts import chinese_font
from gpssim.texts.text import Language
from tests.figures.corners import LONG, SHORT, drawn, table
from tests.figures.measuring import faults, written

CORNERS = [(2, SHORT, 1, "en"), (3, LONG, 7, "zh"), (7, SHORT, 40, "en"), (16, LONG, 40, "zh"), (16, LONG, 1, "en")]
GRID = [
    (n, names, districts, language)
    for n in (2, 3, 7, 16)
    for names in (SHORT, LONG)
    for districts in (1, 40)
    for language in ("en", "zh")
]
HIGHEST = 11.7
"""Inches of a page (A4)."""


@cache
def corner(name: str, n: int, names: tuple[str, ...], districts: int, language: Language) -> Figure:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    return drawn(name, names[:n], districts, language)


def said(value: object) -> str:
    return str(value) if not isinstance(value, tuple) else ("long" if value is LONG else "short")


@pytest.mark.parametrize(("n", "names", "districts", "language"), CORNERS, ids=said)
@pytest.mark.parametrize("name", figures())
def test_a_figure_is_whole(name: str, n: int, names: tuple[str, ...], districts: int, language: Language) -> None:
    figure = corner(name, n, names, districts, language)
    assert faults(figure) == []
    assert figure.get_figwidth() <= 7.1


@pytest.mark.slow
@pytest.mark.parametrize(("n", "names", "districts", "language"), GRID, ids=said)
@pytest.mark.parametrize("name", figures())
def test_a_figure_is_whole_everywhere(name: str, n: int, names: tuple[str, ...], districts: int, language: Language) -> None:
    test_a_figure_is_whole(name, n, names, districts, language)
