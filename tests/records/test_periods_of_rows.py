"""Tables of events say to which period a row belongs, and hand over the rows that comparisons count."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

import gpssim
from gpssim.errors import GpssimError
from gpssim.records import TABLES, Results, table_digest
from gpssim.records.periods import LABELS, period_of, within

SIZES = {"world.city.n_citizens": 200, "warm_up": 12, "months": 40, "world.bidding.family": "markup"}


@lru_cache
def small() -> Results:
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), SIZES)
    policies = ["directed_commission", "open_tender"]
    return gpssim.Study(scenario, policies, replications=2, seed=1, workers=1, keep="all").run(progress=False)


@pytest.mark.parametrize("period", ["all", "transition", "later"])
def test_a_mean_over_the_table_of_purchases_is_what_a_comparison_says(period: str) -> None:
    rows = small().table("projects", period=period)
    offers = rows.groupby(["policy", "replication"], observed=True)["n_valid_bids"].mean().groupby("policy", observed=True).mean()
    said = gpssim.compare(small(), outcomes=["valid_bids_per_project"], periods=[period]).iloc[0]
    assert offers["directed_commission"] == pytest.approx(said["mean_a"], rel=1e-12)
    assert offers["open_tender"] == pytest.approx(said["mean_b"], rel=1e-12)


def test_the_warm_up_is_the_status_quo_in_every_arm_and_would_have_blurred_the_difference() -> None:
    rows = small().table("projects")
    offers = rows.groupby(["policy", "period"], observed=True)["n_valid_bids"].mean().unstack()
    assert offers["warm_up"].nunique() == 1
    assert set(rows.columns[:5]) == {"policy", "closure", "world", "replication", "period"}
    blurred = rows.groupby("policy", observed=True)["n_valid_bids"].mean()
    apart = small().table("projects", period="all").groupby("policy", observed=True)["n_valid_bids"].mean()
    assert abs(blurred["open_tender"] - blurred["directed_commission"]) < abs(apart["open_tender"] - apart["directed_commission"])


def test_every_table_has_the_period_of_the_month_that_dates_it() -> None:
    for name, declared in TABLES.items():
        frame = small().table(name)
        assert list(frame["period"].astype(str)) == [str(p) for p in period_of(frame[declared.dated], 40)], name
        assert declared.dated in [c.name for c in declared.columns]
        for period in ("warm_up", "all", (3, 7)):
            picked = small().table(name, [declared.dated], period=period)
            assert len(picked) == within(frame[declared.dated], period, 40).sum()


def test_columns_asked_for_are_those_that_come() -> None:
    keys = ["policy", "closure", "world", "replication"]
    assert list(small().table("bids", ["price"], period="later").columns) == [*keys, "price"]
    assert list(small().table("bids", ["price", "period"]).columns) == [*keys, "period", "price"]


def test_what_is_written_and_digested_does_not_know_of_it() -> None:
    stored = small().parts[0].table("projects")
    assert "period" not in stored.column_names
    assert table_digest(stored) == table_digest(stored.select([*stored.column_names]))


@pytest.mark.parametrize(("period", "said"), [("latter", r"'latter'.*'later'"), ("warmup", "'warm_up'"), ((5, 2), "impossible")])
def test_a_period_that_is_none_is_refused_in_a_line(period: str | tuple[int, int], said: str) -> None:
    with pytest.raises(GpssimError, match=said):
        small().table("projects", period=period)


@pytest.mark.parametrize(
    ("months", "later"), [(12, ()), (37, (36,)), (60, range(36, 60)), (100, range(50, 100)), (150, range(60, 120))]
)
def test_the_labels_follow_the_periods_of_comparisons(months: int, later: range) -> None:
    month = np.arange(-3, months)
    labels = period_of(month, months)
    assert list(month[labels == "later"]) == list(later)
    assert list(month[labels == "warm_up"]) == [-3, -2, -1]
    assert list(labels.categories) == list(LABELS)
    for period in ("transition", "later"):
        assert ((labels == period) == within(month, period, months)).all()
