"""Every file of analysis/indicators keeps the same laws, and what is undefined is missing, never zero."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gpssim.analysis
from gpssim.analysis import Indicator, State, Sum, Time, indicator, indicators, register_indicator, series, values
from gpssim.analysis.indicator import AGGREGATIONS, FAMILIES, count, total
from gpssim.errors import GpssimError, UnknownNameError
from gpssim.plugins import SHELVES
from gpssim.records import Results
from gpssim.records.results import Limits
from gpssim.records.runs import empty_table
from gpssim.records.tables import TABLES
from tests.synthetic import POLICIES, synthetic_results

pytestmark = pytest.mark.conformance

FILES = sorted(p.stem for p in (Path(gpssim.analysis.__file__).parent / "indicators").glob("*.py") if p.stem != "__init__")
PRIMARY = {
    *("coverage", "delivered_quality", "experienced_quality", "price_per_unit", "cost_per_quality_unit", "satisfaction"),
    *("trust_government", "coverage_gap_vulnerable", "valid_bids_per_project", "capability", "welfare_social"),
}
UNDEFINED_IN_SYNTHETIC = {"incubated_alive_3", "incubated_alive_5", "concentration_local"}
"""Runs of 48 months are too short for most of these, only one policy incubates, and no district buys much of a domain."""
COUNTS_OF_NOTHING = {
    *("entry", "exit", "fees_per_head", "innovations_per_year", "owed_at_exit", "public_cost", "subsidies"),
    *("welfare_social", "welfare_taxpayer"),
}
"""Per year: none recorded is none."""


@pytest.fixture(scope="module")
def results() -> Results:
    return synthetic_results(replications=2, months=48)


@pytest.fixture(scope="module")
def nothing() -> Results:
    """Runs that left no rows in any table but one, so that they exist."""
    whole = synthetic_results(["open_tender"], replications=1, months=12)
    tables = {name: empty_table(name) for name in TABLES} | {"inspections": whole.parts[0].table("inspections")}
    return Results(tables, whole.manifest)


def test_a_file_is_an_indicator() -> None:
    assert sorted(indicators()) == FILES
    assert len(FILES) >= 40
    assert {name for name, one in indicators().items() if one.primary} == PRIMARY


@pytest.mark.parametrize("name", FILES)
def test_it_declares_everything(name: str) -> None:
    one = indicator(name)
    assert one.name == name
    assert re.fullmatch("[a-z][a-z0-9_]*", name)
    assert one.label[0].isupper()
    assert re.search("[\u4e00-\u9fff]", one.label_zh)
    assert one.unit
    assert one.family in FAMILIES
    assert one.aggregation in AGGREGATIONS
    assert len(one.meaning.split()) >= 3
    assert not one.meaning.endswith(".")
    assert set(one.tables) <= set(TABLES)
    assert not any(TABLES[table].event for table in one.tables), "tables of events are kept for the first replications only"


def test_names_labels_and_meanings_are_different() -> None:
    for attribute in ("label", "label_zh", "meaning"):
        said = [getattr(one, attribute) for one in indicators().values()]
        assert len(set(said)) == len(said), attribute


@pytest.mark.parametrize("name", FILES)
def test_it_is_defined_on_plausible_results(name: str, results: Results) -> None:
    frame = values(results, name)
    assert list(frame.columns) == ["policy", "closure", "world", "replication", "value"]
    assert len(frame) == 2 * len(POLICIES)
    if name not in UNDEFINED_IN_SYNTHETIC:
        assert np.isfinite(frame["value"]).any()
    if indicator(name).unit in ("share", "0-1"):
        assert frame["value"].dropna().between(-1, 1).all()


@pytest.mark.parametrize("name", FILES)
def test_without_rows_it_is_missing_and_not_zero(name: str, nothing: Results) -> None:
    frame = values(nothing, name)
    assert len(frame) == 1
    value = frame["value"].iloc[0]
    assert value == 0 if name in COUNTS_OF_NOTHING else np.isnan(value)


@pytest.mark.parametrize("name", FILES)
def test_groupings_that_it_allows_work_and_others_are_refused(name: str, results: Results) -> None:
    one = indicator(name)
    for grouping in one.groupings:
        frame = values(results, name, by=(grouping,))
        assert list(frame.columns) == ["policy", "closure", "world", "replication", grouping, "value"]
        assert len(frame) == 2 * len(POLICIES) * max(1, frame[grouping].nunique())
    with pytest.raises(UnknownNameError, match=f"grouping of '{name}'"):
        values(results, name, by=("color",))


@pytest.mark.parametrize("name", FILES)
def test_a_series_steps_through_the_months(name: str, results: Results) -> None:
    frame = series(results, name)
    assert list(frame.columns) == ["policy", "closure", "world", "replication", "month", "value"]
    assert set(frame["month"]) <= {0, 12, 24, 36}
    year = values(results, name, (12, 23))["value"].to_numpy()
    if (frame["month"] == 12).any():
        assert frame[frame["month"] == 12]["value"].to_numpy() == pytest.approx(year, nan_ok=True, rel=1e-12)


@pytest.mark.slow
def test_asking_together_or_one_by_one_gives_the_same_numbers(results: Results) -> None:
    together = results.only(Limits())
    gpssim.analysis.compare(together)
    for name in FILES[::7]:  # every file is read for them, which takes time
        alone = values(results.only(Limits()), name)["value"].to_numpy()
        assert np.array_equal(values(together, name)["value"].to_numpy(), alone, equal_nan=True), name


def test_a_grouped_ratio_of_sums_adds_up_to_the_whole(results: Results) -> None:
    whole = values(results, "coverage")["value"].to_numpy()
    need = (
        results.table("monthly", ["domain", "n_need"])
        .groupby(["policy", "replication", "domain"], observed=True, sort=False)["n_need"]
        .sum()
    )
    parts = values(results, "coverage", by=("domain",)).set_index(["policy", "replication", "domain"])
    parts.index = pd.MultiIndex.from_tuples(list(parts.index))
    weight = need.reindex(pd.MultiIndex.from_tuples(list(parts.index))).to_numpy()
    weighted = (parts["value"] * weight).groupby(level=[0, 1], sort=False).sum() / pd.Series(weight, parts.index).groupby(
        level=[0, 1], sort=False
    ).sum()
    assert weighted.to_numpy() == pytest.approx(whole)


@pytest.fixture
def registered() -> Iterator[None]:
    before = dict(SHELVES["indicator"].registered)
    yield
    SHELVES["indicator"].registered.clear()
    SHELVES["indicator"].registered.update(before)


OWN = {"label": "Own", "label_zh": "自定", "unit": "units", "family": "service", "direction": 0, "meaning": "of my own"}


@pytest.mark.usefixtures("registered")
def test_an_indicator_of_ones_own_needs_no_file(results: Results) -> None:
    own = Indicator(name="started", numerator=total("monthly", "n_started"), denominator=total("monthly", "n_need"), **OWN)
    frame = values(results, own)
    register_indicator(own)
    assert indicators()["started"] is own
    assert values(results, "started").equals(frame)
    with pytest.raises(GpssimError, match="'coverage' is taken"):
        register_indicator(Indicator(name="coverage", numerator=total("monthly", "n_need"), aggregation="end", **OWN))


def test_events_that_are_not_kept_are_undefined_and_not_zero() -> None:
    from tests.studies.fakes import study

    per_year = Indicator(name="offers", numerator=count("bids"), denominator=Time(), **OWN)
    frame = values(study(keep=1).run(), per_year)
    assert np.isfinite(frame["value"]).tolist() == (frame["replication"] == 0).tolist()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "needs either a numerator or a state"),
        ({"numerator": total("monthly", "n_need")}, "aggregation cannot be 'sums'"),
        ({"numerator": total("monthly", "n_need"), "aggregation": "median"}, "unknown aggregation"),
        ({"numerator": total("monthly", "n_need"), "aggregation": "end", "family": "luck"}, "unknown family"),
        ({"numerator": total("monthly", "n_need"), "aggregation": "end", "direction": 2}, "direction of indicator 'x' = 2"),
        ({"numerator": total("monthly", "n_need"), "aggregation": "end", "groupings": ("kind",)}, "unknown grouping"),
        ({"numerator": total("monthly", "n_need"), "state": State((), (), lambda rows: rows["x"])}, "needs either"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(GpssimError, match=said):
        Indicator(name="x", **{**OWN, **wrong})


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [(("montly", ("n_need",)), "'monthly'"), (("monthly", ("n_ned",)), "'n_need'"), (("monthly", ()), "term = None")],
)
def test_a_sum_of_what_is_not_there_is_refused(arguments: tuple[object, ...], nearest: str) -> None:
    with pytest.raises(GpssimError, match=nearest):
        Sum(*arguments)
