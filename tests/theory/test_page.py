"""The page of figures of the theory: nothing is cut off, however few panels it has."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gpssim.figures.fonts import chinese_font
from gpssim.texts.text import LANGUAGES, Language
from gpssim.theory import page, verify
from gpssim.theory.panels import PANELS, Panel
from gpssim.theory.verifying import Verification
from tests.figures.measuring import faults


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Pages as they are drawn; nothing is saved."""
    pages: list[Figure] = []

    def kept(figure: Figure, *_: Any) -> tuple[Path, ...]:
        FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        pages.append(figure)
        return ()

    monkeypatch.setattr(page, "_saved", kept)
    return pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_panel_alone_is_whole_and_hides_no_curve(
    monkeypatch: pytest.MonkeyPatch, drawn: list[Figure], language: Language
) -> None:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    wide = [-0.1025, -0.105] * 2  # whose ticks leave little room
    said = {"x": [1.0, 2.0] * 2, "theory": wide, "gpssim": wide, "tolerance": 0.0001}
    monkeypatch.setattr(page, "points_of", lambda panel, _: pd.DataFrame({**said, "line": [*lines_of(panel)]}))
    found = Verification(cases=(), verdicts=(), seed=1)
    for panel in PANELS:
        monkeypatch.setattr(page, "PANELS", (panel,))
        page.draw_page(found, Path(), language)
    assert len(drawn) == len(PANELS)
    assert [(panel.name, faults(figure)) for panel, figure in zip(PANELS, drawn, strict=True) if faults(figure)] == []
    for figure in drawn:
        curves = [line for line in figure.axes[0].lines if line.get_linestyle() != "None"]
        assert len({(str(line.get_linestyle()), line.get_color()) for line in curves}) == len(curves)
        assert len({str(line.get_linestyle()) for line in curves}) == len(curves), "equal curves are both seen"


def lines_of(panel: Panel) -> list[float]:
    """The keys of two lines of a panel, for two points each; of one where it has no other."""
    second = 1 if len(panel.quantities) > 1 else 4 if panel.by else 0
    return [0, 0, second, second]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_one_panel_has_its_note_whole(tmp_path: Path, drawn: list[Figure], language: Language) -> None:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    page.draw_page(verify(kind="learning_curve", workers=1), tmp_path, language)
    assert [faults(figure) for figure in drawn] == [[]]
    lines = drawn[0].get_supxlabel().split("\n")
    assert not any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(lines)), "a number is parted"
