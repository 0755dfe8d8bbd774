"""The page of figures of the theory: nothing is cut off, however few panels it has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from gpssim.figures.fonts import chinese_font
from gpssim.texts.text import LANGUAGES, Language
from gpssim.theory import page, verify
from tests.figures.measuring import faults


@pytest.mark.parametrize("kind", ["concentration_symmetric", "learning_curve"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_one_panel_has_its_note_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, language: Language
) -> None:
    if language == "zh" and chinese_font() is None:
        pytest.skip("no Chinese font here")
    drawn: list[Figure] = []
    saved = page._saved

    def kept(figure: Figure, *rest: Any) -> tuple[Path, ...]:
        found = saved(figure, *rest)
        drawn.append(figure)
        assert [fault for fault in faults(figure) if fault.startswith("clipped")] == []
        return found

    monkeypatch.setattr(page, "_saved", kept)
    page.draw_page(verify(kind=kind, fast=True, workers=1), tmp_path, language)
    assert len(drawn) == 1
