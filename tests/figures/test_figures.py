"""Every figure of the folder draws whatever a study holds: one policy or six, one replication, short runs, missing outcomes."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import gpssim
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.figures import draw, draw_all, figures, forget, register
from gpssim.figures.fonts import chinese_font
from gpssim.figures.kind import FigureKind
from gpssim.figures.style import looks
from gpssim.records.results import Results
from tests.synthetic import POLICIES, synthetic_results

FAMILIES = (
    "bidding_regret",
    "bought_with",
    "capacity_growth",
    "equity",
    "exclusion_cascade",
    "nominal_and_effective_competition",
    "outcomes_over_time",
    "paired_differences",
    "promise_delivery_experience",
    "six_steps",
    "who_wins",
)
SIX = (*POLICIES, "status_quo", "tender_led", "directed_led")
LANGUAGES = ["en", pytest.param("zh", marks=pytest.mark.skipif(chinese_font() is None, reason="no Chinese font here"))]


study = cache(synthetic_results)


@pytest.fixture(scope="module")
def results() -> Results:
    return study(POLICIES, 3, 48)


def texts(figure: Figure) -> list[str]:
    """Everything written on a figure."""
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text")) if text.get_text()]


def test_the_families_are_found() -> None:
    splits = [f"differences_by_{split}" for split in ("domain", "group", "district", "kind")]
    of_designs = {name for name, kind in figures().items() if kind.only is not None}
    assert {"sobol_indices", "morris_plane", "tornado"} <= of_designs
    assert sorted({*figures()} - of_designs) == sorted((*FAMILIES, *splits, "loss_waterfall", "convergence"))
    assert all(name == kind.name and kind.title and kind.title_zh for name, kind in figures().items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FAMILIES)
def test_a_figure_draws_without_a_warning(name: str, language: str, results: Results) -> None:
    figure, frame = figures()[name].draw(results, language)
    assert len(frame)
    assert set(looks(results.policies)) >= set(frame.get("policy", frame.get("policy_b")))
    assert figure.get_figwidth() <= 7.1


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize(
    ("policies", "replications", "months"),
    [(POLICIES[:1], 3, 24), (POLICIES[:2], 1, 24), (POLICIES[:1], 1, 5), (SIX, 2, 40), (POLICIES[:2], 2, 120)],
    ids=["one policy", "one replication", "five months", "six policies", "ten years"],
)
def test_a_figure_draws_for_any_study(name: str, policies: tuple[str, ...], replications: int, months: int) -> None:
    results = study(policies, replications, months)
    figure, frame = figures()[name].draw(results)
    if replications == 1 and "low" in frame:
        assert frame["low"].isna().all()
    assert len(frame) or name == "paired_differences"
    assert texts(figure)


def test_one_policy_has_nothing_to_compare() -> None:
    figure, frame = figures()["paired_differences"].draw(synthetic_results(POLICIES[:1], replications=2, months=12))
    assert frame.empty
    assert texts(figure) == ["a difference needs two policies"]


def test_an_outcome_that_is_missing_is_called_not_defined(results: Results) -> None:
    kind = figures()["outcomes_over_time"]
    frame = kind.frame(results)
    frame.loc[frame["outcome"] == "satisfaction", ["mean", "low", "high"]] = np.nan
    written = texts(kind.plot(frame, "en"))
    assert written.count("not defined") == 1


def test_the_lowest_panel_of_each_column_says_what_runs_across(results: Results) -> None:
    figure, _ = figures()["outcomes_over_time"].draw(results)
    places = {axes: axes.get_subplotspec() for axes in figure.axes}
    columns = {place.colspan.start for place in places.values()}
    assert len(columns) > 1
    for column in columns:
        own = sorted((place.rowspan.start, axes.get_xlabel()) for axes, place in places.items() if place.colspan.start == column)
        assert [label for _, label in own] == [""] * (len(own) - 1) + ["years since the switch of policy"]


def test_an_outcome_that_no_run_defines_keeps_its_panel(results: Results) -> None:
    tables = dict(results.parts[0].tables)
    tables["projects"] = tables["projects"].slice(0, 0)
    figure, frame = figures()["outcomes_over_time"].draw(Results(tables, results.manifest))
    undefined = frame[frame["outcome"] == "valid_bids_per_project"]
    assert undefined["mean"].isna().all()
    assert set(undefined["policy"]) == set(results.policies)
    assert "not defined" in texts(figure)


def test_many_districts_are_ranked(results: Results) -> None:
    kind = figures()["equity"]
    frame = kind.frame(results)
    rows = frame[frame["panel"] == "district"]
    many = pd.concat([frame, *(rows.assign(unit=rows["unit"] + f"_{k}") for k in range(4))], ignore_index=True)
    assert any("worst served first" in text for text in texts(kind.plot(many, "en")))


def test_both_closures_are_compared_and_equal_appropriation_is_shown() -> None:
    results = synthetic_results(POLICIES[:2], replications=2, months=48, closures=("volume", "appropriation"), worlds=1)
    forest, rows = figures()["paired_differences"].draw(results)
    assert set(rows["closure"]) == {"volume", "appropriation"}
    assert any("Equal purchased volume" in text for text in texts(forest))
    assert any(
        "share with the same sign of the 1 sampled world that counts, of 1" in " ".join(text.split()) for text in texts(forest)
    )
    for name in set(FAMILIES) - {"paired_differences"}:
        frame = figures()[name].frame(results)
        assert set(frame["closure"]) == {"appropriation"}
        assert frame["n"].max() == 2


def test_groups_come_in_the_order_of_the_glossary(results: Results) -> None:
    figure, _ = figures()["equity"].draw(results)
    labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert labels == ["other residents", "elderly", "disabled", "migrant workers", "laid off"]


def test_a_color_means_the_same_policy_in_every_panel(results: Results) -> None:
    figure, _ = figures()["outcomes_over_time"].draw(results)
    expected = {look.color for look in looks(results.policies).values()}
    for axes in figure.axes:
        assert {line.get_color() for line in axes.lines if line.get_marker() not in ("None", None, "")} == expected


def test_the_forest_marks_percent_of_the_baseline(results: Results) -> None:
    frame = figures()["paired_differences"].frame(results).dropna(subset="percent")
    assert frame["percent"].to_numpy() == pytest.approx((100 * frame["difference"] / frame["mean_a"].abs()).to_numpy())
    assert (frame["percent_low"] <= frame["percent"] + 1e-9).all()
    assert frame.loc[frame["unit"].str.startswith("latent"), "percent"].empty


def test_a_gain_is_drawn_as_a_gain_where_the_baseline_is_negative(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    """Welfare of -20 that rises by 2 is a better one: its mark lies where the shade says better, and its interval in order."""
    table = gpssim.compare(results, outcomes=["welfare_social"])
    negative = table.assign(mean_a=-20.0, mean_b=-18.0, difference=2.0, low=1.0, high=3.0, relative=0.1)
    monkeypatch.setattr("gpssim.figures.paired_differences.compare", lambda *_, **__: negative)
    drawn = figures()["paired_differences"].frame(results)
    assert set(zip(drawn["percent_low"], drawn["percent"], drawn["percent_high"], strict=True)) == {(5.0, 10.0, 15.0)}


def test_the_lorenz_curve_rises_from_nothing_to_everything(results: Results) -> None:
    frame = figures()["who_wins"].frame(results)
    for _, curve in frame[frame["panel"] == "lorenz"].groupby("policy"):
        assert curve["mean"].iloc[0] == 0.0
        assert curve["mean"].iloc[-1] == pytest.approx(1.0)
        assert (np.diff(curve["mean"]) >= -1e-12).all()


def test_the_cascade_adds_up(results: Results) -> None:
    frame = figures()["equity"].frame(results)
    sums = frame[frame["panel"] == "cascade"].groupby(["policy", "unit"])["mean"].sum()
    assert sums.to_numpy() == pytest.approx(1.0)


def test_a_name_that_is_not_there_is_refused_with_the_nearest(results: Results, tmp_path) -> None:
    with pytest.raises(UnknownNameError, match="unknown figure 'equitty'; did you mean 'equity'"):
        draw("equitty", results)
    with pytest.raises(UnknownNameError, match="who_win"):
        draw_all(results, tmp_path / "nothing", names=["who_win"])
    with pytest.raises(ScenarioError, match="language"):
        draw_all(results, tmp_path / "nothing", language="de")
    assert not (tmp_path / "nothing").exists()


def test_a_figure_of_ones_own_is_drawn_with_the_others(results: Results, tmp_path) -> None:
    def frame(given: Results) -> pd.DataFrame:
        return pd.DataFrame({"policy": given.policies, "n": range(len(given.policies))})

    def plot(data: pd.DataFrame, language: str) -> Figure:
        figure = Figure()
        figure.subplots().bar(data["policy"], data["n"])
        return figure

    register(FigureKind("my_own", "My own", "我的图", frame, plot))
    written = draw_all(results, tmp_path, names=["my_own"])
    assert sorted(path.name for path in written["my_own"]) == ["my_own.csv", "my_own.pdf", "my_own.png", "my_own.svg"]
    assert "my_own" in figures()
    forget("my_own")
    assert "my_own" not in figures()


def test_a_notebook_shows_a_figure_by_itself(results: Results) -> None:
    figure = draw("promise_delivery_experience", results)
    assert figure._repr_png_().startswith(b"\x89PNG")


def test_knowing_figures_costs_no_matplotlib() -> None:
    code = "import sys, gpssim.figures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
