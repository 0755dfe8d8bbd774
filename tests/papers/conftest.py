"""One made-up study for all tests of papers: three policies, one of them with a name as people write them."""

from __future__ import annotations

import pandas as pd
import pytest

from gpssim.analysis import compare
from gpssim.analysis.arms import arms
from gpssim.records.results import Results
from tests.synthetic import synthetic_results

OUTCOMES = ("coverage", "price_per_unit", "delivered_quality", "coverage_gap_vulnerable", "welfare_social")


@pytest.fixture(scope="session")
def made_up() -> Results:
    return synthetic_results(replications=4, months=40, worlds=1)


@pytest.fixture(scope="session")
def compared(made_up: Results) -> pd.DataFrame:
    return compare(made_up, outcomes=OUTCOMES)


@pytest.fixture(scope="session")
def bought(made_up: Results) -> pd.DataFrame:
    return arms(made_up)
