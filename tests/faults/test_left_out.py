"""One outcome, table or figure that cannot be computed costs itself only, and its reason is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.analysis import Indicator, Sum, compare, indicator
from gpssim.analysis.bands import quantile_fan
from gpssim.analysis.indicators import forget_indicator
from gpssim.analysis.left_out import LeftOut, tried
from gpssim.analysis.standing import burn_in
from gpssim.audit import Setting
from gpssim.audit.check import Check
from gpssim.audit.report import _found
from gpssim.cli.left_out import left_out_in
from gpssim.cli.run import outcomes
from gpssim.errors import StudyError
from gpssim.exports.sheets import outcomes as exported
from gpssim.figures import draw_all, figures, forget
from gpssim.figures.capacity_growth import COLUMNS, plot
from gpssim.figures.kind import FigureKind
from gpssim.scenario import load_scenario
from tests.synthetic import synthetic_results

POLICIES = ("open_tender", "directed_commission")


def _broken(rows: pd.DataFrame) -> np.ndarray:
    raise IndexError("boolean index did not match")


BROKEN = Indicator(
    name="broken", label="Broken", label_zh="无", unit="share", family="equity", direction=1, meaning="breaks",
    numerator=Sum("monthly", ("n_served",), _broken), denominator=Sum("monthly", ("n_need",)), groupings=("group",),
)  # fmt: skip
REASON = "outcome 'broken' is left out: IndexError: boolean index did not match"


@pytest.fixture(scope="module")
def broken() -> Iterator[None]:
    gpssim.register("indicator", BROKEN)
    yield
    forget_indicator("broken")


@pytest.fixture(scope="module")
def results() -> gpssim.Results:
    return synthetic_results(POLICIES, replications=2, months=12)


@pytest.mark.usefixtures("broken")
def test_an_outcome_that_breaks_is_missing_and_all_others_are_there(results: gpssim.Results) -> None:
    with pytest.warns(LeftOut, match=REASON):
        frame = compare(results, outcomes=["coverage", "broken", "trust_government"])
    assert set(frame["outcome"]) == {"coverage", "broken", "trust_government"}
    assert frame.loc[frame["outcome"] == "broken", "n_pairs"].eq(0).all()
    assert frame.loc[frame["outcome"] == "coverage", "n_pairs"].eq(2).all()


@pytest.mark.usefixtures("broken")
def test_nor_does_it_cost_a_split_a_run_or_an_export(results: gpssim.Results, monkeypatch: pytest.MonkeyPatch) -> None:
    some = {name: indicator(name) for name in ("coverage", "broken")}
    for module in ("gpssim.analysis", "gpssim.exports.sheets"):
        monkeypatch.setattr(f"{module}.indicators", lambda: some)
    with pytest.warns(LeftOut, match=REASON):
        split = compare(results, outcomes=["coverage", BROKEN], by="group")
    assert set(split["outcome"]) == {"coverage"}
    with pytest.warns(LeftOut, match=REASON):
        alone = outcomes(results).set_index("outcome")["mean"]
    assert np.isnan(alone["broken"])
    assert np.isfinite(alone["coverage"])
    with pytest.warns(LeftOut, match=REASON):
        wide = exported(results)
    assert wide["broken"].isna().all()
    assert wide["coverage"].notna().all()


def test_a_figure_that_breaks_is_left_out_and_the_others_are_drawn(results: gpssim.Results, tmp_path: Path) -> None:
    def breaks(*_: object) -> pd.DataFrame:
        raise ZeroDivisionError("no policies")

    kind = FigureKind("breaks", "Breaks", "无", breaks, breaks)  # type: ignore[arg-type]  # it never gets so far
    gpssim.register("figure", kind)
    try:
        with pytest.warns(LeftOut, match="figure 'breaks' is left out: ZeroDivisionError: no policies"):
            files = draw_all(results, tmp_path, names=["breaks", "bought_with"])
    finally:
        forget("breaks")
    assert set(files) == {"bought_with"}
    assert (tmp_path / "bought_with.png").is_file()
    assert "breaks" not in figures()


def test_what_is_left_out_is_said_once_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def breaks() -> int:
        raise ValueError("two\nlines")

    with left_out_in(tmp_path):
        assert [tried("table", "x.csv", breaks, 3), tried("table", "x.csv", breaks, 3)] == [3, 3]
    assert capsys.readouterr().err == "gpssim: table 'x.csv' is left out: ValueError: two lines\n"
    assert pd.read_csv(tmp_path / "left_out.csv").to_dict("records") == [
        {"kind": "table", "name": "x.csv", "reason": "ValueError: two lines"}
    ]
    with left_out_in(tmp_path):
        pass
    assert not (tmp_path / "left_out.csv").exists()


def test_what_gpssim_refuses_is_said_in_its_own_words() -> None:
    def refuses() -> int:
        raise StudyError("no run succeeded")

    with pytest.warns(LeftOut, match="^table 'x' is left out: no run succeeded$"):
        tried("table", "x", refuses, 0)


def test_a_check_that_breaks_has_failed_and_says_why() -> None:
    class Breaks(Check):
        name = label = label_zh = changed = must_stay = "breaks"

        def check(self, setting: Setting) -> gpssim.audit.Finding:
            raise KeyError("open_tender")

    found = _found(Breaks(), Setting(load_scenario("textbook"), POLICIES))
    assert (found.passed, found.found, found.said("zh")) == (
        False,
        "broken off: KeyError: 'open_tender'",
        "中断：KeyError: 'open_tender'",
    )


def test_months_without_a_quarter_have_no_fan_and_say_so() -> None:
    empty = pd.DataFrame({"policy": pd.Series(dtype=str), "month": [], "replication": [], "ability": []})
    assert list(quantile_fan(empty, ["policy", "month"], "ability", (0.1, 0.5)).columns) == ["policy", "month", "p10", "p50", "n"]
    figure = plot(pd.DataFrame(columns=COLUMNS), "en")
    assert [text.get_text() for text in figure.axes[0].texts] == ["no organization at the end of a quarter"]


def test_a_series_without_a_year_has_no_burn_in() -> None:
    frame = pd.DataFrame(columns=["policy", "closure", "world", "replication", "series", "month", "value"])
    assert burn_in(frame)["months"].isna().all()
