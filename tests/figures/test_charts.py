"""Charts of an experiment's own table: everything in the table is drawn, in both languages, unsure cells are marked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from gpssim import figures
from gpssim.figures import charts
from gpssim.figures.charts import Texts, areas, lines, rows, save_chart
from gpssim.figures.charts.texts import wrapped
from gpssim.figures.fonts import settled
from gpssim.figures.style import house

WORDS = {"a": ("Apples", "苹果"), "x": ("weight", "权重"), "y": ("height", "高度")}
TEXTS = Texts("fruit", ("Fruit", "水果"), ("A note.", "注。"), WORDS)
INTERVALS = pd.DataFrame(
    [(p, r, 1.0, 0.5, 1.5) for p in ("a", "b", "c", "d") for r in ("open_tender", "lottery")],
    columns=["panel", "row", "mean", "low", "high"],
)
CURVES = pd.DataFrame(
    [(p, s, x, x, x - 1.0, x + 1.0) for p in ("a", "b") for s in ("open_tender", "lottery") for x in (0.0, 1.0, 2.0)],
    columns=["panel", "series", "x", "mean", "low", "high"],
)
MAP = pd.DataFrame(
    [("a", "b", x, y, "lottery" if x > y else "open_tender", x != y) for x in (1, 2, 3) for y in (0.1, 2.0)],
    columns=["down", "panel", "x", "y", "best", "sure"],
)


def said(figure: Figure) -> list[str]:
    """Every text on a figure."""
    return [t.get_text() for t in figure.findobj(Text)]


def test_the_module_is_reached_by_its_name_and_no_other_is() -> None:
    assert figures.charts is charts
    with pytest.raises(AttributeError, match="chart"):
        getattr(figures, "chart")  # noqa: B009  # the access is what is tested


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_show_every_interval_and_speak_one_language(language: str) -> None:
    speaking = settled(language)
    with house(speaking):
        figure = rows(INTERVALS, TEXTS, speaking)
    shown = [axes for axes in figure.axes if axes.axison]
    assert len(shown) == 4
    # in each panel a bar and a mark for each row, and the line at zero
    assert [len(axes.lines) for axes in shown] == [5] * 4
    texts = said(figure)
    assert ("a  苹果" in texts, "a  Apples" in texts) == (speaking == "zh", speaking == "en")
    assert ("open tender" in texts) == (speaking == "en")


def test_a_long_title_is_broken_and_a_chinese_character_takes_the_room_of_two() -> None:
    assert wrapped("Purchasers who misjudge need, citizens who choose well", 28).split("\n") == [
        "Purchasers who misjudge",
        "need, citizens who choose",
        "well",
    ]
    assert wrapped("无可选择", 4).split("\n") == ["无可", "选择"]
    assert wrapped("Fruit", 28) == "Fruit"


def test_panels_beyond_the_alphabet_have_letters_of_their_own() -> None:
    many = pd.DataFrame({"panel": [f"p{k}" for k in range(28)], "row": "lottery", "mean": 1.0, "low": 0.5, "high": 1.5})
    with house("en"):
        figure = rows(many, TEXTS, "en")
    letters = [axes.get_title("left").split()[0] for axes in figure.axes if axes.axison]
    assert letters[:2] + letters[-3:] == ["a", "b", "z", "aa", "ab"]


def test_lines_show_every_series_with_its_band() -> None:
    with house("en"):
        figure = lines(CURVES, TEXTS, "en")
    assert [(len(axes.lines), len(axes.collections)) for axes in figure.axes] == [(2, 2)] * 2
    assert figure.axes[0].lines[0].get_ydata().tolist() == [0.0, 1.0, 2.0]
    assert "weight" in said(figure)


def test_cells_have_the_color_of_the_best_and_unsure_ones_are_hatched() -> None:
    with house("en"):
        figure = areas(MAP, TEXTS, "en")
    patches = figure.axes[0].patches
    hatched = [p for p in patches if p.get_hatch()]
    assert len(patches) - len(hatched) == len(MAP)
    assert len(hatched) == int((~MAP["sure"]).sum()) == 1
    colors = {p.get_facecolor() for p in patches if not p.get_hatch()}
    assert len(colors) == MAP["best"].nunique() == 2


def test_a_chart_is_saved_in_both_languages_with_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpssim.figures.saving.FORMATS", ("png",))
    files = {f.name for f in save_chart(rows, INTERVALS, TEXTS, tmp_path, {"seed": 1})}
    assert {"fruit.png", "fruit.csv"} <= files == {f.name for f in tmp_path.iterdir()}
    assert ("fruit_zh.png" in files) == (settled("zh") == "zh")
    assert pd.read_csv(tmp_path / "fruit.csv")["mean"].tolist() == [1.0] * 8
