"""Shapley values with answers known beforehand; decompositions of made-up corners add up, pair, and tell what failed."""

from __future__ import annotations

from functools import cache
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest
from scipy import stats

from gpssim.analysis import compare_losses, corner_values, decompose, decomposition_table, parts, shapley
from gpssim.errors import StudyError, UnknownNameError
from gpssim.records.results import Results
from gpssim.streams import Luck
from tests.synthetic import synthetic_results

FRICTIONS = ["delay", "ties"]


def by_orders(worth: np.ndarray, k: int) -> list[float]:
    """Shapley values by their definition: the mean over all orders in which players can enter."""
    found = np.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        here = 0
        for player in order:
            found[player] += worth[here | 1 << (k - 1 - player)] - worth[here]
            here |= 1 << (k - 1 - player)
    return (found / len(orders)).tolist()


def game(k: int, value: Any) -> np.ndarray:
    """A table of coalitions from a function of the flags of its players."""
    return np.array([value(flags) for flags in product((0, 1), repeat=k)], dtype=np.float64)


def test_in_an_additive_game_everybody_gets_its_own() -> None:
    own = (3.0, -1.0, 0.5, 4.0, 0.0, 2.5, -2.0)
    worth = game(7, lambda flags: 10.0 + float(np.dot(own, flags)))
    np.testing.assert_allclose(shapley(worth), own, rtol=0, atol=1e-12)


def test_two_players_share_what_they_make_together() -> None:
    # alone 2 and 1, together 7: 4 more than alone, half to each
    assert shapley(game(2, lambda f: 2.0 * f[0] + 1.0 * f[1] + 4.0 * f[0] * f[1])).tolist() == [4.0, 3.0]


def test_players_who_are_alike_get_the_same_and_one_who_adds_nothing_gets_nothing() -> None:
    worth = game(4, lambda f: float((f[0] + f[1] + f[3]) ** 2))
    found = shapley(worth)
    np.testing.assert_allclose(found, [3.0, 3.0, 0.0, 3.0], rtol=0, atol=1e-12)
    assert found[2] == 0.0


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_it_is_the_mean_over_orders_of_entry(k: int) -> None:
    worth = Luck.of(1, 0).normals("worth", np.arange(1 << k))
    np.testing.assert_allclose(shapley(worth), by_orders(worth, k), rtol=0, atol=1e-12)


def test_values_add_up_and_many_games_are_one_call() -> None:
    worth = Luck.of(2, 0).normals("worth", np.arange(50 * 128)).reshape(50, 128)
    found = shapley(worth)
    assert found.shape == (50, 7)
    np.testing.assert_allclose(found.sum(axis=1), worth[:, -1] - worth[:, 0], rtol=0, atol=1e-13)
    np.testing.assert_array_equal(found[7], shapley(worth[7]))


@pytest.mark.parametrize("size", [0, 1, 3, 100])
def test_a_table_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(StudyError, match=r"2, 4, 8, \.\.\. entries"):
        shapley(np.zeros(size))


@cache
def made_up(names: tuple[str, ...], replications: int) -> Results:
    return synthetic_results(names, replications=replications, months=12)


def cornered(replications: int = 3, policies: tuple[str, ...] = ("open_tender",), failed: tuple[str, int] | None = None) -> Results:
    """Made-up results whose runs are corners of two frictions; one run may have failed."""
    sets = {"11": [], "10": ["ties"], "01": ["delay"], "00": ["delay", "ties"]}
    names = {f"{p} {digits}": {"policy": p, "off": off} for p in policies for digits, off in sets.items()}
    made = made_up(tuple(names), replications)
    results = Results.of(made.parts, {**made.manifest, "corners": names, "frictions": FRICTIONS})
    if failed:
        runs = results.runs
        row = (runs["policy"].astype(str) == failed[0]) & (runs["replication"] == failed[1])
        runs.loc[row, ["status", "reason"]] = ["FAILED", "the roof fell in"]
    return results


