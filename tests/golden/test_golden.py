"""The golden runs: nothing changes unless somebody means it (``python tests/golden/update.py``)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from golden_summary import POLICIES, SETS, file_of, first_difference, golden_runs, golden_scenario, moved, rounded, summary_of

pytestmark = pytest.mark.golden


@lru_cache
def found(which: str) -> dict[str, Any]:
    return {policy: summary_of(model, which) for policy, model in golden_runs(which).items()}


@lru_cache
def stored(which: str) -> dict[str, Any]:
    return json.loads(file_of(which, "summary").read_text(encoding="utf-8"))


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("which", SETS)
def test_sums_by_month_are_as_stored(which: str, policy: str) -> None:
    assert not moved(stored(which)[policy], found(which)[policy]), moved(stored(which)[policy], found(which)[policy])


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("which", SETS)
def test_every_table_is_as_stored(which: str, policy: str) -> None:
    kept, new = stored(which)[policy], found(which)[policy]
    filled, before = ({name: n for name, n in rows.items() if n} for rows in (new["rows"], kept["rows"]))
    assert filled == before  # tables of what is switched off are empty
    others = [name for name, digest in kept["digests"].items() if name in filled and new["digests"][name] != digest]
    assert others == [], moved(kept, new)


@pytest.mark.parametrize("which", SETS)
def test_every_parameter_of_the_golden_scenario_is_written_out(which: str) -> None:
    scenario = golden_scenario(which)
    unset = [name for group in (scenario, scenario.world, *vars(scenario.world).values(), scenario.policy, scenario.policy.levers)
             if hasattr(group, "model_fields_set") for name in set(type(group).model_fields) - group.model_fields_set]  # fmt: skip
    assert unset == []


def test_rounding_keeps_nine_digits_but_not_what_cancels() -> None:
    values = np.array([123456.7894, 0.99999999951, -2e-3, -4e-9, 0.0, np.nan, np.inf])
    assert rounded(values)[:5].tolist() == [123456.789, 1.0, -0.002, 0.0, 0.0]
    assert np.isnan(rounded(values)[5])
    assert np.isinf(rounded(values)[6])
    assert rounded(np.array([1.0 + 1e-7])) != rounded(np.array([1.0]))
    assert rounded(np.array([3e5, -0.0017434574619983323]))[1] == rounded(np.array([3e5, -0.0017434575493098237]))[1]


def test_a_difference_is_named_by_month_and_column() -> None:
    spoiled = json.loads(json.dumps(stored("today")["status_quo"]))
    spoiled["by_month"]["services.n_contracts"]["7"] += 1
    spoiled["by_month"]["monthly.n_served"]["9"] += 1
    assert "month 7: services.n_contracts" in first_difference(spoiled, stored("today")["status_quo"])


def test_what_moved_is_said_with_its_size_and_what_is_due() -> None:
    kept = stored("today")["status_quo"]
    assert moved(kept, kept) == ""
    spoiled = json.loads(json.dumps(kept))
    spoiled["by_month"]["services.n_contracts"]["7"] += 100
    spoiled["by_month"]["services.n_contracts"]["9"] += 100
    spoiled["digests"]["services"] = "another"
    said = moved(kept, spoiled)
    before = sum(kept["by_month"]["services.n_contracts"].values())
    assert f"services.n_contracts: {before:.9g} -> {before + 200:.9g} ({20000 / before:+.3g} %), in 2 months from 7 on" in said
    assert "tables that are others: services" in said
    assert "CHANGELOG.md" in said
