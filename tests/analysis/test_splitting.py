"""A comparison split by group, domain, district or kind: values worked by hand, in Python, in a terminal, in files, as a figure."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from synthetic import synthetic_results
from tiny import runs

import gpssim
from gpssim.analysis import indicators
from gpssim.analysis.splitting import labeled_by_cell, splits, splittable
from gpssim.cli.split import lines_of_split
from gpssim.errors import GpssimError
from gpssim.figures import figures
from gpssim.records import Results

SERVED = {("a", 0): (5, 2), ("a", 1): (4, 3), ("b", 0): (6, 2), ("b", 1): (7, 1)}
"""Served of ten ordinary and of ten elderly citizens, by policy and replication."""


def split_by_hand() -> Results:
    def rows(ordinary: int, elderly: int) -> list[dict[str, object]]:
        served = {"ordinary": ordinary, "elderly": elderly}
        return [{"month": 0, "domain": "education", "group": g, "n_need": 10, "n_served": n} for g, n in served.items()]

    return runs({(policy, 0, r): {"monthly": rows(*served)} for (policy, r), served in SERVED.items()}, months=1)


@lru_cache
def made_up() -> Results:
    return synthetic_results(replications=3)


def test_each_group_is_compared_in_its_own_pairs() -> None:
    frame = gpssim.compare(split_by_hand(), outcomes=["coverage"], periods=["all"], by="group").set_index("group")
    assert list(frame.index) == ["ordinary", "elderly"]
    assert frame.loc["ordinary", ["mean_a", "mean_b", "difference"]].tolist() == pytest.approx([0.45, 0.65, 0.2])
    assert frame.loc["elderly", ["mean_a", "mean_b", "difference"]].tolist() == pytest.approx([0.25, 0.15, -0.1])
    # differences 0.1 and 0.3: standard deviation 0.1414, t(1) = 12.7062, so half the interval is 12.7062 * 0.1414 / 1.4142 = 1.27,
    # and both ends lie beyond what two shares can differ by
    assert frame.loc["ordinary", ["low", "high"]].tolist() == [-1.0, 1.0]
    assert (frame["n_pairs"] == 2).all()


def test_a_whole_is_not_the_mean_of_its_parts_but_of_its_people() -> None:
    whole = gpssim.compare(split_by_hand(), outcomes=["coverage"], periods=["all"]).iloc[0]
    assert (whole["mean_a"], whole["mean_b"]) == pytest.approx((0.35, 0.40))
    assert "group" not in whole.index


@pytest.mark.parametrize("by", ["group", "kind"])
def test_every_outcome_that_can_be_split_is(by: str) -> None:
    frame = gpssim.compare(made_up(), by=by, periods=["all"])
    assert set(frame["outcome"]) == {one.name for one in splittable((by,))}
    assert list(frame.columns[:2]) == ["outcome", by]
    same = gpssim.values(made_up(), frame["outcome"].iloc[0], by=(by,))
    own = same[(same["policy"] == "open_tender") & (same[by] == frame[by].iloc[0])]["value"]
    assert frame["mean_a"].iloc[0] == pytest.approx(own.mean())


@pytest.mark.parametrize("by", ["domain", "group", "district", "kind", "mechanism"])
def test_the_declaration_of_an_outcome_says_by_what_it_is_split(by: str) -> None:
    assert {one.name for one in splittable((by,))} == {name for name, one in indicators().items() if by in one.groupings}


def test_two_splits_at_once_are_cells() -> None:
    frame = gpssim.compare(made_up(), outcomes=["coverage"], by=("domain", "group"), periods=["all"])
    assert not frame.duplicated(["domain", "group", "policy_b"]).any()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"by": "domian"}, "unknown split 'domian'; did you mean 'domain'"),
        ({"by": "group", "outcomes": ["entry"]}, r"outcome 'entry' cannot be split by 'group', only by 'kind' or 'domain'"),
        ({"by": ("kind", "group")}, "no outcome can be split by 'kind' and 'group' at once"),
        ({"by": ("group", "group")}, "stand once each"),
    ],
)
def test_what_cannot_be_split_is_refused_in_a_line(asked: dict[str, object], said: str) -> None:
    with pytest.raises(GpssimError, match=said) as refused:
        gpssim.compare(made_up(), **asked)
    assert "\n" not in str(refused.value)


def test_labels_name_the_cell_in_both_languages() -> None:
    frame = labeled_by_cell(gpssim.compare(split_by_hand(), outcomes=["coverage"], by="group", periods=["all"]))
    assert list(frame["label"]) == ["Coverage, other residents", "Coverage, elderly"]
    assert list(frame["label_zh"]) == ["覆盖率，其他居民", "覆盖率，老年人"]


def test_the_terminal_says_the_numbers_of_the_table() -> None:
    lines = [str(line) for line in lines_of_split(gpssim.compare(split_by_hand(), by="group", periods=["all"]), "group", "en")]
    assert lines[0] == "all months, equal appropriation; differences from a, by group of citizens"
    assert any(line.split() == ["elderly", "0.250", "0.150", "−0.1", "[−1.0,", "1.0]", "2"] for line in lines)
    assert max(map(len, lines)) <= 80


def test_a_cell_that_no_run_has_is_not_printed() -> None:
    frame = gpssim.compare(split_by_hand(), by="group", periods=["all"])
    frame.loc[frame["group"] == "elderly", "n_pairs"] = 0
    lines = [str(line) for line in lines_of_split(frame, "group", "en")]
    assert any("other residents" in line for line in lines)
    assert not any("elderly" in line for line in lines)


@pytest.mark.parametrize("by", ["group", "kind"])
def test_the_figure_draws_the_differences_of_the_table(by: str) -> None:
    kind = figures()[f"differences_by_{by}"]
    assert not kind.fits(made_up())  # drawn by name only
    figure, data = kind.draw(made_up())
    panel = data["panel"].iloc[0]
    said = gpssim.compare(made_up(), outcomes=[panel], periods=[(0, 23)], by=by)
    assert data.loc[data["panel"] == panel, "mean"].tolist() == pytest.approx(said["difference"].tolist())
    drawn = [
        line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() not in ("None", "") and len(line.get_xdata()) == 1
    ]
    assert np.allclose(sorted(drawn), sorted(said["difference"]))


def test_whatever_outcomes_are_split_by_has_a_name() -> None:
    from gpssim.texts.splits import SPLITS

    assert set(splits()) == set(SPLITS)
