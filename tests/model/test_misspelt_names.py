"""A name that is not there gets the nearest right one, where it is written and before anything runs."""

from __future__ import annotations

from typing import Any

import pytest

import gpssim
from gpssim.errors import UnknownNameError
from gpssim.figures import draw_one
from gpssim.records import Results
from gpssim.scenario import Scenario


def market() -> gpssim.PublicServiceMarket:
    return gpssim.PublicServiceMarket("textbook", "open_tender:price_weight=0.4")


@pytest.fixture(scope="module")
def things() -> dict[str, Any]:
    founded = market()
    return {"market": founded, "citizen": founded.citizens[3], "gpssim": gpssim, "city": founded.world.city}


def test_a_market_takes_the_name_of_a_preset_and_a_policy_with_settings() -> None:
    assert market().specification == gpssim.load_scenario("textbook")
    assert market().policy.name == "open_tender:price_weight=0.4"
    with pytest.raises(UnknownNameError, match="did you mean 'textbook'"):
        gpssim.PublicServiceMarket("textbok")


@pytest.mark.parametrize(
    ("owner", "name", "right"),
    [
        ("market", "citizns", "citizens"),
        ("citizen", "trust_goverment", "trust_government"),
        ("gpssim", "Studdy", "Study"),
        ("city", "n_citizen", "n_citizens"),
    ],
)
def test_a_misspelt_attribute_is_answered_with_the_nearest(owner: str, name: str, right: str, things: dict[str, Any]) -> None:
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'; did you mean '{right}'"):
        getattr(things[owner], name)
    assert not hasattr(things[owner], "_repr_nothing_")


def test_results_answer_with_attributes_and_tables() -> None:
    results = Results({}, {})
    with pytest.raises(AttributeError, match="did you mean 'table'"):
        results.tabel  # type: ignore[attr-defined]  # noqa: B018  # the access is what is tested
    with pytest.raises(UnknownNameError, match="unknown figure 'who_win'; did you mean 'who_wins'"):
        draw_one("who_win", results, "nowhere")


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("policy.levers.after_failure", "directed_comission", "unknown name in policy.levers.after_failure: 'directed_comission'"),
        ("policy.levers.payment", "per_unt", "unknown payment rule in policy.levers.payment: 'per_unt'; did you mean 'per_unit'"),
        ("policy.levers.choice", "by_lt", "unknown choice rule in policy.levers.choice: 'by_lt'; did you mean 'by_lot'"),
        ("world.bidding.family", "equilibrum", "unknown bidding family in world.bidding.family: 'equilibrum'"),
        ("world.information.reputation", "kalmn", "unknown reputation system in world.information.reputation: 'kalmn'"),
        ("mechanisms.open_tender.price_wight", 0.3, "unknown parameter of open_tender: 'price_wight'; did you mean 'price_weight'"),
    ],
)
def test_a_misspelt_name_is_refused_with_its_parameter_when_the_study_is_made(path: str, value: object, line: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        gpssim.Study(gpssim.replace(Scenario(), {path: value}), ["open_tender"])
    assert str(refused.value).startswith(line)
