"""Every outcome, table and figure is there in the corners of what a study can be; only what is not defined is missing."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from gpssim.analysis import compare, indicators
from gpssim.analysis.arms import arms
from gpssim.analysis.left_out import LeftOut
from gpssim.cli.run import outcomes
from gpssim.figures import figures
from gpssim.records.results import Results
from gpssim.scenario import load_scenario, replace
from gpssim.studies import Study

NOBODY = {f"world.city.share_{group}": 0.0 for group in ("elderly", "disabled", "migrant", "laid_off")}
CORNERS: dict[str, dict[str, Any]] = {
    "one month, nobody vulnerable": {"months": 1, **NOBODY},
    "one month": {"months": 1},
    "one district": {"world.city.n_districts": 1},
    "forty districts": {"world.city.n_districts": 40},
    "no money": {"world.purchasers.appropriation_per_head": 0.0},
    "nobody vulnerable": NOBODY,
    "no need": {"world.domains.0.prevalence": [0.0] * 5},
    # with no founders at all a tender, which asks for three offers, would be refused before anything runs
    "one organization": {"world.organizations.n_initial": 1, "world.organizations.founders_rate": 0.001},
}
POLICIES = ("open_tender", "directed_commission")
FAST = "one month, nobody vulnerable"
"""All others are tried in the long run of tests only."""


def studied(corner: str) -> Results:
    scenario = replace(load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 2, "months": 4, **CORNERS[corner]})
    return Study(scenario, POLICIES, replications=1, workers=1, keep="all").run(progress=False)


@pytest.mark.parametrize("corner", [pytest.param(name, marks=() if name == FAST else pytest.mark.slow) for name in CORNERS])
def test_everything_is_there(corner: str, tmp_path: Path) -> None:
    results = studied(corner)
    assert set(results.runs["status"]) == {"SUCCEEDED"}
    with warnings.catch_warnings():
        warnings.simplefilter("error", LeftOut)
        assert set(compare(results)["outcome"]) == set(indicators())
        assert set(outcomes(results)["outcome"]) == set(indicators())
        assert set(arms(results)["policy"]) == set(POLICIES)
        for kind in figures().values():
            if kind.fits(results):
                assert kind.draw(results)[0].axes, kind.name
