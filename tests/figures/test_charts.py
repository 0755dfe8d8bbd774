"""Charts of an experiment's own table: everything in the table is drawn, in both languages, unsure cells are marked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from gpssim import figures
from gpssim.figures import charts
from gpssim.figures.charts import Texts, areas, histories, lines, matrix, rows, save_chart
from gpssim.figures.charts.texts import wrapped
from gpssim.figures.fonts import settled
from gpssim.figures.style import QUIET, house

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


def test_a_unit_is_not_torn_apart() -> None:
    assert wrapped("Unit price (yuan per place-month)", 28).split("\n") == ["Unit price", "(yuan per place-month)"]
    assert wrapped("Paid (yuan per place-month)", 18).split("\n") == ["Paid", "(yuan per", "place-month)"]
    assert wrapped("Quality gap of vulnerable groups (0–1)", 28).split("\n") == ["Quality gap of vulnerable", "groups (0–1)"]
    assert wrapped("单位质量成本（元/质量调整名额·月）", 28).split("\n") == ["单位质量成本", "（元/质量调整名额·月）"]


def test_panels_beyond_the_alphabet_have_letters_of_their_own() -> None:
    many = pd.DataFrame({"panel": [f"p{k}" for k in range(28)], "row": "lottery", "mean": 1.0, "low": 0.5, "high": 1.5})
    with house("en"):
        figure = rows(many, TEXTS, "en")
    letters = [axes.get_title("left").split()[0] for axes in figure.axes if axes.axison]
    assert letters[:2] + letters[-3:] == ["a", "b", "z", "aa", "ab"]


def test_lines_show_every_series_with_its_bars_beside_those_of_others() -> None:
    with house("en"):
        figure = lines(CURVES, TEXTS, "en")
        figure.draw_without_rendering()
    axes = figure.axes[0]
    bars, marks = axes.lines[::2], axes.lines[1::2]
    assert [line.get_marker() for line in marks] == ["o", "v"]
    assert [list(line.get_ydata()) for line in marks] == [[0.0, 1.0, 2.0]] * 2, "the same numbers: one would hide the other"
    at = [line.get_transform().transform(line.get_xydata())[:, 0] for line in marks]
    assert (at[1] - at[0]) * 72 / figure.dpi == pytest.approx(3.2), "so many points apart"
    assert [list(line.get_ydata())[:2] for line in bars] == [[-1.0, 1.0]] * 2
    low, high = axes.get_ylim()
    assert low <= -1.0
    assert high >= 3.0
    assert "weight" in said(figure)


def test_over_many_x_lines_have_bands_and_the_first_is_the_widest() -> None:
    many = pd.DataFrame([("a", s, x, 1.0, 0.5, 1.5) for s in ("open_tender", "lottery") for x in range(20)], columns=CURVES.columns)
    with house("en"):
        figure = lines(many, TEXTS, "en")
    axes = figure.axes[0]
    assert (len(axes.lines), len(axes.collections)) == (2, 2)
    widths = [line.get_linewidth() for line in axes.lines]
    assert widths[0] > widths[1], "equal curves: the edges of the first are seen beside the second"


def test_a_panel_may_name_its_own_x() -> None:
    texts = TEXTS.and_words({"x b": ("time since the beginning of all that was ever bought", "开始后时间")})
    with house("en"):
        figure = lines(CURVES, texts, "en")
    assert [axes.get_xlabel() for axes in figure.axes] == ["weight", "time since the beginning of all that was\never bought"]


def test_an_axis_is_not_stretched_over_the_last_bits_of_numbers() -> None:
    with house("en"):
        figure = rows(INTERVALS.assign(mean=1e-17, low=-2e-17, high=3e-17), TEXTS, "en")
        figure.draw_without_rendering()
    axes = figure.axes[0]
    assert axes.get_xlim() == (-1.0, 1.0)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0"]
    assert axes.xaxis.get_offset_text().get_text() == ""


def test_a_panel_without_numbers_says_so_and_panels_over_one_x_reach_equally_far() -> None:
    none = CURVES.assign(**dict.fromkeys(("mean", "low", "high"), float("nan"))).assign(panel="c")
    short = CURVES[CURVES["x"] < 2].assign(panel="d")
    with house("en"):
        drawn = lines(pd.concat([CURVES, none, short]), TEXTS, "en")
        beside = rows(INTERVALS.assign(mean=INTERVALS["mean"].where(INTERVALS["panel"] != "b")), TEXTS, "en")
    assert [[text.get_text() for text in axes.texts] for axes in drawn.axes] == [[], [], ["not defined"], []]
    assert len({axes.get_xlim() for axes in drawn.axes}) == 1
    assert [len(axes.texts) for axes in beside.axes] == [0, 1, 0, 0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_matrix_marks_the_best_what_is_not_told_from_it_and_what_is_pointed_out(language: str) -> None:
    speaking = settled(language)
    cells = [("a", "open_tender", 0.0, 0.0, False), ("a", "lottery", -2.0, 1.0, True), ("a", "in_house", -9.0, -3.0, False)]
    table = pd.DataFrame(cells, columns=["row", "column", "mean", "high", "marked"]).assign(low=-10.0)
    words = {"best": ("best", "最优"), "close": ("close", "接近"), "marked": ("predicted", "预测"), "scale": ("behind", "落后")}
    with house(speaking):
        figure = matrix(pd.concat([table, table.assign(row="b")]), TEXTS.and_words(words), speaking)
        figure.draw_without_rendering()
    places = {line.get_marker(): line.get_xydata().tolist() for line in figure.axes[0].lines}
    assert places == {"*": [[0, 0], [0, 1]], ".": [[1, 0], [1, 1]], "s": [[1, 0], [1, 1]]}
    assert figure.axes[0].images[0].get_array().tolist() == [[0.0, 2.0, 9.0]] * 2
    assert {"落后", "公开招标"} <= set(said(figure)) if speaking == "zh" else {"behind", "open tender"} <= set(said(figure))


def test_histories_show_single_runs_thin_and_their_mean_thick() -> None:
    above = {0.0: 0.0, 1.0: 1.0, None: 0.5}
    runs = [("a", "lottery", x, x + more, run) for run, more in above.items() for x in (0.0, 1.0)]
    table = pd.DataFrame(runs, columns=["panel", "series", "x", "value", "replication"])
    with house("en"):
        figure = histories(table, TEXTS, "en")
    thin = [line for line in figure.axes[0].lines if line.get_linewidth() < 1]
    thick = [line for line in figure.axes[0].lines if line.get_linewidth() > 1]
    assert (len(thin), len(thick)) == (2, 1)
    assert list(thick[0].get_ydata()) == [0.5, 1.5]
    assert figure.axes[0].get_title("left") == "Apples", "a panel alone needs no letter"


def test_where_x_doubles_steps_are_equal_and_each_has_a_tick() -> None:
    with house("en"):
        figure = lines(CURVES.assign(x=6.0 * 2.0 ** CURVES["x"]), TEXTS, "en", doubling=True)
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["6", "12", "24"]
    at = axes.transData.transform([(x, 0.0) for x in (6.0, 12.0, 24.0)])[:, 0]
    assert at[1] - at[0] == pytest.approx(at[2] - at[1])


@pytest.mark.parametrize(("reference", "at"), [({"a": 1.0, "b": None}, [[1.0], []]), (None, [[0.0], [0.0]])])
def test_the_line_of_comparison_stands_where_the_table_says(
    reference: dict[str, float | None] | None, at: list[list[float]]
) -> None:
    table = INTERVALS[INTERVALS["panel"].isin(["a", "b"])]
    table = table.assign(reference=table["panel"].map(reference)) if reference else table
    with house("en"):
        figure = rows(table, TEXTS, "en")
    assert [[line.get_xdata()[0] for line in axes.lines if line.get_color() == QUIET] for axes in figure.axes] == at


def test_a_panel_may_be_linear_near_nothing_and_logarithmic_beyond() -> None:
    with house("en"):
        figure = rows(INTERVALS.assign(low=-20.0, high=20.0), TEXTS, "en", near={"a": 0.1})
    assert [axes.get_xscale() for axes in figure.axes] == ["asinh", "linear", "linear", "linear"]
    assert [t.get_text() for t in figure.axes[0].get_xticklabels()] == ["−10", "−1", "−0.1", "0", "0.1", "1", "10"]


def test_rows_of_several_series_stand_apart() -> None:
    several = pd.concat([INTERVALS.assign(series=one) for one in ("a", "open_tender")])
    with house("en"):
        figure = rows(several, TEXTS, "en")
    heights = sorted(float(line.get_ydata()[0]) for line in figure.axes[0].lines if line.get_marker() != "None")
    assert len(set(heights)) == 4
    assert heights[1] < 0.5 < heights[2]
    assert "open tender" in [t.get_text() for t in figure.legends[0].get_texts()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_legend_of_long_names_stays_on_the_sheet(language: str) -> None:
    speaking = settled(language)
    long = {
        str(k): (f"both, officials would rather do it themselves {k}", f"两者兼有，官员偏好自办而不愿购买服务{k}") for k in range(5)
    }
    table = pd.concat([CURVES[CURVES["series"] == "lottery"].assign(series=one) for one in long])
    with house(speaking):
        figure = lines(table, TEXTS.and_words(long), speaking)
        figure.draw_without_rendering()
        alone = lines(CURVES, TEXTS, speaking)
        alone.draw_without_rendering()
    box = figure.legends[0].get_window_extent()
    assert box.x1 <= figure.bbox.x1
    heights = [sheet.axes[0].get_window_extent().height for sheet in (figure, alone)]
    assert heights[0] == pytest.approx(heights[1], rel=0.05), "what the legend takes is not taken from the panels"


def test_an_outcome_brings_its_label_and_unit() -> None:
    assert TEXTS.of("transaction_cost", "en") == "Transaction cost (yuan per 100 yuan contracted)"
    assert TEXTS.of("transaction_cost", "zh") == "交易成本（元/百元合同额）"
    assert TEXTS.of("belief_error", "en") == "Error of beliefs (latent, root mean square)"
    assert TEXTS.of("a", "zh") == "苹果"
    assert TEXTS.of("lottery", "zh") == "随机分配"
    assert TEXTS.of("no_such", "zh") == "no such"


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
