"""The page of figures of the theory: nothing is cut off, however few panels it has."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gpssim.figures.fonts import chinese_font
from gpssim.texts.text import LANGUAGES, Language
from gpssim.theory import page, verify
from tests.figures.measuring import faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_one_panel_has_its_note_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    drawn: list[Figure] = []

    def kept(figure: Figure, *_: Any) -> tuple[Path, ...]:
        FigureCanvasAgg(figure)
        figure.draw_without_rendering()
        drawn.append(figure)
        return ()

    monkeypatch.setattr(page, "_saved", kept)
    page.draw_page(verify(kind="learning_curve", workers=1), tmp_path, language)
    assert [faults(figure) for figure in drawn] == [[]]
    lines = drawn[0].get_supxlabel().split("\n")
    assert not any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(lines)), "a number is parted"
