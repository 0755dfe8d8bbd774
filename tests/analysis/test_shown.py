"""What a prompt and a notebook show: short, exact, and only what there is."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from matplotlib.figure import Figure
from synthetic import synthetic_results

import gpssim
from gpssim.analysis import indicators
from gpssim.analysis.comparison import Comparison
from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.records.results import Results
from gpssim.texts.html import MOST_ROWS, table
from gpssim.texts.numbers import estimate


@pytest.fixture(scope="module")
def results() -> Results:
    return synthetic_results(replications=3, months=48)


@pytest.fixture(scope="module")
def compared(results: Results) -> Comparison:
    return gpssim.compare(results)


@pytest.fixture(scope="module")
def market() -> gpssim.PublicServiceMarket:
    return gpssim.PublicServiceMarket(gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 200}))


class Balanced(HTMLParser):
    """Reads HTML and notes tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.cells += tag in ("td", "th")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_whatever_a_notebook_shows_is_short_and_whole_html(results: Results, compared: Comparison, market: Any) -> None:
    scenario = gpssim.load_scenario("suzhou-high-tech")
    study = gpssim.Study(scenario, ["open_tender", "tender_led"], replications=2)
    for thing in (scenario, scenario.world, *scenario.policies, study, results, results.outcomes, compared, market):
        reader = Balanced()
        reader.feed(thing._repr_html_())
        assert reader.open == []
        assert 2 <= reader.cells <= 150, type(thing)
        assert len(repr(thing).splitlines()) <= 2 * MOST_ROWS, type(thing)


def test_a_line_says_what_a_thing_is(market: Any) -> None:
    scenario = gpssim.load_scenario("suzhou-high-tech")
    assert repr(scenario) == str(scenario)
    assert repr(scenario).startswith(
        "Scenario('suzhou-high-tech': 851,200 residents as 10,000 survey units, 7 districts, 5 domains"
    )
    assert repr(scenario.resolve_policy("open_tender")) == (
        "Policy('open_tender': 90 % open_tender, 10 % venture_philanthropy (kept))"
    )
    study = gpssim.Study(scenario, ["open_tender", "tender_led"], replications=2, worlds=3)
    assert repr(study) == (
        "Study('suzhou-high-tech': open_tender, tender_led; 2 replications and 3 sampled worlds, 10 runs, seed 1)"
    )
    assert repr(market) == "PublicServiceMarket('textbook', 'open_tender': month -24 of 60, seed 1)".replace(
        "-24 of 60", f"{-market.specification.warm_up} of {market.specification.months}"
    )


def test_a_comparison_shows_primary_outcomes_and_keeps_the_rest(compared: Comparison) -> None:
    readable = compared.readable()
    n_primary = sum(one.primary for one in indicators().values())
    periods = compared["period"].nunique() - 1
    assert len(readable) == n_primary * periods
    assert list(readable.columns) == ["open_tender", "directed_commission", "venture_philanthropy"]
    row = compared[(compared["outcome"] == "coverage") & (compared["period"] == "transition")].iloc[0]
    shown = readable.loc[("transition period", "Coverage (share)")]
    assert float(shown["open_tender"]) == pytest.approx(row["mean_a"], rel=5e-3)
    assert shown["directed_commission"] == " ".join(estimate(row["difference"], row["low"], row["high"], plus=True))
    assert type(compared.whole) is pd.DataFrame
    assert len(compared.whole) == len(compared) > len(readable)
    assert f"{n_primary} of {len(indicators())} outcomes" in repr(compared)
    assert len(compared.readable(everything=True)) == len(indicators()) * (periods + 1)


def test_parts_of_a_comparison_stay_tables(compared: Comparison) -> None:
    part = compared[["outcome", "difference"]].head(2)
    assert repr(part) == repr(pd.DataFrame(part))
    assert "<table" in part._repr_html_()
    assert repr(compared.iloc[:0])
    later = compared[compared["period"] == "later"]
    assert set(later.readable().index.get_level_values("Period")) == {"later period"}
    again = pickle.loads(pickle.dumps(compared))  # our own bytes, of a line before
    pd.testing.assert_frame_equal(again.whole, compared.whole)


def test_a_comparison_speaks_chinese_with_the_names_of_the_scenario(results: Results) -> None:
    named = gpssim.compare(Results.of(results.parts, {**results.manifest, "policy_definitions": [
        {"name": "open_tender", "title": "tenders", "title_zh": "招标方案"}
    ]}))  # fmt: skip
    chinese = named.readable("zh")
    assert list(chinese.columns) == ["招标方案", "定向委托", "公益创投"]
    assert chinese.index.names == ["时期", "指标"]
    assert ("过渡期", "覆盖率（比例）") in chinese.index


def test_results_draw_a_figure_by_name(results: Results) -> None:
    figure = results.plot("who_wins")
    assert isinstance(figure, Figure)
    assert figure._repr_png_()[1:4] == b"PNG"
    with pytest.raises(UnknownNameError, match="who_wins"):
        results.plot("who_win")
    with pytest.raises(ScenarioError, match="language"):
        results.plot("who_wins", "fr")


def test_completion_offers_what_there_is_and_nothing_private(results: Results, market: Any) -> None:
    assert set(dir(results.outcomes)) == set(indicators())
    pd.testing.assert_frame_equal(results.outcomes.coverage, gpssim.values(results, "coverage"))
    with pytest.raises(AttributeError, match="coverage"):
        results.outcomes.coverages  # noqa: B018  # asking is the test
    for thing in (results, results.outcomes, market, market.citizens, market.citizens.columns, market.contracts):
        assert [name for name in dir(thing) if name.startswith("_")] == []
    offered = dir(market.citizens)
    assert {"trust", "trust_providers", "need", "select"} <= set(offered)
    assert all(hasattr(market.citizens, name) for name in offered)
    assert {"outcomes", "plot", "table", "runs"} <= set(dir(results))


def test_tables_are_pandas_everywhere_and_arrow_on_request(market: Any) -> None:
    frames, arrow = market.tables(), market.tables(arrow=True)
    assert set(frames) == set(arrow)
    assert {type(frame) for frame in frames.values()} == {pd.DataFrame}
    assert {type(table) for table in arrow.values()} == {pa.Table}
    pd.testing.assert_frame_equal(market.table("founders"), frames["founders"])
    pd.testing.assert_frame_equal(arrow["founders"].to_pandas(), frames["founders"])
    with pytest.raises(UnknownNameError, match="founders"):
        market.table("founder")
    assert Results(frames, {}).digest == Results(arrow, {}).digest


def test_a_long_table_says_how_much_is_left_and_escapes_what_it_holds() -> None:
    html = table("<b>", [(f"{k}", "&") for k in range(MOST_ROWS + 3)])
    assert "<b>" not in html
    assert "&amp;" in html
    assert "3 more rows" in html
