"""The small worlds in which each mechanism was expected to be the best: complete, valid, and judged as declared."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

from gpssim import registry
from gpssim.analysis.indicators import indicators
from gpssim.scenario import load_scenario

ROOT = Path(__file__).resolve().parents[2]
WORLDS = sorted((ROOT / "experiments" / "worlds").glob("*.toml"))
RESULTS = ROOT / "docs" / "results"
DECLARED = tomllib.loads((RESULTS / "where_each_is_best.toml").read_text(encoding="utf-8"))


def test_every_mechanism_is_expected_to_be_the_best_somewhere_and_every_world_has_one_expectation() -> None:
    first = [p["mechanism"] for p in DECLARED["prediction"] if p.get("round", 1) == 1]
    assert sorted(first) == sorted(registry.mechanisms())
    assert sorted(p["world"] for p in DECLARED["prediction"]) == [w.stem for w in WORLDS]
    assert DECLARED["objective"] in indicators()


@pytest.mark.parametrize("path", WORLDS, ids=lambda p: p.stem)
def test_a_world_is_valid_and_says_what_it_is_in_both_languages(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.name == path.stem
    assert scenario.title
    assert scenario.title_zh
    for mechanism in registry.mechanisms():
        registry.check(scenario, mechanism)


def test_the_verdicts_are_of_the_declared_predictions_misses_included() -> None:
    expected = {p["world"]: p["mechanism"] for p in DECLARED["prediction"]}
    with (RESULTS / "where_each_is_best.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["world"]: row["predicted"] for row in rows} == expected
    assert all((row["hit"] == "TRUE") == (row["best"] == row["predicted"]) == (row["rank_of_predicted"] == "1") for row in rows)
    assert any(row["hit"] == "FALSE" for row in rows), "somebody left out the misses"


def test_mechanisms_that_lead_nowhere_are_named_on_the_page_and_nobody_leads_everywhere() -> None:
    with (RESULTS / "where_each_is_best.csv").open(encoding="utf-8") as file:
        best = {row["world"]: row["best"] for row in csv.DictReader(file)}
    nowhere = set(registry.mechanisms()) - set(best.values())
    page = (RESULTS.parent / "explanation" / "which_mechanism_when.md").read_text(encoding="utf-8")
    told = next(line for line in page.splitlines() if re.search("leads? in none", line))
    assert set(re.findall(r"`(\w+)`", told)) == nowhere
    assert len(set(best.values())) > 1


def test_the_table_of_verdicts_agrees_with_the_table_of_all_mechanisms() -> None:
    behind: dict[str, dict[str, float]] = {}
    with (RESULTS / "behind_the_best.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            behind.setdefault(row["world"], {})[row["mechanism"]] = float(row["mean"])
    with (RESULTS / "where_each_is_best.csv").open(encoding="utf-8") as file:
        verdicts = list(csv.DictReader(file))
    assert set(behind) == {row["world"] for row in verdicts}
    for row in verdicts:
        means = behind[row["world"]]
        assert sorted(means) == sorted(registry.mechanisms())
        assert max(means, key=lambda m: means[m]) == row["best"]
        assert -means[row["second"]] == pytest.approx(float(row["lead"]), abs=1e-3)


def test_leads_run_again_are_of_the_best_of_the_table() -> None:
    with (RESULTS / "where_each_is_best.csv").open(encoding="utf-8") as file:
        best = {row["world"]: row["best"] for row in csv.DictReader(file)}
    with (RESULTS / "leads_run_again.csv").open(encoding="utf-8") as file:
        again = list(csv.DictReader(file))
    assert again
    for row in again:
        assert row["best"] == best[row["world"]]
        for place in ("second", "third"):
            assert float(row[f"low_over_{place}"]) < float(row[f"lead_over_{place}"]) < float(row[f"high_over_{place}"])
