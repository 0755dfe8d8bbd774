"""Studies of corners: every set of frictions, from one warmed-up market, stored and resumed like any study; known answers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gpssim import CornerStudy, Study, decompose, load_scenario, replace
from gpssim.analysis import corner_values, parts, values
from gpssim.errors import GpssimError
from gpssim.model import PublicServiceMarket
from gpssim.records.results import Results
from gpssim.scenario import FRICTIONS, Frictions, Scenario

SMALL: dict[str, Any] = {"world.city.n_citizens": 400, "warm_up": 8, "months": 14, "world.bidding.family": "markup"}


@cache
def small(**changes: Any) -> Scenario:
    changed = {path.replace("__", "."): value for path, value in changes.items()}
    return replace(load_scenario("suzhou-high-tech"), {**SMALL, **changed})


def study(*frictions: str, policies: tuple[str, ...] = ("open_tender",), replications: int = 1, **changes: Any) -> CornerStudy:
    return CornerStudy(small(**changes), policies, replications, workers=1, keep=0, frictions=frictions)


@cache
def results(*frictions: str, **changes: Any) -> Results:
    return study(*frictions, **changes).run(progress=False)


def part(friction: str, policy: str = "open_tender", **changes: Any) -> float:
    """The part of one friction where a second one is varied with it."""
    other = "market_power" if friction != "market_power" else "delay"
    found = parts(study(friction, other, policies=(policy,), **changes).run(progress=False)).set_index("row")["value"]
    assert found[other] != 0.0
    return float(found[friction])


def test_all_seven_make_128_runs_of_each_policy() -> None:
    whole = CornerStudy(small(), ["open_tender", "directed_commission"], 3)
    assert len(whole.resolved) == whole.runs_per_group == 256
    assert whole.sets_off[0] == ()
    assert whole.sets_off[-1] == FRICTIONS
    assert len({policy.name for policy in whole.resolved}) == 256


def test_the_corner_with_everything_on_is_the_run_of_an_ordinary_study() -> None:
    plain = values(Study(small(), ["open_tender"], 1, workers=1, keep=0).run(progress=False), "welfare_social")["value"]
    corners = corner_values(results("delay", "market_power"))
    assert corners.loc[corners["delay"] & corners["market_power"], "value"].tolist() == plain.tolist()


def test_a_corner_is_the_run_of_a_world_without_these_frictions() -> None:
    scenario = small()
    bare = scenario.world.model_copy(update={"frictions": Frictions(delay=False)})
    model = PublicServiceMarket(scenario, "open_tender", seed=1, world=bare).run()
    alone = Results(model.tables(arrow=True), {"scenario": scenario.model_dump(mode="json"), "months": scenario.months})
    expected = values(alone, "welfare_social")["value"].iloc[0]
    corners = corner_values(results("delay", "market_power"))
    assert corners.loc[~corners["delay"] & corners["market_power"], "value"].tolist() == [expected]


def test_parts_add_up() -> None:
    frame = decompose(results("delay", "market_power")).set_index("row")["mean"]
    assert frame["delay"] + frame["market_power"] == pytest.approx(frame["loss"], abs=1e-12)
    assert frame["full_information"] - frame["actual"] == pytest.approx(frame["loss"], abs=1e-12)
    assert frame["delay"] != 0.0


def test_need_that_is_known_anyway_is_not_misjudged() -> None:
    assert part("misjudged_need", world__purchasers__survey_noise=0.0) == 0.0
    assert part("misjudged_need") != 0.0


def test_ties_cost_nothing_where_officials_keep_them_out() -> None:
    assert part("ties", "directed_commission", world__purchasers__integrity=1.0) == 0.0
    assert part("ties", "directed_commission", world__purchasers__integrity=0.0) != 0.0


def test_a_procedure_that_is_free_costs_nothing() -> None:
    """Free for purchasers and bidders, everybody hears of it, and nobody thinks a tender would cost more."""
    free = {"hours": 0.0, "hours_per_offer": 0.0, "agent_fee": 0.0, "expert_fee": 0.0}
    settings = [{"mechanism": "open_tender", "name": name, "value": value} for name, value in free.items()]
    changes = {"world__bidding__reserve_hours": 0.0, "world__bidding__attention": 1.0}
    scenario = replace(small(**changes), {"policy.settings": settings})
    found = CornerStudy(scenario, ["only:open_tender"], 1, workers=1, keep=0, frictions=["transaction_cost", "delay"]).run(
        progress=False
    )
    shares = parts(found).set_index("row")["value"]
    assert shares["transaction_cost"] == 0.0
    assert shares["delay"] != 0.0


def test_a_friction_the_world_does_not_have_takes_nothing() -> None:
    assert part("delay", world__frictions__delay=False) == 0.0


def test_it_is_resumed_and_extended_like_any_study(tmp_path: Path) -> None:
    one = study("delay", replications=1)
    one.run(tmp_path / "runs", progress=False)
    two = study("delay", replications=2).run(tmp_path / "runs", progress=False)
    assert len(two.runs) == 4
    assert two.digest == study("delay", replications=2).run(progress=False).digest
    with pytest.raises(GpssimError, match="another study"):
        study("ties").run(tmp_path / "runs", progress=False)


def test_one_process_or_two_give_the_same_bits(tmp_path: Path) -> None:
    alone = study("delay", replications=2)
    both = CornerStudy(alone.specified, ["open_tender"], 2, workers=2, keep=0, frictions=["delay"])
    assert both.run(progress=False).digest == alone.run(progress=False).digest


def test_a_corner_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    original = PublicServiceMarket.run

    def run(self: PublicServiceMarket, months: int | None = None) -> PublicServiceMarket:
        if "delay" in self.world.frictions.off:
            raise RuntimeError("the roof fell in")
        return original(self, months)

    monkeypatch.setattr(PublicServiceMarket, "run", run)
    found = study("delay", "market_power").run(progress=False)
    corners = corner_values(found)
    failed = corners[corners["status"] == "FAILED"]
    assert not failed["delay"].any()
    assert len(failed) == 2
    assert failed["reason"].str.contains("the roof fell in").all()
    with pytest.raises(GpssimError, match="the roof fell in"):
        decompose(found)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"frictions": ["delays"]}, "'delay'"),
        ({"frictions": []}, "frictions"),
        ({"frictions": ["delay", "delay"]}, "each once"),
        ({"frictions": "delay"}, "frictions"),
        ({"policies": ["open_tendr"]}, "open_tender"),
        ({"policies": ["open_tender", "open_tender"]}, "twice"),
    ],
    ids=str,
)
def test_impossible_studies_are_refused_before_anything_runs(given: dict[str, Any], said: str) -> None:
    with pytest.raises(GpssimError, match=said):
        CornerStudy(**{"scenario": small(), "policies": ["open_tender"], "frictions": ["delay"], **given})


def test_values_of_corners_are_finite() -> None:
    assert np.isfinite(corner_values(results("delay", "market_power"))["value"]).all()