def test_parts_of_every_replication_add_up_to_its_loss() -> None:
    found = parts(cornered()).pivot(index="replication", columns="row", values="value")
    np.testing.assert_allclose(found["delay"] + found["ties"], found["loss"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found["full_information"] - found["actual"], found["loss"], rtol=0, atol=1e-12)


def test_a_part_by_hand() -> None:
    """The mean of what delay takes alone and beside ties."""
    results = cornered(replications=1)
    value = corner_values(results).set_index(["delay", "ties"])["value"]
    alone = value[False, False] - value[True, False]
    beside = value[False, True] - value[True, True]
    frame = decompose(results).set_index("row")
    assert frame.loc["delay", "mean"] == pytest.approx((alone + beside) / 2, abs=1e-12)
    assert frame.loc["full_information", "mean"] == value[False, False]
    assert frame.loc["actual", "mean"] == value[True, True]
    assert np.isnan(frame.loc["delay", "low"])  # one replication: no interval


def test_intervals_are_those_of_the_parts_themselves() -> None:
    results = cornered(4)
    by_run = parts(results)
    delay = by_run.loc[by_run["row"] == "delay", "value"].to_numpy()
    row = decompose(results).set_index("row").loc["delay"]
    half = stats.t.ppf(0.975, 3) * delay.std(ddof=1) / 2.0
    assert (row["low"], row["high"]) == pytest.approx((delay.mean() - half, delay.mean() + half), rel=1e-12)
    assert row["n"] == 4


def test_shares_are_of_the_loss() -> None:
    frame = decompose(cornered(1)).set_index("row")
    assert frame.loc["loss", "share"] == 1.0
    assert frame.loc[FRICTIONS, "share"].sum() == pytest.approx(1.0, abs=1e-12)
    assert frame.loc[["full_information", "actual"], "share"].isna().all()


def test_a_loss_that_may_be_none_has_no_shares() -> None:
    frame = decompose(cornered(2)).set_index("row")
    assert frame.loc["loss", "low"] < 0.0 < frame.loc["loss", "high"]  # made-up luck, no loss at all
    assert frame["share"].isna().all()


def test_where_less_is_better_a_loss_is_a_rise() -> None:
    frame = decompose(cornered(), "price_per_unit").set_index("row")["mean"]
    assert frame["loss"] == pytest.approx(frame["actual"] - frame["full_information"], abs=1e-12)
    assert frame["delay"] + frame["ties"] == pytest.approx(frame["loss"], abs=1e-12)


def test_a_replication_with_a_failed_corner_is_left_out_and_told_of() -> None:
    results = cornered(3, ("open_tender", "directed_commission"), failed=("open_tender 01", 1))
    frame = decompose(results)
    assert frame.groupby("policy")["n"].agg(set).to_dict() == {"open_tender": {2}, "directed_commission": {3}}
    assert frame.groupby("policy")["n_left_out"].agg(set).to_dict() == {"open_tender": {1}, "directed_commission": {0}}
    corners = corner_values(results)
    failure = corners[corners["status"] == "FAILED"].iloc[0]
    assert (failure["policy"], failure["replication"], failure["reason"]) == ("open_tender", 1, "the roof fell in")
    assert (bool(failure["delay"]), bool(failure["ties"])) == (False, True)
    assert np.isnan(failure["value"])


def test_where_no_replication_is_whole_the_reason_is_given() -> None:
    with pytest.raises(StudyError, match="under open_tender 10 in replication 0: the roof fell in"):
        decompose(cornered(1, failed=("open_tender 10", 0)))


def test_other_results_and_unknown_outcomes_are_refused() -> None:
    with pytest.raises(StudyError, match="no corners"):
        decompose(synthetic_results(replications=1, months=6))
    with pytest.raises(UnknownNameError, match="welfare_social"):
        decompose(cornered(1), "welfare_socail")


def test_losses_under_two_policies_are_paired_by_replication() -> None:
    results = cornered(3, ("open_tender", "directed_commission"))
    table = parts(results).pivot(index=["replication", "row"], columns="policy", values="value")
    more = (table["directed_commission"] - table["open_tender"]).unstack("row")
    found = compare_losses(results).set_index("row")
    assert set(found["policy_a"]) == {"open_tender"}
    assert found.loc["delay", "mean"] == pytest.approx(more["delay"].mean(), abs=1e-12)
    half = stats.t.ppf(0.975, 2) * more["delay"].std(ddof=1) / np.sqrt(3)
    assert found.loc["delay", "high"] == pytest.approx(more["delay"].mean() + half, rel=1e-9)
    turned = compare_losses(results, "directed_commission").set_index("row")
    assert turned.loc["loss", "mean"] == pytest.approx(-found.loc["loss", "mean"], abs=1e-12)
    with pytest.raises(UnknownNameError, match="open_tender"):
        compare_losses(results, "open_tendr")
    with pytest.raises(StudyError, match="two policies"):
        compare_losses(cornered())


def test_policies_come_as_they_were_given() -> None:
    frame = decompose(cornered(2, ("venture_philanthropy", "open_tender")))
    assert list(dict.fromkeys(frame["policy"])) == ["venture_philanthropy", "open_tender"]


@pytest.mark.parametrize(("language", "word"), [("en", "integrity and ties"), ("zh", "廉洁与关系")])
def test_the_table_for_a_paper(language: str, word: str, tmp_path: Any) -> None:
    text = decomposition_table(decompose(cornered()), tmp_path / "table.tex", language)
    assert (tmp_path / "table.tex").read_text(encoding="utf-8") == text
    assert word in text
    rows = [line for line in text.splitlines() if line.endswith(r"\\") and "multicolumn" not in line]
    assert len(rows) == 1 + 5  # heading, two ends, two parts, the loss
