"""A finished study that the fault tests share: 100 citizens, 12 months, and its comparison, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import gpssim
from gpssim.studies import executing

TINY = {"world.city.n_citizens": 100, "warm_up": 3, "months": 12}


@pytest.fixture(scope="session")
def finished_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, before tables are made; not to be written to."""
    folder = tmp_path_factory.mktemp("faults") / "study"
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), TINY)
    policies = ["open_tender", "directed_commission"]
    gpssim.Study(scenario, policies, replications=2, workers=1, keep=3, out=folder).run(progress=False)
    return folder


@pytest.fixture(scope="session")
def its_comparison(finished_study: Path) -> pd.DataFrame:
    """What ``gpssim.compare`` makes of it."""
    return gpssim.compare(gpssim.load_results(finished_study))


@pytest.fixture
def kept(finished_study: Path, its_comparison: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to be written to; it is compared once for all tests."""
    monkeypatch.setattr("gpssim.analysis.compare", lambda *_, **__: its_comparison)
    return Path(shutil.copytree(finished_study, tmp_path / "study"))


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However quick runs are, each is stored and told of when it ends."""
    monkeypatch.setattr(executing, "TOGETHER", 0.0)
