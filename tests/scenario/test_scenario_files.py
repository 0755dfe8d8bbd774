"""Scenarios go into TOML and come back equal; what is not TOML says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.scenario import (
    Change,
    Levers,
    MechanismShare,
    Policy,
    Scenario,
    Source,
    load_scenario,
    preset_names,
    replace,
    write_scenario,
)
from gpssim.scenario.files import parsed, toml_text
from gpssim.scenario.tree import validated
from gpssim.scenario.wording import is_name

PRESETS = (
    "chengdu", "guangzhou-family-centers", "jiangxi-nanchang", "suzhou-high-tech", "sweden-schools", "textbook", "yichang-yiling",
)  # fmt: skip


def test_the_presets_are_there() -> None:
    assert preset_names() == PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_written_and_read_back_equal(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    assert scenario.name == name
    assert load_scenario(write_scenario(scenario, tmp_path / "copy.toml")) == scenario


def test_every_kind_of_change_is_written_and_read_back_equal(tmp_path: Path) -> None:
    changes = (
        Change(month=3, mechanism="lottery"),
        Change(
            month=5, domain="elder_care", shares=(MechanismShare(mechanism="open_tender", share=0.5), MechanismShare(share=0.5))
        ),
        Change(month=6, lever="monitoring", value=0.25),
        Change(month=7, lever="savings_rule", value="reuse"),
        Change(month=8, lever="open_tender.small_only", value=True),
    )
    policy = Policy(name="改革 “reform”", levers=Levers(pay_first=0.5), change=changes)
    scenario = Scenario(name="s", title_zh="标题", policies=(policy,))
    assert load_scenario(write_scenario(scenario, tmp_path / "s.toml")) == scenario


def test_nothing_has_no_word_in_toml_and_is_left_out(tmp_path: Path) -> None:
    scenario = Scenario(name="s", sources=(Source(path="world.city", source="census", swept=None),))
    assert load_scenario(write_scenario(scenario, tmp_path / "s.toml")) == scenario


@given(
    n=st.integers(50, 5_000_000),
    integrity=st.floats(0.0, 1.0),
    prevalence=st.tuples(*[st.floats(0.0, 0.99)] * 5),
    name=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(is_name),
)
def test_any_valid_scenario_survives_the_round_trip(n: int, integrity: float, prevalence: tuple[float, ...], name: str) -> None:
    values = {
        "name": name,
        "world.city.residents": 5_000_000,
        "world.city.n_citizens": n,
        "world.purchasers.integrity": integrity,
        "world.domains.elder_care.prevalence": prevalence,
    }
    scenario = replace(Scenario(), values)
    assert validated(Scenario, parsed(toml_text(scenario), "text")) == scenario


def test_what_an_author_leaves_out_stays_out() -> None:
    assert toml_text(Scenario(name="mine")) == 'name = "mine"\n'


def test_whole_numbers_may_stand_for_numbers_and_nothing_else_is_bent() -> None:
    assert validated(Scenario, {"world": {"purchasers": {"wage_hour": 70}}}).world.purchasers.wage_hour == 70.0
    for bent in (
        {"months": 12.0},
        {"months": "12"},
        {"months": True},
        {"title": 3},
        {"world": {"purchasers": {"integrity": True}}},
    ):
        with pytest.raises(ScenarioError, match="is impossible: it must be"):
            validated(Scenario, bent)


def test_broken_toml_says_line_and_column(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('name = "x"\nmonths = = 3\n')
    with pytest.raises(ScenarioError, match=r"broken\.toml is not TOML: .*line 2, column 10"):
        load_scenario(broken)


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bytes.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(file)


def test_a_misspelt_preset_meets_its_neighbour() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'suzhou-high-tech'"):
        load_scenario("suzhou-hightech")
