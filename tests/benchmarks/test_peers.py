"""The peers' lane: every version of the small shared model leaves the same series, and what differs is seen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

from gpssim.streams import Luck

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from peers import draws, gpssim_engine, mesa_objects, run
from peers.comparing import difference
from peers.world import SERIES, Manner, World

WORLD = World(1_000)


@pytest.fixture(autouse=True)
def _wrapping_around() -> Iterator[None]:
    """The hash wraps around; only plain Python (``NUMBA_DISABLE_JIT=1``) would warn."""
    with np.errstate(over="ignore"):
        yield


@pytest.fixture(scope="module")
def plain() -> dict[str, list[float]]:
    return mesa_objects.run(WORLD)


def test_the_luck_is_that_of_gpssim() -> None:
    numbers = np.array([0, 1, 17, 2**40])
    expected = Luck.of(7, draws.REPLICATION).uniforms("need", 5, numbers)
    assert draws.uniforms(7, "need", 5, numbers).tolist() == expected.tolist()


def test_objects_and_the_engine_leave_the_same_series(plain: dict[str, list[float]]) -> None:
    assert difference(plain, gpssim_engine.run(WORLD)) == ""
    assert [len(plain[name]) for name in SERIES] == [24] * len(SERIES)
    assert min(plain["waiting"]) == 0 < max(plain["waiting"])
    assert len(set(plain["price"])) == 2


@pytest.mark.filterwarnings("ignore")  # what peers warn of is not ours to mend
@pytest.mark.parametrize("library", ["agentpy", "ambr", "mesa_frames"])
def test_a_peer_leaves_the_same_series(library: str, plain: dict[str, list[float]]) -> None:
    pytest.importorskip(library)
    form = "objects" if library == "agentpy" else "columns"
    assert difference(plain, import_module(f"peers.{library}_{form}").run(WORLD)) == ""


@pytest.mark.parametrize("name", Manner._fields)
def test_every_number_of_the_rules_counts_in_both(name: str, plain: dict[str, list[float]]) -> None:
    manner = WORLD.manner._replace(**{name: 0.1 * getattr(WORLD.manner, name)})
    other = World(WORLD.n_citizens, manner=manner)
    engine = gpssim_engine.run(other)
    assert difference(plain, engine)
    assert difference(mesa_objects.run(other), engine) == ""


def test_a_planted_fault_is_seen(monkeypatch: pytest.MonkeyPatch, plain: dict[str, list[float]]) -> None:
    monkeypatch.setattr(mesa_objects.Citizen, "claim", lambda citizen: -citizen.number)
    assert difference(plain, mesa_objects.run(WORLD)).split(" of month ")[0] in SERIES


@pytest.mark.parametrize(("name", "by"), [("served", 1), ("trust", 2e-9), ("price", float("nan"))])
def test_counts_differ_by_one_and_means_by_little(name: str, by: float, plain: dict[str, list[float]]) -> None:
    other = {**plain, name: [*plain[name][:-1], plain[name][-1] + by]}
    assert difference(plain, other).startswith(f"{name} of month 23: ")
    assert difference(plain, {**plain, "trust": [t + 1e-12 for t in plain["trust"]]}) == ""
    assert difference(plain, {**plain, name: plain[name][:-1]}) == f"{name}: 24 months and 23"


def test_agents_are_made_when_somebody_asks() -> None:
    market = gpssim_engine.Market(WORLD)
    market.step()
    citizen, organization = market.citizen(17), market.organization(3)
    assert isinstance(citizen, mesa.Agent)
    assert (citizen.number, citizen.trust) == (17, market.citizens.trust[17])
    assert organization.experience == market.organizations.experience[3]
    assert len(market.agents) == 0


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, plain: dict[str, list[float]]) -> dict[str, dict[str, Any]]:
    """What processes tell, by version; nothing is started."""
    ran = {"peak_mb": 100.0, "own_mb": 1.0, "libraries": {"python": "3"}, "series": plain}
    told: dict[str, dict[str, Any]] = {v: {**ran, "seconds": 1.0} for v in run.VERSIONS}
    monkeypatch.setattr(run, "told_by", lambda version, n_citizens, python: told[version])
    return told


def test_a_row_says_what_is_missing_and_what_would_take_too_long(
    told: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    told["ambr_columns"] = {"not installed": "ambr"}
    told["mesa_objects"]["seconds"] = 8.0
    lane = run.Lane({}, limit=50.0, rounds=2)
    lane.measure(1_000)
    lane.measure(10_000)
    small, large = capsys.readouterr().out.split("10,000 citizens")
    assert "not installed: ambr" in small
    assert [line.split()[2] for line in small.splitlines() if "mesa_objects" in line] == ["8.0"]
    assert "left out: about 80 s expected" in large
    assert lane.faults == []


def test_other_numbers_and_failures_are_faults(told: dict[str, dict[str, Any]]) -> None:
    told["agentpy_objects"]["series"] = {**told["agentpy_objects"]["series"], "served": [0] * 24}
    told["mesa_frames_columns"] = {"failed": "ImportError: no"}
    lane = run.Lane({}, limit=50.0, rounds=1)
    lane.measure(1_000)
    assert [fault.split(" differ in ")[0] for fault in lane.faults] == [
        "1,000 citizens, gpssim_engine and agentpy_objects",
        "mesa_frames_columns failed: ImportError: no",
    ]


def test_a_process_tells_its_series(plain: dict[str, list[float]]) -> None:
    told = run.told_by(run.GPSSIM, 1_000, sys.executable)
    assert difference(plain, told["series"]) == ""
    assert set(told["libraries"]) == {"python", *gpssim_engine.LIBRARIES}
